import { create } from "@bufbuild/protobuf";
import { ConditionSchema, Operator } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { AgentInfoSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { expect, test } from "vitest";
import { agentLabel, conditionLabel, objectiveLabel, subjectLabel, typeLabel } from "./labels.ts";

test("an artifact type this page does not know goes by its short name", () => {
  expect(typeLabel("viba.aec.v1.Plan", "ko")).toBe("평면");
  expect(typeLabel("viba.aec.v1.Plan", "en")).toBe("Plan");
  expect(typeLabel("acme.light.v2.DaylightStudy", "ko")).toBe("Daylight study");
  expect(typeLabel("toString", "ko")).toBe("To string");
});

test("objectives and subjects keep their own name when there is no other", () => {
  expect(objectiveLabel("quality", "ko")).toBe("품질");
  expect(objectiveLabel("charm", "ko")).toBe("charm");
  expect(subjectLabel("gross_floor", "ko")).toBe("연면적");
  expect(subjectLabel("roof_kind", "en")).toBe("roof kind");
});

test("an agent that has gone is still named", () => {
  const agents = [create(AgentInfoSchema, { manifest: { agentId: "a", titleKo: "설계자", titleEn: "Designer" } })];
  expect(agentLabel("a", agents, "ko")).toBe("설계자");
  expect(agentLabel("a", agents, "en")).toBe("Designer");
  expect(agentLabel("b", agents, "ko")).toBe("b");
});

test.each([
  [Operator.IN, "style ∈ hanok, modern"],
  [Operator.NOT_IN, "style ∉ hanok, modern"],
  [Operator.EXISTS, "style ∃"],
  [Operator.ABSENT, "style ∄"],
  [Operator.AT_LEAST, "style ≥ hanok, modern"],
  [Operator.AT_MOST, "style ≤ hanok, modern"],
  [77 as Operator, "style"],
])("operator %i reads as a formula", (operator, text) => {
  const condition = create(ConditionSchema, { attribute: "style", operator, values: ["hanok", "modern"] });
  expect(conditionLabel(condition)).toBe(text);
});
