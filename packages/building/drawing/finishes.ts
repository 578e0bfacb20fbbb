import type { Opening, Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { halfWall, ringOf, wallLine, wallTop } from "../geometry/plan-shape.ts";
import { dot, locate } from "../geometry/vector.ts";
import { facingSide, reach } from "./facing.ts";
import type { Side } from "./facing.ts";
import { element, n, text } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { wallFinish } from "./view/palette.ts";

/** A part of the outside and what one sees of it, in Korean. */
export interface Finish {
  readonly name: string;
  readonly material: string;
}

const outermost = (plan: Plan, key: string): string =>
  plan.constructions.find(({ id }) => id.startsWith(key))?.layers[0]?.material ?? "-";

/** What walls, roof and windows of a plan are faced with. */
export const finishesOf = (plan: Plan): Finish[] => [
  { name: "외벽 마감", material: wallFinish(plan) },
  { name: "지붕 마감", material: outermost(plan, "roof") },
  { name: "창호", material: outermost(plan, "window") },
];

/** A spot on an elevation: metres along the view and above the ground. */
interface Spot {
  readonly x: number;
  readonly z: number;
}

/** A note points to a stretch of wall at least so wide where there is one, metres. */
const legible = 0.3;
/** Pixels from the top of the building to the lowest note, and from one to the next. */
const first = 16;
const next = 15;

/** A side of a building, and how high it rises above the ground, metres. */
interface Seen {
  readonly side: Side;
  readonly top: number;
}

/** Notes over the building that name the finishes, each with a line to a spot that has it. */
export function drawFinishes(scale: Scale, plan: Plan, seen: Seen): string {
  const { side } = seen;
  const [wall, roof, window] = finishesOf(plan);
  const notes = [
    { spot: wallSpot(plan, side), text: `외벽: ${wall!.material}` },
    { spot: windowSpot(plan, side), text: `창호: ${window!.material}` },
    { spot: roofSpot(plan, seen), text: `지붕: ${roof!.material}` },
  ].flatMap(({ spot, text }) => (spot ? [{ spot, text }] : []));
  const top = scale.y(seen.top);
  // The note furthest to the left stands highest, so that no line crosses another one's words.
  const drawn = notes
    .toSorted((a, b) => b.spot.x - a.spot.x)
    .map(({ spot, text: words }, i) => {
      const [x, y, at] = [scale.x(spot.x), scale.y(spot.z), top - first - i * next];
      const path = { d: `M${n(x)} ${n(y)}V${n(at)}h8`, fill: "none" };
      return (
        // On a light line and dot of its own, so that it is seen on dark tiles.
        element("path", { ...path, stroke: "#ffffff", "stroke-width": 2, "stroke-opacity": 0.85 }) +
        element("circle", { cx: x, cy: y, r: 2.8, fill: "#ffffff", "fill-opacity": 0.85 }) +
        element("circle", { cx: x, cy: y, r: 1.8, fill: "#3a3a3a" }) +
        element("path", { ...path, stroke: "#3a3a3a", "stroke-width": 0.6 }) +
        text(words, { x: x + 11, y: at + 3.5 }, { "font-size": 10, fill: "#2e2e2e" })
      );
    });
  return element("g", { id: "finishes" }, drawn.join(""));
}

const above = (plan: Plan): Storey[] => plan.storeys.filter(({ number }) => number > 0);

/** The leftmost stretch of what stands highest that is wall alone, free of windows and posts. */
export function wallSpot(plan: Plan, side: Side): Spot | undefined {
  const top = above(plan).at(-1);
  const facade = top && facadeOf(top, side);
  if (!top || !facade) return undefined;
  const { along } = facingSide(side);
  const posts = top.columns
    .filter(({ centre, material }) => centre && material === "timber")
    .map(({ centre, size }) => ({ from: dot(centre!, along) - size / 2, to: dot(centre!, along) + size / 2 }));
  const taken = [...facade.holes, ...posts].toSorted((p, q) => p.from - q.from);
  let reached = facade.from;
  const free = [...taken, { from: facade.to, to: facade.to }].map(({ from, to }) => {
    const gap = { from: reached, width: from - reached };
    reached = Math.max(reached, to);
    return gap;
  });
  const widest = free.reduce((best, gap) => (gap.width > best.width ? gap : best));
  const { from, width } = free.find((gap) => gap.width > legible) ?? widest;
  const z = top.elevation + Math.min(wallTop(top) - 0.3, top.height * 0.5);
  return { x: from + Math.min(0.6, width / 2), z };
}

/** The last window of the highest storey that has one on this side. */
function windowSpot(plan: Plan, side: Side): Spot | undefined {
  for (const storey of above(plan).toReversed()) {
    const hole = facadeOf(storey, side)
      ?.holes.filter(({ opening }) => opening.kind === OpeningKind.WINDOW)
      .at(-1);
    if (!hole) continue;
    const { sill, height } = hole.opening;
    return { x: hole.to - (hole.to - hole.from) * 0.2, z: storey.elevation + sill + height * 0.7 };
  }
  return undefined;
}

/** The middle of a sloping roof; a flat one is not seen from here. */
function roofSpot(plan: Plan, { side, top: highest }: Seen): Spot | undefined {
  const top = plan.storeys.at(-1);
  if (!top || !plan.roof || plan.roof.kind === "flat") return undefined;
  const [from, to] = reach(facingSide(side), ringOf(top.outline));
  const eaves = top.elevation + wallTop(top);
  return { x: from + (to - from) * 0.45, z: eaves + (highest - eaves) * 0.45 };
}

/** The outermost wall of a storey on a side: its ends and openings along the view, from the left. */
function facadeOf(
  storey: Storey,
  side: Side,
): { from: number; to: number; holes: { opening: Opening; from: number; to: number }[] } | undefined {
  const { along, away } = facingSide(side);
  const walls = storey.walls.filter(({ external, faces }) => external && faces === side);
  const depth = (wall: (typeof walls)[number]) => dot(wall.start!, away);
  const front = Math.min(...walls.map(depth));
  const outer = walls.filter((wall) => depth(wall) < front + 0.3);
  if (outer.length === 0) return undefined;
  const holes = outer.flatMap((wall) => {
    const line = wallLine(wall);
    if (!line) return [];
    return storey.openings
      .filter((opening) => opening.wall === wall.id)
      .map((opening) => {
        const middle = dot(locate(line.start, line.along, opening.at), along);
        return { opening, from: middle - opening.width / 2, to: middle + opening.width / 2 };
      });
  });
  const [from, to] = reach(
    { along, away },
    outer.flatMap(({ start, end }) => [start!, end!]),
  );
  const rim = halfWall(storey);
  return { from: from - rim, to: to + rim, holes: holes.toSorted((a, b) => a.from - b.from) };
}
