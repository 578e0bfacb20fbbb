import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { expect, test } from "vitest";
import { parseBrief } from "../brief/parse.ts";
import { makeConcept } from "../concept/concept.ts";
import { leftOut } from "../concept/left-out.ts";
import { checkCode } from "../law/check.ts";
import { writeIfc } from "../ifc/model.ts";
import { reviewModel } from "../review/review.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { problemsOf } from "./problems.ts";
import { makeSlicedPlan } from "./sliced-plan.ts";
import { briefOf, seeded } from "./testing.ts";
import type { Wanted } from "./testing.ts";
import { makeTypologyPlan } from "./typology-plan.ts";

const halls = "cafe restaurant shop gallery library gym worship community warehouse factory".split(" ");

/** Planners with the buildings they are asked for. */
const planners: Record<string, { make: typeof makePlan; fits: (wanted: Wanted) => boolean }> = {
  bands: { make: makePlan, fits: () => true },
  slicing: { make: makeSlicedPlan, fits: ({ use }) => halls.includes(use) },
  typology: { make: makeTypologyPlan, fits: ({ storeys }) => storeys > 1 },
};

/** A building of every use, on one corridor or behind one hall, with a stair and without. */
const buildings: Wanted[] = [
  { use: "cafe", areaM2: 165, storeys: 1 },
  { use: "restaurant", areaM2: 180, storeys: 2 },
  { use: "shop", areaM2: 90, storeys: 1 },
  { use: "house", areaM2: 45, storeys: 1 },
  { use: "house", areaM2: 150, storeys: 3 },
  { use: "house", areaM2: 180, storeys: 2 },
  { use: "house", areaM2: 300, storeys: 1 },
  { use: "house", areaM2: 200, storeys: 1, style: "hanok" },
  { use: "office", areaM2: 90, storeys: 1 },
  { use: "office", areaM2: 300, storeys: 1 },
  { use: "clinic", areaM2: 90, storeys: 1 },
  { use: "clinic", areaM2: 180, storeys: 2 },
  { use: "clinic", areaM2: 300, storeys: 1 },
  { use: "guesthouse", areaM2: 300, storeys: 1 },
  { use: "guesthouse", areaM2: 180, storeys: 2 },
  { use: "guesthouse", areaM2: 200, storeys: 1, style: "hanok" },
  { use: "mixed", areaM2: 400, storeys: 2, basements: 1 },
  { use: "apartments", areaM2: 300, storeys: 3 },
  { use: "gallery", areaM2: 180, storeys: 2 },
  { use: "kindergarten", areaM2: 300, storeys: 1 },
  { use: "school", areaM2: 500, storeys: 2 },
  { use: "elderly", areaM2: 300, storeys: 1 },
  { use: "academy", areaM2: 300, storeys: 1 },
  { use: "library", areaM2: 180, storeys: 2 },
  { use: "gym", areaM2: 180, storeys: 2 },
  { use: "worship", areaM2: 180, storeys: 2 },
  { use: "community", areaM2: 180, storeys: 2 },
  { use: "warehouse", areaM2: 300, storeys: 1 },
  { use: "factory", areaM2: 150, storeys: 1 },
];

/** Ways and shafts are no rooms that anybody leaves out by name. */
const ways = new Set(["corridor", "corehall", "entrance", "stair", "lift", "washroom"]);
const kindsOf = (plan: Plan) => new Set(plan.storeys.flatMap((storey) => storey.spaces.map(({ kind }) => kind)));

const cases = Object.entries(planners).flatMap(([name, { make, fits }]) =>
  buildings.filter(fits).map((wanted) => ({ name, make, ...wanted })),
);

test.each(cases)("$name: $use, $areaM2 m2 on $storeys, loses any kind it can do without", ({ make, ...wanted }) => {
  const without = (exclusions: string[]) => {
    const brief = { ...briefOf(wanted), exclusions };
    return { brief, plan: make(brief, makeConcept(brief, seeded(1)), seeded(1)) };
  };
  const drawn = [...kindsOf(without([]).plan)].filter((kind) => !ways.has(kind));
  for (const kind of drawn) {
    const { brief, plan } = without([kind]);
    const held = plan.storeys.filter(
      ({ use, spaces }) => leftOut(brief, use).has(kind) && spaces.some((space) => space.kind === kind),
    );
    expect({ kind, held: held.map(({ number }) => number), problems: problemsOf(plan) }).toEqual({
      kind,
      held: [],
      problems: [],
    });
    const { reach, areaError } = measurePlan(plan);
    expect(reach).toBe(1);
    expect(areaError).toBeLessThan(0.005);
  }
});

test.each([
  ["clinic", 300, 1, "treatment"],
  ["office", 300, 1, "meeting"],
])("what a %s of %d m2 has no use for goes to its other rooms", (use, areaM2, storeys, kind) => {
  const kinds = (exclusions: string[]) => {
    const brief = { ...briefOf({ use, areaM2, storeys }), exclusions };
    return makeConcept(brief, seeded(1)).storeys.flatMap(({ spaces }) => spaces.map((space) => space.kind));
  };
  const [before, after] = [kinds([]), kinds([kind])];
  expect(before).toContain(kind);
  expect(after.length).toBeLessThan(before.length);
  expect(after.filter((one) => one === "storage").length).toBe(before.filter((one) => one === "storage").length);
});

/** What a review says of what was excluded and of the rooms, and what the brief says that stays. */
function told(text: string, make: typeof makePlan) {
  const parsed = parseBrief({ text, permitDate: "2026-11-22", seed: 7n, siteGeojson: "" });
  if (!parsed.ok) throw new Error(parsed.problem.messageEn);
  const { brief } = parsed;
  const plan = make(brief, makeConcept(brief, seeded(1)), seeded(1));
  const { text: ifcText, guids } = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const { checks } = reviewModel({ brief, ifcText, codeReport: checkCode(plan, brief, guids) });
  const stays = brief.assumed.filter(({ subject }) => subject === "exclusions");
  return {
    kinds: kindsOf(plan),
    failed: checks.filter(({ id, passed }) => ["exclusions", "programme"].includes(id) && !passed).map(({ id }) => id),
    stays: stays.map(({ value }) => value),
    reasons: stays.map(({ reasonKo, reasonEn }) => `${reasonKo} ${reasonEn}`).join(" "),
  };
}

const sentences: [text: string, kind: string][] = [
  ["강남에 30평 치과, 대기실 없이", "reception"],
  ["수원에 80평 병원, 물리치료실 빼고", "therapy"],
  ["분당 90평 의원, 치료실 없이", "treatment"],
  ["용인에 40평 2층 단독주택, 다용도실 빼고", "utility"],
  ["판교 100평 사무실, 대표실 말고", "manager"],
  ["망원동 30평 카페, 주방 없이", "kitchen"],
  ["대전 50평 헬스장, 샤워실 없이", "shower"],
  ["전주에 40평 한옥 게스트하우스, 주방 없이", "dining"],
];

for (const [name, { make }] of Object.entries(planners)) {
  test.each(sentences)(`${name}: %s`, (text, kind) => {
    const { kinds, failed, stays } = told(text, make);
    expect(kinds).not.toContain(kind);
    expect({ failed, stays }).toEqual({ failed: [], stays: [] });
  });

  test.each([
    ["성수동 40평 카페, 홀 없이", "hall"],
    ["양평에 30평 단독주택, 거실 없이", "living"],
    ["세종시 60평 도서관, 열람실 필요 없고", "reading"],
    ["홍대 50평 식당, 주방 빼고", "kitchen"],
  ])(`${name}: %s stays, which the brief says and the review takes`, (text, kind) => {
    const { kinds, failed, stays, reasons } = told(text, make);
    expect(kinds).toContain(kind);
    expect({ failed, stays }).toEqual({ failed: [], stays: [`${kind} 1`] });
    expect(reasons).toMatch(/[가-힣].*[a-z]/);
  });
}
