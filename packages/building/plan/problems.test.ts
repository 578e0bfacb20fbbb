import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { expect, test } from "vitest";
import { mixedBrief } from "../fixtures.ts";
import { problemsOf } from "./problems.ts";
import { planOf } from "./testing.ts";

const faults: [string, (plan: Plan) => void, RegExp][] = [
  [
    "a missing door",
    ({ storeys }) => {
      const door = storeys[1]!.openings.findIndex(
        (opening) => opening.kind !== OpeningKind.WINDOW && opening.spaces.some((id) => id.endsWith("bath-1")),
      );
      storeys[1]!.openings.splice(door, 1);
    },
    /is not reached/,
  ],
  [
    "a space over another",
    ({ storeys }) => {
      for (const point of storeys[0]!.spaces[0]!.gross!.points) point.x += 0.5;
    },
    /overlaps/,
  ],
  [
    "a space that leaves the outline",
    ({ storeys }) => {
      for (const point of storeys[0]!.spaces[0]!.gross!.points) point.y -= 0.5;
    },
    /outside the outline/,
  ],
  [
    "an opening beyond the end of its wall",
    ({ storeys }) => void (storeys[0]!.openings[0]!.at += 50),
    /too near the end/,
  ],
  [
    "an opening higher than its wall",
    ({ storeys }) => void (storeys[0]!.openings[0]!.height = 9),
    /higher than its wall/,
  ],
  [
    "a wall through a wall",
    ({ storeys }) => void (storeys[0]!.walls.find((wall) => !wall.external)!.thickness = 2),
    /runs into/,
  ],
  ["a closed stair well", ({ storeys }) => storeys[1]!.holes.splice(0), /has no hole above/],
  ["a steep stair", ({ storeys }) => void (storeys[0]!.stairs[0]!.riser = 0.22), /is steep/],
  [
    "a stair beside its room",
    ({ storeys }) => {
      for (const point of storeys[0]!.stairs[0]!.well!.points) point.x += 1;
    },
    /leaves its room/,
  ],
];

test.each(faults)("%s is found", (_name, spoil, message) => {
  const plan = planOf(mixedBrief());
  expect(problemsOf(plan)).toEqual([]);
  spoil(plan);
  expect(problemsOf(plan).join("; ")).toMatch(message);
});
