import { create } from "@bufbuild/protobuf";
import { ChoiceRole } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import {
  type DispatchRequest,
  type DispatchResponse,
  DispatchResponseSchema,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError, msFromDuration } from "@viba/runtime/errors";
import type { Admission, Ask, Place } from "./admission.ts";
import { attempt, type AttemptPorts, latencyName, recordOf, taskOf } from "./attempt.ts";
import type { Chooser } from "./chooser.ts";
import type { RetryBudgets } from "./core/budgets.ts";
import { triedKey } from "./core/pick-input.ts";
import type { Held } from "./core/instance.ts";
import { belongsToOther, hadBegun, lostForNow, mayGoElsewhere } from "./core/loss.ts";
import { alone, type Lane, LanesFailed, mayHedge, race } from "./hedge.ts";

/** What dispatching needs from outside. */
export interface DispatchPorts extends AttemptPorts {
  readonly budgets: RetryBudgets;
  readonly admission: Admission;
  readonly plan: Chooser["plan"];
  /** Told how hedges came out. */
  readonly onHedge?: (outcome: "won" | "lost") => void;
}

/**
 * Runs one attempt: chooses, answers from the cache or sends it, and sends it elsewhere by itself only when the call
 * was not started or the capability may run twice. Any other loss is the caller's to decide.
 */
export async function* dispatch(
  request: DispatchRequest,
  ports: DispatchPorts,
  signal: AbortSignal,
): AsyncGenerator<DispatchResponse> {
  const { clock, budgets, whereabouts, memory, admission } = ports;
  const startMs = clock.monotonicMs();
  const endMs = request.timeout ? startMs + msFromDuration(request.timeout) : Number.POSITIVE_INFINITY;
  const preferred = request.instanceId || (whereabouts.of(request.attemptId) ?? "");
  const budgetOf = request.runId || request.attemptId;
  const tried = new Set<string>();
  const { runId, stepId, priority } = request;
  const plan = ports.plan(request.want!);
  const ask: DispatchAsk = {
    ...{ plan, runId, stepId, priority, tried, preferred, endMs, explain: true },
    request,
    signal,
  };
  refuseQuarantined(request, ports);
  budgets.count(budgetOf, startMs);
  let place = await admission.enter(ask, signal);
  let role: ChoiceRole = ChoiceRole.FIRST;
  for (;;) {
    const { chosen } = place.choice;
    const decision = recordOf(place);
    decision.role = role;
    let failure: LanesFailed;
    try {
      yield event({ case: "decision", value: decision });
      const known = await memory.recall(request, chosen, signal);
      if (known) {
        place.leave("ignored");
        const done = { case: "done", value: known } as const;
        yield create(DispatchResponseSchema, { event: done, fromCache: true, decisionId: decision.decisionId });
        return;
      }
      yield* send(ask, place, ports);
      return;
    } catch (thrown) {
      if (!(thrown instanceof LanesFailed)) throw thrown;
      if (signal.aborted) throw thrown.error;
      failure = thrown;
    } finally {
      place.leave("ignored");
    }
    const { error } = failure;
    const lost = failure.place.choice.chosen;
    const next = await another(ask, lost, error, ports);
    if (!next) throw lostForNow(error, lost);
    place = next;
    role = ChoiceRole.FAILOVER;
    const value = { fromInstanceId: lost.instance.instanceId, because: error.message };
    yield event({ case: "failover", value: { $typeName: "viba.router.v1.Failover", ...value } });
  }
}

/** An attempt with what it is asked with. */
interface DispatchAsk extends Ask {
  readonly request: DispatchRequest;
  readonly signal: AbortSignal;
}

/** A place for somebody who need not wait; undefined when none is free at once. */
function freeNow(ask: Ask, { admission }: DispatchPorts): Place | undefined {
  try {
    return admission.now(ask);
  } catch {
    return undefined;
  }
}

function event(value: NonNullable<DispatchResponse["event"]>): DispatchResponse {
  return create(DispatchResponseSchema, { event: value });
}

/** The attempt at the agent chosen, and beside it a hedge once it takes longer than nearly all before. */
function send(ask: DispatchAsk, place: Place, ports: DispatchPorts): AsyncGenerator<DispatchResponse> {
  const { request, tried, preferred, signal } = ask;
  const { chosen } = place.choice;
  const isFinal = (error: MeshError, lane: Lane) => !mayGoElsewhere(error, lane.place.choice.chosen);
  const afterMs = preferred === "" && mayHedge(chosen) ? ports.latencies.p95Ms(latencyName(chosen)) : undefined;
  if (afterMs === undefined) return alone(place, runAttempt(ask, place, ports, signal));
  const first = openLane(ask, place, ports);
  let second: Lane | undefined;
  const open = () => {
    const both = new Set([...tried, chosen.instance.instanceId]);
    const free = signal.aborted ? undefined : freeNow({ ...ask, tried: both }, ports);
    if (!free) return undefined;
    const may = free.choice.chosen.capability.idempotent;
    if (!may || !ports.budgets.spend(request.runId || request.attemptId, ports.clock.monotonicMs(), true)) {
      free.leave("ignored");
      return undefined;
    }
    recordOf(free).role = ChoiceRole.HEDGE;
    // Whichever fails last: neither is asked again, not for another promise either.
    tried.add(chosen.instance.instanceId).add(free.choice.chosen.instance.instanceId);
    return (second = openLane(ask, free, ports, true));
  };
  const onWon = (winner: Lane) => {
    if (second) ports.onHedge?.(winner === second ? "won" : "lost");
  };
  return race(first, { clock: ports.clock, afterMs, open, onWon }, isFinal);
}

function openLane(ask: DispatchAsk, place: Place, ports: DispatchPorts, tellChoice = false): Lane {
  const stop = new AbortController();
  const events = runAttempt(ask, place, ports, AbortSignal.any([ask.signal, stop.signal]));
  return {
    place,
    events: tellChoice ? withChoice(place, events) : events,
    stop: (why) => stop.abort(why),
  };
}

function runAttempt(
  { request, preferred, endMs }: DispatchAsk,
  place: Place,
  ports: DispatchPorts,
  signal: AbortSignal,
) {
  return attempt({ request, place, preferred, endMs }, ports, signal);
}

async function* withChoice(place: Place, events: AsyncGenerator<DispatchResponse>): AsyncGenerator<DispatchResponse> {
  try {
    yield event({ case: "decision", value: recordOf(place) });
    yield* events;
  } finally {
    place.leave("ignored");
  }
}

/** A place to try next; undefined when nobody may be asked, so that the failure itself is what the caller hears. */
async function another(
  ask: DispatchAsk,
  lost: Held,
  error: MeshError,
  { admission, budgets, clock, quarantine }: DispatchPorts,
): Promise<Place | undefined> {
  const { request, preferred, tried } = ask;
  const again = lost.instance.instanceId === preferred;
  // The attempt there belongs to another promise of the same instance.
  if ((again && error.reason === "CONFLICT") || belongsToOther(error, lost)) tried.add(triedKey(lost));
  else if (mayGoElsewhere(error, lost)) tried.add(lost.instance.instanceId);
  else return undefined;
  if (quarantine.verdict(taskOf(request))) return undefined;
  try {
    const place = await admission.enter(ask, ask.signal);
    if (budgets.spend(request.runId || request.attemptId, clock.monotonicMs(), hadBegun(error))) return place;
    place.leave("ignored");
    return undefined;
  } catch {
    return undefined;
  }
}

/** Who ended the process of every agent that took him is given to nobody, with the evidence. */
function refuseQuarantined(request: DispatchRequest, { quarantine }: DispatchPorts): void {
  const task = taskOf(request);
  const strikes = quarantine.verdict(task);
  if (!strikes) return;
  const evidence = strikes.map((s) => `${new Date(s.atMs).toISOString()} ${s.agentId} (${s.instanceId}): ${s.why}`);
  throw new MeshError("QUARANTINED", `${task} ended ${strikes.length} agents that took it: ${evidence.join("; ")}`, {
    messageKo: `이 작업을 맡은 에이전트 프로세스 ${strikes.length}개가 모두 종료되었습니다`,
    facts: { task, agents: strikes.map((s) => s.agentId).join(","), evidence: evidence.join("\n") },
  });
}
