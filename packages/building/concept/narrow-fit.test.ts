import { expect, test } from "vitest";
import { briefOf, seeded } from "../plan/testing.ts";
import { makeConcept } from "./concept.ts";

const kindsOf = (brief: Parameters<typeof briefOf>[0]): Set<string> =>
  new Set(makeConcept(briefOf(brief), seeded(1)).storeys.flatMap(({ spaces }) => spaces.map(({ kind }) => kind)));

test.each(["cafe", "restaurant"])("a %s of any size and storey count has a kitchen and a toilet", (use) => {
  for (const storeys of [1, 2, 3, 4]) {
    for (let each = 46; each <= 300; each += 7) {
      const kinds = kindsOf({ use, areaM2: each * storeys, storeys });
      const has = { kitchen: kinds.has("kitchen"), toilet: kinds.has("wc") || kinds.has("wc_accessible") };
      expect({ storeys, each, ...has }).toEqual({ storeys, each, kitchen: true, toilet: true });
    }
  }
});

test.each([2, 3])("a narrow house of %d storeys has a kitchen, a bath and a bedroom", (storeys) => {
  for (let each = 42; each <= 70; each += 4) {
    const kinds = kindsOf({ use: "house", areaM2: each * storeys, storeys });
    expect(kinds.has("kitchen") || kinds.has("dining")).toBe(true);
    expect(kinds.has("bath")).toBe(true);
    expect(kinds.has("bedroom")).toBe(true);
  }
});
