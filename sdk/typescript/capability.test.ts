import { create, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Operator, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type Goal, GoalSchema, type Request, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { describe, expect, expectTypeOf, test } from "vitest";
import { capability, many, optional, required } from "./capability.ts";
import { absent, exists, isAtLeast, isAtMost, isNoneOf, isOneOf } from "./condition.ts";
import { type AgentDefinition, defineAgent } from "./definition.ts";
import { agent } from "./fixtures/agent.ts";
import { manifestOf } from "./manifest.ts";
import { versionOf } from "./version.ts";

const simple = capability({
  name: "simple",
  inputs: { request: required(RequestSchema) },
  output: GoalSchema,
  description: "For tests.",
  run: () => ({ output: create(GoalSchema) }),
});
const definition: AgentDefinition = { id: "one", titleKo: "하나", titleEn: "One", capabilities: [simple] };

test("a handler's inputs and output are typed by the promise", () => {
  capability({
    name: "typed",
    inputs: { one: required(RequestSchema), maybe: optional(GoalSchema), all: many(GoalSchema) },
    output: GoalSchema,
    description: "For tests.",
    run({ inputs }) {
      expectTypeOf(inputs.one).toEqualTypeOf<Request>();
      expectTypeOf(inputs.maybe).toEqualTypeOf<Goal | undefined>();
      expectTypeOf(inputs.all).toEqualTypeOf<readonly Goal[]>();
      // @ts-expect-error nobody promised this input
      void inputs.none;
      return { output: create(GoalSchema) };
    },
  });
  capability({
    name: "wrong",
    inputs: {},
    output: GoalSchema,
    description: "For tests.",
    // @ts-expect-error a Request is not the Goal that was promised
    run: () => ({ output: create(RequestSchema) }),
  });
});

test.each([
  { demand: isOneOf("style", "hanok", "modern"), operator: Operator.IN, values: ["hanok", "modern"] },
  { demand: isNoneOf("style", "hanok"), operator: Operator.NOT_IN, values: ["hanok"] },
  { demand: exists("style"), operator: Operator.EXISTS, values: [] },
  { demand: absent("style"), operator: Operator.ABSENT, values: [] },
  { demand: isAtLeast("style", 2.5), operator: Operator.AT_LEAST, values: ["2.5"] },
  { demand: isAtMost("style", 3), operator: Operator.AT_MOST, values: ["3"] },
])("a condition says operator $operator", ({ demand, operator, values }) => {
  expect(demand).toEqual({ attribute: "style", operator, values });
});

describe("the manifest", () => {
  test("says what the definition says", () => {
    const manifest = manifestOf(agent, "1.2.3");
    const [echo] = manifest.capabilities;
    expect(echo).toMatchObject({
      name: "echo",
      outputType: "viba.core.v1.Goal",
      maxConcurrency: 1,
      deterministic: false,
      tags: ["test"],
      expectedLatency: { seconds: 0n, nanos: 5_000_000 },
    });
    expect(echo!.inputs.map(({ type, presence }) => [type, presence])).toEqual([
      ["viba.core.v1.Request", Presence.REQUIRED],
      ["viba.core.v1.Goal", Presence.OPTIONAL],
    ]);
    expect(echo!.conditions[0]).toMatchObject({ attribute: "style", operator: Operator.IN, values: ["hanok"] });
  });

  test("brings each output type once, with every file it needs before it", () => {
    const { types } = manifestOf(agent, "1.2.3");
    expect(types.map(({ name }) => name)).toEqual(["viba.core.v1.Goal"]);
    const { file } = fromBinary(FileDescriptorSetSchema, types[0]!.descriptorSet);
    const names = file.map(({ name }) => name);
    expect(names.at(-1)).toBe("viba/core/v1/goal.proto");
    for (const [at, { dependency }] of file.entries()) {
      for (const needed of dependency) expect(names.slice(0, at)).toContain(needed);
    }
  });

  test("carries well-known imports too", () => {
    const wide = capability({
      ...simple,
      inputs: {},
      output: ManifestSchema,
      run: () => ({ output: create(ManifestSchema) }),
    });
    const { types } = manifestOf({ ...definition, capabilities: [wide] }, "1.0.0");
    const { file } = fromBinary(FileDescriptorSetSchema, types[0]!.descriptorSet);
    expect(file.map(({ name }) => name)).toContain("google/protobuf/duration.proto");
  });
});

describe("a slip of the author is told by name", () => {
  const [twice] = [
    capability({
      ...simple,
      inputs: { a: required(GoalSchema), b: optional(GoalSchema) },
      output: GoalSchema,
      run: () => ({ output: create(GoalSchema) }),
    }),
  ];
  test.each([
    { story: "an id in capitals", slip: { id: "One" }, says: /agent id "One"/ },
    { story: "a version in words", slip: { version: "new" }, says: /version "new"/ },
    { story: "no capability", slip: { capabilities: [] }, says: /no capability/ },
    { story: "one name twice", slip: { capabilities: [simple, simple] }, says: /"simple" is there twice/ },
    { story: "a name with a dash", slip: { capabilities: [{ ...simple, name: "a-b" }] }, says: /"a-b"/ },
    { story: "one type twice", slip: { capabilities: [twice] }, says: /reads a type twice/ },
    { story: "half an attempt", slip: { capabilities: [{ ...simple, maxConcurrency: 0.5 }] }, says: /maxConcurrency/ },
    { story: "no time", slip: { capabilities: [{ ...simple, timeoutMs: 0 }] }, says: /timeoutMs/ },
    { story: "a negative price", slip: { capabilities: [{ ...simple, cost: -1 }] }, says: /cost/ },
  ])("$story", ({ slip, says }) => {
    expect(() => defineAgent({ ...definition, ...slip })).toThrow(says);
  });
});

test("the version comes from the package above the module", async () => {
  expect(await versionOf(new URL("fixtures/agent.ts", import.meta.url).href)).toBe("0.1.0");
});
