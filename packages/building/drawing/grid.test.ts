import { expect, test } from "vitest";
import { drawGridLines } from "./grid.ts";
import { northSpot } from "./title-block.ts";

const scale = { pixels: 10, x: (metres: number) => metres * 10, y: (metres: number) => 200 - metres * 10 };
const box = { minX: 0, maxX: 10, minY: 0, maxY: 10 };

/** Both ends of every line, along it. */
const ends = (svg: string, axis: "x" | "y") =>
  [...svg.matchAll(new RegExp(`${axis}1="([\\d.]+)" ${axis === "y" ? "y2" : ".*?x2"}="([\\d.]+)"`, "g"))].map(
    ([, from, to]) => [Number(from), Number(to)],
  );

test("a line of the grid stops at what is written and goes on behind it", () => {
  const kept = [
    { x0: 40, x1: 60, y0: 120, y1: 130 },
    { x0: 45, x1: 70, y0: 125, y1: 140 },
    { x0: 60, x1: 90, y0: 150, y1: 160 },
  ];
  const svg = drawGridLines(scale, { xs: [5], ys: [] }, { box, edges: { left: 20, top: 50 }, kept });
  expect(ends(svg, "y")).toEqual([
    [59, 120],
    [140, 206],
  ]);
});

test("the north arrow goes to another corner where a bubble of the grid has its place", () => {
  expect(northSpot()).toEqual({ x: 1040, y: 76 });
  expect(northSpot([{ x0: 1005, x1: 1023, y0: 55, y1: 73 }])).toEqual({ x: 60, y: 76 });
});
