import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { direction, dot, subtract, turnLeft } from "../geometry/vector.ts";
import { makePlan } from "./plan.ts";
import { briefOf, seeded } from "./testing.ts";

/** Windows with a column straight before them. */
function hidden({ storeys }: Plan): string[] {
  return storeys.flatMap(({ walls, openings, columns }) =>
    openings
      .filter(({ kind }) => kind === OpeningKind.WINDOW)
      .filter(({ wall: id, at, width }) => {
        const wall = walls.find((one) => one.id === id)!;
        const along = direction(wall.start!, wall.end!)!;
        return columns.some(({ centre, size }) => {
          const from = subtract(centre!, wall.start!);
          const near = Math.abs(dot(from, turnLeft(along))) < (wall.thickness + size) / 2 + 0.5;
          return near && Math.abs(dot(from, along) - at) < (width + size) / 2;
        });
      })
      .map(({ id }) => id),
  );
}

test.each([
  ["cafe", 165, 1],
  ["cafe", 500, 2],
  ["office", 700, 3],
  ["clinic", 900, 3],
  ["guesthouse", 1200, 5],
  ["gallery", 800, 2],
  ["school", 2800, 3],
])("no window of a %s of %d m2 on %d storeys looks at a column", (use, areaM2, storeys) => {
  const brief = briefOf({ use, areaM2, storeys });
  for (const seed of [1, 2, 3]) {
    const plan = makePlan(brief, makeConcept(brief, seeded(seed)), seeded(seed));
    expect(plan.storeys[0]!.columns.length).toBeGreaterThan(0);
    expect(hidden(plan)).toEqual([]);
  }
});
