import { expect, test } from "vitest";
import { artifact } from "../fixtures.ts";
import { memoKey } from "./memo.ts";

const base = {
  agentId: "a",
  version: "1.0.0",
  capability: "plan",
  inputs: [artifact("t.v1.Brief", "one"), artifact("t.v1.Site", "two")],
  seed: 1n,
  language: "ko",
};

const first = base.inputs[0]!;

test("equal work has an equal key, whether or not the bytes came along", () => {
  const bare = base.inputs.map((input) => ({ ...input, inline: new Uint8Array() }));
  expect(memoKey({ ...base, inputs: bare })).toBe(memoKey(base));
});

test.each<[string, Partial<typeof base>]>([
  ["another agent", { agentId: "b" }],
  ["another version", { version: "1.0.1" }],
  ["another capability", { capability: "plan.b" }],
  ["another seed", { seed: 2n }],
  ["another language", { language: "en" }],
  ["another input", { inputs: [base.inputs[0]!, artifact("t.v1.Site", "three")] }],
  ["another order", { inputs: base.inputs.toReversed() }],
  ["an input less", { inputs: base.inputs.slice(0, 1) }],
  ["a text that poses as an input", { language: `ko\n${first.type}:${first.digest}`, inputs: base.inputs.slice(1) }],
  ["a part pushed into its neighbour", { agentId: 'a","1.0.0', version: "" }],
])("%s has another key", (_story, change) => {
  expect(memoKey({ ...base, ...change })).not.toBe(memoKey(base));
});
