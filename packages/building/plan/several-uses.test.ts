import { expect, test } from "vitest";
import { parseBrief } from "../brief/parse.ts";
import { makeConcept } from "../concept/concept.ts";
import { measurePlan } from "./metrics.ts";
import { makePlan } from "./plan.ts";
import { seeded } from "./testing.ts";

function planOf(text: string) {
  const read = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  if (!read.ok) throw new Error(read.problem.reason);
  return makePlan(read.brief, makeConcept(read.brief, seeded(1)), seeded(1));
}

test.each([
  ["1층 갤러리, 2층 게스트하우스 300㎡", "exhibition", "guestroom"],
  ["1층 카페 2층 사무실 400㎡", "hall", "office"],
  ["1층 음식점 2~4층 게스트하우스 1000㎡", "hall", "guestroom"],
  ["1층 상가 2층 의원 3층 학원 600㎡", "retail", "exam"],
])("%s: %s at the street, %s above, on a stair of their own", (text, below, above) => {
  const plan = planOf(text);
  const [ground, ...upper] = plan.storeys;
  const kinds = (storey: (typeof plan.storeys)[number]) => storey.spaces.map(({ kind }) => kind);
  expect(kinds(ground!)).toContain(below);
  expect(kinds(upper[0]!)).toContain(above);
  // From outside over the corridor to the stair: past no shop.
  const corridor = ground!.spaces.find(({ kind }) => kind === "corridor")!;
  expect(ground!.openings.some(({ exit, spaces }) => exit && spaces.includes(corridor.id))).toBe(true);
  const stair = ground!.spaces.find(({ kind }) => kind === "stair")!;
  expect(ground!.openings.some(({ spaces }) => [corridor.id, stair.id].every((id) => spaces.includes(id)))).toBe(true);
  const { adjacency, aspect, circulation, daylight, reach } = measurePlan(plan);
  expect({ daylight, reach }).toEqual({ daylight: 1, reach: 1 });
  expect(adjacency).toBeGreaterThanOrEqual(0.95);
  expect(aspect).toBeGreaterThanOrEqual(0.9);
  expect(circulation).toBeLessThanOrEqual(0.3);
});
