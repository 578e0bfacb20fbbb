import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Client } from "@connectrpc/connect";
import { type Done, DoneSchema, type ExecuteResponse } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import {
  type DispatchRequest,
  type DispatchResponse,
  DispatchResponseSchema,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import { afterCall, beginCall, type CallOutcome } from "@viba/runtime/breaker";
import type { Clock } from "@viba/runtime/clock";
import { durationFromMs, MeshError, msFromDuration, toMeshError } from "@viba/runtime/errors";
import type { Connections } from "./connections.ts";
import type { Choice } from "./core/decide.ts";
import type { Fitting } from "./core/eligible.ts";
import { memoKey } from "./core/memo.ts";
import type { Registry } from "./core/registry.ts";
import { sealToken } from "./core/token.ts";

/** What dispatching needs from outside. */
export interface DispatchPorts {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly connections: Connections;
  readonly tokenKey: string;
  /** Chooses among what fits, leaving out instances already tried. */
  readonly choose: (request: DispatchRequest, tried: ReadonlySet<string>) => Choice;
  /** Absent: nothing is memoised. */
  readonly cache?: Client<typeof CacheService>;
}

/** Longest a dispatch takes when neither caller nor capability names a time. */
const defaultTimeoutMs = 60_000;
/** Memoised results are given out for a week; their keys hold the agent's version. */
const memoTtlMs = 7 * 24 * 3600 * 1000;
const maxMemoBytes = 8 << 20;

/**
 * Runs one attempt: chooses, answers from the cache or sends it, and sends it elsewhere by itself only when the call
 * was not started or the capability may run twice. Any other loss is the caller's to decide.
 */
export async function* dispatch(
  request: DispatchRequest,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<DispatchResponse> {
  const tried = new Set<string>();
  for (;;) {
    const { decision, chosen } = ports.choose(request, tried);
    yield event({ case: "decision", value: decision });
    const memo = await remembered(request, chosen, ports, signal);
    if (memo) {
      yield create(DispatchResponseSchema, { event: { case: "done", value: memo }, fromCache: true });
      return;
    }
    try {
      yield* attempt(request, chosen, decision, ports, signal);
      return;
    } catch (thrown) {
      const error = toMeshError(thrown);
      if (signal.aborted || !mayGoElsewhere(error, chosen)) throw error;
      tried.add(chosen.instance.instanceId);
      if (error.reason === "NOT_STARTED" || error.reason === "UNKNOWN_OUTCOME") chosen.instance.unreachable = true;
      if (!another(request, tried, ports)) throw lostForNow(error, chosen);
      yield event({
        case: "failover",
        value: {
          $typeName: "viba.router.v1.Failover",
          fromInstanceId: chosen.instance.instanceId,
          because: error.message,
        },
      });
    }
  }
}

function event(value: NonNullable<DispatchResponse["event"]>): DispatchResponse {
  return create(DispatchResponseSchema, { event: value });
}

/** Lost before it began: always. Lost or failed since: only when running twice does no harm. */
function mayGoElsewhere(error: MeshError, chosen: Fitting): boolean {
  if (error.reason === "NOT_STARTED" || error.reason === "DRAINING" || error.reason === "OVERLOADED") return true;
  const lost = error.reason === "UNKNOWN_OUTCOME" || error.reason === "AGENT_FAILED";
  return lost && chosen.capability.idempotent;
}

/**
 * Nobody else is there now. What was not started waits for somebody under the same attempt; what may run twice is the
 * orchestrator's to send again as a new attempt.
 */
function lostForNow(error: MeshError, { instance, capability }: Fitting): MeshError {
  const lost = `${instance.manifest.agentId} was lost: ${error.message}`;
  if (error.reason === "NOT_STARTED") return new MeshError("NO_CAPABLE_AGENT", lost, { cause: error });
  if (error.reason !== "UNKNOWN_OUTCOME" || !capability.idempotent) return error;
  return new MeshError("AGENT_FAILED", lost, { cause: error });
}

function another(request: DispatchRequest, tried: ReadonlySet<string>, ports: DispatchPorts): boolean {
  try {
    ports.choose(request, tried);
    return true;
  } catch {
    return false;
  }
}

async function* attempt(
  request: DispatchRequest,
  chosen: Fitting,
  decision: Decision,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<DispatchResponse> {
  const { instance, capability } = chosen;
  const startedMs = ports.clock.monotonicMs();
  const timeoutMs = timeoutOf(request, chosen);
  instance.inFlight++;
  instance.attempts++;
  instance.breaker = beginCall(instance.breaker, startedMs);
  let outcome: CallOutcome = "ignored";
  try {
    for await (const response of execute(request, chosen, timeoutMs, ports, signal)) {
      if (response.event.case === "done") {
        checkArtifact(response.event.value, capability.outputType);
        await remember(request, chosen, response.event.value, ports);
        outcome = "ok";
      }
      yield event(response.event as NonNullable<DispatchResponse["event"]>);
      if (response.event.case === "done") return;
    }
    throw new MeshError("BAD_ARTIFACT", `${decision.chosenAgentId} ended an attempt without a result`);
  } catch (error) {
    const { reason } = toMeshError(error);
    if (countsAgainst(reason)) {
      outcome = "failed";
      instance.failures++;
    } else if (reason !== "CANCELLED") outcome = "ok";
    throw error;
  } finally {
    instance.inFlight--;
    instance.breaker = afterCall(instance.breaker, { outcome, startedMs }, ports.clock.monotonicMs());
  }
}

/** A refusal of the input says nothing against the agent; a loss, a crash or a wrong answer does. */
function countsAgainst(reason: MeshError["reason"]): boolean {
  return ["NOT_STARTED", "UNKNOWN_OUTCOME", "AGENT_FAILED", "BAD_ARTIFACT", "DEADLINE", "INTERNAL"].includes(reason);
}

async function* execute(
  request: DispatchRequest,
  { instance, capability }: Fitting,
  timeoutMs: number,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<ExecuteResponse> {
  const wanted = new Set(capability.inputs.map((input) => input.type));
  const token = sealToken(
    {
      runId: request.runId,
      attemptId: request.attemptId,
      tenant: request.want?.tenant ?? "local",
      expiresMs: ports.clock.nowMs() + timeoutMs + 60_000,
    },
    ports.tokenKey,
  );
  const left = new AbortController();
  try {
    yield* ports.connections.client(instance).execute(
      {
        attemptId: request.attemptId,
        runId: request.runId,
        stepId: request.stepId,
        epoch: request.epoch,
        capability: capability.name,
        inputs: request.inputs.filter((artifact) => wanted.has(artifact.type)),
        seed: request.seed,
        language: request.language,
        timeout: durationFromMs(timeoutMs),
        attemptToken: token,
      },
      { signal: AbortSignal.any([signal, left.signal]), timeoutMs },
    );
  } finally {
    left.abort();
  }
}

function timeoutOf(request: DispatchRequest, { capability }: Fitting): number {
  const asked = request.timeout ? msFromDuration(request.timeout) : Number.POSITIVE_INFINITY;
  const promised = capability.timeout ? msFromDuration(capability.timeout) : defaultTimeoutMs;
  return Math.min(asked, promised);
}

function checkArtifact(done: Done, outputType: string): void {
  if (done.artifact?.type === outputType && /^[0-9a-f]{64}$/.test(done.artifact.digest)) return;
  throw new MeshError("BAD_ARTIFACT", `promised ${outputType}, got ${done.artifact?.type ?? "nothing"}`);
}

function keyOf(request: DispatchRequest, { instance, capability }: Fitting): string {
  const wanted = new Set(capability.inputs.map((input) => input.type));
  return memoKey({
    agentId: instance.manifest.agentId,
    version: instance.manifest.version,
    capability: capability.name,
    inputs: request.inputs.filter((artifact) => wanted.has(artifact.type)),
    seed: request.seed,
    language: request.language,
  });
}

async function remembered(
  request: DispatchRequest,
  chosen: Fitting,
  ports: DispatchPorts,
  signal: AbortSignal,
): Promise<Done | undefined> {
  if (!ports.cache || request.fresh || !chosen.capability.deterministic) return undefined;
  try {
    const { found, value } = await ports.cache.get({ key: keyOf(request, chosen) }, { signal, timeoutMs: 500 });
    return found ? fromBinary(DoneSchema, value) : undefined;
  } catch {
    // The cache is never needed: without it the agent is asked.
    return undefined;
  }
}

async function remember(request: DispatchRequest, chosen: Fitting, done: Done, ports: DispatchPorts): Promise<void> {
  if (!ports.cache || !chosen.capability.deterministic) return;
  const value = toBinary(DoneSchema, done);
  if (value.length > maxMemoBytes) return;
  const tags = [`agent:${chosen.instance.manifest.agentId}`];
  try {
    await ports.cache.put(
      { key: keyOf(request, chosen), value, timeToLive: durationFromMs(memoTtlMs), tags },
      { timeoutMs: 500 },
    );
  } catch {
    // As above.
  }
}
