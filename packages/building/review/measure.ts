import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Certification, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { area, offset, type Ring } from "../geometry/polygon.ts";
import type { BuildingRead, StoreyRead } from "../ifc-read/building.ts";
import { ringOf } from "../law/polygon.ts";
import { groundReachM } from "./places.ts";
import { shellOf } from "./shell.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { listedM2 } from "../law/figures.ts";

/** What all checks look at: the brief, and figures measured from the file. */
export interface Measured {
  readonly brief: Brief;
  readonly read: BuildingRead;
  readonly storeys: readonly StoreyMeasure[];
  /** The plot: the brief's, else the one drawn in the file. */
  readonly plot: Ring;
  readonly codeReport: CodeReport;
  readonly energy: Energy | undefined;
  readonly certification: Certification | undefined;
}

/** What the measuring needs beside the file. */
export type MeasureInput = Pick<Measured, "brief" | "codeReport" | "energy" | "certification">;

/** Derives the figures the checks share. */
export function measure(read: BuildingRead, input: MeasureInput): Measured {
  const given = ringOf(input.brief.site?.boundary);
  const storeys = read.storeys.map((storey, index) =>
    measureStorey(storey, read.storeys[index + 1], numberOf(read.storeys, index)),
  );
  return { ...input, read, storeys, plot: given.length >= 3 ? given : read.plot };
}

/** The lowest storey that is not clearly below the ground is the first. */
function numberOf(storeys: readonly StoreyRead[], index: number): number {
  const first = Math.max(
    0,
    storeys.findIndex((storey) => storey.elevation > -0.5),
  );
  return index >= first ? index - first + 1 : index - first;
}

function measureStorey(read: StoreyRead, above: StoreyRead | undefined, number: number): StoreyMeasure {
  const shell = shellOf(read.walls);
  const thick = read.walls.filter((wall) => wall.external).map((wall) => wall.thicknessM);
  const halfWallM = Math.max(0, ...thick) / 2;
  const slab = read.slabs.toSorted((a, b) => area(b.ring) - area(a.ring))[0];
  const closed = shell.rings.length > 0 && shell.open.length === 0;
  const fallback = slab && slab.ring.length >= 3 ? [offset(slab.ring, -halfWallM)] : [];
  const tops = read.walls.map((wall) => wall.toZ);
  return {
    read,
    shell,
    rings: closed ? shell.rings : fallback,
    grossM2: closed ? shell.areaM2 : fallback.reduce((sum, ring) => sum + area(ring), 0),
    halfWallM,
    ground: number === 1 && read.elevation <= groundReachM,
    number,
    topZ: above?.elevation ?? Math.max(read.elevation, ...tops),
    openings: read.walls.flatMap((wall) => wall.openings),
  };
}

/** Storeys above the ground, lowest first. */
export const aboveGround = ({ storeys }: Measured): StoreyMeasure[] => storeys.filter((storey) => storey.number > 0);

/** Gross floor area of all storeys, m2. */
export const grossOf = ({ storeys }: Measured): number =>
  storeys.reduce((sum, storey) => sum + listedM2(storey.grossM2), 0);

/** Use of a storey: the brief's for its number, else the file's, else the brief's main use. */
export function useOf({ brief }: Measured, storey: StoreyMeasure): string {
  const told = brief.storeyUses.find((entry) => entry.storey === storey.number)?.use;
  const use = told ?? (brief.use === "mixed" ? storey.read.use : brief.use);
  if (use === "apartments") return "house";
  return use === "" || use === "mixed" ? storey.read.use : use;
}
