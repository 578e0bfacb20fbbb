import type { Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { railingRuns, railThickness } from "../geometry/railing-runs.ts";
import type { RailingRun } from "../geometry/railing-runs.ts";
import { distance, scale, subtract, turnRight } from "../geometry/vector.ts";
import { bodyShape } from "./contexts.ts";
import type { Job } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { Ref } from "./schema.ts";
import { axes, extrude, place, profile } from "./shapes.ts";
import { typed } from "./step.ts";
import { styled } from "./styles.ts";

/** The railings of a stair: where an edge has no wall and the fall is over it, on flights, landings and round the well. */
export function writeRailings(
  job: Job,
  stair: Stair,
  storey: Storey,
  whole: { readonly ref: Ref<"IfcStair">; readonly placement: Ref<"IfcLocalPlacement"> },
): void {
  const above = job.plan.storeys.find((other) => Math.abs(other.elevation - storey.elevation - storey.height) < 1e-6);
  railingRuns(stair, storey, above).forEach((run, i) => {
    const ref = writeRun(job, run, `${stair.id}/railing-${i + 1}`, whole.placement);
    job.relations.aggregate(whole.ref, ref);
    job.relations.material(job.materials.plain("강재"), ref);
  });
}

function writeRun(job: Job, run: RailingRun, path: string, home: Ref<"IfcLocalPlacement">): Ref<"IfcRailing"> {
  const { writer, sheet, contexts, properties } = job;
  const { from, to, bottom, height } = run;
  const length = distance(from, to);
  const along = scale(subtract(to, from), 1 / length);
  const right = turnRight(along);
  const corner = subtract(from, scale(right, railThickness / 2));
  const position = axes(writer, [corner.x, corner.y, 0], [right.x, right.y, 0], [along.x, along.y, 0]);
  const side = [
    { x: 0, y: bottom[0] },
    { x: length, y: bottom[1] },
    { x: length, y: bottom[1] + height },
    { x: 0, y: bottom[0] + height },
  ];
  const solid = extrude(writer, profile(writer, side, path), position, railThickness, path);
  const ref = writer.add("IfcRailing", {
    GlobalId: sheet.id(path),
    Name: "난간",
    ObjectPlacement: place(writer, home),
    Representation: bodyShape(writer, contexts, ...styled(writer, "frame", solid)),
    PredefinedType: "GUARDRAIL",
  });
  properties.put(ref, "Pset_RailingCommon", {
    Height: typed("IfcPositiveLengthMeasure", height),
    IsExternal: yes(false),
  });
  writeQuantities(sheet, ref, path, "Qto_RailingBaseQuantities", {
    lengths: { Length: Math.hypot(length, bottom[1] - bottom[0]) },
  });
  return ref;
}
