import type { Ring } from "../geometry/polygon.ts";
import { distance, type XY } from "../geometry/vector.ts";
import { reflexCorners, sees } from "./polygon.ts";

/** A place one walks through: a side of a door, a corner, a stair's foot, in one space. */
export interface WayNode {
  readonly at: XY;
  readonly space: string;
}

/** A door: its two sides and the way between them, metres. */
export interface WayLink {
  readonly from: number;
  readonly to: number;
  readonly lengthM: number;
}

/** Where one can walk on a storey, and where one wants to get. */
export interface WayMap {
  /** Outline of each space. */
  readonly rings: ReadonlyMap<string, Ring>;
  readonly nodes: readonly WayNode[];
  readonly links: readonly WayLink[];
  /** Nodes that are goals. */
  readonly targets: readonly number[];
}

/** Walking distances to the nearest goal: round corners and through doors, never through walls. */
export interface Ways {
  /** From a point of a space, metres; Infinity where no way exists. */
  from(point: XY, space: string): number;
  /** From the farthest corner of a space, metres. */
  farthest(space: string): number;
}

/** Solves a way map once; questions are then cheap. */
export function solveWays(map: WayMap): Ways {
  const corners = [...map.rings].flatMap(([space, ring]) => reflexCorners(ring).map((at) => ({ at, space })));
  const nodes = [...map.nodes, ...corners];
  const lengths = shortest(nodes, map);
  const bySpace = new Map<string, number[]>();
  nodes.forEach((node, index) => {
    const list = bySpace.get(node.space);
    if (list) list.push(index);
    else bySpace.set(node.space, [index]);
  });
  const from = (point: XY, space: string): number => {
    const ring = map.rings.get(space) ?? [];
    let best = Infinity;
    for (const index of bySpace.get(space) ?? []) {
      const length = lengths[index]! + distance(point, nodes[index]!.at);
      if (length < best && sees(ring, point, nodes[index]!.at)) best = length;
    }
    return best;
  };
  return {
    from,
    farthest: (space) => {
      const ring = map.rings.get(space) ?? [];
      return Math.max(0, ...ring.map((corner) => from(corner, space)));
    },
  };
}

/** Dijkstra from the goals over nodes of one space that see each other, and over doors. */
function shortest(nodes: readonly WayNode[], map: WayMap): number[] {
  const lengths = nodes.map(() => Infinity);
  for (const target of map.targets) lengths[target] = 0;
  const doors = new Map<number, WayLink[]>();
  for (const link of map.links) {
    doors.set(link.from, [...(doors.get(link.from) ?? []), link]);
    doors.set(link.to, [...(doors.get(link.to) ?? []), { ...link, from: link.to, to: link.from }]);
  }
  const open = new Set(nodes.keys());
  while (open.size > 0) {
    let at = -1;
    for (const index of open) if (at < 0 || lengths[index]! < lengths[at]!) at = index;
    open.delete(at);
    if (lengths[at] === Infinity) break;
    for (const link of doors.get(at) ?? []) {
      lengths[link.to] = Math.min(lengths[link.to]!, lengths[at]! + link.lengthM);
    }
    const here = nodes[at]!;
    const ring = map.rings.get(here.space) ?? [];
    for (const index of open) {
      const there = nodes[index]!;
      if (there.space !== here.space) continue;
      const length = lengths[at]! + distance(here.at, there.at);
      if (length < lengths[index]! && sees(ring, here.at, there.at)) lengths[index] = length;
    }
  }
  return lengths;
}
