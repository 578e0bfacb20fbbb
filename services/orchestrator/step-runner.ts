import { trace } from "@opentelemetry/api";
import { sleep } from "@viba/runtime/clock";
import type { ReasonName } from "@viba/runtime/error-table";
import { MeshError, toDetail, toMeshError } from "@viba/runtime/errors";
import { retryDelayMs } from "@viba/runtime/retry";
import { failSpan } from "@viba/runtime/trace/context";
import { doneForJournal } from "./blobs.ts";
import { type OpenAttempt, stepOf } from "./core/fold.ts";
import { type Sent, sendAttempt } from "./dispatch-step.ts";
import { findLost, mayRepeat } from "./resume.ts";
import { NotRecordedError } from "./run-log.ts";
import type { StepContext } from "./step-context.ts";

/** How a try ended that brought no accepted result. */
interface Failure {
  readonly error: MeshError;
  /** Ask for the same attempt once more, this time without the cache. */
  readonly sameAgain?: boolean;
}

/** Times one attempt is taken up again after its connection broke; an agent that loses it each time is given up. */
const mostReturns = 10;
/** Longest wait that an agent may ask for before the next attempt. */
const mostRetryAfterMs = 60_000;

/** Carries a step until it is accepted or given up: attempts, waiting for agents, resuming what was sent before. */
export async function runStep(context: StepContext): Promise<void> {
  const { step, log, ports, signal } = context;
  const startedMs = ports.clock.monotonicMs();
  const before = log.view.open.get(step.stepId);
  let begunMs = ports.clock.nowMs();
  let attempt = before?.attempt ?? stepOf(log.view, step.stepId)?.attempts ?? 0;
  let current: OpenAttempt | undefined;
  let returns = 0;
  let fresh = log.view.fresh;

  if (before) {
    const lost = await whetherLost(context, before);
    // A former owner of the run may have accepted the result while this one was taking over.
    if (log.view.accepted.has(step.stepId)) return;
    if (lost) traceLost(before, begunMs, lost);
    if (!lost) current = before;
    else if (!(await goOn(context, before, lost, attempt))) return;
  }
  for (;;) {
    if (!current) begunMs = ports.clock.nowMs();
    current ??= await beginAttempt(context, ++attempt);
    const failure = await tryOnce(context, current, startedMs, fresh);
    if (!failure) return;
    if (failure.sameAgain) {
      fresh = true;
      continue;
    }
    const unknown = failure.error.reason === "UNKNOWN_OUTCOME";
    let { error } = failure;
    if (unknown && returns++ < mostReturns) {
      const lost = await whetherLost(context, current, error);
      if (!lost) continue;
      // It says whether the attempt may be repeated, which a lost router can't have said.
      error = lost;
    }
    if (unknown) traceLost(current, begunMs, error);
    if (!(await goOn(context, current, error, attempt))) return;
    current = undefined;
    await sleep(ports.clock, waitMs(attempt, error, context), signal);
  }
}

/** Sends an attempt and accepts its result; undefined when that went well. */
async function tryOnce(
  context: StepContext,
  attempt: OpenAttempt,
  startedMs: number,
  fresh: boolean,
): Promise<Failure | undefined> {
  const { ports, signal } = context;
  let sent: Sent | undefined;
  try {
    sent = await untilThere(context, attempt, fresh);
    await accept(context, attempt, sent, ports.clock.monotonicMs() - startedMs);
    return undefined;
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof NotRecordedError) throw thrown;
    const error = toMeshError(thrown);
    // A result in hand that the store can't take now is not the agent's fault, and must not be made again.
    if (sent && !resultsFault.has(error.reason)) throw new NotRecordedError(error);
    return sent?.fromCache ? { error, sameAgain: true } : { error };
  }
}

/** What a result itself can be refused for. */
const resultsFault: ReadonlySet<ReasonName> = new Set(["BAD_ARTIFACT", "NOT_FOUND", "INVALID_ARGUMENT", "TOO_LARGE"]);

/** Notes the failure and says whether another attempt follows; if none does, the step is given up. */
async function goOn(context: StepContext, attempt: OpenAttempt, error: MeshError, number: number): Promise<boolean> {
  const { log, step } = context;
  const again = isWorthRetrying(error) && number < context.ports.limits.attempts;
  const detail = toDetail(error);
  const failed = {
    $typeName: "viba.orchestrator.v1.AttemptFailed" as const,
    stepId: step.stepId,
    attemptId: attempt.attemptId,
    message: error.message,
    error: detail,
    willRetry: again,
  };
  const entries = [{ event: { case: "attemptFailed" as const, value: failed }, key: `failed/${attempt.attemptId}` }];
  if (again) {
    await log.decide(entries);
    return true;
  }
  const given = {
    $typeName: "viba.orchestrator.v1.StepFailed" as const,
    stepId: step.stepId,
    message: error.message,
    error: detail,
  };
  // Together: a crash between them would begin an attempt that nobody wants.
  await log.decide([...entries, { event: { case: "stepFailed", value: given }, key: `gaveup/${step.stepId}` }]);
  return false;
}

/** What may be lost and may be done twice is tried again; an agent that did not come within the limit isn't waited for again. */
function isWorthRetrying(error: MeshError): boolean {
  if (error.reason === "UNKNOWN_OUTCOME") return error.facts["idempotent"] === "true";
  return error.retryable && error.reason !== "NO_CAPABLE_AGENT";
}

async function beginAttempt({ runId, step, log }: StepContext, attempt: number): Promise<OpenAttempt> {
  const attemptId = `${runId}/${step.stepId}/${attempt}`;
  const value = { $typeName: "viba.orchestrator.v1.AttemptStarted" as const, stepId: step.stepId, attemptId, attempt };
  await log.decide([{ event: { case: "attemptStarted", value }, key: `attempt/${step.stepId}/${attempt}` }]);
  return log.view.open.get(step.stepId) ?? { attemptId, attempt, instanceId: "" };
}

/**
 * Sends the attempt; as long as nobody promises the type, waits for an agent within the limit, and longer for one that
 * was there a moment ago, and for the router. Turned away at a full line it comes
 * back when it is told to, within the run's time: nobody has begun it, so it is no attempt that failed.
 */
async function untilThere(context: StepContext, attempt: OpenAttempt, fresh: boolean): Promise<Sent> {
  const { ports, signal } = context;
  let firstMs: number | undefined;
  let knownMs = -Infinity;
  let turnedAway = 0;
  for (let tries = 0; ; tries++) {
    try {
      return await sendAttempt(context, attempt, fresh);
    } catch (thrown) {
      const error = thrown instanceof NotRecordedError ? undefined : toMeshError(thrown);
      if (error && isTurnedAway(error)) {
        await sleep(ports.clock, waitMs(++turnedAway, error, context), signal);
        continue;
      }
      if (!error || !nobodyThere.has(error.reason) || error.facts["missing"]) throw thrown;
      const nowMs = ports.clock.monotonicMs();
      firstMs ??= nowMs;
      if (error.reason === "NOT_STARTED" || error.facts["suspect"] || error.facts["lost"]) knownMs = nowMs;
      const { waitForAgentMs, waitForLostMs } = ports.limits;
      if (nowMs - Math.max(firstMs, knownMs) >= waitForAgentMs || nowMs - firstMs >= waitForLostMs) throw thrown;
      // Soon at first, since agents join within a second or two; later seldom, for each try leaves a failed call in the trace.
      await sleep(ports.clock, ports.limits.backoffMs * Math.min(4, 1 + Math.floor(tries / 5)), signal);
    }
  }
}

/** No agent for it, or no router to be reached: either way it was not begun. */
const nobodyThere: ReadonlySet<ReasonName> = new Set(["NO_CAPABLE_AGENT", "NOT_STARTED"]);

/** Whether the router has turned it away at the line in front of the agents; an agent that is full itself names no line. */
function isTurnedAway({ reason, facts }: MeshError): boolean {
  return reason === "OVERLOADED" && facts["ahead"] !== undefined;
}

/** Writes the result down; from here on the step is never run again. */
async function accept(context: StepContext, attempt: OpenAttempt, sent: Sent, durationMs: number): Promise<void> {
  const { log, ports, step } = context;
  const type = sent.done.artifact?.type ?? "nothing";
  if (type !== step.outputType) throw new MeshError("BAD_ARTIFACT", `${step.outputType} was wanted, ${type} came`);
  const done = await doneForJournal(sent.done, ports.blobs);
  const view = stepOf(log.view, step.stepId);
  const value = {
    $typeName: "viba.orchestrator.v1.StepAccepted" as const,
    stepId: step.stepId,
    attemptId: attempt.attemptId,
    agentId: sent.decision?.chosenAgentId ?? view?.agentId ?? "",
    instanceId: sent.decision?.chosenInstanceId ?? attempt.instanceId,
    done,
    durationMs,
    fromCache: sent.fromCache,
    agentMs: sent.agentMs,
  };
  await log.append({ case: "stepAccepted", value }, `accepted/${step.stepId}`);
  if (sent.fromCache) return;
  // Not awaited: the result is durable; an agent that never hears of it forgets it by its own bound.
  void ports.router
    .releaseAttempt({ attemptId: attempt.attemptId, instanceId: value.instanceId })
    .catch((error: unknown) => ports.log("a result was not released", { attempt: attempt.attemptId, error }));
}

/** Why an attempt whose connection was lost, or whose orchestrator, can't be taken up again; undefined when it can. */
async function whetherLost(
  context: StepContext,
  attempt: OpenAttempt,
  error?: MeshError,
): Promise<MeshError | undefined> {
  const known = error?.facts["idempotent"];
  // What may run twice is not worth waiting for: another attempt is under way sooner.
  const found = await findLost(attempt, context, { wait: known !== "true" });
  if (found.kind === "there") return undefined;
  if (found.kind === "failed") return found.error;
  await context.log.refresh();
  if (error && known !== undefined) return error;
  const idempotent = mayRepeat(attempt, context.log.view);
  const where = attempt.instanceId || "whoever had it";
  return new MeshError("UNKNOWN_OUTCOME", `attempt lost: ${where} did not come back with it`, {
    messageKo: "시도가 유실되었습니다: 맡은 에이전트가 돌아오지 않았습니다",
    facts: { instance: attempt.instanceId, idempotent: String(idempotent) },
  });
}

/** What an agent's end by force took left no span: this one stands for the attempt, from its beginning until it was given up. */
function traceLost({ attemptId, instanceId }: OpenAttempt, startTime: number, error: MeshError): void {
  const attributes = { "viba.attempt.id": attemptId, "viba.agent.instance.id": instanceId };
  failSpan(trace.getTracer("viba").startSpan("attempt lost", { startTime, attributes }), error);
}

function waitMs(attempt: number, error: MeshError, { ports }: StepContext): number {
  const { backoffMs } = ports.limits;
  const backoff = { baseMs: backoffMs, maxMs: backoffMs * 8, factor: 2 };
  return retryDelayMs(attempt - 1, Math.min(error.retryAfterMs ?? 0, mostRetryAfterMs), ports.random, backoff);
}
