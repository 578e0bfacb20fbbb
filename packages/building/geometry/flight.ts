import { dot, subtract } from "./vector.ts";
import type { XY } from "./vector.ts";

/** Thickness of a flight across its slope, metres. */
const waist = 0.15;

/** Thickness of a half landing, metres: more than a riser, so that the flight that ends at it meets it. */
export const landingThickness = 0.2;

/** A riser and a tread, metres. */
export interface Step {
  readonly riser: number;
  readonly going: number;
}

/** How far a flight's underside lies upright under the inner corners of its steps, metres. */
export const soffitDrop = ({ riser, going }: Step): number => (waist * Math.hypot(riser, going)) / going;

/**
 * Side view of a flight: x along the ascent, y up. The last riser is the edge of what it leads to. One that hangs on a
 * landing goes on below its first step, one that stands on a floor does not.
 */
export function flightProfile({ riser, going }: Step, risers: number, hung = false): XY[] {
  const treads = Array.from({ length: risers - 1 }, (_, i) => [
    { x: i * going, y: (i + 1) * riser },
    { x: (i + 1) * going, y: (i + 1) * riser },
  ]);
  const [length, top] = [(risers - 1) * going, (risers - 1) * riser];
  const drop = soffitDrop({ riser, going });
  const head = { x: length, y: Math.max(0, top - drop) };
  if (hung) return [{ x: 0, y: 0 }, ...treads.flat(), { x: length, y: top - drop }, { x: 0, y: -drop }];
  const soffit = top - drop > 1e-3 ? [head, { x: (drop * going) / riser, y: 0 }] : [{ x: length, y: 0 }];
  return [{ x: 0, y: 0 }, ...treads.flat(), ...soffit];
}

/** A straight flight where it stands; heights over any one level, metres. */
export interface FlightBody extends Step {
  /** Middle of the first riser. */
  readonly foot: XY;
  /** Unit vector of the ascent. */
  readonly along: XY;
  readonly width: number;
  readonly risers: number;
  readonly base: number;
  /** Upright thickness under the inner corners of its steps. */
  readonly drop: number;
}

/** A point of a tread. */
export interface TreadPoint extends XY {
  readonly z: number;
}

/** Middle and both sides of the front edge of each tread. */
export const treadPoints = ({ foot, along, width, risers, base, riser, going }: FlightBody): TreadPoint[] =>
  Array.from({ length: Math.max(0, risers - 1) }, (_, i) =>
    [-0.4, 0, 0.4].map((share) => ({
      x: foot.x + along.x * i * going - along.y * share * width,
      y: foot.y + along.y * i * going + along.x * share * width,
      z: base + (i + 1) * riser,
    })),
  ).flat();

/** Height of a flight's underside over a point of the plan; undefined beside the flight. */
export function soffitOver(flight: FlightBody, point: XY): number | undefined {
  const { foot, along, width, risers, base, riser, going, drop } = flight;
  const off = subtract(point, foot);
  const s = dot(off, along);
  const aside = Math.abs(along.x * off.y - along.y * off.x);
  const length = (risers - 1) * going;
  if (s < -1e-3 || s > length + 1e-3 || aside > width / 2) return undefined;
  return base + Math.max(0, (s * riser) / going - drop);
}

/**
 * Least clear height over the treads of some flights, metres: under the flights above them and under slabs, of which
 * `slabOver` tells the underside over a point, undefined where the floor is open. Infinity where nothing lies above.
 */
export function headroom(
  flights: readonly FlightBody[],
  above: readonly FlightBody[],
  slabOver: (point: XY) => number | undefined,
): number {
  let least = Infinity;
  for (const point of flights.flatMap(treadPoints)) {
    const undersides = [slabOver(point), ...above.map((flight) => soffitOver(flight, point))];
    for (const z of undersides) if (z !== undefined) least = Math.min(least, z - point.z);
  }
  return least;
}
