import { createHash } from "node:crypto";
import { cafeBrief } from "@viba/building/fixtures";
import { ModelError } from "@viba/building/ifc/errors";
import { hanokPlan, houseplan } from "@viba/building/ifc/test-plans";
import { describe, expect, test } from "vitest";
import { makeModel, modelFiles } from "./model.ts";

const date = "2026-11-22";

describe("makeModel", () => {
  test("gives the file's bytes, their digest, counts and GlobalIds", () => {
    const model = makeModel(houseplan(), cafeBrief(), date);
    const text = new TextDecoder().decode(model.ifc);
    expect(text.startsWith("ISO-10303-21;")).toBe(true);
    expect(model.sha256).toBe(createHash("sha256").update(text).digest("hex"));
    expect(model.counts["IfcBuildingStorey"]).toBe(2);
    expect(text).toContain(`'${model.guids["1F/hall"]}'`);
  });

  test("gives the same bytes for the same input, others for another plan or date", () => {
    const sha = (plan = houseplan(), on = date) => makeModel(plan, undefined, on).sha256;
    expect(sha()).toBe(sha());
    expect(sha(hanokPlan())).not.toBe(sha());
    expect(sha(houseplan(), "2026-11-23")).not.toBe(sha());
  });

  test("refuses a date that is none", () => {
    expect(() => makeModel(houseplan(), undefined, "tomorrow")).toThrow(ModelError);
  });
});

test("modelFiles gives the model and a picture", () => {
  const plan = hanokPlan();
  const [ifc, view, ...more] = modelFiles(plan, makeModel(plan, undefined, date), { date });
  expect([ifc!.name, ifc!.mediaType]).toEqual(["model.ifc", "application/x-step"]);
  expect([view!.name, view!.mediaType]).toEqual(["view.svg", "image/svg+xml"]);
  expect(new TextDecoder().decode(view!.bytes)).toContain(plan.title);
  expect(more).toEqual([]);
});
