import type { CallOutcome } from "@viba/runtime/breaker";
import type { Clock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { createFairQueue, type FairQueue, fairQueueDefaults, type FairQueueOptions } from "@viba/runtime/fair-queue";
import type { Choice } from "./core/decide.ts";
import { beginWork, endWork } from "./core/health.ts";
import type { Latencies } from "./core/latencies.ts";
import { createKinds } from "./core/kinds.ts";
import { ageStepMs, heldBack, isTooLate, retryAfterMs, type WaitFacts } from "./core/overload.ts";
import type { WantPlan } from "./core/plan.ts";
import type { Instance } from "./core/instance.ts";
import { anyFree, capacityOf } from "./core/slots.ts";

/** One attempt that wants an agent. */
export interface Ask {
  /** Worked out anew where others make the type than when it was made. */
  plan: WantPlan;
  readonly runId: string;
  readonly stepId: string;
  /** What matters more goes first within its tenant; below 0 is work for idle times. */
  readonly priority: number;
  /** Instances and promises tried already, as `decide` takes them. */
  readonly tried: Set<string>;
  /** Instance that had this attempt before; it takes it back however busy it is. */
  readonly preferred: string;
  /** Monotonic time at which all of it is over. */
  readonly endMs: number;
  /** Whether the record of the choice is wanted with it. */
  readonly explain: boolean;
}

/** A place at the chosen instance, counted there until it is left. */
export interface Place {
  readonly choice: Choice;
  /** Monotonic time from which it counts. */
  readonly sinceMs: number;
  /** Gives the place back, now or at a monotonic time just past; only the first time counts. */
  leave(outcome: CallOutcome, why?: string, nowMs?: number): void;
}

/** Who waits in line for a place. */
export interface Waiter {
  admit(place: Place): void;
  refuse(error: MeshError): void;
}

/** What passed and what was turned away, by cause. */
export interface AdmissionCounts {
  readonly waiting: number;
  admitted: number;
  waited: number;
  /** Refused or pushed out because the line was full. */
  shedFull: number;
  /** Refused because it could not have been done in time. */
  shedLate: number;
  /** Left the line because their time was over. */
  expired: number;
  /** Left the line because their caller did. */
  abandoned: number;
}

/** The door in front of the agents: who is chosen gets a place, who finds all busy waits in a fair, bounded line. */
export interface Admission {
  /**
   * A place if one is free at this monotonic time, the clock's own unless told, and nobody waits for one; undefined: there is a line.
   * Throws what choosing says where nobody may do it at all.
   */
  now(ask: Ask, nowMs?: number): Place | undefined;
  /**
   * Takes a place in the line: the waiter is told of a place or of a refusal (OVERLOADED with a time to come back, DEADLINE, or what
   * choosing says), maybe at once. What is answered leaves the line.
   */
  wait(ask: Ask, waiter: Waiter): () => void;
  /** A place now, or after waiting in line. */
  enter(ask: Ask, signal: AbortSignal): Promise<Place>;
  /** Somebody may be free again: of one type, or of all. */
  wake(outputType?: string): void;
  counts(): AdmissionCounts;
}

/** What admission needs. */
export interface AdmissionPorts {
  readonly clock: Clock;
  readonly latencies: Latencies;
  readonly choose: (ask: Ask, nowMs: number) => Choice;
  /** A plan as it is for the agents there are now. */
  readonly current: (plan: WantPlan) => WantPlan;
  /** What an instance has under way, or how it is, has changed. */
  readonly changed?: (instance: Instance, nowMs: number) => void;
  /** The instances that promise a type. */
  readonly making: (outputType: string) => Iterable<Instance>;
  /** Share of a tenant relative to others; 1 unless known. */
  readonly weightOf?: (tenant: string) => number;
  readonly queue?: Partial<FairQueueOptions>;
}

/** Longest wait of who names no time of his own. */
export const maxWaitMs = 60_000;
/** For how many of a line somebody is looked for when an agent is free; those who want what is known to have nobody don't count. */
const mostLookedAt = 64;

interface Waiting extends Waiter {
  readonly ask: Ask;
  readonly sinceMs: number;
}

/** Opens the door; nobody waits. */
export function createAdmission(ports: AdmissionPorts): Admission {
  const { clock, latencies, making } = ports;
  const options = { ...fairQueueDefaults, ageStepMs, ...ports.queue };
  const lines = new Map<string, FairQueue<Waiting>>();
  const tally = { admitted: 0, waited: 0, shedFull: 0, shedLate: 0, expired: 0, abandoned: 0 };
  const kinds = createKinds();
  let waking = false;
  let again: (string | undefined)[] = [];

  const left: Left = (choice, sinceMs, outcome, why, nowMs = clock.monotonicMs()) => {
    const { instance, capability } = choice.chosen;
    const { outputType } = capability;
    if (outcome !== "ignored") latencies.note(outputType, nowMs - sinceMs);
    endWork(choice.chosen, { outcome, startedMs: sinceMs, why }, making(outputType), nowMs);
    ports.changed?.(instance, nowMs);
    if (lines.size > 0) wake(outputType);
  };
  const place = (choice: Choice, sinceMs: number): Place => {
    beginWork(choice.chosen, sinceMs);
    ports.changed?.(choice.chosen.instance, sinceMs);
    tally.admitted += 1;
    return new HeldPlace(choice, sinceMs, left);
  };

  /** Whether it waits though somebody is free, since it matters little. */
  const waitsForIdleTimes = ({ priority, preferred, plan }: Ask, waitedMs: number): boolean => {
    if (priority >= 0 || preferred) return false;
    const { outputType } = plan.want;
    return heldBack(priority, waitedMs, capacityOf(making(outputType), outputType, clock.monotonicMs()));
  };
  /** A place now, or undefined when all that fit are busy; throws when nobody fits. */
  const placeNow = (ask: Ask, nowMs = clock.monotonicMs()): Place | undefined => {
    try {
      return place(ports.choose(ask, nowMs), nowMs);
    } catch (thrown) {
      if (thrown instanceof MeshError && thrown.reason === "OVERLOADED" && thrown.facts["busy"]) return undefined;
      throw thrown;
    }
  };

  const wake = (outputType?: string) => {
    // Whoever gets a place may leave it at once: that is looked at afterwards, not in the middle.
    again.push(outputType);
    if (waking) return;
    waking = true;
    try {
      while (again.length > 0) {
        const types = again;
        again = [];
        for (const type of types.includes(undefined) ? [...lines.keys()] : new Set(types as string[])) serve(type);
      }
    } finally {
      waking = false;
    }
  };
  const serve = (type: string) => {
    const line = lines.get(type);
    if (!line) return;
    // What nobody can do now is looked for once, not for everyone who wants the same: a free agent still finds whom it suits.
    const hopeless = new Set<string>();
    let served: Waiting | undefined;
    do {
      let then = () => {};
      if (!anyFree(making(type), type, clock.monotonicMs())) {
        // Nobody is free, or nobody is there: then there is nothing to wait for.
        if (capacityOf(making(type), type, clock.monotonicMs()).slots > 0) return;
      }
      const times = timesOf(type);
      const alone = { ahead: -1, slots: 1, ...times };
      served = line.take((waiter) => {
        const nowMs = clock.monotonicMs();
        if (isTooLate(alone, waiter.ask.endMs - nowMs)) {
          const facts = { ahead: line.size - 1, slots: capacityOf(making(type), type, nowMs).slots, ...times };
          then = () => waiter.refuse(shed("shedLate", type, facts));
          return true;
        }
        const kind = kindOf(waiter.ask);
        if (hopeless.has(kind)) return undefined;
        if (waitsForIdleTimes(waiter.ask, nowMs - waiter.sinceMs)) return false;
        try {
          const found = placeNow(waiter.ask);
          if (found) then = () => waiter.admit(found);
          else if (kind !== "") hopeless.add(kind);
          return found !== undefined;
        } catch (thrown) {
          then = () => waiter.refuse(toMeshError(thrown));
          return true;
        }
      }, mostLookedAt);
      then();
    } while (served);
    if (line.size === 0) lines.delete(type);
  };

  /** Empty for who is not like others: one that was tried elsewhere, or goes back to where it was. */
  const kindOf = (ask: Ask): string => {
    ask.plan = ports.current(ask.plan);
    return ask.tried.size > 0 || ask.preferred ? "" : kinds.of(ask.plan);
  };
  const timesOf = (type: string) => ({ meanMs: latencies.meanMs(type), p95Ms: latencies.p95Ms(type) });
  const shed = (why: "shedFull" | "shedLate", type: string, facts: WaitFacts): MeshError => {
    tally[why] += 1;
    const cause = why === "shedFull" ? "the line is full" : "it could not be done in its time";
    return new MeshError("OVERLOADED", `all that make ${type} are busy and ${cause}`, {
      messageKo: `${type}을(를) 만드는 에이전트가 모두 작업 중입니다`,
      facts: { type, ahead: String(facts.ahead), slots: String(facts.slots) },
      retryAfterMs: retryAfterMs(facts),
    });
  };

  const wait = (ask: Ask, told: Waiter): (() => void) => {
    const { outputType: type, tenant } = ask.plan.want;
    const weight = ports.weightOf?.(tenant) ?? 1;
    const sinceMs = clock.monotonicMs();
    const line = lines.get(type) ?? createFairQueue<Waiting>(options);
    const facts = () => ({
      ahead: line.ahead(tenant, weight),
      slots: capacityOf(making(type), type, sinceMs).slots,
      ...timesOf(type),
    });
    const refuse = (why: "shedFull" | "shedLate") => {
      told.refuse(shed(why, type, facts()));
      return nothingToLeave;
    };
    if (isTooLate(facts(), ask.endMs - sinceMs)) return refuse("shedLate");
    const waiter: Waiting = {
      ask,
      sinceMs,
      admit(found) {
        timer.cancel();
        told.admit(found);
      },
      refuse(error) {
        timer.cancel();
        told.refuse(error);
      },
    };
    const queued = line.push(waiter, { tenant, weight, priority: ask.priority, nowMs: sinceMs });
    if (!queued.ok) return refuse("shedFull");
    lines.set(type, line);
    tally.waited += 1;
    const limitMs = Math.min(ask.endMs - sinceMs, maxWaitMs);
    const timer = clock.after(limitMs, () => {
      queued.remove();
      tally.expired += 1;
      waiter.refuse(
        new MeshError("DEADLINE", `nobody that makes ${type} became free within ${Math.round(limitMs)} ms`),
      );
    });
    queued.displaced?.refuse(shed("shedFull", type, facts()));
    wake(type);
    return () => {
      if (!queued.remove()) return;
      tally.abandoned += 1;
      timer.cancel();
    };
  };

  const now = (ask: Ask, nowMs?: number): Place | undefined => {
    // Nobody passes those who wait, except who comes back to where he was.
    const line = lines.size === 0 ? undefined : lines.get(ask.plan.want.outputType);
    if (line && line.size > 0 && !ask.preferred) return undefined;
    return waitsForIdleTimes(ask, 0) ? undefined : placeNow(ask, nowMs);
  };
  return {
    now,
    wait,
    async enter(ask, signal) {
      signal.throwIfAborted();
      const found = now(ask);
      if (found) return found;
      return new Promise((resolve, reject) => {
        const abort = () => {
          leave();
          reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        const settle = (then: () => void) => {
          signal.removeEventListener("abort", abort);
          then();
        };
        const leave = wait(ask, {
          admit: (place) => settle(() => resolve(place)),
          refuse: (error) => settle(() => reject(error)),
        });
      });
    },
    wake,
    counts: () => ({ ...tally, waiting: [...lines.values()].reduce((sum, line) => sum + line.size, 0) }),
  };
}

const nothingToLeave = (): void => {};

type Left = (choice: Choice, sinceMs: number, outcome: CallOutcome, why: string, nowMs?: number) => void;

class HeldPlace implements Place {
  readonly choice: Choice;
  readonly sinceMs: number;
  private readonly told: Left;
  private over = false;

  constructor(choice: Choice, sinceMs: number, told: Left) {
    this.choice = choice;
    this.sinceMs = sinceMs;
    this.told = told;
  }

  leave(outcome: CallOutcome, why = "", nowMs?: number): void {
    if (this.over) return;
    this.over = true;
    this.told(this.choice, this.sinceMs, outcome, why, nowMs);
  }
}
