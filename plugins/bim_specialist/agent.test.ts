import { create } from "@bufbuild/protobuf";
import { cafeBrief } from "@viba/building/fixtures";
import { houseplan } from "@viba/building/ifc/test-plans";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { runCapability } from "@viba/sdk/testing";
import { expect, test } from "vitest";
import { agent } from "./agent.ts";

const model = { name: "model.ifc", output: ModelSchema };

test("a plan becomes an IFC file, dated as the brief says, and a picture", async () => {
  const { output, files } = await runCapability(agent, model, { plan: houseplan(), brief: cafeBrief() });
  const text = new TextDecoder().decode(output.ifc);
  expect(text).toContain("IFC4X3");
  expect(text).toContain("2026-11-22");
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["model.ifc", "view.svg", "elevation-S.svg", "section.svg", "plan-1F.dxf"]),
  );
  expect(files[0]!.bytes).toEqual(output.ifc);
});

test("without a brief the date is always the same, and so are the bytes", async () => {
  const [first, second] = await Promise.all(
    [1n, 2n].map((seed) => runCapability(agent, model, { plan: houseplan() }, { seed })),
  );
  expect(second!.digest).toBe(first!.digest);
});

test("a plan that contradicts itself is refused with the element at fault", async () => {
  const plan = create(PlanSchema, houseplan());
  plan.storeys[0]!.openings[0]!.wall = "nowhere";
  await expect(runCapability(agent, model, { plan })).rejects.toMatchObject({
    reason: "INVALID_ARGUMENT",
    facts: { problem: "UNKNOWN_KEY" },
  });
});
