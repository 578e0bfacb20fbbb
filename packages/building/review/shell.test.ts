import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WallRead } from "../ifc-read/building.ts";
import { sharedArea } from "./overlap.ts";
import { shellOf } from "./shell.ts";

const wall = (key: string, from: [number, number], to: [number, number], thicknessM = 0.3) => {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return {
    key,
    start: { x: from[0], y: from[1] },
    end: { x: to[0], y: to[1] },
    along: { x: (to[0] - from[0]) / lengthM, y: (to[1] - from[1]) / lengthM },
    lengthM,
    thicknessM,
    external: true,
  } as WallRead;
};

/** A box of 10 by 8 m whose long walls run to the outer corners and whose short walls stand between them. */
const box = [
  wall("s", [-0.15, 0], [10.15, 0]),
  wall("e", [10, 0.15], [10, 7.85]),
  wall("n", [10.15, 8], [-0.15, 8]),
  wall("w", [0, 7.85], [0, 0.15]),
];

describe("the shell of a storey", () => {
  test("is the ring of centrelines, however the corners are built", () => {
    const shell = shellOf(box);
    expect(shell.open).toEqual([]);
    expect(shell.areaM2).toBeCloseTo(80, 6);
  });

  test("runs on through walls in one line", () => {
    const split = [wall("s1", [-0.15, 0], [5, 0]), wall("s2", [5, 0], [10.15, 0]), ...box.slice(1)];
    expect(shellOf(split).areaM2).toBeCloseTo(80, 6);
  });

  test.each(["s", "e", "n", "w"])("is open without wall %s", (key) => {
    const shell = shellOf(box.filter((one) => one.key !== key));
    expect(shell.rings).toEqual([]);
    expect(shell.open.length).toBeGreaterThan(0);
  });

  test("leaves a courtyard out", () => {
    const yard = [
      wall("ys", [3, 3], [6, 3], 0.2),
      wall("ye", [6, 3], [6, 5], 0.2),
      wall("yn", [6, 5], [3, 5], 0.2),
      wall("yw", [3, 5], [3, 3], 0.2),
    ];
    expect(shellOf([...box, ...yard]).areaM2).toBeCloseTo(74, 6);
  });

  test("a gap of 20 cm is open", () => {
    const short = [box[0]!, box[1]!, box[2]!, wall("w", [0, 7.85], [0, 0.45])];
    expect(shellOf(short).open).not.toEqual([]);
  });
});

describe("shared area", () => {
  const size = fc.integer({ min: 1, max: 9 });
  const at = fc.integer({ min: -9, max: 9 });
  const rectangle = fc.tuple(at, at, size, size);
  const ring = ([x, y, w, d]: readonly [number, number, number, number]) => [
    { x, y },
    { x: x + w, y },
    { x: x + w, y: y + d },
    { x, y: y + d },
  ];

  test("of upright rectangles is the product of the overlaps", () => {
    fc.assert(
      fc.property(rectangle, rectangle, (a, b) => {
        const wide = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
        const deep = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
        expect(sharedArea(ring(a), ring(b))).toBeCloseTo(Math.max(0, wide) * Math.max(0, deep), 9);
      }),
    );
  });

  test("of a diamond and a square is exact although their edges cross", () => {
    const diamond = [
      { x: 0, y: -2 },
      { x: 2, y: 0 },
      { x: 0, y: 2 },
      { x: -2, y: 0 },
    ];
    expect(sharedArea(diamond, ring([0, 0, 2, 2]))).toBeCloseTo(2, 9);
    expect(sharedArea(ring([0, 0, 2, 2]), diamond)).toBeCloseTo(2, 9);
  });
});
