import type { DispatchRequest } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { CallOutcome } from "@viba/runtime/breaker";
import type { Clock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { createFairQueue, type FairQueue, fairQueueDefaults, type FairQueueOptions } from "@viba/runtime/fair-queue";
import type { Choice } from "./core/decide.ts";
import { beginWork, endWork } from "./core/health.ts";
import type { Latencies } from "./core/latencies.ts";
import { ageStepMs, heldBack, isTooLate, retryAfterMs, type WaitFacts } from "./core/overload.ts";
import type { Instance } from "./core/registry.ts";
import { anyFree, capacityOf } from "./core/slots.ts";

/** One attempt that wants an agent. */
export interface Ask {
  readonly request: DispatchRequest;
  /** Instances and promises tried already, as `decide` takes them. */
  readonly tried: Set<string>;
  /** Instance that had this attempt before; it takes it back however busy it is. */
  readonly preferred: string;
  /** Monotonic time at which the whole dispatch is over. */
  readonly endMs: number;
  readonly signal: AbortSignal;
}

/** A place at the chosen instance, counted there until it is left. */
export interface Place {
  readonly choice: Choice;
  /** Monotonic time from which it counts. */
  readonly sinceMs: number;
  /** Gives the place back; only the first time counts. */
  leave(outcome: CallOutcome, why?: string): void;
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
  /** Resolves with a place; rejects with OVERLOADED and a time to come back, DEADLINE, or what choosing says. */
  enter(ask: Ask): Promise<Place>;
  /** A place if one is free at once for somebody who need not wait: for hedges. */
  tryEnter(ask: Ask): Place | undefined;
  /** Somebody may be free again: of one type, or of all. */
  wake(outputType?: string): void;
  counts(): AdmissionCounts;
}

/** What admission needs. */
export interface AdmissionPorts {
  readonly clock: Clock;
  readonly latencies: Latencies;
  readonly choose: (request: DispatchRequest, tried: ReadonlySet<string>, preferred: string) => Choice;
  /** What an instance has under way, or how it is, has changed. */
  readonly changed?: (instance: Instance) => void;
  /** The instances that promise a type. */
  readonly making: (outputType: string) => Iterable<Instance>;
  /** Share of a tenant relative to others; 1 unless known. */
  readonly weightOf?: (tenant: string) => number;
  readonly queue?: Partial<FairQueueOptions>;
}

/** Longest wait of who names no time of his own. */
export const maxWaitMs = 60_000;
/** How far behind the head of a line is looked for somebody whom a free agent suits. */
const mostLookedAt = 64;

interface Waiter {
  readonly ask: Ask;
  readonly sinceMs: number;
  admit(place: Place): void;
  refuse(error: MeshError): void;
}

/** Opens the door; nobody waits. */
export function createAdmission(ports: AdmissionPorts): Admission {
  const { clock, latencies, making } = ports;
  const options = { ...fairQueueDefaults, ageStepMs, ...ports.queue };
  const lines = new Map<string, FairQueue<Waiter>>();
  const tally = { admitted: 0, waited: 0, shedFull: 0, shedLate: 0, expired: 0, abandoned: 0 };
  let waking = false;
  let again: (string | undefined)[] = [];

  const place = (choice: Choice): Place => {
    const sinceMs = clock.monotonicMs();
    const { outputType } = choice.chosen.capability;
    let left = false;
    beginWork(choice.chosen, sinceMs);
    ports.changed?.(choice.chosen.instance);
    tally.admitted += 1;
    return {
      choice,
      sinceMs,
      leave(outcome, why = "") {
        if (left) return;
        left = true;
        const nowMs = clock.monotonicMs();
        if (outcome !== "ignored") latencies.note(outputType, nowMs - sinceMs);
        endWork(choice.chosen, { outcome, startedMs: sinceMs, why }, making(outputType), nowMs);
        ports.changed?.(choice.chosen.instance);
        wake(outputType);
      },
    };
  };

  /** A place now, or undefined when all that fit are busy; throws when nobody fits. */
  const placeNow = ({ request, tried, preferred }: Ask, waitedMs: number): Place | undefined => {
    const { priority, want } = request;
    if (priority < 0 && !preferred) {
      const capacity = capacityOf(making(want!.outputType), want!.outputType, clock.monotonicMs());
      if (heldBack(priority, waitedMs, capacity)) return undefined;
    }
    try {
      return place(ports.choose(request, tried, preferred));
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
    let served: Waiter | undefined;
    do {
      let then = () => {};
      if (!anyFree(making(type), type, clock.monotonicMs())) {
        // Nobody is free, or nobody is there: then there is nothing to wait for.
        if (capacityOf(making(type), type, clock.monotonicMs()).slots > 0) return;
      }
      served = line.take((waiter) => {
        const nowMs = clock.monotonicMs();
        if (isTooLate({ ahead: -1, slots: 1, ...timesOf(type) }, waiter.ask.endMs - nowMs)) {
          const facts = { ahead: line.size - 1, slots: capacityOf(making(type), type, nowMs).slots, ...timesOf(type) };
          then = () => waiter.refuse(shed("shedLate", type, facts));
          return true;
        }
        try {
          const found = placeNow(waiter.ask, nowMs - waiter.sinceMs);
          if (found) then = () => waiter.admit(found);
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

  const wait = (ask: Ask) =>
    new Promise<Place>((resolve, reject) => {
      const { request, signal } = ask;
      const type = request.want!.outputType;
      const tenant = request.want!.tenant;
      const weight = ports.weightOf?.(tenant) ?? 1;
      const sinceMs = clock.monotonicMs();
      const line = lines.get(type) ?? createFairQueue<Waiter>(options);
      const facts = () => ({
        ahead: line.ahead(tenant, weight),
        slots: capacityOf(making(type), type, sinceMs).slots,
        ...timesOf(type),
      });
      if (isTooLate(facts(), ask.endMs - sinceMs)) return reject(shed("shedLate", type, facts()));
      const settle = (then: () => void) => {
        timer.cancel();
        signal.removeEventListener("abort", abort);
        then();
      };
      const waiter: Waiter = {
        ask,
        sinceMs,
        admit: (found) => settle(() => resolve(found)),
        refuse: (error) => settle(() => reject(error)),
      };
      const queued = line.push(waiter, { tenant, weight, priority: request.priority, nowMs: sinceMs });
      if (!queued.ok) return reject(shed("shedFull", type, facts()));
      lines.set(type, line);
      tally.waited += 1;
      const abort = () => {
        queued.remove();
        tally.abandoned += 1;
        settle(() => reject(signal.reason));
      };
      const limitMs = Math.min(ask.endMs - sinceMs, maxWaitMs);
      const timer = clock.after(limitMs, () => {
        queued.remove();
        tally.expired += 1;
        const error = new MeshError(
          "DEADLINE",
          `nobody that makes ${type} became free within ${Math.round(limitMs)} ms`,
        );
        settle(() => reject(error));
      });
      signal.addEventListener("abort", abort, { once: true });
      queued.displaced?.refuse(shed("shedFull", type, facts()));
      wake(type);
    });

  return {
    async enter(ask) {
      ask.signal.throwIfAborted();
      const line = lines.get(ask.request.want!.outputType);
      // Nobody passes those who wait, except who comes back to where he was.
      if (!line || line.size === 0 || ask.preferred) {
        const found = placeNow(ask, 0);
        if (found) return found;
      }
      return wait(ask);
    },
    tryEnter(ask) {
      if ((lines.get(ask.request.want!.outputType)?.size ?? 0) > 0) return undefined;
      try {
        return placeNow(ask, 0);
      } catch {
        return undefined;
      }
    },
    wake,
    counts: () => ({ ...tally, waiting: [...lines.values()].reduce((sum, line) => sum + line.size, 0) }),
  };
}
