import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { area } from "../geometry/polygon.ts";
import { cross, subtract } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { hanokPlan, houseplan } from "../ifc/test-plans.ts";
import { backToFront } from "./view/bsp.ts";
import { convexParts } from "./view/convex.ts";
import { createCamera } from "./view/camera.ts";
import { escapeXml, factsOf } from "./view/caption.ts";
import { face } from "./view/face.ts";
import type { Face } from "./view/face.ts";
import { lit } from "./view/paint.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import { dot3, minus, plus } from "./view/space.ts";
import type { XYZ } from "./view/space.ts";
import { paintedParts } from "./testing-view.ts";
import { drawView } from "./view.ts";

const camera = createCamera("S");

/** The six faces of an upright box, each with the box's number as its colour. */
function boxFaces(number: number, [x0, y0, z0]: XYZ, [w, d, h]: XYZ): Face[] {
  const [x1, y1, z1] = [x0 + w, y0 + d, z0 + h];
  const rings: XYZ[][] = [
    [
      [x0, y0, z1],
      [x1, y0, z1],
      [x1, y1, z1],
      [x0, y1, z1],
    ],
    [
      [x0, y1, z0],
      [x1, y1, z0],
      [x1, y0, z0],
      [x0, y0, z0],
    ],
    [
      [x0, y0, z0],
      [x1, y0, z0],
      [x1, y0, z1],
      [x0, y0, z1],
    ],
    [
      [x1, y0, z0],
      [x1, y1, z0],
      [x1, y1, z1],
      [x1, y0, z1],
    ],
    [
      [x1, y1, z0],
      [x0, y1, z0],
      [x0, y1, z1],
      [x1, y1, z1],
    ],
    [
      [x0, y1, z0],
      [x0, y0, z0],
      [x0, y0, z1],
      [x0, y1, z1],
    ],
  ];
  return rings.map((ring) => face(ring, { rgb: [number, 0, 0] }));
}

/** Where the line of sight through a sheet point meets a face: distance towards the viewer; undefined if it misses. */
function meeting({ points, normal }: Face, spot: XYZ): number | undefined {
  const facing = dot3(normal, camera.toViewer);
  if (facing < 1e-6) return undefined;
  const on = camera.project(spot);
  const ring = points.map((point) => camera.project(point));
  const sides = ring.map((a, i) => cross(subtract(ring[(i + 1) % ring.length]!, a), subtract(on, a)));
  if (!sides.every((side) => side < -1e-3)) return undefined;
  return dot3(minus(points[0]!, spot), normal) / facing;
}

describe("painting order", () => {
  const corner = fc.tuple(...([0, 1, 2].map(() => fc.integer({ min: 0, max: 8 })) as [never, never, never]));
  const size = fc.tuple(...([0, 1, 2].map(() => fc.integer({ min: 1, max: 4 })) as [never, never, never]));

  test("what is painted last over a spot is what the viewer sees there, boxes crossing or not", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(corner, size), { minLength: 2, maxLength: 8 }), (boxes) => {
        const faces = boxes.flatMap(([at, wide], i) => boxFaces(i, at as XYZ, wide as XYZ));
        const painted = backToFront(faces, [], camera.toViewer) as Face[];
        for (const { points } of painted) {
          const spot = points.reduce((sum, point) => plus(sum, point, 1 / points.length), [0, 0, 0] as XYZ);
          const nearest = Math.max(...faces.map((one) => meeting(one, spot) ?? -Infinity));
          const last = painted.findLast((one) => meeting(one, spot) !== undefined);
          if (last) expect(meeting(last, spot)).toBeCloseTo(nearest, 3);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("faces that were cut for the order are painted whole, but for those that pierce each other", () => {
    const { faces } = paintedParts(houseplan());
    expect(faces.painted).toBe(faces.seen);
    // A bar runs through a taller one.
    const bars = [...boxFaces(1, [0, 0, 0], [6, 1, 1]), ...boxFaces(2, [2, -2, -0.5], [1, 6, 2])];
    const seen = bars.filter(({ normal }) => dot3(normal, camera.toViewer) > 0);
    expect(backToFront(bars, [], camera.toViewer).length).toBeGreaterThan(seen.length);
  });

  test("faces turned away are left out, and a tree behind a wall comes before it", () => {
    const wall = boxFaces(1, [0, 0, 0], [10, 0.3, 3]);
    const tree = { at: [5, 3, 0] as XYZ, kind: "tree" as const, width: 2, seed: 1 };
    const person = { ...tree, at: [5, -3, 0] as XYZ, kind: "person" as const };
    const painted = backToFront(wall, [tree, person], camera.toViewer);
    expect(painted).toHaveLength(3 + 2);
    const street = painted.findIndex((item) => "normal" in item && item.normal[1] < -0.5);
    expect(painted.indexOf(tree)).toBeLessThan(street);
    expect(painted.indexOf(person)).toBeGreaterThan(street);
  });
});

test("the foot of every parapet is drawn: the deck has its own edge inside them", () => {
  const plan = houseplan();
  const palette = paletteOfPlan(plan);
  const deck = roofFaces(plan, palette).find(({ paint }) => paint === palette.roof)!;
  const walls = roofFaces(plan, palette).filter(
    ({ paint, points }) => paint === palette.wall && points[0]![2] === deck.points[0]![2],
  );
  expect(deck.edged).not.toContain(false);
  for (const { points } of walls) {
    for (const foot of points.slice(0, 2))
      expect(deck.points.some((point) => Math.hypot(...minus(point, foot)) < 1e-9)).toBe(true);
  }
});

test("a concave face is cut into convex parts of the same area, and its own edges alone are drawn", () => {
  const ring: XYZ[] = [
    [0, 0, 2],
    [6, 0, 2],
    [6, 2, 2],
    [2, 2, 2],
    [2, 5, 2],
    [0, 5, 2],
  ];
  const parts = convexParts(face(ring, { rgb: [1, 2, 3] }));
  expect(parts).toHaveLength(4);
  expect(parts.flatMap(({ edged }) => edged).filter(Boolean)).toHaveLength(6);
  const square = (one: Face) => area(one.points.map(([x, y]) => ({ x, y })));
  expect(parts.reduce((sum, one) => sum + square(one), 0)).toBeCloseTo(18, 9);
});

describe("camera and light", () => {
  test.each([
    ["S", [0, -1, 0]],
    ["E", [1, 0, 0]],
    ["N", [0, 1, 0]],
    ["W", [-1, 0, 0]],
  ] as const)("a road in the %s: the street front is seen, and up is up", (side, front) => {
    const { toViewer, project } = createCamera(side);
    expect(dot3(front, toViewer)).toBeGreaterThan(0.5);
    expect(project([0, 0, 1]).y).toBeLessThan(0);
    expect(project([0, 0, 1]).x).toBeCloseTo(0, 9);
  });

  test("a face turned to the sun is brighter than one in the shade, a flat colour stays", () => {
    const paint = { rgb: [200, 200, 200] as const };
    const away = minus([0, 0, 0], camera.toSun);
    expect(lit(paint, camera.toSun, camera.toSun)[0]).toBeGreaterThan(lit(paint, away, camera.toSun)[0] + 40);
    expect(lit({ ...paint, flat: true }, away, camera.toSun)).toEqual([200, 200, 200]);
  });
});

describe.each([
  ["house", () => houseplan({ basement: true })],
  ["hip", () => hanokPlan("hip")],
  ["gable", () => hanokPlan("gable")],
])("picture of the %s", (_, make) => {
  const svg = drawView(make());

  test("is well-formed, finite and the same every time", () => {
    expect(drawView(make())).toBe(svg);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const open: string[] = [];
    for (const [, closing, name, self] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name);
      else if (!self) open.push(name!);
    }
    expect(open).toEqual([]);
  });

  test("stays on the sheet", () => {
    const marks = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]): XY => ({
      x: Number(x),
      y: Number(y),
    }));
    expect(marks.length).toBeGreaterThan(300);
    // Shadows are cut off at the edge of the ground, so only a little may reach beyond.
    const beyond = marks.filter(({ x, y }) => x < 0 || y < 0 || x > 1400 || y > 990);
    expect(beyond.length / marks.length).toBeLessThan(0.01);
  });

  test("every texture and clip that is used is defined", () => {
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${id}"`);
  });
});

describe("what is shown", () => {
  test("timber houses have tiles, others none; solar panels only where there is area for them", () => {
    expect(drawView(hanokPlan())).toContain('id="tiles-');
    expect(drawView(houseplan())).not.toContain('id="tiles-');
    const bare = houseplan();
    bare.roof!.solarArea = 0;
    expect(drawView(bare).length).toBeLessThan(drawView(houseplan()).length - 1000);
  });

  test("the caption names title, storeys, areas, structure and roof", () => {
    const svg = drawView(houseplan({ basement: true }));
    expect(svg).toContain("강남 두 층 주택");
    expect(factsOf(houseplan({ basement: true }))).toBe(
      "지하 1층 · 지상 2층 · 연면적 240.00㎡ (72.6평) · 건축면적 80.00㎡ · 철근콘크리트조 · 평지붕",
    );
  });

  test("the sign over the door says nothing of storeys", () => {
    const plan = houseplan();
    for (const storey of plan.storeys) storey.use = "clinic";
    const written = (title: string) => {
      plan.title = title;
      return drawView(plan).match(/강남 의원|\d층 의원|(?<!층 )의원/g) ?? [];
    };
    expect(written("2층 의원").toSorted()).toEqual(["2층 의원", "2층 의원", "의원"]);
    expect(written("강남 의원")).toEqual(["강남 의원", "강남 의원", "강남 의원"]);
  });

  test("a title cannot break out of the drawing", () => {
    const plan = houseplan();
    plan.title = '<script>"&';
    expect(drawView(plan)).not.toContain("<script>");
    expect(escapeXml(plan.title)).toBe("&#60;script&#62;&#34;&#38;");
  });

  test("a plan without plot or roof is drawn all the same", () => {
    const plan = houseplan();
    plan.site = undefined;
    plan.roof = undefined;
    expect(drawView(plan)).toContain("</svg>");
  });
});
