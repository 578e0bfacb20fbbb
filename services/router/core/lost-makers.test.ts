import { create } from "@bufbuild/protobuf";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { expect, test } from "vitest";
import { createLostMakers } from "./lost-makers.ts";

const agent = (agentId: string, ...types: string[]) =>
  create(ManifestSchema, { agentId, capabilities: types.map((outputType) => ({ outputType })) });

test("whoever went may be back for a minute, by each of its types", () => {
  const makers = createLostMakers();
  makers.lost(agent("a", "t.v1.A", "t.v1.B"), 1000);
  const known = (type: string, nowMs: number) => makers.mayReturn(type, nowMs);
  expect([known("t.v1.A", 1000), known("t.v1.B", 60_999), known("t.v1.C", 1000)]).toEqual([true, true, false]);
  expect(known("t.v1.A", 61_000)).toBe(false);
});

test("who was given up does not come back; others who made the same do", () => {
  const makers = createLostMakers();
  makers.lost(agent("a", "t.v1.A", "t.v1.B"), 0);
  makers.lost(agent("b", "t.v1.B"), 0);
  makers.givenUp("a");
  expect(["t.v1.A", "t.v1.B"].map((type) => makers.mayReturn(type, 1))).toEqual([false, true]);
});

test("no more types than a router knows are remembered", () => {
  const makers = createLostMakers();
  for (let n = 0; n < 5000; n++) makers.lost(agent("a", `t.v1.T${n}`), 0);
  expect([makers.mayReturn("t.v1.T0", 1), makers.mayReturn("t.v1.T4999", 1)]).toEqual([false, true]);
});
