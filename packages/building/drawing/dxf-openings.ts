import type { Opening, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { doorSwing } from "../geometry/door-swing.ts";
import { distance, locate, subtract } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import type { Shape } from "./dxf-entities.ts";
import { stretch } from "./openings.ts";
import type { WallLine } from "./openings.ts";

/** What fills an opening, in metres: panes on A-GLAZ, leaves with their swing on A-DOOR. */
export function openingShapes(storey: Storey, opening: Opening, wall: WallLine): Shape[] {
  const from = opening.at - opening.width / 2;
  const to = opening.at + opening.width / 2;
  const layer = opening.kind === OpeningKind.WINDOW ? "A-GLAZ" : "A-DOOR";
  const frame: Shape = { layer, kind: "polyline", points: stretch(wall, from, to), closed: true };
  const { side, hingeAtStart } = doorSwing(storey, opening, wall);
  const swing = (hinge: number, tip: number) => leafShapes(wall, hinge, tip, side);
  switch (opening.kind) {
    case OpeningKind.DOOR:
      return [frame, ...(hingeAtStart ? swing(from, to) : swing(to, from))];
    case OpeningKind.DOUBLE_DOOR:
      return [frame, ...swing(from, opening.at), ...swing(to, opening.at)];
    case OpeningKind.PASSAGE:
      return [frame];
    default:
      return [frame, { layer, kind: "polyline", points: [at(wall, from), at(wall, to)], closed: false }];
  }
}

const at = (wall: WallLine, along: number, left = 0): XY => locate(wall.start, wall.along, along, left);

function leafShapes(wall: WallLine, hinge: number, tip: number, side: 1 | -1): Shape[] {
  const face = (side * wall.thickness) / 2;
  const pivot = at(wall, hinge, face);
  const open = at(wall, hinge, face + side * Math.abs(tip - hinge));
  const shut = at(wall, tip, face);
  const [a, b] = [degrees(subtract(open, pivot)), degrees(subtract(shut, pivot))];
  // An arc runs counter-clockwise; a door opens by a quarter turn.
  const [from, to] = (b - a + 360) % 360 < 180 ? [a, b] : [b, a];
  return [
    { layer: "A-DOOR", kind: "polyline", points: [pivot, open], closed: false },
    { layer: "A-DOOR", kind: "arc", centre: pivot, radius: distance(pivot, open), from, to },
  ];
}

const degrees = ({ x, y }: XY): number => ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
