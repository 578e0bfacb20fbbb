import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type CapabilitySchema, Operator, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { expect, test } from "vitest";
import { promise } from "../fixtures.ts";
import { manifestLimits, manifestProblem, negotiate } from "./manifest.ts";

type ManifestInit = MessageInitShape<typeof ManifestSchema>;
type CapabilityInit = MessageInitShape<typeof CapabilitySchema>;

const manifest = (more: ManifestInit = {}) =>
  create(ManifestSchema, { agentId: "a", version: "1.0.0", contractVersions: [1], capabilities: [promise()], ...more });
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
const long = "x".repeat(200);

test("a manifest within all bounds has no problem", () => {
  const full = promise({
    inputs: times(manifestLimits.inputs, (n) => ({ type: `t.v1.I${n}`, presence: Presence.MANY })),
    conditions: times(manifestLimits.conditions, () => ({
      attribute: "use",
      operator: Operator.IN,
      values: times(manifestLimits.values, String),
    })),
    tags: times(manifestLimits.tags, String),
    timeout: { seconds: 86_400n },
    cost: 0,
  });
  expect(manifestProblem(manifest({ capabilities: [full] }))).toBeUndefined();
  expect(manifestProblem(manifest({ agentId: "constructor", version: "1.0.0-rc.1+build" }))).toBeUndefined();
});

test.each<[string, ManifestInit]>([
  ["agent_id", { agentId: "" }],
  ["agent_id", { agentId: "Big" }],
  ["agent_id", { agentId: "1st" }],
  ["agent_id", { agentId: `a${"b".repeat(64)}` }],
  ["agent_id", { agentId: "../up" }],
  ["version", { version: "" }],
  ["version", { version: "1.0" }],
  ["version", { version: "1.0.0 or so" }],
  ["version", { version: `1.0.0-${long}` }],
  ["title", { titleKo: long + long }],
  ["contract_versions", { contractVersions: times(17, Number) }],
  ["types: at most", { types: times(65, (n) => ({ name: `t.v1.T${n}` })) }],
  ["types: each name once", { types: [{ name: "t.v1.T" }, { name: "t.v1.T" }] }],
  ["message name", { types: [{ name: "T" }] }],
  ["descriptor_set", { types: [{ name: "t.v1.T", descriptorSet: new Uint8Array((1 << 20) + 1) }] }],
  ["at least one", { capabilities: [] }],
  ["capabilities: at most", { capabilities: times(65, (n) => promise({ name: `p${n}` })) }],
  ["each name once", { capabilities: [promise(), promise()] }],
])("%s is the problem", (problem, more) => {
  expect(manifestProblem(manifest(more))).toContain(problem);
});

test.each<[string, CapabilityInit]>([
  ["name", { name: "" }],
  ["name", { name: "Plan" }],
  ["name", { name: "p".repeat(65) }],
  ["output_type", { outputType: "Plan" }],
  ["output_type", { outputType: `t.v1.${"P".repeat(255)}` }],
  ["inputs", { inputs: times(33, (n) => ({ type: `t.v1.I${n}`, presence: Presence.REQUIRED })) }],
  ["presence", { inputs: [{ type: "t.v1.I" }] }],
  ["message name", { inputs: [{ type: "i", presence: Presence.REQUIRED }] }],
  ["conditions", { conditions: times(33, () => ({ attribute: "a", operator: Operator.EXISTS })) }],
  ["an attribute", { conditions: [{ operator: Operator.EXISTS }] }],
  ["an operator", { conditions: [{ attribute: "a" }] }],
  ["values", { conditions: [{ attribute: "a", operator: Operator.IN, values: times(65, String) }] }],
  ["values", { conditions: [{ attribute: "a", operator: Operator.IN, values: [long] }] }],
  ["tags", { tags: times(65, String) }],
  ["tags", { tags: [long] }],
  ["description", { description: "x".repeat(2001) }],
  ["cost", { cost: -1 }],
  ["cost", { cost: Number.NaN }],
  ["cost", { cost: Number.POSITIVE_INFINITY }],
  ["timeout", { timeout: { seconds: 0n } }],
  ["timeout", { timeout: { seconds: -1n } }],
  ["timeout", { timeout: { seconds: 86_401n } }],
  ["expected_latency", { expectedLatency: { seconds: -1n } }],
])("%s of a capability is the problem", (problem, more) => {
  expect(manifestProblem(manifest({ capabilities: [promise(more)] }))).toContain(problem);
});

test("no manifest is a problem too", () => {
  expect(manifestProblem(undefined)).toContain("missing");
});

test.each([
  [[1], 1],
  [[2, 1], 1],
  [[], undefined],
  [[2, 3], undefined],
])("of contract versions %j, %j is spoken", (offered, spoken) => {
  expect(negotiate(offered)).toBe(spoken);
});
