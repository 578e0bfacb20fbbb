import { create } from "@bufbuild/protobuf";
import { type Goal, GoalSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { MeshError } from "@viba/runtime/errors";
import { describe, expect, test } from "vitest";
import { capability, many, type Output } from "./capability.ts";
import { defineAgent } from "./definition.ts";
import { agent } from "./fixtures/agent.ts";
import { memoryOfRun, runCapability } from "./testing.ts";

const request = (text: string) => create(RequestSchema, { text });
const giving = (run: () => Output<typeof GoalSchema>) =>
  defineAgent({
    id: "giving",
    titleKo: "",
    titleEn: "",
    capabilities: [capability({ name: "give", inputs: {}, output: GoalSchema, description: "For tests.", run })],
  });

test("runs a capability in this process and gives back all it made and told", async () => {
  const made = await runCapability(agent, "echo", { request: request("안녕") });
  expect((made.output as Goal).titleKo).toBe("안녕");
  expect(new TextDecoder().decode(made.files[0]!.bytes)).toBe("안녕");
  expect(made.assessment?.quality).toBe(0.5);
  expect(made.progress).toEqual([{ fraction: 0.5, messageKo: "반", messageEn: "half" }]);
});

test("the same seed gives the same bytes, another seed others", async () => {
  const digests = await Promise.all(
    [5n, 5n, 6n, 1n << 40n, 1n << 41n].map(async (seed) => {
      return (await runCapability(agent, "echo", { request: request("x") }, { seed })).digest;
    }),
  );
  expect(digests[0]).toBe(digests[1]);
  expect(new Set(digests).size).toBe(4);
});

test("the type of the output follows from its schema", async () => {
  const made = await runCapability(agent, { name: "echo", output: GoalSchema }, { request: request("typed") });
  expect(made.output.titleKo).toBe("typed");
});

test("shared memory and blobs work without a mesh", async () => {
  const memory = memoryOfRun();
  const titles = [];
  for (const text of ["a", "b"]) {
    const made = await runCapability(agent, "remember", { request: request(text) }, { memory });
    titles.push((made.output as Goal).titleKo);
  }
  expect(titles).toEqual(["a 0 1", "b 1 2"]);
  await expect(memory.put("note", new Uint8Array(1), 0n)).rejects.toMatchObject({ reason: "CONFLICT" });
});

test("many(...) gives an array, and nothing at all is refused", async () => {
  const sum = defineAgent({
    id: "sum",
    titleKo: "",
    titleEn: "",
    capabilities: [
      capability({
        name: "join",
        inputs: { requests: many(RequestSchema) },
        output: GoalSchema,
        description: "For tests.",
        run: ({ inputs }) => ({
          output: create(GoalSchema, { titleKo: inputs.requests.map(({ text }) => text).join("+") }),
        }),
      }),
    ],
  });
  const made = await runCapability(sum, "join", { requests: [request("a"), request("b")] });
  expect((made.output as Goal).titleKo).toBe("a+b");
  await expect(runCapability(sum, "join", {})).rejects.toMatchObject({ reason: "INVALID_ARGUMENT" });
});

describe("what a mesh would refuse is refused", () => {
  const output = create(GoalSchema);
  const file = (name: string, bytes: Uint8Array | string = "") => ({ name, mediaType: "text/plain", bytes });
  test.each([
    { story: "no output", made: () => undefined as never, reason: "BAD_ARTIFACT" },
    { story: "another type", made: () => ({ output: request("x") as never }), reason: "BAD_ARTIFACT" },
    { story: "a path", made: () => ({ output, files: [file("../x")] }), reason: "BAD_ARTIFACT" },
    { story: "a Windows path", made: () => ({ output, files: [file("a\\b")] }), reason: "BAD_ARTIFACT" },
    { story: "a hidden file", made: () => ({ output, files: [file(".env")] }), reason: "BAD_ARTIFACT" },
    { story: "a file twice", made: () => ({ output, files: [file("a"), file("a")] }), reason: "BAD_ARTIFACT" },
    {
      story: "a number that doesn't fit",
      made: () => ({ output: create(GoalSchema, { attached: [{ size: -1n }] }) }),
      reason: "BAD_ARTIFACT",
    },
    {
      story: "17 MiB",
      made: () => ({ output, files: [file("big", new Uint8Array(17 * 1024 * 1024))] }),
      reason: "TOO_LARGE",
    },
  ])("$story: $reason", async ({ made, reason }) => {
    await expect(runCapability(giving(made), "give", {})).rejects.toMatchObject({ reason });
  });

  test("an input nobody declared, a message of another type, an unknown capability", async () => {
    for (const inputs of [{ requst: request("x") }, { request: create(GoalSchema) }]) {
      await expect(runCapability(agent, "echo", inputs)).rejects.toMatchObject({ reason: "INVALID_ARGUMENT" });
    }
    await expect(runCapability(agent, "fly", {})).rejects.toMatchObject({ reason: "INVALID_ARGUMENT" });
  });
});

test("an error after the abort is the abort's", async () => {
  const abort = new AbortController();
  const run = runCapability(agent, "wait", { request: request("") }, { signal: abort.signal });
  abort.abort(new MeshError("DEADLINE", "too late"));
  await expect(run).rejects.toMatchObject({ reason: "DEADLINE", message: "too late" });
});

test("bytes the author holds on to stay his own", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  await runCapability(
    giving(() => ({ output: create(GoalSchema), files: [{ name: "a", mediaType: "", bytes }] })),
    "give",
    {},
  );
  expect([...bytes]).toEqual([1, 2, 3]);
});
