import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { RoofSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { eavesOf, parapetOf } from "../concept/roof-kind.ts";
import { area } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";

/** Share of a flat roof that solar panels can take between parapet, shadows and ways. */
const solarShare = 0.55;

/** The roof over the outlines; solar panels where a certificate asks for energy of its own. */
export function roofFor(
  brief: Brief,
  concept: Concept,
  outlines: readonly (readonly XY[])[],
): MessageInitShape<typeof RoofSchema> {
  const rings = outlines.map((points) => ({ points: [...points] }));
  const flat = concept.roof === "flat";
  const solar = brief.certificates.some((name) => ["G-SEED", "ZEB"].includes(name));
  const covered = outlines.reduce((sum, ring) => sum + area(ring), 0);
  return {
    kind: concept.roof,
    pitch: flat ? 0 : concept.roof === "hip" ? 27 : 32,
    eaves: eavesOf(concept.roof),
    parapet: parapetOf(brief),
    outlines: rings,
    solarArea: solar ? Math.round(covered * (flat ? solarShare : 0.35) * 10) / 10 : 0,
  };
}
