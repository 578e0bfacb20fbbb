import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { FairQueueOptions } from "@viba/runtime/fair-queue";
import { createAdmission } from "./admission.ts";
import type { Chooser } from "./chooser.ts";
import { createRetryBudgets } from "./core/budgets.ts";
import { createLatencies } from "./core/latencies.ts";
import { createQuarantine } from "./core/quarantine.ts";
import type { Registry } from "./core/registry.ts";
import type { Instance } from "./core/instance.ts";
import { createWhereabouts } from "./core/whereabouts.ts";
import type { ResultMemory } from "./memory.ts";
import type { RouterPorts } from "./router-routes.ts";

/** What dispatching is opened with. */
export interface DispatchOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly connections: RouterPorts["connections"];
  /** Key of attempt tokens. */
  readonly tokenKey: string;
  readonly memory: ResultMemory;
  readonly chooser: Chooser;
  readonly queue?: Partial<FairQueueOptions>;
  readonly onHedge?: (outcome: "won" | "lost") => void;
}

/** Everything that dispatching remembers, empty: budgets, times, whereabouts, strikes and the lines in front of agents. */
export function openDispatch(options: DispatchOptions): RouterPorts {
  const { clock, registry, chooser, queue } = options;
  const latencies = createLatencies();
  return {
    ...options,
    plan: chooser.plan,
    latencies,
    budgets: createRetryBudgets(),
    whereabouts: createWhereabouts(),
    quarantine: createQuarantine(),
    admission: createAdmission({
      clock,
      latencies,
      choose: (ask, nowMs) => (ask.explain ? chooser.explain(ask) : chooser.choose(ask, nowMs)),
      current: chooser.current,
      making: (outputType) => registry.making(outputType),
      changed: (instance, nowMs) => registry.changed(instance, nowMs),
      ...(queue ? { queue } : {}),
    }),
  };
}

/** An instance is gone: what it was working on is lost, and those who wait for it hear so at once. */
export function loseInstance({ instanceId, manifest, work }: Instance, why: string): void {
  const error = new MeshError("UNKNOWN_OUTCOME", `${manifest.agentId} (${instanceId}) is gone: ${why}`);
  for (const watcher of [...work.watchers]) watcher.gone(error);
}
