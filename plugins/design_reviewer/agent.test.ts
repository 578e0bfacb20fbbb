import { create } from "@bufbuild/protobuf";
import { makeConcept } from "@viba/building/concept/concept";
import { cafeBrief } from "@viba/building/fixtures";
import { writeIfc } from "@viba/building/ifc/model";
import { makePlan } from "@viba/building/plan/plan";
import { CodeReportSchema } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const brief = cafeBrief();
const concept = makeConcept(brief, () => 0.5);
const plan = makePlan(brief, concept, () => 0.5);
const { text, counts, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
const model = create(ModelSchema, { ifc: new TextEncoder().encode(text), counts, guids });

const check = () => runCapability(agent, { name: "code.check", output: CodeReportSchema }, { brief, plan, model });
const review = (more: object = {}) =>
  check().then(({ output: codeReport }) =>
    runCapability(agent, { name: "review", output: ReviewSchema }, { brief, plan, model, codeReport, ...more }),
  );

test("the code report names articles, and elements by their GlobalId in the model", async () => {
  const { output } = await check();
  expect(output).toMatchObject({ permitDate: brief.permitDate });
  expect(output.findings.length).toBeGreaterThan(10);
  const known = new Set(Object.values(guids));
  for (const guid of output.findings.flatMap((finding) => finding.guids)) expect(known).toContain(guid);
});

test("the review comes with its judgement in the mesh's words and a report", async () => {
  const { output, assessment, files } = await review({ concept });
  expect(assessment!.quality).toBe(output.quality);
  expect(assessment!.checks).toEqual(output.checks);
  expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ["report.html", "text/html; charset=utf-8"],
    ["drawings.pdf", "application/pdf"],
    ["issues.bcf", "application/zip"],
  ]);
  const report = new TextDecoder().decode(files[0]!.bytes);
  expect(report).toContain(plan.title);
  expect(report.match(/data:image\/svg\+xml/g)!.length).toBe(plan.storeys.length + 4);
});

test("a model that can't be read is judged as such, not a failure of the agent", async () => {
  const broken = create(ModelSchema, { ifc: new TextEncoder().encode("no STEP file") });
  const { output, assessment } = await review({ model: broken });
  expect(output.quality).toBe(0);
  expect(assessment).toMatchObject({ accepted: false, reviseType: "viba.aec.v1.Plan" });
});

test("the same design gets the same review", async () => {
  expect((await review()).digest).toBe((await review()).digest);
});
