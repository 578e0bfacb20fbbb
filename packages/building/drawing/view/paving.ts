import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../../geometry/plan-shape.ts";
import { bounds, contains, offset } from "../../geometry/polygon.ts";
import type { Bounds, Ring } from "../../geometry/polygon.ts";
import { corners } from "../../geometry/rectangle.ts";
import type { XY } from "../../geometry/vector.ts";
import { entrances, toStreet } from "./entourage.ts";
import type { Entrance } from "./entourage.ts";

/** Width of the flags round the building, metres. */
const apronWidth = 0.9;
/** Half the width of a way to the street at most, metres: so much stays free between the cars. */
const widest = 0.75;
/** Width of a lane between rows of cars, metres. */
const lane = 6;
/** Bays this near to the edge of the plot are driven into from the street, metres. */
const atStreet = 1;

/** Ground for cars behind those that stand at the street, then flags round the building and from each door to the street: what no plant grows on, but for the bays. */
export function pavedRings(plan: Plan): { readonly drives: Ring[]; readonly flags: Ring[] } {
  const boundary = ringOf(plan.site?.boundary);
  const ground = plan.storeys.find(({ number }) => number === 1);
  if (!ground || boundary.length < 3) return { drives: [], flags: [] };
  const around = offset(outerFaces(ground), apronWidth);
  const apron = around.every((point) => contains(boundary, point)) ? [around] : [outerFaces(ground)];
  const ways = entrances(plan);
  return {
    drives: drives(plan, boundary),
    flags: [...apron, ...ways.map((way) => path(way, boundary, { plan, leads: isMain(way, ways, plan) }))],
  };
}

/** Width of the flags from a door of that width, metres. */
const wayWidth = (doorWidth: number): number => 2 * Math.max(0.7, Math.min(widest, doorWidth / 2));

/** Width of the paved way from the street to the main door, metres; 0 where no door leads out. */
export function approachWidth(plan: Plan): number {
  const ways = entrances(plan);
  const main = ways.filter((way) => isMain(way, ways, plan));
  return Math.max(0, ...(main.length > 0 ? main : ways).map(({ width }) => wayWidth(width)));
}

/** Which way lies straight ahead of a door. */
function aheadOf({ door, front }: Entrance): XY {
  const { x, y } = { x: front.x - door.x, y: front.y - door.y };
  return Math.abs(x) > Math.abs(y) ? { x: Math.sign(x), y: 0 } : { x: 0, y: Math.sign(y) };
}

/** Whether a door to the street is one to come in by: hung doors are, and where all slide, the widest. */
function isMain(way: Entrance, ways: readonly Entrance[], plan: Plan): boolean {
  const street = toStreet(plan);
  const there = ways.filter((other) => {
    const { x, y } = aheadOf(other);
    return x === street.x && y === street.y;
  });
  if (!there.includes(way)) return false;
  const hung = there.filter(({ sliding }) => !sliding);
  const widestOne = there.reduce((best, other) => (other.width > best.width ? other : best));
  return hung.length > 0 ? hung.includes(way) : way === widestOne;
}

/** From the door straight to the edge of the plot if its way leads to the street, else to the edge of the flags round the building. */
function path(way: Entrance, boundary: Ring, { plan, leads }: { readonly plan: Plan; readonly leads: boolean }): Ring {
  const ahead = aheadOf(way);
  const whole = strip(way, ahead, boundary, leads ? Infinity : apronWidth);
  const cars = plan.parking.map(({ outline }) => bounds(ringOf(outline)));
  // A door behind parked cars is reached along the building.
  return cars.some((bay) => meet(bay, bounds(whole))) ? strip(way, ahead, boundary, apronWidth) : whole;
}

/** Flags straight ahead of a door, `length` metres or to the edge of the plot. */
function strip({ door, width }: Entrance, ahead: XY, boundary: Ring, length: number): Ring {
  const at = (far: number): XY => ({ x: door.x + ahead.x * far, y: door.y + ahead.y * far });
  const free = (far: number) => far <= length && contains(boundary, at(far));
  let reach = 0;
  // To the centimetre: a path that ends short of the edge leads nowhere.
  for (const step of [1, 0.1, 0.01]) while (free(reach + step)) reach += step;
  const half = wayWidth(width) / 2;
  const side = { x: -ahead.y * half, y: ahead.x * half };
  const end = at(reach);
  return [
    { x: door.x + side.x, y: door.y + side.y },
    { x: door.x - side.x, y: door.y - side.y },
    { x: end.x - side.x, y: end.y - side.y },
    { x: end.x + side.x, y: end.y + side.y },
  ];
}

const meet = (a: Bounds, b: Bounds): boolean =>
  a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;

/** From the street to the farthest bay, as wide as the bays stand, where some stand behind others. */
function drives(plan: Plan, boundary: Ring): Ring[] {
  const bays = plan.parking.map(({ outline }) => ringOf(outline)).filter((ring) => ring.length >= 3);
  if (bays.length === 0) return [];
  const plot = bounds(boundary);
  const { x, y } = toStreet(plan);
  const away = (ring: Ring): number => {
    const box = bounds(ring);
    if (x !== 0) return x > 0 ? plot.maxX - box.maxX : box.minX - plot.minX;
    return y > 0 ? plot.maxY - box.maxY : box.minY - plot.minY;
  };
  if (bays.every((ring) => away(ring) < atStreet)) return [];
  const all = bounds(
    bays.flatMap((ring) => [...ring, ...(isBackToBack(ring, bays, { x, y }) ? behind(ring, { x, y }) : [])]),
  );
  return [
    corners({
      x0: x < 0 ? plot.minX : all.minX,
      y0: y < 0 ? plot.minY : all.minY,
      x1: x > 0 ? plot.maxX : all.maxX,
      y1: y > 0 ? plot.maxY : all.maxY,
    }),
  ];
}

/** Whether another bay touches this one on the street's side: then cars come in from behind. */
function isBackToBack(ring: Ring, bays: readonly Ring[], street: XY): boolean {
  const { minX, minY, maxX, maxY } = bounds(ring);
  const step = 0.3;
  const before = {
    minX: street.x === 0 ? minX + step : street.x > 0 ? maxX : minX - step,
    maxX: street.x === 0 ? maxX - step : street.x > 0 ? maxX + step : minX,
    minY: street.y === 0 ? minY + step : street.y > 0 ? maxY : minY - step,
    maxY: street.y === 0 ? maxY - step : street.y > 0 ? maxY + step : minY,
  };
  return bays.some((other) => other !== ring && meet(bounds(other), before));
}

/** The bay moved on by a lane, away from the street. */
const behind = (ring: Ring, street: XY): XY[] =>
  ring.map((point) => ({ x: point.x - street.x * lane, y: point.y - street.y * lane }));
