import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { Random } from "@viba/runtime/random";
import type { Held } from "./instance.ts";
import type { WantPlan } from "./plan.ts";
import type { LeaseTimes } from "./instance.ts";
import { shortlistLength } from "./shortlist.ts";

/** What a choice is made from; all of it comes in, so the same input gives the same choice. */
export interface PickInput {
  readonly plan: WantPlan;
  /** Instances already tried for this attempt, and single promises of them as `triedKey` names them. */
  readonly tried: ReadonlySet<string>;
  /** Instance that had this attempt before; chosen if it is still there. */
  readonly preferred: string;
  readonly snapshot: PolicySnapshot | undefined;
  readonly times: LeaseTimes;
  readonly nowMs: number;
  readonly random: Random;
}

/** Most candidates of a kind (those weighed, those left out) that a record holds. */
export const maxRecorded = shortlistLength;

/** Names one promise of an instance among those tried: the instance may still be asked for another. */
export function triedKey({ instance, capability }: Held): string {
  return `${instance.instanceId} ${capability.name}`;
}

/** Whether a promise was tried, by itself or with its whole instance. */
export function wasTried(fit: Held, tried: ReadonlySet<string>): boolean {
  return tried.size > 0 && (tried.has(fit.instance.instanceId) || tried.has(triedKey(fit)));
}
