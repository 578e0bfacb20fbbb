import { expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { makePlan } from "./plan.ts";
import { briefOf, seeded } from "./testing.ts";

const pieces = (use: string, areaM2: number, storeys: number): string[] => {
  const brief = briefOf({ use, areaM2, storeys });
  const plan = makePlan(brief, makeConcept(brief, seeded(1)), seeded(1));
  const living = plan.storeys.flatMap(({ spaces }) =>
    spaces.filter(({ kind }) => kind === "living").map(({ id }) => id),
  );
  return plan.storeys.flatMap(({ furniture }) =>
    furniture.filter(({ space }) => living.includes(space)).map(({ kind }) => kind),
  );
};

test.each([
  ["a cabin without a bedroom", "house", 21, 1, true],
  ["a house with bedrooms", "house", 90, 1, false],
  ["a house that sleeps upstairs", "house", 100, 2, false],
])("in %s the living room has a bed: %s %d m2 on %d: %s", (_, use, areaM2, storeys, bed) => {
  expect(pieces(use, areaM2, storeys).includes("bed")).toBe(bed);
});

test.each([
  ["cafe", 20, 1],
  ["cafe", 132, 1],
  ["cafe", 250, 2],
  ["guesthouse", 45, 1],
  ["house", 23, 1],
])("the kitchen of a %s of %d m2 on %d storeys has something to cook on", (use, areaM2, storeys) => {
  const brief = briefOf({ use, areaM2, storeys });
  const plan = makePlan(brief, makeConcept(brief, seeded(1)), seeded(1));
  for (const { spaces, furniture } of plan.storeys) {
    for (const kitchen of spaces.filter(({ kind }) => kind === "kitchen")) {
      expect(furniture.filter(({ space }) => space === kitchen.id).map(({ kind }) => kind)).toContain("kitchen");
    }
  }
});
