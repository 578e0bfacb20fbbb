import { convexParts } from "./convex.ts";
import type { Face, Label, Line, Sprite } from "./face.ts";
import { rejoin } from "./rejoin.ts";
import type { Piece } from "./rejoin.ts";
import { dot3, minus, plus } from "./space.ts";
import type { XYZ } from "./space.ts";

/** Points nearer to a plane than this lie on it, metres. */
const slack = 1e-4;
/** How many planes are tried before one is chosen to split by. */
const tries = 6;

interface Plane {
  readonly normal: XYZ;
  readonly distance: number;
}

interface Tree {
  readonly plane: Plane;
  readonly faces: Piece[];
  front: Branch;
  back: Branch;
}

type Branch = Tree | Sprite[];

/**
 * Faces and sprites from back to front for a viewer in the direction `toViewer`, by a binary space partition: right for
 * any scene of flat faces, which sorting by distance is not. Faces that cross a plane are cut, and put together again
 * where the order allows it.
 */
export function backToFront(faces: readonly Face[], sprites: readonly Sprite[], toViewer: XYZ): (Face | Sprite)[] {
  const seen = faces.filter(({ normal }) => dot3(normal, toViewer) > 1e-6);
  let root = grow(seen.flatMap((whole, rank) => convexParts(whole).map((part) => ({ ...part, whole, rank }))));
  for (const sprite of sprites) root = plant(root, sprite);
  const order: (Piece | Sprite)[] = [];
  collect(root, toViewer, order);
  return labelledOnce(rejoin(order, toViewer));
}

/** Of the parts of a face that was cut, only the one painted last keeps what is written on it. */
function labelledOnce(order: readonly (Face | Sprite)[]): (Face | Sprite)[] {
  const written = new Set<Label>();
  return order
    .toReversed()
    .map((item) => {
      if ("at" in item || !item.label) return item;
      const { label, ...bare } = item;
      if (written.has(label)) return bare;
      written.add(label);
      return item;
    })
    .toReversed();
}

function grow(faces: Piece[]): Branch {
  const plane = choose(faces);
  if (!plane) return [];
  const on: Piece[] = [];
  const front: Piece[] = [];
  const back: Piece[] = [];
  for (const one of faces) {
    const side = sideOf(one, plane);
    if (side === "on") on.push(one);
    else if (side === "front") front.push(one);
    else if (side === "back") back.push(one);
    else {
      front.push(...cut(one, plane, 1));
      back.push(...cut(one, plane, -1));
    }
  }
  return { plane, faces: on, front: grow(front), back: grow(back) };
}

/** The plane, of a few faces', that cuts fewest others and parts the rest most evenly. */
function choose(faces: Face[]): Plane | undefined {
  let best: Plane | undefined;
  let least = Infinity;
  for (let i = 0; i < Math.min(tries, faces.length); i++) {
    const one = faces[Math.floor((i * faces.length) / Math.min(tries, faces.length))]!;
    const plane = { normal: one.normal, distance: dot3(one.normal, one.points[0]!) };
    let [cuts, front, back] = [0, 0, 0];
    for (const other of faces) {
      const side = sideOf(other, plane);
      if (side === "both") cuts++;
      else if (side === "front") front++;
      else if (side === "back") back++;
    }
    const cost = cuts * 4 + Math.abs(front - back);
    if (cost < least) [best, least] = [plane, cost];
  }
  return best;
}

const height = ({ normal, distance }: Plane, point: XYZ): number => dot3(normal, point) - distance;

function sideOf({ points }: Face, plane: Plane): "on" | "front" | "back" | "both" {
  let [front, back] = [false, false];
  for (const point of points) {
    const above = height(plane, point);
    if (above > slack) front = true;
    else if (above < -slack) back = true;
  }
  if (front && back) return "both";
  return front ? "front" : back ? "back" : "on";
}

/** The part of a face on one side of a plane; the cut is no edge to draw. */
function cut(whole: Piece, plane: Plane, sign: 1 | -1): Piece[] {
  const points: XYZ[] = [];
  const edged: boolean[] = [];
  const put = (point: XYZ, drawn: boolean) => {
    points.push(point);
    edged.push(drawn);
  };
  whole.points.forEach((point, i) => {
    const next = whole.points[(i + 1) % whole.points.length]!;
    const [a, b] = [sign * height(plane, point), sign * height(plane, next)];
    const drawn = whole.edged[i]!;
    if (a >= 0) put(point, a > 0 || b >= 0 ? drawn && b >= 0 : false);
    if (a > 0 && b < 0) {
      edged[edged.length - 1] = drawn;
      put(towards(point, next, a / (a - b)), false);
    }
    if (a < 0 && b > 0) put(towards(point, next, a / (a - b)), drawn);
  });
  if (points.length < 3) return [];
  const lines = whole.lines.flatMap((line) => cutLine(line, plane, sign));
  return [{ ...whole, points, edged, lines }];
}

function cutLine(line: Line, plane: Plane, sign: 1 | -1): Line[] {
  const [a, b] = [sign * height(plane, line.from), sign * height(plane, line.to)];
  if (a < 0 && b < 0) return [];
  if (a >= 0 && b >= 0) return [line];
  const middle = towards(line.from, line.to, a / (a - b));
  return [a >= 0 ? { ...line, to: middle } : { ...line, from: middle }];
}

const towards = (from: XYZ, to: XYZ, share: number): XYZ => plus(from, minus(to, from), share);

function plant(branch: Branch, sprite: Sprite): Branch {
  if (Array.isArray(branch)) return [...branch, sprite];
  const side = height(branch.plane, middleOf(sprite)) >= 0 ? "front" : "back";
  branch[side] = plant(branch[side], sprite);
  return branch;
}

/** The point that stands for a sprite: half way up, for over its foot lies more of what is in front of it. */
const middleOf = ({ at, kind, width }: Sprite): XYZ =>
  plus(at, [0, 0, { tree: width * 0.7, bush: width * 0.35, person: 0.85 }[kind]]);

function collect(branch: Branch, toViewer: XYZ, order: (Piece | Sprite)[]): void {
  if (Array.isArray(branch)) {
    order.push(...branch.toSorted((a, b) => dot3(a.at, toViewer) - dot3(b.at, toViewer)));
    return;
  }
  const facing = dot3(branch.plane.normal, toViewer) >= 0;
  collect(facing ? branch.back : branch.front, toViewer, order);
  order.push(...branch.faces);
  collect(facing ? branch.front : branch.back, toViewer, order);
}
