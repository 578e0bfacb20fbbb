import { toBinary } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { describe, expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import type { Random } from "../concept/random.ts";
import { checkCode } from "../law/check.ts";
import { fitness } from "./fitness.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { problemsOf } from "./problems.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";
import { briefOf, seeded } from "./testing.ts";
import type { Wanted } from "./testing.ts";
import { makeTypologyPlan } from "./typology-plan.ts";

type Planner = (brief: Brief, concept: Concept, random: Random) => Plan;

const planners: [string, Planner, Wanted[]][] = [
  [
    "bands",
    makePlan,
    [
      { use: "cafe", areaM2: 165, storeys: 1 },
      { use: "office", areaM2: 826, storeys: 4 },
      { use: "house", areaM2: 132, storeys: 2 },
    ],
  ],
  [
    "slicing",
    makeSlicedPlan,
    [
      { use: "cafe", areaM2: 165, storeys: 1 },
      { use: "restaurant", areaM2: 330, storeys: 1 },
      { use: "shop", areaM2: 300, storeys: 2, basements: 1 },
      { use: "cafe", areaM2: 260, storeys: 2, roadSide: "E" },
      { use: "shop", areaM2: 1800, storeys: 4, basements: 2 },
    ],
  ],
  [
    "typology",
    makeTypologyPlan,
    [
      { use: "house", areaM2: 135, storeys: 3 },
      { use: "cafe", areaM2: 149, storeys: 3 },
      { use: "clinic", areaM2: 600, storeys: 2 },
      { use: "guesthouse", areaM2: 500, storeys: 3 },
    ],
  ],
];

const failed = 2;
const bytes = (plan: Plan) => Buffer.from(toBinary(PlanSchema, plan)).toString("base64");

describe.each(planners)("the planner of %s", (_name, planner, wishes) => {
  const plan = (wanted: Wanted, seed: number) => {
    const brief = briefOf(wanted);
    return planner(brief, makeConcept(brief, seeded(1)), seeded(seed));
  };

  test.each(wishes)("lays out $use, $areaM2 m2 on $storeys storeys as the bar and the law ask", (wanted) => {
    for (const seed of [1, 2]) {
      const made = plan(wanted, seed);
      expect(problemsOf(made)).toEqual([]);
      const { reach, daylight, areaError, adjacency, aspect, circulation } = measurePlan(made);
      expect({ reach, daylight }).toEqual({ reach: 1, daylight: 1 });
      expect(areaError).toBeLessThan(0.02);
      expect(adjacency).toBeGreaterThanOrEqual(0.95);
      expect(aspect).toBeGreaterThanOrEqual(0.9);
      expect(circulation).toBeLessThanOrEqual(0.3);
      const broken = checkCode(made, briefOf(wanted), {}).findings.filter(({ verdict }) => verdict === failed);
      expect(broken.map(({ rule, measured }) => `${rule}: ${measured}`)).toEqual([]);
    }
  });

  test("gives the same bytes for the same seed and other plans for other seeds", () => {
    const [wanted] = wishes;
    expect(bytes(plan(wanted!, 7))).toBe(bytes(plan(wanted!, 7)));
    expect(
      new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => bytes(plan(wanted!, seed ** 7 * 104_729)))).size,
    ).toBeGreaterThan(1);
  });
});

test("slicing sets serving rooms beside the hall, not only behind it", () => {
  const brief = briefOf({ use: "cafe", areaM2: 165, storeys: 1 });
  const concept = makeConcept(brief, seeded(1));
  const outlines = (plan: Plan) =>
    plan.storeys[0]!.spaces.map(({ id, gross }) => `${id} ${JSON.stringify(gross?.points)}`);
  const sliced = makeSlicedPlan(brief, concept, seeded(3));
  expect(outlines(sliced).sort()).not.toEqual(outlines(makePlan(brief, concept, seeded(3))).sort());
});

test.each<[string, Planner, Wanted[]]>(planners.slice(1))(
  "the planner of %s leaves no plan that is less fit",
  (...row) => {
    const [, planner, wishes] = row;
    const gains = wishes.map((wanted) => {
      const brief = briefOf(wanted);
      const concept = makeConcept(brief, seeded(1));
      return fitness(brief, planner(brief, concept, seeded(1))) - fitness(brief, makePlan(brief, concept, seeded(1)));
    });
    expect(Math.min(...gains)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gains)).toBeGreaterThan(0);
  },
);

test("no merit makes up for a bar that is missed", () => {
  const brief = briefOf({ use: "cafe", areaM2: 149, storeys: 3 });
  const concept = makeConcept(brief, seeded(1));
  const lean = makeTypologyPlan(brief, concept, seeded(1));
  expect(measurePlan(lean).circulation).toBeLessThanOrEqual(0.3);
  const [storey] = lean.storeys;
  const hall = storey!.spaces.find(({ kind }) => kind === "hall")!;
  const before = fitness(brief, lean);
  hall.kind = "corridor";
  expect(fitness(brief, lean)).toBeLessThan(0.9 * before);
});

test("designs asked for at once keep the depths they were told to differ by", () => {
  const brief = briefOf({ use: "shop", areaM2: 300, storeys: 2 });
  const depthOf = (variant: number) => {
    const varied = { ...brief, variant };
    const concept = makeConcept(varied, seeded(1));
    return [makeTypologyPlan(varied, concept, seeded(1)).concept!.depth, concept.depth];
  };
  for (const variant of [1, 2]) expect(depthOf(variant)[0]).toBe(depthOf(variant)[1]);
  expect(depthOf(1)[0]).not.toBe(depthOf(2)[0]);
});

test("a narrow house has its kitchen on the ground floor and its bath above it", () => {
  const brief = briefOf({ use: "house", areaM2: 135, storeys: 3 });
  const concept = makeConcept(brief, seeded(1));
  const kinds = (plan: Plan, i: number) => plan.storeys[i]!.spaces.map(({ kind }) => kind);
  for (const make of [makePlan, makeTypologyPlan]) {
    const plan = make(brief, concept, seeded(1));
    expect(kinds(plan, 0)).toContain("kitchen");
    expect(kinds(plan, 1)).toContain("bath");
  }
});
