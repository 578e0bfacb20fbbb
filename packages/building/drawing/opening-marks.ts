import type { Opening, Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outwardSide } from "../geometry/plan-shape.ts";
import { locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { wallLine } from "./openings.ts";
import { element, text } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Doors or windows of one make: what they are, how large, and how many there are. */
export interface OpeningType {
  /** "D1", "W3". */
  readonly mark: string;
  readonly kind: OpeningKind;
  readonly width: number;
  readonly height: number;
  readonly sill: number;
  readonly count: number;
}

const keyOf = ({ kind, width, height, sill }: Opening): string =>
  [kind, width.toFixed(2), height.toFixed(2), kind === OpeningKind.WINDOW ? sill.toFixed(2) : ""].join("/");

/** All makes of a plan, doors first, the larger before the smaller; passages are none. */
export function openingTypes(plan: Plan): OpeningType[] {
  const all = plan.storeys
    .flatMap(({ openings }) => openings)
    .filter(({ kind }) => kind !== OpeningKind.PASSAGE && kind !== OpeningKind.UNSPECIFIED);
  const groups = Map.groupBy(all, keyOf);
  const made = [...groups.values()].map((group) => ({ one: group[0]!, count: group.length }));
  const order = ({ one }: (typeof made)[number]) => (one.kind === OpeningKind.WINDOW ? 1 : 0);
  const sorted = made.toSorted(
    (a, b) =>
      order(a) - order(b) ||
      b.one.width * b.one.height - a.one.width * a.one.height ||
      a.one.kind - b.one.kind ||
      a.one.sill - b.one.sill,
  );
  const doors = sorted.filter((group) => order(group) === 0).length;
  return sorted.map(({ one, count }, i) => ({
    mark: i < doors ? `D${i + 1}` : `W${i - doors + 1}`,
    kind: one.kind,
    width: one.width,
    height: one.height,
    sill: one.sill,
    count,
  }));
}

/** Size of the marks, pixels. */
export const markSize = 7;

/** A mark and its middle on the plan, metres. */
export interface OpeningMark {
  readonly mark: string;
  readonly at: XY;
}

/** Marks of a storey's outer doors and windows, before them outside. */
export function openingMarks(scale: Scale, plan: Plan, storey: Storey): OpeningMark[] {
  const marks = new Map(openingTypes(plan).map((type) => [keyOf(type as unknown as Opening), type.mark]));
  return storey.openings.flatMap((opening) => {
    const mark = marks.get(keyOf(opening));
    const wall = storey.walls.find(({ id }) => id === opening.wall);
    const line = wall && wallLine(wall);
    if (!mark || !line || !wall.external) return [];
    const away = wall.thickness / 2 + (markSize * 0.5 + 4) / scale.pixels;
    return [{ mark, at: locate(line.start, line.along, opening.at, outwardSide(wall) === "left" ? away : -away) }];
  });
}

/** Writes the marks; no two are so near that they touch, and none where the section's mark stands. */
export function drawOpeningMarks(scale: Scale, marks: readonly OpeningMark[]): string {
  const kept: { x: number; y: number }[] = [];
  const written = marks.map(({ mark, at }) => {
    const spot = { x: scale.x(at.x), y: scale.y(at.y) };
    if (kept.some((other) => Math.abs(other.x - spot.x) < 18 && Math.abs(other.y - spot.y) < 9)) return "";
    kept.push(spot);
    return text(
      mark,
      { x: spot.x, y: spot.y + markSize * 0.36 },
      { "font-size": markSize, "text-anchor": "middle", fill: "#6a7a86" },
    );
  });
  return element("g", { id: "opening-marks" }, written.join(""));
}
