import { create } from "@bufbuild/protobuf";
import { CodeReportSchema } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { expect, test } from "vitest";
import { writeIfc } from "../ifc/model.ts";
import { briefOf, planOf } from "../plan/testing.ts";
import { reviewModel } from "../review/review.ts";
import { litShare } from "./light.ts";
import type { LitBy } from "./types.ts";
import { meritFigures, meritOf } from "./merit.ts";
import type { MeritRoom, MeritStorey } from "./types.ts";
import { planStoreys } from "./of-plan.ts";

const ring = (x0: number, y0: number, x1: number, y1: number) => [
  { x: x0, y: y0 },
  { x: x1, y: y0 },
  { x: x1, y: y1 },
  { x: x0, y: y1 },
];
const south = (x: number, widthM = 2): LitBy => ({ at: { x, y: 0 }, out: { x: 0, y: -1 }, widthM, headM: 2 });
const room = (kind: string, outline: MeritRoom["ring"], windows: readonly LitBy[] = []): MeritRoom => ({
  kind,
  ring: outline,
  windows,
});
const storey = (use: string, ...rooms: MeritRoom[]): MeritStorey => ({ number: 1, use, rooms });
const scores = (...storeys: MeritStorey[]) =>
  Object.fromEntries(meritFigures(storeys).map(({ id, score }) => [id, Math.round(score * 100) / 100]));

test.each([
  ["a room no deeper than daylight reaches", ring(0, 0, 2, 5), [south(1)], 1],
  ["one twice as deep", ring(0, 0, 2, 10), [south(1)], 0.5],
  ["corners beside a narrow window stay dark", ring(0, 0, 6, 1), [south(3, 1)], 10 / 24],
  ["a room without a window", ring(0, 0, 2, 2), [], 0],
  ["a window in the wall of the room behind", ring(0, 0, 2, 1), [{ ...south(1), out: { x: 0, y: 1 } }], 0],
])("daylight: %s", (_story, outline, windows, share) => {
  expect(litShare(outline, windows)).toBeCloseTo(share, 9);
});

test("long rooms, dark rooms, corridors, stray pipes and unlike rooms each cost merit", () => {
  const bedrooms = [0, 4, 8].map((x) => room("bedroom", ring(x, 0, x + 4, 4), [south(x + 2)]));
  const bath = room("bath", ring(0, 4.1, 2, 6));
  const kitchen = room("kitchen", ring(2.1, 4.1, 4, 6));
  const good = storey("house", ...bedrooms, bath, kitchen);
  expect(scores(good)).toMatchObject({ "merit.proportions": 1, "merit.sun": 1, "merit.wet": 1, "merit.ways": 1 });
  expect(scores(good)["merit.alike"]).toBe(1);
  const long = room("bedroom", ring(12, 0, 24, 4), [{ ...south(18), out: { x: 0, y: 1 } }]);
  const corridor = room("corridor", ring(0, 7, 20, 9));
  const worse = scores(storey("house", ...bedrooms, bath, room("kitchen", ring(8, 4.1, 10, 6)), long, corridor));
  expect(worse).toMatchObject({ "merit.proportions": 0.75, "merit.sun": 0.75, "merit.wet": 0 });
  expect(worse["merit.ways"]).toBeLessThan(0.7);
  expect(worse["merit.alike"]).toBeLessThan(0.1);
});

test("wet rooms meet where one stands above another, and only homes and lodgings look for the sun", () => {
  const bath = room("bath", ring(0, 0, 2, 2));
  const above = { ...storey("office", bath, room("office", ring(2, 0, 6, 4))), number: 2 };
  expect(scores(storey("office", bath), above)).toMatchObject({ "merit.wet": 1 });
  expect(scores(storey("office", bath), above)).not.toHaveProperty("merit.sun");
});

test("the merit measured in the written model is the plan's", () => {
  for (const wanted of [
    { use: "house", areaM2: 132, storeys: 2 },
    { use: "cafe", areaM2: 165, storeys: 1, roadSide: "E" },
    { use: "office", areaM2: 826, storeys: 4 },
  ]) {
    const brief = briefOf(wanted);
    const plan = planOf(brief);
    const { text } = writeIfc(plan, brief, { permitDate: brief.permitDate });
    const review = reviewModel({ brief, ifcText: text, codeReport: create(CodeReportSchema, {}) });
    const drawn = meritFigures(planStoreys(plan));
    expect(review.merits.map(({ id, score }) => [id, Math.round(score * 50)])).toEqual(
      drawn.map(({ id, score }) => [id, Math.round(score * 50)]),
    );
    expect(review.merit).toBeCloseTo(meritOf(drawn), 2);
    expect(review.merit).toBeGreaterThan(0.6);
  }
});
