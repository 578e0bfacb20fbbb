import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, wallTop } from "../geometry/plan-shape.ts";
import { snap } from "../geometry/snap.ts";
import { drawChain } from "./chain.ts";
import { reach } from "./facing.ts";
import type { Facing } from "./facing.ts";
import { millimetres } from "./figures.ts";
import { element, text } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { topOfBuilding } from "./view/top.ts";

/** A height that a drawing names, metres above the ground. */
export interface Level {
  readonly name: string;
  readonly z: number;
}

/** Ground, floors, roof and highest point, from below; solar panels do not count. */
export function levelsOf(plan: Plan): Level[] {
  const top = plan.storeys.at(-1);
  if (!top) return [];
  const eaves = snap(top.elevation + wallTop(top));
  const flat = plan.roof?.kind === "flat";
  // Layers of half a millimetre would make figures that do not add up to one another.
  const highest = snap(topOfBuilding(plan));
  const deck = snap(highest - (plan.roof?.parapet ?? 0));
  const levels = [
    { name: "GL", z: 0 },
    ...plan.storeys.map(({ name, elevation }) => ({ name: `${name.replace(/F$/, "")}FL`, z: elevation })),
    flat ? { name: "RFL", z: deck } : { name: "처마높이", z: eaves },
    { name: "최고높이", z: highest },
  ];
  return levels.toSorted((a, b) => a.z - b.z);
}

/** A level's figure as on Korean drawings: millimetres above the ground. */
export const levelFigure = (z: number): string =>
  Math.round(z * 1000) === 0 ? "GL ±0" : `GL ${z < 0 ? "-" : "+"}${millimetres(Math.abs(z))}`;

/** Where the line of a level meets the building on its left, metres along the view: the wall at that height, not a canopy before it; `roof` is where a sloping roof ends. */
export function levelEnd(plan: Plan, facing: Facing, { z, roof }: { z: number; roof: number }): number {
  const top = plan.storeys.at(-1);
  if (top && plan.roof?.kind !== "flat" && z > top.elevation + top.height / 2) return roof;
  const there = plan.storeys.filter(
    ({ elevation, slab, height }) => elevation - slab - hair <= z && z <= elevation + height + hair,
  );
  const beside = there.length > 0 ? there : z > 0 ? plan.storeys.slice(-1) : plan.storeys;
  return reach(facing, beside.flatMap(outerFaces))[0];
}

const hair = 0.01;

/** Where level marks stand on the sheet: the labels' right end, the building's left at a height in metres, its right side, in pixels. */
export interface LevelFrame {
  readonly labels: number;
  readonly left: (z: number) => number;
  readonly right: number;
}

/** Least distance of two labels, pixels. */
const pitch = 27;

/** Level marks on the left with labels pushed apart where they would touch, and chains of heights on the right. */
export function drawLevels(scale: Scale, levels: readonly Level[], frame: LevelFrame): string {
  const marks = spread(levels.map(({ z }) => scale.y(z)).toReversed()).toReversed();
  const labels = levels.map(({ name, z }, i) => drawMark(frame, { name, z, y: scale.y(z), label: marks[i]! }));
  const stations = levels
    .filter(({ z }, i) => i === 0 || z - levels[i - 1]!.z > 1e-3)
    .map(({ z }) => ({ metres: z, pixels: scale.y(z) }));
  const whole = [stations[0]!, stations.at(-1)!];
  const chains =
    drawChain({ stations, at: frame.right + 30, upright: true }) +
    drawChain({ stations: whole, at: frame.right + 56, upright: true });
  return element("g", { id: "levels" }, labels.join("") + chains);
}

function drawMark(frame: LevelFrame, mark: { name: string; z: number; y: number; label: number }): string {
  const { name, z, y, label } = mark;
  const x = frame.labels;
  const thin = { fill: "none", stroke: "#8a8a8a", "stroke-width": 0.7 };
  return (
    text(name, { x, y: label - 2 }, { "font-size": 12, "font-weight": 700, "text-anchor": "end", fill: "#2e2e2e" }) +
    text(levelFigure(z), { x, y: label + 10 }, { "font-size": 10, "text-anchor": "end", fill: "#555555" }) +
    element("path", { d: `M${x + 4} ${label.toFixed(1)}H${x + 10}L${x + 20} ${y.toFixed(1)}h8`, ...thin }) +
    element("line", { x1: x + 28, y1: y, x2: frame.left(z) - 4, y2: y, ...thin, "stroke-dasharray": "10 3 2 3" })
  );
}

/** Positions from the top of the sheet down, none nearer to the one above than the pitch. */
function spread(positions: readonly number[]): number[] {
  const placed: number[] = [];
  for (const position of positions) placed.push(Math.max(position, (placed.at(-1) ?? -Infinity) + pitch));
  return placed;
}

/** The ground: a thick line over both ends of the building, with earth below it. */
export function drawGround(scale: Scale, from: number, to: number): string {
  const [a, b, y] = [scale.x(from), scale.x(to), scale.y(0)];
  const strokes: string[] = [];
  for (let x = a + 10; x <= b; x += 12) strokes.push(`M${x.toFixed(1)} ${y.toFixed(1)}l-9 9`);
  return element(
    "g",
    { id: "ground" },
    element("path", { d: strokes.join(""), fill: "none", stroke: "#8a7f72", "stroke-width": 0.8 }) +
      element("line", { x1: a, y1: y, x2: b, y2: y, stroke: "#2e2e2e", "stroke-width": 2.4 }),
  );
}
