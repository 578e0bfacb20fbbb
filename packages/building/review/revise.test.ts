import { clone } from "@bufbuild/protobuf";
import { type Plan, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { cafeBrief } from "../fixtures.ts";
import { writeIfc } from "../ifc/model.ts";
import { checkCode } from "../law/check.ts";
import { makePlan } from "../plan/plan.ts";
import { revisePlan } from "./revise.ts";
import { reviewModel } from "./review.ts";

/** The same numbers for the same seed. */
const seededRandom = (seed: number) => () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

const brief = cafeBrief();
const concept = makeConcept(brief, () => 0.5);
const good = makePlan(brief, concept, () => 0.5);
const reviewOf = (plan: Plan) => {
  const { text, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
  return reviewModel({ brief, ifcText: text, codeReport: checkCode(plan, brief, guids) });
};
const spoilt = (change: (plan: Plan) => void) => {
  const plan = clone(PlanSchema, good);
  change(plan);
  return plan;
};

describe("a plan found wanting", () => {
  test.each<[string, string, (plan: Plan) => void]>([
    ["a low ceiling", "ceiling", (plan) => plan.storeys.forEach((storey) => (storey.ceiling = 2))],
    ["no parking", "parking", (plan) => (plan.parking = [])],
    ["a room nobody can enter", "gate.reach", (plan) => void plan.storeys[0]!.openings.splice(2)],
  ])("with %s comes back mended", (_, check, change) => {
    const plan = spoilt(change);
    const review = reviewOf(plan);
    expect(review.fixes.map((fix) => fix.check)).toContain(check);
    const revised = revisePlan({ brief, plan, concept, review }, seededRandom(3))!;
    const again = reviewOf(revised);
    expect(again.quality).toBeGreaterThan(review.quality);
    expect(again.fixes.map((fix) => fix.check)).not.toContain(check);
  });

  test("stays as it is where nothing better is found", () => {
    expect(revisePlan({ brief, plan: good, concept, review: reviewOf(good) }, seededRandom(3))).toBeUndefined();
  });

  test("is revised the same way with the same seed", () => {
    const plan = spoilt((one) => (one.parking = []));
    const revise = () => revisePlan({ brief, plan, concept, review: reviewOf(plan) }, seededRandom(7));
    expect(revise()).toEqual(revise());
  });
});
