import { create } from "@bufbuild/protobuf";
import { ChoiceRole, type Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { ExecuteResponse } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import {
  type DispatchRequest,
  type DispatchResponse,
  DispatchResponseSchema,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Clock } from "@viba/runtime/clock";
import { durationFromMs, MeshError, msFromDuration, toMeshError } from "@viba/runtime/errors";
import type { Place } from "./admission.ts";
import type { Connections } from "./connections.ts";
import { artifactProblem } from "./core/artifact.ts";
import type { Held } from "./core/instance.ts";
import type { Latencies } from "./core/latencies.ts";
import { countsAgainst, explainLoss } from "./core/loss.ts";
import type { Quarantine } from "./core/quarantine.ts";
import { sealToken } from "./core/token.ts";
import type { Whereabouts } from "./core/whereabouts.ts";
import { unwatch, watch } from "./core/work.ts";
import type { ResultMemory } from "./memory.ts";
import { endOfCall, untilOver } from "./until-over.ts";

/** What one attempt at one agent needs. */
export interface AttemptPorts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, "client">;
  readonly tokenKey: string;
  readonly whereabouts: Whereabouts;
  readonly memory: ResultMemory;
  readonly latencies: Latencies;
  readonly quarantine: Quarantine;
}

/** An attempt at the agent that was chosen. */
export interface Sending {
  readonly request: DispatchRequest;
  readonly place: Place;
  /** Instance that had this attempt before, or "". */
  readonly preferred: string;
  /** Monotonic time at which the whole dispatch is over. */
  readonly endMs: number;
}

/** Longest a dispatch takes when neither caller nor capability names a time. */
export const defaultTimeoutMs = 60_000;
/** How long an agent that is overloaded is left alone when it names no time. */
const pauseMs = 100;

/** Sends one attempt and yields what the agent says until its result; the place is left before the result is passed on. */
export async function* attempt(
  sending: Sending,
  ports: AttemptPorts,
  signal: AbortSignal,
): AsyncGenerator<DispatchResponse> {
  const { request, place, endMs } = sending;
  const { clock, whereabouts } = ports;
  const { chosen } = place.choice;
  const decision = recordOf(place);
  const { instance, capability } = chosen;
  const { work } = instance;
  const startedMs = clock.monotonicMs();
  const timeoutMs = Math.min(promisedMs(chosen), endMs - startedMs);
  if (timeoutMs <= 0) throw new MeshError("DEADLINE", "the time of the dispatch is over");
  const over = endOfCall(clock, timeoutMs, signal);
  work.attempts++;
  const watcher = { gone: over.end, watchesAt: -1 };
  watch(work, watcher);
  if (decision.role !== ChoiceRole.HEDGE) whereabouts.note(request.attemptId, instance.instanceId);
  let accepted = false;
  let result: DispatchResponse | undefined;
  try {
    for await (const { event } of untilOver(execute(sending, timeoutMs, ports, over.signal), over.signal)) {
      if (event.case === undefined) continue;
      if (event.case === "accepted") accepted = true;
      if (event.case === "done") {
        const problem = artifactProblem(event.value.artifact, capability.outputType);
        if (problem) throw new MeshError("BAD_ARTIFACT", `${instance.manifest.agentId}: ${problem}`);
        ports.latencies.note(latencyName(chosen), clock.monotonicMs() - startedMs);
        ports.memory.remember(request, chosen, event.value);
        ports.quarantine.clear(taskOf(request));
        if (decision.role === ChoiceRole.HEDGE) whereabouts.note(request.attemptId, instance.instanceId);
        place.leave("ok");
      }
      const response = create(DispatchResponseSchema, { event, decisionId: decision.decisionId });
      if (event.case !== "done") yield response;
      else {
        result = response;
        break;
      }
    }
    if (!result) throw new MeshError("BAD_ARTIFACT", `${instance.manifest.agentId} ended an attempt without a result`);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw explained(toMeshError(thrown), accepted, sending, ports);
  } finally {
    over[Symbol.dispose]();
    unwatch(work, watcher);
    place.leave("ignored");
  }
  // After everything is let go: a reader that has what it wants may never ask for more.
  yield result;
}

/** Notes what a failure says about the instance and the task, and what the caller is to make of it. */
function explained(thrown: MeshError, accepted: boolean, sending: Sending, ports: AttemptPorts): MeshError {
  const { request, place, preferred } = sending;
  const { chosen } = place.choice;
  const { instance } = chosen;
  const error = explainLoss({ error: thrown, accepted, chosen });
  const { reason } = error;
  if (accepted && thrown.reason === "UNKNOWN_OUTCOME") {
    const { agentId } = instance.manifest;
    const strike = { agentId, instanceId: instance.instanceId, atMs: ports.clock.nowMs(), why: thrown.message };
    ports.quarantine.strike(taskOf(request), strike);
  }
  // What never began is not there to be asked for.
  if (reason === "NOT_STARTED" && !preferred) ports.whereabouts.forget(request.attemptId);
  noteLoss(error, place, ports.clock);
  return error;
}

/** Takes a place back from an instance that failed there, and what that says of it. */
export function noteLoss(error: MeshError, place: Place, clock: Clock): void {
  const { reason } = error;
  const { instance } = place.choice.chosen;
  if (reason === "NOT_STARTED" || reason === "UNKNOWN_OUTCOME") instance.unreachable = true;
  if (reason === "OVERLOADED") {
    instance.work.pausedUntilMs = clock.monotonicMs() + Math.min(error.retryAfterMs ?? pauseMs, 10_000);
  }
  place.leave(countsAgainst(reason) ? "failed" : "ok", `${reason}: ${error.message}`);
}

/** The record of a choice that was asked for with it. */
export function recordOf({ choice }: Place): Decision {
  return choice.decision!;
}

/** The work itself, whichever attempt of it this is. */
export function taskOf({ runId, stepId, attemptId }: DispatchRequest): string {
  return runId && stepId ? `${runId}/${stepId}` : attemptId;
}

/** Under which name the times of a promise are kept. */
export function latencyName({ instance, capability }: Held): string {
  return `${instance.manifest.agentId} ${capability.name}`;
}

async function* execute(
  { request, place }: Sending,
  timeoutMs: number,
  ports: AttemptPorts,
  signal: AbortSignal,
): AsyncGenerator<ExecuteResponse> {
  const { instance, capability } = place.choice.chosen;
  const wanted = new Set(capability.inputs.map((input) => input.type));
  const { attemptId, runId, stepId, epoch, seed, language, want } = request;
  const claims = {
    runId,
    attemptId,
    tenant: want?.tenant || "local",
    // Past the attempt's own end, so that a late result can still be stored.
    expiresMs: ports.clock.nowMs() + timeoutMs + 60_000,
  };
  yield* ports.connections.client(instance).execute(
    {
      attemptId,
      runId,
      stepId,
      epoch,
      capability: capability.name,
      inputs: request.inputs.filter((artifact) => wanted.has(artifact.type)),
      seed,
      language,
      timeout: durationFromMs(timeoutMs),
      attemptToken: sealToken(claims, ports.tokenKey),
    },
    { signal, timeoutMs },
  );
}

/** Time a promise says an attempt may take. */
export function promisedMs({ capability }: Held): number {
  return capability.timeout ? msFromDuration(capability.timeout) : defaultTimeoutMs;
}
