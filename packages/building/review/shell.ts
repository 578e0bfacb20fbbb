import { area, type Ring } from "../geometry/polygon.ts";
import { add, cross, distance, scale, subtract, type XY } from "../geometry/vector.ts";
import type { WallRead } from "../ifc-read/building.ts";
import { contains } from "../law/polygon.ts";

/** The outer walls of a storey as closed rings along their centrelines. */
export interface Shell {
  /** Rings, largest first; a ring inside another one is a courtyard. */
  readonly rings: readonly Ring[];
  /** Walls with an end that meets no other outer wall. */
  readonly open: readonly string[];
  /** Area inside, courtyards taken away, m2. */
  readonly areaM2: number;
}

/** A wall's end. */
interface End {
  readonly wall: WallRead;
  readonly at: XY;
  readonly last: boolean;
}

/** Walls touch if their ends are no further apart than half the thicker one and this, metres. */
const slackM = 0.06;

/** Joins outer walls end to end; corners are where their centrelines meet. */
export function shellOf(walls: readonly WallRead[]): Shell {
  const outer = walls.filter((wall) => wall.external);
  const ends = outer.flatMap((wall) => [
    { wall, at: wall.start, last: false },
    { wall, at: wall.end, last: true },
  ]);
  const partner = new Map<End, { readonly end: End; readonly corner: XY }>();
  for (const end of ends) {
    if (partner.has(end)) continue;
    const found = nearest(
      end,
      ends.filter((other) => !partner.has(other)),
    );
    if (!found) continue;
    partner.set(end, found);
    partner.set(found.end, { end, corner: found.corner });
  }
  const rings = trace(ends, partner).toSorted((a, b) => area(b) - area(a));
  return {
    rings,
    open: [...new Set(ends.filter((end) => !partner.has(end)).map((end) => end.wall.key))],
    areaM2: rings.reduce((sum, ring, i) => sum + sign(rings, i) * area(ring), 0),
  };
}

/** Rings inside an odd number of larger ones are courtyards. */
function sign(rings: readonly Ring[], index: number): 1 | -1 {
  const point = rings[index]![0]!;
  const around = rings.filter((ring, i) => i < index && contains(ring, point, 0)).length;
  return around % 2 === 0 ? 1 : -1;
}

function nearest(end: End, others: readonly End[]): { end: End; corner: XY } | undefined {
  let best: { end: End; corner: XY } | undefined;
  let least = Infinity;
  for (const other of others) {
    if (other.wall === end.wall) continue;
    const corner = meeting(end, other);
    if (!corner) continue;
    const reach = Math.max(distance(corner, end.at), distance(corner, other.at));
    const allowed = Math.max(end.wall.thicknessM, other.wall.thicknessM) / 2 + slackM;
    if (reach <= allowed && reach < least) {
      least = reach;
      best = { end: other, corner };
    }
  }
  return best;
}

/** Where the centrelines meet; the middle between the ends of walls that run on in one line. */
function meeting(a: End, b: End): XY | undefined {
  const turn = cross(a.wall.along, b.wall.along);
  const gap = subtract(b.at, a.at);
  if (Math.abs(turn) > 1e-6) return add(a.at, scale(a.wall.along, cross(gap, b.wall.along) / turn));
  const aside = Math.abs(cross(gap, a.wall.along));
  return aside <= slackM ? scale(add(a.at, b.at), 0.5) : undefined;
}

function trace(ends: readonly End[], partner: ReadonlyMap<End, { readonly end: End; readonly corner: XY }>): Ring[] {
  const other = (end: End) => ends.find((one) => one.wall === end.wall && one.last !== end.last)!;
  const seen = new Set<End>();
  const rings: Ring[] = [];
  for (const first of ends) {
    if (seen.has(first)) continue;
    const ring: XY[] = [];
    let at: End | undefined = first;
    while (at && !seen.has(at)) {
      seen.add(at);
      const far = other(at);
      seen.add(far);
      const joint = partner.get(far);
      if (joint) ring.push(joint.corner);
      at = joint?.end;
    }
    if (at === first && ring.length >= 3) rings.push(ring);
  }
  return rings;
}
