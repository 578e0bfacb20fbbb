import { expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { parkingNeeded } from "../concept/uses.ts";
import { rectangularSite } from "../fixtures.ts";
import { makePlan } from "./plan.ts";
import { briefOf, seeded } from "./testing.ts";

test.each([
  ["office", 825, 4],
  ["office", 1000, 3],
  ["office", 2000, 5],
  ["gallery", 800, 2],
  ["gym", 330, 1],
  ["worship", 600, 3],
  ["warehouse", 330, 1],
] as const)("on the plot assumed for it a %s of %d m2 on %d storeys has all its parking", (use, areaM2, storeys) => {
  const brief = briefOf({ use, areaM2, storeys });
  const plan = makePlan(brief, makeConcept(brief, seeded(1)), seeded(1));
  expect(plan.parking.length).toBeGreaterThanOrEqual(parkingNeeded(brief, [{ use, areaM2, homes: 0 }]));
});

test("six doors to the street leave room for the cars of a large mixed building", () => {
  const brief = briefOf({ use: "mixed", areaM2: 2400, storeys: 6 });
  const plan = makePlan(brief, makeConcept(brief, seeded(1)), seeded(1));
  const homes = new Set(
    plan.storeys.filter(({ number }) => number > 1).flatMap(({ spaces }) => spaces.map(({ unit }) => unit)),
  );
  homes.delete("");
  expect(plan.parking.length).toBeGreaterThanOrEqual(homes.size);
});

test("on a small plot the cars stand nearer to the building rather than not at all", () => {
  const brief = briefOf({ use: "cafe", areaM2: 150, storeys: 2 });
  brief.site = rectangularSite(13.06, 15.3);
  const plan = makePlan(brief, makeConcept(brief, seeded(1)), seeded(1));
  expect(plan.parking).toHaveLength(1);
});
