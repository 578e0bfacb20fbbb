import { subtract } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import type { Face, Sprite } from "./face.ts";
import { cross3, dot3, unit } from "./space.ts";
import type { XYZ } from "./space.ts";

/** A part of a face that was cut to find the painting order. */
export interface Piece extends Face {
  readonly whole: Face;
  /** Place of the whole in the scene: of two faces that only touch, the earlier is painted first. */
  readonly rank: number;
}

/** What is painted, and the convex shapes it covers as the viewer sees it, each with its place in the order. */
interface Layer {
  readonly item: Face | Sprite;
  readonly shapes: readonly Shape[];
}

/** A convex shape on the sheet, metres. */
interface Shape {
  readonly place: number;
  readonly ring: readonly XY[];
  readonly low: XY;
  readonly high: XY;
}

/** Shapes that lap over each other by less than this only touch, metres. */
const touch = 1e-3;

/**
 * Puts faces that were cut together again: a pane keeps one reflection and an edge one line. What lies over what stays
 * as it was, so the picture is the same; faces that pierce each other stay cut.
 */
export function rejoin(order: readonly (Piece | Sprite)[], toViewer: XYZ): (Face | Sprite)[] {
  const flat = flattener(toViewer);
  const shapes = order.map((item, place) => shapeOf(item, place, flat));
  const wholes = new Map<Face | Sprite, Shape[]>();
  order.forEach((item, i) => {
    const key = "at" in item ? item : item.whole;
    wholes.set(key, [...(wholes.get(key) ?? []), shapes[i]!]);
  });
  const rankOf = ({ shapes: [first] }: Layer): number => {
    const item = order[first!.place]!;
    return "at" in item ? Infinity : item.rank;
  };
  const layers = [...wholes]
    .map(([item, own]): Layer => ({ item, shapes: own }))
    .toSorted((a, b) => Math.sign(rankOf(a) - rankOf(b)) || 0);
  const first = sorted(layers);
  if (first.tied.length === 0) return first.order.map(({ item }) => item);
  const loose = new Set(first.tied);
  const parts = layers.flatMap((layer): Layer[] =>
    loose.has(layer) ? layer.shapes.map((shape) => ({ item: order[shape.place]!, shapes: [shape] })) : [layer],
  );
  return sorted(parts).order.map(({ item }) => item);
}

/** Layers in an order that keeps what lies over what; `tied` are those that lie over and under one another in a ring. */
function sorted(layers: readonly Layer[]): { readonly order: Layer[]; readonly tied: Layer[] } {
  const { over, under } = stacked(layers);
  const order = peeled(over, under, new Set(layers.keys()));
  const rest = new Set(layers.keys());
  for (const i of order) rest.delete(i);
  // What lies over a ring but in none needs no cutting either.
  for (const i of peeled(under, over, rest)) rest.delete(i);
  return { order: order.map((i) => layers[i]!), tied: [...rest].map((i) => layers[i]!) };
}

/** For each layer which lie over it, and which under it. */
function stacked(layers: readonly Layer[]): { readonly over: Set<number>[]; readonly under: Set<number>[] } {
  const over = layers.map(() => new Set<number>());
  const under = layers.map(() => new Set<number>());
  // From left to right, so that a shape is compared only with those that begin before it ends.
  const owned = layers
    .flatMap(({ shapes }, owner) => shapes.map((shape) => ({ shape, owner })))
    .toSorted((a, b) => a.shape.low.x - b.shape.low.x);
  for (let i = 0; i < owned.length; i++) {
    const one = owned[i]!;
    const end = one.shape.high.x - touch;
    for (let k = i + 1; k < owned.length && owned[k]!.shape.low.x < end; k++) {
      const two = owned[k]!;
      if (one.owner === two.owner || !near(one.shape, two.shape)) continue;
      const [below, above] = one.shape.place < two.shape.place ? [one, two] : [two, one];
      if (over[below.owner]!.has(above.owner) || !lap(below.shape, above.shape)) continue;
      over[below.owner]!.add(above.owner);
      under[above.owner]!.add(below.owner);
    }
  }
  return { over, under };
}

/** Those of some layers that have none of the others below them, once those before them are taken off; lowest first. */
function peeled(over: readonly Set<number>[], under: readonly Set<number>[], some: ReadonlySet<number>): number[] {
  const waits = new Map([...some].map((i) => [i, [...under[i]!].filter((other) => some.has(other)).length]));
  const order: number[] = [];
  const free = new Set([...some].filter((i) => waits.get(i) === 0));
  while (free.size > 0) {
    // The first of the scene, so that what only touches is painted alike all over a facade.
    const i = [...free].reduce((least, other) => Math.min(least, other));
    free.delete(i);
    order.push(i);
    for (const next of over[i]!) {
      if (!waits.has(next)) continue;
      waits.set(next, waits.get(next)! - 1);
      if (waits.get(next) === 0) free.add(next);
    }
  }
  return order;
}

type Flat = (point: XYZ) => XY;

function flattener(toViewer: XYZ): Flat {
  const right = Math.abs(toViewer[2]) > 0.999 ? ([1, 0, 0] as const) : unit(cross3([0, 0, 1], toViewer));
  const up = cross3(toViewer, right);
  return (point) => ({ x: dot3(point, right), y: dot3(point, up) });
}

function shapeOf(item: Piece | Sprite, place: number, flat: Flat): Shape {
  const ring = "at" in item ? frameOf(item, flat(item.at)) : item.points.map(flat);
  const [xs, ys] = [ring.map(({ x }) => x), ring.map(({ y }) => y)];
  return {
    place,
    ring,
    low: { x: Math.min(...xs), y: Math.min(...ys) },
    high: { x: Math.max(...xs), y: Math.max(...ys) },
  };
}

/** The box a picture that faces the viewer fills, a little too large. */
function frameOf({ kind, width }: Sprite, foot: XY): XY[] {
  const half = kind === "person" ? 0.4 : width * 0.6;
  const top = kind === "person" ? 1.8 : kind === "bush" ? width : width * 1.4;
  return [
    { x: foot.x - half, y: foot.y - width * 0.1 },
    { x: foot.x + half, y: foot.y - width * 0.1 },
    { x: foot.x + half, y: foot.y + top },
    { x: foot.x - half, y: foot.y + top },
  ];
}

/** Whether two shapes lap, whose boxes do. */
const lap = (a: Shape, b: Shape): boolean => !apart(a.ring, b.ring) && !apart(b.ring, a.ring);

const near = (a: Shape, b: Shape): boolean =>
  a.low.x < b.high.x - touch && b.low.x < a.high.x - touch && a.low.y < b.high.y - touch && b.low.y < a.high.y - touch;

/** Whether an edge of the first ring, counter-clockwise and convex, has all of the second on its outer side. */
function apart(ring: readonly XY[], other: readonly XY[]): boolean {
  return ring.some((a, i) => {
    const along = subtract(ring[(i + 1) % ring.length]!, a);
    const length = Math.hypot(along.x, along.y);
    return length > 1e-9 && other.every(({ x, y }) => (along.x * (y - a.y) - along.y * (x - a.x)) / length < touch);
  });
}
