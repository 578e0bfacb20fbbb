import { createHash } from "node:crypto";
import { clone } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { CodeReportSchema, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { cafeBrief } from "../fixtures.ts";
import { writeIfc } from "../ifc/model.ts";
import { checkCode } from "../law/check.ts";
import { makePlan } from "../plan/plan.ts";
import { type QuickInput, quickReview } from "./quick.ts";
import { reviewModel } from "./review.ts";

const brief = cafeBrief();
const plan = makePlan(
  brief,
  makeConcept(brief, () => 0.5),
  () => 0.5,
);
const { text, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
const ifc = new TextEncoder().encode(text);
const sha256 = createHash("sha256").update(ifc).digest("hex");
const codeReport = checkCode(plan, brief, guids);
const good: QuickInput = { brief, plan, codeReport, ifc, sha256 };

interface Draft {
  brief: QuickInput["brief"];
  plan: QuickInput["plan"];
  codeReport: QuickInput["codeReport"];
  ifc: Uint8Array;
  sha256: string;
}

const spoilt = (change: (draft: Draft) => void) => {
  const draft: Draft = {
    ...good,
    brief: clone(BriefSchema, brief),
    plan: clone(PlanSchema, plan),
    codeReport: clone(CodeReportSchema, codeReport),
  };
  change(draft);
  return quickReview(draft);
};

describe("a quick review of a good design", () => {
  const quick = quickReview(good);
  const thorough = reviewModel({ brief, ifcText: text, sha256, codeReport });

  test("fails nothing but what it did not measure, and says so", () => {
    expect(quick.checks.filter((check) => !check.passed).map((check) => check.id)).toEqual(["unmeasured"]);
    expect(quick.basis).toContain("약식");
    expect(thorough.basis).toContain("정밀");
  });

  test("looks at less, and never earns more by it", () => {
    expect(quick.checks.length).toBeLessThan(thorough.checks.length / 2);
    expect(quick.quality).toBeGreaterThanOrEqual(0.8);
    expect(quick.quality).toBeLessThan(thorough.quality);
    expect(quick.quality).toBeGreaterThan(thorough.quality - 0.05);
  });
});

describe("a quick review catches", () => {
  test.each<readonly [story: string, caught: string, change: (draft: Draft) => void]>([
    ["another file than its digest says", "gate.digest", (draft) => (draft.ifc = new Uint8Array([1]))],
    ["a missing storey", "gate.storeys", (draft) => (draft.brief.storeys = 2)],
    ["a storey without rooms", "gate.storeys", (draft) => (draft.plan.storeys[0]!.spaces = [])],
    [
      "beyond the plot",
      "gate.site",
      (draft) => draft.plan.site!.boundary!.points.forEach((p) => (p.x = Math.min(p.x, 3))),
    ],
    ["rooms without doors", "gate.reach", (draft) => (draft.plan.storeys[0]!.openings = [])],
    ["too small by a tenth", "area.gross", (draft) => (draft.brief.areaM2 *= 1.1)],
    [
      "a room that was asked for",
      "programme",
      (draft) => draft.brief.rooms.push({ $typeName: "viba.aec.v1.RoomWish", kind: "sauna", count: 1, areaM2: 0 }),
    ],
    ["a failed rule", "law.code", (draft) => (draft.codeReport.findings[0]!.verdict = Verdict.FAIL)],
    ["an empty code report", "law.code", (draft) => (draft.codeReport.findings = [])],
  ])("%s", (_, caught, change) => {
    const review = spoilt(change);
    expect(review.checks.find((check) => check.id === caught)?.passed).toBe(false);
    expect(review.quality).toBeLessThan(quickReview(good).quality);
    expect(review.fixes[0]?.check).toBe(caught);
  });
});
