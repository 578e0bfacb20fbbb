import type { Clock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Admission, Ask, Place, Waiter } from "../admission.ts";
import { noteLoss } from "../attempt.ts";
import type { RetryBudgets } from "../core/budgets.ts";
import { explainLoss, hadBegun, lostForNow, mayGoElsewhere } from "../core/loss.ts";
import { triedKey } from "../core/pick-input.ts";
import type { WantPlan } from "../core/plan.ts";
import { unwatch, watch, type Watcher } from "../core/work.ts";

/** What routing a call needs. */
export interface RoutedCallPorts {
  readonly clock: Clock;
  readonly admission: Admission;
  readonly budgets: RetryBudgets;
}

/** How a call's bytes travel: the way to the agent chosen, and the way back to its caller. */
export interface Lane {
  /** Sends it to the agent that has the place. */
  send(place: Place): void;
  /** Lets go of the agent it was sent to, which is gone. */
  drop(): void;
  /** It can't be answered. */
  refuse(error: MeshError): void;
}

/** What is asked. */
export interface CallAsk extends Pick<Ask, "plan" | "priority" | "endMs" | "explain"> {}

/** Nobody was tried yet. Shared, since most calls try only one. */
const nobodyTried: ReadonlySet<string> = new Set();

/**
 * A call between its caller and the agents: takes a place, or waits for one, is sent, and is sent again elsewhere by the rules of a
 * dispatch. A class with methods instead of promises, because one is made for every call.
 */
export class RoutedCall implements Ask, Waiter, Watcher {
  plan: WantPlan;
  readonly priority: number;
  readonly endMs: number;
  readonly explain: boolean;
  tried = nobodyTried as Set<string>;
  place: Place | undefined = undefined;
  watchesAt = -1;
  /** The agent has said that it began. */
  accepted = false;
  /** A part of the answer has gone to the caller: nobody else's can follow it. */
  answering = false;
  private readonly ports: RoutedCallPorts;
  private readonly lane: Lane;
  private leaveLine: (() => void) | undefined = undefined;
  private sent = 0;

  constructor(ports: RoutedCallPorts, ask: CallAsk, lane: Lane) {
    this.ports = ports;
    this.lane = lane;
    this.plan = ask.plan;
    this.priority = ask.priority;
    this.endMs = ask.endMs;
    this.explain = ask.explain;
  }

  // It belongs to no run, and nobody had it before: on the prototype, since one of these is made for every call.
  get runId(): string {
    return "";
  }

  get stepId(): string {
    return "";
  }

  get preferred(): string {
    return "";
  }

  begin(nowMs: number): void {
    this.ports.budgets.countCall(nowMs);
    this.enter(nowMs);
  }

  admit(place: Place): void {
    this.leaveLine = undefined;
    const { work } = place.choice.chosen.instance;
    this.place = place;
    this.accepted = false;
    this.sent += 1;
    work.attempts += 1;
    watch(work, this);
    this.lane.send(place);
  }

  refuse(error: MeshError): void {
    this.leaveLine = undefined;
    this.lane.refuse(error);
  }

  /** The instance is gone, as its parent or its lease tell. */
  gone(why: MeshError): void {
    this.lane.drop();
    this.failed(why);
  }

  /** The answer came, at this time or now. */
  succeeded(nowMs?: number): void {
    this.let("ok", nowMs);
  }

  /** Nobody waits for it any more. */
  cancelled(): void {
    this.leaveLine?.();
    this.leaveLine = undefined;
    this.let("ignored");
  }

  /** The agent it was sent to has failed, or was lost. */
  failed(thrown: MeshError): void {
    const place = this.place!;
    const { chosen } = place.choice;
    const { clock, budgets } = this.ports;
    const error = explainLoss({ error: thrown, accepted: this.accepted, chosen });
    noteLoss(error, place, clock);
    this.let("ignored");
    if (this.answering || !mayGoElsewhere(error, chosen)) return this.lane.refuse(error);
    if (!budgets.spendCall(this.sent, clock.monotonicMs(), hadBegun(error))) {
      return this.lane.refuse(lostForNow(error, chosen));
    }
    this.tried = new Set([...this.tried, chosen.instance.instanceId, triedKey(chosen)]);
    this.enter(clock.monotonicMs(), error);
  }

  /** `lost` is what the caller hears when nobody else may be asked. */
  private enter(nowMs: number, lost?: MeshError): void {
    const { admission } = this.ports;
    let place: Place | undefined;
    try {
      place = admission.now(this, nowMs);
    } catch (error) {
      const before = lost && lostForNow(lost, this.place!.choice.chosen);
      return this.lane.refuse(before ?? toMeshError(error));
    }
    if (place) return this.admit(place);
    this.leaveLine = admission.wait(this, this);
  }

  private let(outcome: "ok" | "ignored", nowMs?: number): void {
    const { place } = this;
    if (!place) return;
    unwatch(place.choice.chosen.instance.work, this);
    place.leave(outcome, "", nowMs);
  }
}
