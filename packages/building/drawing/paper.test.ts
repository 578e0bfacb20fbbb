import fc from "fast-check";
import { expect, test } from "vitest";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { area } from "../geometry/polygon.ts";
import { briefOf, planOf } from "../plan/testing.ts";
import { drawElevation, sides } from "./elevation.ts";
import { openingTypes } from "../openings/types.ts";
import { fitPaper, frame, pixelsPerMillimetre, sheetSize } from "./paper.ts";
import { drawPlan } from "./plan.ts";
import { drawSection } from "./section.ts";
import { sheetNumber } from "./sheet-number.ts";
import { drawSite } from "./site.ts";
import { deckShadow } from "./view/deck-shadow.ts";
import { createCamera } from "./view/camera.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";

test("the sheet is A3: 420 x 297 mm", () => {
  expect(sheetSize.width / pixelsPerMillimetre).toBeCloseTo(420, 6);
  expect(sheetSize.height / pixelsPerMillimetre).toBeCloseTo(297, 6);
});

test("a drawing fits its box at the largest usual scale, and the scale is true on paper", () => {
  const size = fc.double({ min: 1, max: 400, noNaN: true });
  fc.assert(
    fc.property(size, size, (w, h) => {
      const box = { minX: 3, minY: -2, maxX: 3 + w, maxY: -2 + h };
      const room = { x: 100, y: 100, width: 800, height: 700 };
      const scale = fitPaper(box, room);
      expect(scale.pixels / pixelsPerMillimetre).toBeCloseTo(1000 / scale.ratio, 9);
      expect(scale.x(box.minX)).toBeGreaterThanOrEqual(room.x - 1e-6);
      expect(scale.x(box.maxX)).toBeLessThanOrEqual(room.x + room.width + 1e-6);
      expect(scale.y(box.maxY)).toBeGreaterThanOrEqual(room.y - 1e-6);
      expect(scale.y(box.minY)).toBeLessThanOrEqual(room.y + room.height + 1e-6);
    }),
  );
});

const plans = [
  planOf(cafeBrief()),
  planOf(hanokBrief()),
  planOf(mixedBrief()),
  planOf(briefOf({ use: "office", areaM2: 900, storeys: 3 })),
];

test.each(plans.map((plan) => [plan.title, plan] as const))(
  "each sheet of %s names its scale, number and date",
  (_, plan) => {
    const drawn = [
      ...plan.storeys.map((__, i) => [drawPlan(plan, i, "2026-11-22"), sheetNumber("plan", i)] as const),
      [drawSite(plan, "2026-11-22"), "A-011"] as const,
      [drawSection(plan, "2026-11-22"), "A-301"] as const,
      ...sides.map((side, i) => [drawElevation(plan, side, "2026-11-22"), `A-20${i + 1}`] as const),
    ];
    for (const [svg, number] of drawn) {
      expect(svg).toContain(`>${number}</text>`);
      expect(svg).toContain(">2026-11-22</text>");
      expect(svg).toMatch(/>1\/\d+<\/text>/);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  },
);

test.each(plans.map((plan) => [plan.title, plan] as const))("the scale bar of %s is as long as it says", (_, plan) => {
  for (const svg of plan.storeys.map((__, i) => drawPlan(plan, i))) {
    const bar = /<g id="scale-bar">(.*?)<\/g>/s.exec(svg)![1]!;
    const [first, last] = [...bar.matchAll(/<text x="([\d.]+)" [^>]*>(\d+)(?: m)?</g)].map(([, x, m]) => [
      Number(x),
      Number(m),
    ]) as [number[], ...number[][]];
    const end = [...bar.matchAll(/<text x="([\d.]+)" [^>]*>(\d+) m</g)].map(([, x, m]) => [Number(x), Number(m)])[0]!;
    expect(last).toBeDefined();
    const ratio = Number(/>1\/(\d+)<\/text>/.exec(svg)![1]);
    const millimetres = (end[0]! - first[0]!) / pixelsPerMillimetre;
    expect((millimetres * ratio) / 1000).toBeCloseTo(end[1]!, 1);
  }
});

test("a plan has bubbles on both sides, a section mark at both ends, and insulation in its outer walls", () => {
  const svg = drawPlan(plans[0]!, 0);
  for (const label of ["X1", "X2", "Y1", "Y2"]) expect(svg).toContain(`>${label}</text>`);
  expect(svg.match(/>A<\/text>/g)).toHaveLength(2);
  expect(svg).toContain('clip-path="url(#insulation)"');
  expect(svg).toContain("▼ FL = GL +20");
});

test("doors and windows of one make have one number, and none is left out but passages", () => {
  for (const plan of plans) {
    const types = openingTypes(plan);
    const all = plan.storeys.flatMap(({ openings }) => openings).filter(({ kind }) => kind !== OpeningKind.PASSAGE);
    expect(types.reduce((sum, { placed }) => sum + placed.length, 0)).toBe(all.length);
    expect(new Set(types.map(({ mark }) => mark)).size).toBe(types.length);
    for (const { mark, kind } of types) expect(mark[0]).toBe(kind === OpeningKind.WINDOW ? "W" : "D");
  }
});

test("tiled eaves rise towards the corners and nowhere else", () => {
  const hanok = plans[1]!;
  const faces = roofFaces(hanok, paletteOfPlan(hanok)).filter(({ paint }) => paint.texture === "eaves");
  const heights = faces.flatMap(({ points }) => points.map(([, , z]) => z));
  const lowest = Math.min(...heights);
  expect(Math.max(...heights) - lowest).toBeGreaterThan(0.35);
  // Most of the eaves' length is level.
  expect(heights.filter((z) => z - lowest < 0.25).length).toBeGreaterThan(heights.length / 2);
});

test("the shadow of a parapet lies on the deck, without overlaps", () => {
  const { toSun } = createCamera("S");
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 40 }),
      fc.integer({ min: 3, max: 40 }),
      fc.double({ min: 0.3, max: 1.5, noNaN: true }),
      (w, h, parapet) => {
        const deck = [
          { x: 0, y: 0 },
          { x: w, y: 0 },
          { x: w, y: h },
          { x: 0, y: h },
        ];
        const reach = [Math.abs(toSun[0] / toSun[2]) * parapet, Math.abs(toSun[1] / toSun[2]) * parapet];
        const dark = w * h - Math.max(0, w - reach[0]!) * Math.max(0, h - reach[1]!);
        const drawn = deckShadow(deck, parapet, 5, toSun).reduce(
          (sum, { points }) => sum + area(points.map(([x, y]) => ({ x, y }))),
          0,
        );
        expect(drawn).toBeCloseTo(dark, 1);
      },
    ),
  );
});

test("the frame leaves a margin on the sheet", () => {
  expect(frame.x + frame.width).toBeLessThan(sheetSize.width);
  expect(frame.y + frame.height).toBeLessThan(sheetSize.height);
});
