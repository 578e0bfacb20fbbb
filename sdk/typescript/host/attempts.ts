import { SpanKind, trace } from "@opentelemetry/api";
import type { Done, ExecuteRequest, GetAttemptResponseSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Clock } from "@viba/runtime/clock";
import { MeshError, msFromDuration, toDetail, toMeshError } from "@viba/runtime/errors";
import { traceparentOf, withSpan } from "@viba/runtime/trace/context";
import type { AnyCapability } from "../capability.ts";
import { type AgentDefinition, findCapability } from "../definition.ts";
import { limits, times } from "../limits.ts";
import { unknownCapability } from "../worker/execute.ts";
import type { RunResult } from "../wire.ts";
import { untilAborted } from "./abort.ts";
import type { AskAgents } from "./ask-agents.ts";
import { type Attempt, type AttemptOutcome, createAttempt } from "./attempt.ts";
import { fetchInputs, handOver, sizeOf } from "./deliver.ts";
import { createKept } from "./kept.ts";
import type { MeshStore } from "./mesh-store.ts";
import type { Pool } from "./pool.ts";

/** What became of the attempts of this process. */
export interface AttemptCounts {
  /** Begun and not ended. */
  readonly inFlight: number;
  /** Of these: not yet on a worker. */
  readonly queued: number;
  readonly kept: number;
  /** Results forgotten before anybody acknowledged them. */
  readonly dropped: number;
}

/** Every attempt this process knows of, by name. */
export interface Attempts {
  /** Begins the attempt, or answers the one of the same name. */
  begin(request: ExecuteRequest): Attempt;
  state(attemptId: string): MessageInitShape<typeof GetAttemptResponseSchema>;
  /** Ends a running attempt with CANCELLED; one that is unknown or over stays as it is. */
  cancel(attemptId: string): void;
  /** Forgets a result. */
  acknowledge(attemptId: string): void;
  /** Takes no new attempts from now on. */
  drain(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  /** Resolves when nothing runs and no result waits that nobody was given. */
  allFetched(): Promise<void>;
  counts(): AttemptCounts;
}

/** What the table needs. */
export interface AttemptsOptions {
  readonly definition: AgentDefinition;
  readonly pool: Pool;
  readonly store: MeshStore;
  readonly askAgents: AskAgents;
  readonly clock: Clock;
  /** Called when an attempt has ended and its span too. */
  readonly onEnded?: () => void;
}

interface Running {
  readonly attempt: Attempt;
  readonly abort: AbortController;
}

/** An empty table. */
export function createAttempts(options: AttemptsOptions): Attempts {
  const { definition, pool } = options;
  const running = new Map<string, Running>();
  const kept = createKept(limits.keptResults, limits.keptBytes);
  const waiters = new Set<() => void>();
  let draining = false;

  const known = (attemptId: string) => running.get(attemptId)?.attempt ?? kept.get(attemptId);
  const queued = () => running.size - pool.counts().running;
  const wakeAll = () => {
    for (const wake of waiters) wake();
  };
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiters.add(resolve);
      await promise;
      waiters.delete(resolve);
    }
  };
  const end = (attempt: Attempt, outcome: AttemptOutcome) => {
    running.delete(attempt.attemptId);
    attempt.settle(outcome);
    kept.put(attempt);
    options.onEnded?.();
    wakeAll();
  };
  const start = (request: ExecuteRequest, capability: AnyCapability): Attempt => {
    const { attemptId, runId, stepId, attemptToken } = request;
    const attempt = createAttempt({ attemptId, runId, stepId, capability: capability.name }, attemptToken, wakeAll);
    const abort = new AbortController();
    running.set(attemptId, { attempt, abort });
    void run({ ...options, request, capability, attempt, abort }).then((outcome) => end(attempt, outcome));
    return attempt;
  };

  return {
    begin(request) {
      const attempt = known(request.attemptId);
      if (attempt) {
        refuseOther(attempt, request);
        if (request.attemptToken !== "") attempt.token = request.attemptToken;
        return attempt;
      }
      checkNames(request);
      const capability = findCapability(definition, request.capability);
      if (!capability) throw unknownCapability(definition, request.capability);
      if (draining) throw new MeshError("DRAINING", `${definition.id} drains and takes no new attempts`);
      if (queued() >= limits.queuedAttempts) throw overloaded(definition);
      return start(request, capability);
    },
    state(attemptId) {
      const outcome = known(attemptId)?.outcome;
      if (!outcome) return { state: AttemptState.UNKNOWN };
      if (outcome.kind === "running") return { state: AttemptState.RUNNING };
      known(attemptId)!.markFetched();
      if (outcome.kind === "done") return { state: AttemptState.DONE, done: outcome.done };
      return { state: AttemptState.FAILED, error: toDetail(outcome.error), message: outcome.error.message };
    },
    cancel(attemptId) {
      const reason = new MeshError("CANCELLED", `attempt ${attemptId} was cancelled`, {
        messageKo: "시도가 취소되었습니다",
      });
      running.get(attemptId)?.abort.abort(reason);
    },
    acknowledge(attemptId) {
      if (running.has(attemptId)) throw new MeshError("CONFLICT", `attempt ${attemptId} still runs`);
      kept.forget(attemptId);
      wakeAll();
    },
    drain() {
      draining = true;
    },
    idle: () => until(() => running.size === 0),
    allFetched: () => until(() => running.size === 0 && kept.unfetched() === 0),
    counts: () => ({
      inFlight: running.size,
      queued: Math.max(0, queued()),
      kept: kept.size(),
      dropped: kept.dropped(),
    }),
  };
}

interface RunOptions extends AttemptsOptions {
  readonly request: ExecuteRequest;
  readonly capability: AnyCapability;
  readonly attempt: Attempt;
  readonly abort: AbortController;
}

/** From request to outcome, within a span. Never rejects. */
async function run(options: RunOptions): Promise<AttemptOutcome> {
  const { abort, capability, request, clock } = options;
  const timeoutMs = timeoutOf(request, capability);
  const timer = clock.after(timeoutMs, () =>
    abort.abort(
      new MeshError("DEADLINE", `${capability.name} took longer than ${Math.round(timeoutMs)} ms`, {
        messageKo: `${capability.name}: 정해진 시간을 넘겼습니다`,
        facts: { capability: capability.name },
      }),
    ),
  );
  const attributes = {
    "viba.run.id": request.runId,
    "viba.step.id": request.stepId,
    "viba.attempt.id": request.attemptId,
    "viba.capability": capability.name,
  };
  try {
    const done = await withSpan(
      trace.getTracer("viba"),
      `attempt ${capability.name}`,
      { kind: SpanKind.INTERNAL, attributes },
      () => untilAborted(produce(options), abort.signal),
    );
    return { kind: "done", done, bytes: sizeOf(done) };
  } catch (error) {
    return { kind: "failed", error: toMeshError(error) };
  } finally {
    timer.cancel();
  }
}

async function produce({ attempt, abort, request, capability, store, askAgents, pool }: RunOptions): Promise<Done> {
  const { signal } = abort;
  const access = () => ({ token: attempt.token, signal });
  const inputs = await fetchInputs(request.inputs, store, access());
  signal.throwIfAborted();
  const result = await new Promise<RunResult>((resolve, reject) => {
    const cancel = pool.submit({
      request: {
        attemptId: attempt.attemptId,
        runId: attempt.runId,
        stepId: attempt.stepId,
        capability: capability.name,
        inputs,
        seed: request.seed,
        language: request.language,
        traceparent: traceparentOf() ?? "",
      },
      maxConcurrency: capability.maxConcurrency ?? 1,
      progress: (progress) => attempt.progress(progress),
      async ask(ask) {
        if (ask.op !== "askAgents") return store.ask(ask, access());
        const { seed, language } = request;
        return { bytes: await askAgents(ask.question, { ...access(), seed, language }), revision: 0n };
      },
      done: resolve,
      failed: reject,
    });
    signal.addEventListener("abort", () => cancel(signal.reason as MeshError), { once: true });
  });
  return handOver(result, store, access());
}

/** The caller's time and the capability's own limit: the shorter one counts. */
function timeoutOf({ timeout }: ExecuteRequest, capability: AnyCapability): number {
  const own = capability.timeoutMs ?? times.attemptMs;
  const asked = timeout ? msFromDuration(timeout) : 0;
  return asked > 0 ? Math.min(asked, own) : own;
}

function checkNames({ attemptId, runId, stepId }: ExecuteRequest): void {
  const named = { attempt_id: attemptId, run_id: runId, step_id: stepId };
  for (const [field, value] of Object.entries(named)) {
    if (value.length > limits.nameChars) throw new MeshError("INVALID_ARGUMENT", `${field} is too long`);
  }
  if (attemptId === "") throw new MeshError("INVALID_ARGUMENT", "attempt_id is empty");
}

function refuseOther(attempt: Attempt, { capability, runId, stepId }: ExecuteRequest): void {
  if (attempt.capability === capability && attempt.runId === runId && attempt.stepId === stepId) return;
  throw new MeshError("CONFLICT", `attempt ${attempt.attemptId} is already another piece of work`);
}

function overloaded({ id }: AgentDefinition): MeshError {
  return new MeshError("OVERLOADED", `${id} has ${limits.queuedAttempts} attempts waiting`, {
    messageKo: "에이전트에 대기 중인 작업이 너무 많습니다",
    retryAfterMs: 1000,
  });
}
