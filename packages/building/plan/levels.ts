import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { snap } from "../geometry/snap.ts";

/** Heights of one storey, metres. */
export interface Level {
  readonly number: number;
  /** Floor above the ground. */
  readonly elevation: number;
  /** Floor to floor. */
  readonly height: number;
  readonly slab: number;
  readonly ceiling: number;
}

/** Thickness of every floor slab with its screed, metres. */
const slab = 0.2;

/** Floor heights from the ground up and, below it, down; a timber floor stands 0.5 m above the ground against damp. */
export function levelsOf(brief: Brief, concept: Concept): Level[] {
  const timber = concept.structure === "timber";
  const home = brief.use === "house";
  let next = timber ? 0.5 : home ? 0.15 : 0.02;
  const numbers = concept.storeys.map((storey) => storey.storey);
  const below = numbers.reduce((sum, n, i) => sum + (n < 0 ? concept.storeyHeights[i]! : 0), 0);
  next -= below;
  return numbers.map((number, i) => {
    const height = concept.storeyHeights[i]!;
    const elevation = snap(next);
    next += height;
    return { number, elevation, height, slab, ceiling: ceilingOf(height, timber) };
  });
}

/** Pipes and lamps take 0.3 m of a storey of homes and 0.7 m of a high one. */
function ceilingOf(height: number, timber: boolean): number {
  if (timber) return snap(Math.min(2.7, height - 0.5));
  const services = height > 3.5 ? 0.7 : height > 3.1 ? 0.5 : 0.3;
  return snap(Math.round((height - slab - services) * 20) / 20);
}
