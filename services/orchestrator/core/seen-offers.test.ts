import { create } from "@bufbuild/protobuf";
import { OfferedCapabilitySchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { expect, test } from "vitest";
import { createSeenOffers } from "./seen-offers.ts";

const offer = (agentId: string, name = "make", version = "1.0.0") =>
  create(OfferedCapabilitySchema, { agentId, version, capability: { name } });
const names = (offers: readonly { agentId: string; version: string }[]) =>
  offers.map(({ agentId, version }) => `${agentId} ${version}`);

test("what is promised now comes with what was a moment ago, each once", () => {
  const seen = createSeenOffers();
  expect(names(seen.note([offer("a"), offer("b")], 0, 1000))).toEqual(["a 1.0.0", "b 1.0.0"]);
  expect(names(seen.note([offer("b"), offer("c", "make", "2.0.0")], 999, 1000))).toEqual([
    "a 1.0.0",
    "b 1.0.0",
    "c 2.0.0",
  ]);
  expect(names(seen.note([], 1000, 1000))).toEqual(["b 1.0.0", "c 2.0.0"]);
  expect(seen.note([], 2000, 1000)).toEqual([]);
});

test("no more are held than a mesh has", () => {
  const seen = createSeenOffers();
  const many = Array.from({ length: 17_000 }, (_, n) => offer("a", `make.${n}`));
  expect(seen.note(many, 0, 1000)).toHaveLength(16_384);
});
