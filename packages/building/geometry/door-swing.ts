import type { Opening, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { contains } from "./polygon.ts";
import { ringOf } from "./plan-shape.ts";
import type { WallLine } from "./plan-shape.ts";
import { locate } from "./vector.ts";

/** How a door's leaf hangs: drawings and models show the same. */
export interface DoorSwing {
  /** Side of the wall on which it opens: 1 to the left of the wall's direction, -1 to the right. */
  readonly side: 1 | -1;
  /** The hinge is at the end of the hole nearer to the wall's start. */
  readonly hingeAtStart: boolean;
}

const fled = new Set(["stair", "corridor", "corehall"]);

/** A leaf opens into the room it leads to and rests on the nearer crossing wall; landings of stairs are kept clear of it. */
export function doorSwing(
  storey: Storey,
  opening: Opening,
  wall: WallLine & { readonly thickness: number },
): DoorSwing {
  const spaces = opening.spaces.map((id) => storey.spaces.find((space) => space.id === id));
  const into = spaces.findLast((space) => space && space.kind !== "stair") ?? spaces.at(-1);
  const probe = locate(wall.start, wall.along, opening.at, wall.thickness / 2 + 0.3);
  const inside = contains(ringOf(into?.gross), probe);
  // Ways out of stairs and corridors open the way one flees, and so do all of a house of worship (피난규칙 §11②).
  const outward = opening.exit && spaces.length === 1 && (fled.has(into?.kind ?? "") || storey.use === "worship");
  return {
    side: inside !== outward ? 1 : -1,
    hingeAtStart: opening.at - opening.width / 2 < wall.length - (opening.at + opening.width / 2),
  };
}
