import { HealthCheckResponse_ServingStatus as Status } from "@viba/contracts/gen/grpc/health/v1/health_pb";
import type { Clock } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";
import type { Connections } from "./connections.ts";
import type { Registry } from "./core/registry.ts";
import type { Instance } from "./core/instance.ts";

/** What watching dialled agents needs. */
export interface HealthWatchOptions {
  readonly clock: Clock;
  readonly registry: Pick<Registry, "all">;
  readonly connections: Pick<Connections, "health" | "replace">;
}

/** Times and bounds of the watch. */
export const healthTimes = {
  /** Between two questions to one agent: often enough to see a dead path before much work is sent into it. */
  everyMs: 3000,
  /** How long an answer may take. */
  answerMs: 1000,
  /** Agents asked in one round; of more, each is asked less often. */
  mostAsked: 500,
} as const;

/** Asks dialled agents for their health; agents on links are watched by the link's own ping. */
export interface HealthWatch {
  cancel(): void;
}

/** Starts asking. An agent that doesn't answer twice, or says that it doesn't serve, gets no new work until it does. */
export function watchHealth({ clock, registry, connections }: HealthWatchOptions): HealthWatch {
  const asked = new Set<string>();
  /** Questions in a row without an answer; one alone may be a busy moment. */
  const missed = new WeakMap<Instance, number>();
  const left = new AbortController();
  let last = "";
  const ask = async (instance: Instance) => {
    asked.add(instance.instanceId);
    try {
      const options = { timeoutMs: healthTimes.answerMs, signal: left.signal };
      const { status } = await connections.health(instance).check({}, options);
      missed.delete(instance);
      instance.unhealthy = status === Status.NOT_SERVING ? "it says that it doesn't serve" : undefined;
    } catch (error) {
      const { reason, message } = toMeshError(error);
      const silent = reason === "DEADLINE" || reason === "NOT_STARTED" || reason === "UNKNOWN_OUTCOME";
      const misses = silent ? (missed.get(instance) ?? 0) + 1 : 0;
      missed.set(instance, misses);
      if (left.signal.aborted || misses === 1) return;
      // Whoever refuses the question is there: not every agent answers it.
      instance.unhealthy = silent ? `it doesn't answer (${message})` : undefined;
      // The path may be dead though the connection looks alive.
      if (silent) connections.replace(instance.instanceId);
    } finally {
      asked.delete(instance.instanceId);
    }
  };
  const timer = clock.every(healthTimes.everyMs, () => {
    const dialled = [...registry.all()].filter(({ address, instanceId }) => address !== "" && !asked.has(instanceId));
    const from = dialled.findIndex(({ instanceId }) => instanceId === last) + 1;
    const round = [...dialled.slice(from), ...dialled.slice(0, from)].slice(0, healthTimes.mostAsked);
    last = round.at(-1)?.instanceId ?? "";
    for (const instance of round) void ask(instance);
  });
  return {
    cancel() {
      timer.cancel();
      left.abort();
    },
  };
}
