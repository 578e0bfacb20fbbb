import type { Furniture } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { rotate } from "../geometry/vector.ts";
import { box, cylinder, polyhedron } from "./shapes.ts";
import type { Solid, XYZ } from "./shapes.ts";
import type { StepWriter } from "./step.ts";
import { styled } from "./styles.ts";
import type { LookName } from "./styles.ts";

/** A box of a piece of furniture: its centre in plan, its foot, its size, and how it looks. */
interface Part {
  readonly at: XYZ;
  readonly size: XYZ;
  readonly look: LookName;
}

const part = (look: LookName, at: XYZ, size: XYZ): Part => ({ look, at, size });

/** Boxes of each kind, for a width along x and a depth along y; backs stand at the side of positive y. */
const shapes: Readonly<Record<string, (width: number, depth: number) => Part[]>> = {
  table: (w, d) => [
    part("leaf", [0, 0, 0.71], [w, d, 0.04]),
    ...legs(w, d, 0.71).map((at) => part("frame", at, [0.05, 0.05, 0.71])),
  ],
  desk: (w, d) => [
    part("leaf", [0, 0, 0.69], [w, d, 0.04]),
    ...legs(w, d, 0.69).map((at) => part("frame", at, [0.05, 0.05, 0.69])),
  ],
  chair: (w, d) => [
    part("fabric", [0, 0, 0.4], [w, d, 0.05]),
    part("fabric", [0, d / 2 - 0.02, 0.45], [w, 0.04, 0.4]),
    ...legs(w, d, 0.4).map((at) => part("frame", at, [0.035, 0.035, 0.4])),
  ],
  counter: (w, d) => [part("leaf", [0, 0, 0], [w, d, 1]), part("ceramic", [0, 0, 1], [w, d, 0.05])],
  kitchen: (w, d) => [part("leaf", [0, 0, 0], [w, d, 0.86]), part("ceramic", [0, 0, 0.86], [w, d, 0.04])],
  bed: (w, d) => [
    part("leaf", [0, 0, 0], [w, d, 0.28]),
    part("ceramic", [0, -0.03, 0.28], [w - 0.06, d - 0.06, 0.2]),
    part("fabric", [0, d / 2 - 0.3, 0.48], [w * 0.7, 0.4, 0.1]),
  ],
  sofa: (w, d) => [part("fabric", [0, 0, 0.1], [w, d, 0.32]), part("fabric", [0, d / 2 - 0.1, 0.42], [w, 0.2, 0.38])],
  shelf: (w, d) => [part("leaf", [0, 0, 0], [w, d, 1.8])],
  wc: (w, d) => [
    part("ceramic", [0, -d / 6, 0], [w, (d * 2) / 3, 0.4]),
    part("ceramic", [0, d / 3, 0], [w, d / 3, 0.78]),
  ],
  basin: (w, d) => [part("ceramic", [0, 0, 0.7], [w, d, 0.14]), part("ceramic", [0, 0, 0], [w / 4, d / 3, 0.7])],
  shower: (w, d) => [part("ceramic", [0, 0, 0], [w, d, 0.04])],
  car: (w, d) => [
    part("paint", [0, 0, 0.25], [w, d, 0.6]),
    part("frame", [0, 0, 0.85], [w * (w > d ? 0.5 : 0.86), d * (w > d ? 0.86 : 0.5), 0.55]),
    ...legs(w, d, 0.25).map((at) => part("frame", at, [0.12, 0.12, 0.25])),
  ],
};

const plain = (w: number, d: number): Part[] => [part("leaf", [0, 0, 0], [w, d, 0.75])];

/** Height of a tree's crown is this many times its width. */
const treeStretch = 1.2;

/** The solids of a piece of furniture round the origin. */
export function furnitureSolids(writer: StepWriter, furniture: Furniture): Solid[] {
  const { id, kind, width, depth } = furniture;
  if (kind === "tree") return treeSolids(writer, width, id);
  return (shapes[kind] ?? plain)(width, depth).flatMap(({ at: [x, y, z], size, look }) =>
    styled(writer, look, box(writer, [x - size[0] / 2, y - size[1] / 2, z], size, id)),
  );
}

function legs(w: number, d: number, height: number): XYZ[] {
  const [x, y] = [w / 2 - 0.06, d / 2 - 0.06];
  if (x <= 0.05 || y <= 0.05 || height <= 0) return [];
  return [
    [-x, -y, 0],
    [x, -y, 0],
    [x, y, 0],
    [-x, y, 0],
  ];
}

function treeSolids(writer: StepWriter, width: number, subject: string): Solid[] {
  const trunk = width * 0.5;
  return [
    ...styled<Solid>(writer, "timber", cylinder(writer, [0, 0, 0], width * 0.05, trunk, subject)),
    ...styled<Solid>(writer, "foliage", crown(writer, width / 2, trunk, width * treeStretch)),
  ];
}

/** A crown of eight sides, widest at a third of its height. */
function crown(writer: StepWriter, radius: number, foot: number, height: number): Solid {
  const sides = 8;
  const rim: XYZ[] = Array.from({ length: sides }, (_, i) => {
    const { x, y } = rotate({ x: radius, y: 0 }, (360 / sides) * i);
    return [x, y, foot + height / 3];
  });
  const corners: XYZ[] = [...rim, [0, 0, foot], [0, 0, foot + height]];
  const faces = rim.flatMap((_, i) => {
    const next = (i + 1) % sides;
    return [
      [next, i, sides],
      [i, next, sides + 1],
    ];
  });
  return polyhedron(writer, corners, faces);
}
