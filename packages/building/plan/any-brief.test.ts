import fc from "fast-check";
import { expect, test } from "vitest";
import { leastStorey, smallestStoreyM2 } from "../concept/concept.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { problemsOf } from "./problems.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";
import { briefOf, planOf } from "./testing.ts";
import { makeTypologyPlan } from "./typology-plan.ts";

const uses = [
  "cafe",
  "restaurant",
  "shop",
  "house",
  "office",
  "clinic",
  "guesthouse",
  "mixed",
  "apartments",
  "gallery",
  "kindergarten",
  "school",
  "academy",
  "library",
  "gym",
  "worship",
  "community",
  "warehouse",
  "factory",
];

const halls = ["cafe", "restaurant", "shop", "gallery", "library", "gym", "worship", "community", "factory"];

/** Briefs of 20 to 3,000 m2 on one to six storeys, on the plots the intake assumes. */
const wanted = fc
  .record({
    use: fc.constantFrom(...uses),
    areaM2: fc.integer({ min: 20, max: 3000 }),
    storeys: fc.integer({ min: 1, max: 6 }),
    basements: fc.constantFrom(0, 0, 0, 1, 2),
    style: fc.constantFrom("modern", "hanok", "nordic"),
    roadSide: fc.constantFrom("S", "E", "N", "W"),
  })
  .filter(({ use, areaM2, storeys, basements }) => {
    if (use === "mixed" && storeys < 2) return false;
    const least =
      use === "mixed" || use === "apartments" ? smallestStoreyM2.mixed : leastStorey(areaM2, storeys + basements);
    return areaM2 / (storeys + basements) >= least;
  });

/** Planners a router may choose, each with what it is asked for. */
const planners: Record<string, { make: typeof makePlan; fits: (use: string, storeys: number) => boolean }> = {
  bands: { make: makePlan, fits: () => true },
  slicing: { make: makeSlicedPlan, fits: (use) => halls.includes(use) },
  typology: { make: makeTypologyPlan, fits: (use, storeys) => storeys > 1 && use !== "mixed" },
};

test("any brief in range becomes a sound plan: all reached, nothing overlaps, the area is met", () => {
  fc.assert(
    fc.property(wanted, fc.integer({ min: 1, max: 1000 }), fc.nat(2), (brief, seed, which) => {
      const able = Object.values(planners).filter(({ fits }) => fits(brief.use, brief.storeys));
      const plan = planOf(briefOf(brief), seed, able[which % able.length]!.make);
      expect(problemsOf(plan)).toEqual([]);
      const { reach, areaError } = measurePlan(plan);
      expect(reach).toBe(1);
      expect(areaError).toBeLessThan(0.005);
      expect(plan.storeys).toHaveLength(brief.storeys + brief.basements);
    }),
    { numRuns: 60 },
  );
  // Sixty buildings of up to 3,000 m2: some seconds alone, many times that on a machine that is full.
}, 180_000);
