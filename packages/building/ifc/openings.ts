import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Opening, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bodyShape } from "./contexts.ts";
import { ModelError } from "./errors.ts";
import { writeFilling } from "./fillings.ts";
import type { Job, Place } from "./job.ts";
import type { Ref } from "./schema.ts";
import { box, place } from "./shapes.ts";
import type { WrittenWall } from "./walls.ts";

/** A written opening and what stands for it at the border of a space: its door or window, or the void itself. */
export interface WrittenOpening {
  readonly opening: Opening;
  readonly border: Ref<"IfcDoor"> | Ref<"IfcWindow"> | Ref<"IfcOpeningElement">;
  readonly external: boolean;
}

/** How far a void sticks out of both faces of its wall, so that cutting leaves no skin. */
const clearance = 0.05;

/** The storey's openings, each with its door or window unless it is a passage. */
export function writeOpenings(
  job: Job,
  storey: Storey,
  home: Place<"IfcBuildingStorey">,
  walls: ReadonlyMap<string, WrittenWall>,
): WrittenOpening[] {
  return storey.openings.map((opening) => {
    const wall = walls.get(opening.wall);
    if (!wall) {
      throw new ModelError("UNKNOWN_KEY", opening.id, `the storey has no wall "${opening.wall}"`);
    }
    return writeOpening(job, storey, opening, wall, home);
  });
}

function writeOpening(
  job: Job,
  storey: Storey,
  opening: Opening,
  host: WrittenWall,
  home: Place<"IfcBuildingStorey">,
): WrittenOpening {
  const { writer, sheet, contexts } = job;
  const { id, at, width, height, sill } = opening;
  const passage = opening.kind === OpeningKind.PASSAGE || opening.kind === OpeningKind.UNSPECIFIED;
  const deep = host.wall.thickness + 2 * clearance;
  const placement = place(writer, host.placement, [at - width / 2, 0, sill]);
  const ref = writer.add("IfcOpeningElement", {
    GlobalId: passage ? sheet.keyed("passage", id) : sheet.id(`${id}/void`),
    Name: `${passage ? "통로" : "개구부"} ${id}`,
    ObjectPlacement: placement,
    Representation: bodyShape(writer, contexts, box(writer, [0, -deep / 2, 0], [width, deep, height], id)),
    Tag: id,
    PredefinedType: "OPENING",
  });
  writer.add("IfcRelVoidsElement", {
    GlobalId: sheet.id(`${id}/voids`),
    RelatingBuildingElement: host.ref,
    RelatedOpeningElement: ref,
  });
  const external = host.wall.external;
  if (passage) return { opening, border: ref, external };
  const border = writeFilling(job, { storey, opening, wall: host.wall }, placement);
  writer.add("IfcRelFillsElement", {
    GlobalId: sheet.id(`${id}/fills`),
    RelatingOpeningElement: ref,
    RelatedBuildingElement: border,
  });
  job.relations.contain(home.ref, border);
  return { opening, border, external };
}
