import { create } from "@bufbuild/protobuf";
import { makeConcept } from "@viba/building/concept/concept";
import { cafeBrief } from "@viba/building/fixtures";
import { writeIfc } from "@viba/building/ifc/model";
import { checkCode } from "@viba/building/law/check";
import { makePlan } from "@viba/building/plan/plan";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const brief = cafeBrief();
const plan = makePlan(
  brief,
  makeConcept(brief, () => 0.5),
  () => 0.5,
);
const { text, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
const model = create(ModelSchema, { ifc: new TextEncoder().encode(text), guids });
const codeReport = checkCode(plan, brief, guids);
const review = () =>
  runCapability(agent, { name: "review.quick", output: ReviewSchema }, { brief, plan, model, codeReport });

test("the same kind of answer as the thorough review, which says what it rests on", async () => {
  const { output, assessment, files, digest } = await review();
  expect(assessment).toMatchObject({ quality: output.quality, accepted: true });
  expect(output.checks.map((check) => check.id)).toContain("unmeasured");
  const report = new TextDecoder().decode(files[0]?.bytes);
  expect(report).toContain("약식 검토");
  expect(report).not.toContain("정밀 검토.");
  expect((await review()).digest).toBe(digest);
});

test("stays out where a certificate, a style or a mix of uses is asked for", () => {
  const conditions = agent.capabilities.flatMap((one) => one.conditions ?? []);
  expect(conditions.map((one) => one.attribute)).toEqual(["certificate", "style", "use"]);
});
