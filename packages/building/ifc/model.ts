import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { servicesOf } from "../openings/service.ts";
import { openingMarksOf } from "../openings/types.ts";
import { writeBoundaries } from "./boundaries.ts";
import { writeColumn } from "./columns.ts";
import { createClassification } from "./classification.ts";
import { writeContexts } from "./contexts.ts";
import { ModelError } from "./errors.ts";
import { writePlinth } from "./footing.ts";
import { writeFurniture } from "./furniture.ts";
import { writeGrounds } from "./grounds.ts";
import type { Job, Place } from "./job.ts";
import { createMappedShapes } from "./mapped.ts";
import { createMaterials } from "./materials.ts";
import { writeOpenings } from "./openings.ts";
import { writeProject } from "./project.ts";
import { createProperties } from "./properties.ts";
import { createRelations } from "./relations.ts";
import { writeRoof } from "./roof.ts";
import { createSheet } from "./sheet.ts";
import { writeSlab } from "./slabs.ts";
import { writeSpaces, writeZones } from "./spaces.ts";
import type { WrittenSpace } from "./spaces.ts";
import { writeBuilding, writeSite, writeStorey } from "./spatial.ts";
import { writeStair } from "./stairs.ts";
import { writeSystems } from "./systems.ts";
import { createTypes } from "./types.ts";
import { writeWalls } from "./walls.ts";

/** A model as text, with what is in it. */
export interface WrittenModel {
  /** The file, ISO 10303-21, schema IFC4X3_ADD2. */
  readonly text: string;
  /** IFC class -> how many instances. */
  readonly counts: Record<string, number>;
  /** Key of a plan element -> its GlobalId. */
  readonly guids: Record<string, string>;
}

/** What a model needs beside the plan. */
export interface ModelOptions {
  /** YYYY-MM-DD: every date inside the file, so that the same input gives the same bytes. */
  readonly permitDate: string;
}

/** A plan as an IFC 4.3 model; throws a ModelError if the plan contradicts itself. */
export function writeIfc(plan: Plan, brief: Brief | undefined, { permitDate }: ModelOptions): WrittenModel {
  if (!/^\d{4}-\d\d-\d\d$/.test(permitDate)) {
    throw new ModelError("BAD_DATE", "permitDate", `"${permitDate}" is not YYYY-MM-DD`);
  }
  const job = createJob(plan, brief);
  const { sheet, writer, relations, properties } = job;
  const project = writeProject(sheet, plan, brief, job.contexts);
  const site = writeSite(job, project, brief);
  const building = writeBuilding(job, site, brief);
  const homes = new Map(plan.storeys.map((storey) => [storey, writeStorey(job, building, storey)]));
  const spaces = plan.storeys.flatMap((storey, i) =>
    writeContents(job, storey, homes.get(storey)!, site, plan.storeys[i - 1]),
  );
  writeRoof(job, homes);
  writeZones(job, spaces, building);
  writeGrounds(job, site);
  writeSystems(job, building);
  relations.write();
  properties.write();
  job.classes.write();
  const text = writer.text({
    name: "model.ifc",
    timestamp: `${permitDate}T00:00:00`,
    author: "VIBA",
    organization: "VIBA",
    application: "VIBA - bim specialist - 0.1.0",
  });
  return { text, counts: writer.counts(), guids: Object.fromEntries(sheet.guids) };
}

function createJob(plan: Plan, brief: Brief | undefined): Job {
  const sheet = createSheet(`${plan.title}\n${brief?.text ?? ""}`);
  const { writer } = sheet;
  const contexts = writeContexts(writer);
  const relations = createRelations(sheet);
  return {
    plan,
    sheet,
    writer,
    contexts,
    relations,
    properties: createProperties(sheet),
    classes: createClassification(sheet),
    materials: createMaterials(writer, plan),
    types: createTypes(relations),
    shapes: createMappedShapes({ writer, contexts }),
    marks: openingMarksOf(plan),
    services: servicesOf(plan),
  };
}

function writeContents(
  job: Job,
  storey: Storey,
  home: Place<"IfcBuildingStorey">,
  site: Place<"IfcSite">,
  below: Storey | undefined,
): WrittenSpace[] {
  const spaces = writeSpaces(job, storey, home);
  const walls = writeWalls(job, storey, home);
  const openings = writeOpenings(job, storey, home, walls);
  writeBoundaries(job, spaces, walls.values(), openings);
  const wells = below?.stairs.map((stair) => ringOf(stair.well)) ?? [];
  writeSlab(
    job,
    storey,
    home,
    wells.filter((well) => well.length > 2),
    below === undefined,
  );
  if (storey.number === 1 && below === undefined) writePlinth(job, storey, home);
  for (const stair of storey.stairs) writeStair(job, stair, storey, home);
  for (const column of storey.columns) writeColumn(job, column, home);
  for (const furniture of storey.furniture) {
    const space = spaces.get(furniture.space);
    writeFurniture(job, furniture, space ?? (furniture.space ? home : site));
  }
  return [...spaces.values()];
}
