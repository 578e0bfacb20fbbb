import type { Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { edges } from "../geometry/polygon.ts";
import { sharedStretch } from "../geometry/segment.ts";
import { locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { ModelError } from "./errors.ts";
import type { Job } from "./job.ts";
import type { WrittenOpening } from "./openings.ts";
import type { WrittenSpace } from "./spaces.ts";
import type { WrittenWall } from "./walls.ts";

/** A space's edge lies on a wall's face if it is no further off than this, metres. */
const contact = 0.02;

/** What bounds each space: the walls along its edges, and the doors, windows and passages that it names. */
export function writeBoundaries(
  job: Job,
  spaces: ReadonlyMap<string, WrittenSpace>,
  walls: Iterable<WrittenWall>,
  openings: readonly WrittenOpening[],
): void {
  const all = [...walls];
  for (const space of spaces.values()) {
    const ring = edges(ringOf(space.space.net));
    for (const wall of all) if (touches(ring, wall)) boundWall(job, space, wall);
  }
  for (const opening of openings) {
    for (const key of opening.opening.spaces) {
      const space = spaces.get(key);
      if (!space) {
        throw new ModelError("UNKNOWN_KEY", opening.opening.id, `the storey has no space "${key}"`);
      }
      boundOpening(job, space, opening);
    }
  }
}

function touches(ring: [XY, XY][], { wall, line }: WrittenWall): boolean {
  const { start, along, length } = line;
  return [wall.thickness / 2, -wall.thickness / 2].some((left) => {
    const face = [locate(start, along, 0, left), locate(start, along, length, left)] as const;
    return ring.some((edge) => sharedStretch(edge, face, contact) !== undefined);
  });
}

const sideOf = (external: boolean) => (external ? "EXTERNAL" : "INTERNAL");

function boundWall({ writer, sheet }: Job, space: WrittenSpace, { wall, ref }: WrittenWall): void {
  writer.add("IfcRelSpaceBoundary", {
    GlobalId: sheet.id(`boundary/${space.space.id}/${wall.id}`),
    RelatingSpace: space.ref,
    RelatedBuildingElement: ref,
    PhysicalOrVirtualBoundary: "PHYSICAL",
    InternalOrExternalBoundary: boundarySide(wall),
  });
}

const boundarySide = ({ external }: Wall) => sideOf(external);

function boundOpening({ writer, sheet }: Job, space: WrittenSpace, written: WrittenOpening): void {
  const { border, external, opening } = written;
  writer.add("IfcRelSpaceBoundary", {
    GlobalId: sheet.id(`boundary/${space.space.id}/${opening.id}`),
    RelatingSpace: space.ref,
    RelatedBuildingElement: border,
    PhysicalOrVirtualBoundary: border.entity === "IfcOpeningElement" ? "VIRTUAL" : "PHYSICAL",
    InternalOrExternalBoundary: sideOf(external),
  });
}
