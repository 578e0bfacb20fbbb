import { create } from "@bufbuild/protobuf";
import type { ExecuteResponse } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import {
  type DispatchRequest,
  type DispatchResponse,
  DispatchResponseSchema,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import { afterCall, beginCall, type CallOutcome, mayCall } from "@viba/runtime/breaker";
import type { Clock } from "@viba/runtime/clock";
import { durationFromMs, MeshError, msFromDuration, toMeshError } from "@viba/runtime/errors";
import type { Connections } from "./connections.ts";
import { artifactProblem } from "./core/artifact.ts";
import type { RetryBudgets } from "./core/budgets.ts";
import { type Choice, triedKey } from "./core/decide.ts";
import type { Fitting } from "./core/eligible.ts";
import { countsAgainst, explainLoss, mayGoElsewhere } from "./core/loss.ts";
import { sealToken } from "./core/token.ts";
import type { Whereabouts } from "./core/whereabouts.ts";
import type { ResultMemory } from "./memory.ts";

/** What dispatching needs from outside. */
export interface DispatchPorts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, "client">;
  readonly tokenKey: string;
  readonly budgets: RetryBudgets;
  readonly whereabouts: Whereabouts;
  readonly memory: ResultMemory;
  /** Chooses among what fits, leaving out what was tried; the preferred instance had this attempt before. */
  readonly choose: (request: DispatchRequest, tried: ReadonlySet<string>, preferred: string) => Choice;
}

/** Longest a dispatch takes when neither caller nor capability names a time. */
export const defaultTimeoutMs = 60_000;

/**
 * Runs one attempt: chooses, answers from the cache or sends it, and sends it elsewhere by itself only when the call
 * was not started or the capability may run twice. Any other loss is the caller's to decide.
 */
export async function* dispatch(
  request: DispatchRequest,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<DispatchResponse> {
  const { clock, budgets, whereabouts, memory } = ports;
  const startMs = clock.monotonicMs();
  const endMs = request.timeout ? startMs + msFromDuration(request.timeout) : Number.POSITIVE_INFINITY;
  const preferred = request.instanceId || (whereabouts.of(request.attemptId) ?? "");
  const budgetOf = request.runId || request.attemptId;
  const tried = new Set<string>();
  budgets.count(budgetOf, startMs);
  let choice = ports.choose(request, tried, preferred);
  for (;;) {
    const { decision, chosen } = choice;
    yield event({ case: "decision", value: decision });
    const known = await memory.recall(request, chosen, signal);
    if (known) {
      yield create(DispatchResponseSchema, { event: { case: "done", value: known }, fromCache: true });
      return;
    }
    try {
      yield* attempt(request, chosen, preferred, endMs, ports, signal);
      return;
    } catch (thrown) {
      const error = toMeshError(thrown);
      if (signal.aborted) throw error;
      const next = another(request, choice, error, preferred, tried, ports);
      if (!next || !budgets.spend(budgetOf, clock.monotonicMs())) throw lostForNow(error, chosen);
      choice = next;
      const { instanceId: fromInstanceId } = chosen.instance;
      const because = error.message;
      yield event({ case: "failover", value: { $typeName: "viba.router.v1.Failover", fromInstanceId, because } });
    }
  }
}

function event(value: NonNullable<DispatchResponse["event"]>): DispatchResponse {
  return create(DispatchResponseSchema, { event: value });
}

/** Whom to try next; undefined when nobody may be, so that the failure itself is what the caller hears. */
function another(
  request: DispatchRequest,
  { chosen }: Choice,
  error: MeshError,
  preferred: string,
  tried: Set<string>,
  ports: DispatchPorts,
): Choice | undefined {
  const again = chosen.instance.instanceId === preferred;
  // The attempt there belongs to another promise of the same instance.
  if (again && error.reason === "CONFLICT") tried.add(triedKey(chosen));
  else if (mayGoElsewhere(error, chosen)) tried.add(chosen.instance.instanceId);
  else return undefined;
  try {
    return ports.choose(request, tried, preferred);
  } catch {
    return undefined;
  }
}

/** What was not started, and nobody else may start, waits for somebody under the same attempt. */
function lostForNow(error: MeshError, { instance, capability }: Fitting): MeshError {
  if (error.reason !== "NOT_STARTED") return error;
  const message = `${instance.manifest.agentId} was lost before it began: ${error.message}`;
  return new MeshError("NO_CAPABLE_AGENT", message, { facts: { type: capability.outputType }, cause: error });
}

async function* attempt(
  request: DispatchRequest,
  chosen: Fitting,
  preferred: string,
  endMs: number,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<DispatchResponse> {
  const { clock, whereabouts } = ports;
  const { instance, capability } = chosen;
  const { work } = instance;
  const startedMs = clock.monotonicMs();
  const timeoutMs = Math.min(promisedMs(chosen), endMs - startedMs);
  if (timeoutMs <= 0) throw new MeshError("DEADLINE", "the time of the dispatch is over");
  // Others may have begun the one probe a half-open breaker allows since this instance was chosen.
  if (instance.instanceId !== preferred && !mayCall(work.breaker, startedMs)) {
    throw new MeshError("NOT_STARTED", `the breaker of ${instance.manifest.agentId} has opened`);
  }
  work.inFlight++;
  work.attempts++;
  work.breaker = beginCall(work.breaker, startedMs);
  whereabouts.note(request.attemptId, instance.instanceId);
  let outcome: CallOutcome = "ignored";
  let accepted = false;
  try {
    for await (const { event: happened } of execute(request, chosen, timeoutMs, ports, signal)) {
      if (happened.case === undefined) continue;
      if (happened.case === "accepted") accepted = true;
      if (happened.case === "done") {
        const problem = artifactProblem(happened.value.artifact, capability.outputType);
        if (problem) throw new MeshError("BAD_ARTIFACT", `${instance.manifest.agentId}: ${problem}`);
        outcome = "ok";
        ports.memory.remember(request, chosen, happened.value);
      }
      yield event(happened);
      if (happened.case === "done") return;
    }
    throw new MeshError("BAD_ARTIFACT", `${instance.manifest.agentId} ended an attempt without a result`);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = explainLoss({ error: toMeshError(thrown), accepted, chosen });
    outcome = countsAgainst(error.reason) ? "failed" : "ok";
    if (outcome === "failed") work.failures++;
    if (error.reason === "NOT_STARTED" || error.reason === "UNKNOWN_OUTCOME") instance.unreachable = true;
    // What never began is not there to be asked for.
    if (error.reason === "NOT_STARTED" && !preferred) whereabouts.forget(request.attemptId);
    throw error;
  } finally {
    work.inFlight--;
    work.breaker = afterCall(work.breaker, { outcome, startedMs }, clock.monotonicMs());
  }
}

async function* execute(
  request: DispatchRequest,
  { instance, capability }: Fitting,
  timeoutMs: number,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<ExecuteResponse> {
  const wanted = new Set(capability.inputs.map((input) => input.type));
  const { attemptId, runId, stepId, epoch, seed, language, want } = request;
  const claims = {
    runId,
    attemptId,
    tenant: want?.tenant || "local",
    // Past the attempt's own end, so that a late result can still be stored.
    expiresMs: ports.clock.nowMs() + timeoutMs + 60_000,
  };
  const left = new AbortController();
  try {
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
      { signal: AbortSignal.any([signal, left.signal]), timeoutMs },
    );
  } finally {
    // A client's stream is not told when its reader leaves: this ends the call and what hangs on it.
    left.abort();
  }
}

function promisedMs({ capability }: Fitting): number {
  return capability.timeout ? msFromDuration(capability.timeout) : defaultTimeoutMs;
}
