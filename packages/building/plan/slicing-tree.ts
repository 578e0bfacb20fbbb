import type { Random } from "../concept/random.ts";
import { pick } from "../concept/random.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { box } from "./draft.ts";

/** A rectangle cut in two again and again; a leaf is the index of a room. */
export type Slicing = number | Cut;

/** One cut: "v" sets the parts side by side, "h" one behind the other. */
export interface Cut {
  readonly way: "h" | "v";
  readonly a: Slicing;
  readonly b: Slicing;
}

/** A chain of cuts in turn: every room is in it once. */
export function firstSlicing(count: number): Slicing {
  let tree: Slicing = 0;
  for (let i = 1; i < count; i++) tree = { way: i % 2 === 0 ? "v" : "h", a: tree, b: i };
  return tree;
}

/** The room rectangles of a tree, by index; every room has its share of the region by area. */
export function roomBoxes(tree: Slicing, areas: readonly number[], region: Rectangle): Rectangle[] {
  const boxes: Rectangle[] = [];
  const place = (node: Slicing, part: Rectangle): void => {
    if (typeof node === "number") {
      boxes[node] = part;
      return;
    }
    const share = areaOf(node.a, areas) / areaOf(node, areas);
    if (node.way === "v") {
      const cut = onGrid(part.x0, part.x1, share);
      place(node.a, box(part.x0, part.y0, cut, part.y1));
      place(node.b, box(cut, part.y0, part.x1, part.y1));
      return;
    }
    const cut = onGrid(part.y0, part.y1, share);
    place(node.a, box(part.x0, part.y0, part.x1, cut));
    place(node.b, box(part.x0, cut, part.x1, part.y1));
  };
  place(tree, region);
  return boxes;
}

/** Partitions stand on a grid of 5 cm from the lower edge. */
const onGrid = (from: number, to: number, share: number): number =>
  snap(from + Math.round((to - from) * share * 20) / 20);

const areaOf = (node: Slicing, areas: readonly number[]): number =>
  typeof node === "number" ? areas[node]! : areaOf(node.a, areas) + areaOf(node.b, areas);

/** A tree one step away: two rooms exchanged, a cut turned, or a room set beside another. */
export function slicingStep(tree: Slicing, count: number, random: Random): Slicing {
  const kind = random();
  const i = pick(random, count);
  const j = pick(random, count);
  if (kind < 0.4) return mapLeaves(tree, (leaf) => (leaf === i ? j : leaf === j ? i : leaf));
  if (kind < 0.6) return turned(tree, pick(random, Math.max(1, count - 1)));
  return i === j ? tree : moved(tree, i, j, random);
}

function mapLeaves(tree: Slicing, to: (leaf: number) => Slicing): Slicing {
  if (typeof tree === "number") return to(tree);
  return { way: tree.way, a: mapLeaves(tree.a, to), b: mapLeaves(tree.b, to) };
}

/** The tree with its n-th cut turned, counted from the root. */
function turned(tree: Slicing, n: number): Slicing {
  let seen = -1;
  const walk = (node: Slicing): Slicing => {
    if (typeof node === "number") return node;
    seen += 1;
    const way = seen === n ? (node.way === "h" ? "v" : "h") : node.way;
    return { way, a: walk(node.a), b: walk(node.b) };
  };
  return walk(tree);
}

function moved(tree: Slicing, leaf: number, beside: number, random: Random): Slicing {
  const rest = without(tree, leaf);
  if (rest === undefined) return tree;
  const way = random() < 0.5 ? "h" : "v";
  const first = random() < 0.5;
  return mapLeaves(rest, (other) => {
    if (other !== beside) return other;
    return first ? { way, a: leaf, b: other } : { way, a: other, b: leaf };
  });
}

function without(tree: Slicing, leaf: number): Slicing | undefined {
  if (typeof tree === "number") return tree === leaf ? undefined : tree;
  const a = without(tree.a, leaf);
  const b = without(tree.b, leaf);
  if (a === undefined) return b;
  return b === undefined ? a : { way: tree.way, a, b };
}
