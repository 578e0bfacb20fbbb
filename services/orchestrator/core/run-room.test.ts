import { create } from "@bufbuild/protobuf";
import { AgentInfoSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { expect, test } from "vitest";
import { placesOf, roomFor } from "./run-room.ts";

const limits = { fewRuns: 64, concurrentRuns: 500 };

test.each([
  { places: 0, room: 64, story: "nobody is known yet" },
  { places: 20, room: 64, story: "a few agents" },
  { places: 100, room: 200, story: "two runs for each place" },
  { places: 4000, room: 500, story: "no more than this process carries" },
])("$story: $room runs for $places places", ({ places, room }) => {
  expect(roomFor(places, limits)).toBe(room);
});

test("the cap holds for the few too", () => {
  expect(roomFor(0, { ...limits, concurrentRuns: 2 })).toBe(2);
});

test("places are those of all promises; one that names none is one", () => {
  const agent = (...maxConcurrency: number[]) =>
    create(AgentInfoSchema, { manifest: { capabilities: maxConcurrency.map((n) => ({ maxConcurrency: n })) } });
  expect(placesOf([agent(0, 3), agent(8), create(AgentInfoSchema)])).toBe(12);
});
