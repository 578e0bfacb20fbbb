import { afterCall, beginCall, breakerDefaults, type CallOutcome, mayCall } from "@viba/runtime/breaker";
import { afterResult, inPanic, maxEjected, outlierDefaults } from "@viba/runtime/outlier";
import type { Held } from "./instance.ts";
import type { Instance } from "./instance.ts";
import type { Work } from "./work.ts";

/**
 * Ejection comes before the breaker: three failures in a row take an instance out while others carry on, but only a
 * tenth of a pool; the breaker's five need no leave of the others.
 */
export const ejection = { ...outlierDefaults, failuresToEject: 3 };

/** In smaller pools health is always heeded: one of two that fails is no sign that everything does. */
export const smallestPanicPool = 3;

/** Whether an instance is left alone for a while. */
export function isIll({ breaker, outlier }: Work, nowMs: number): boolean {
  return !mayCall(breaker, nowMs) || nowMs < outlier.ejectedUntilMs;
}

/** Why an instance is left alone for a while, with what speaks for it; undefined when it is well. */
export function illness(work: Work, nowMs: number): string | undefined {
  const last = work.lastFailure ? `; the last: ${work.lastFailure}` : "";
  if (!mayCall(work.breaker, nowMs)) {
    const { breaker } = work;
    if (breaker.state === "half-open") return `breaker half-open: a probe is under way${last}`;
    const seconds = breaker.state === "open" ? Math.ceil((breaker.untilMs - nowMs) / 1000) : 0;
    return `breaker open for ${seconds} s more: ${breakerDefaults.failuresToOpen} failures in a row${last}`;
  }
  const { elsewhere } = work;
  if (nowMs >= work.outlier.ejectedUntilMs) {
    if (nowMs >= elsewhere.ejectedUntilMs) return undefined;
    return `ejected by another router for ${Math.ceil((elsewhere.ejectedUntilMs - nowMs) / 1000)} s more: ${elsewhere.evidence}`;
  }
  const seconds = Math.ceil((work.outlier.ejectedUntilMs - nowMs) / 1000);
  return `ejected for ${seconds} s more, the ${ordinal(work.outlier.ejections)} time${last}`;
}

/** Whether this is why an instance was left out: it is left alone for a while after failures. */
export function isIllReason(leftOut: string | undefined): boolean {
  return leftOut !== undefined && /^(breaker|ejected) /.test(leftOut);
}

/** For how long more this router itself leaves an instance alone, in milliseconds: what it tells the others. */
export function ejectedForMs({ breaker, outlier }: Work, nowMs: number): number {
  const openMs = breaker.state === "open" ? breaker.untilMs - nowMs : 0;
  return Math.max(0, Math.round(Math.max(openMs, outlier.ejectedUntilMs - nowMs)));
}

/** Whether so many of a pool are unwell that health says more about the work than about them: then all are used. */
export function healthIsIgnored(unwell: number, well: number): boolean {
  const pool = unwell + well;
  return pool >= smallestPanicPool && inPanic(pool, well, ejection);
}

/** A place at the chosen instance is taken: counted before anybody else chooses. */
export function beginWork({ instance, capability }: Held, nowMs: number): void {
  const { work } = instance;
  work.inFlight += 1;
  work.running.set(capability.name, (work.running.get(capability.name) ?? 0) + 1);
  work.breaker = beginCall(work.breaker, nowMs);
}

/** How work at an instance ended. */
export interface WorkEnd {
  readonly outcome: CallOutcome;
  readonly startedMs: number;
  /** With "failed": what happened, for people. */
  readonly why?: string;
}

/** The place is free again; `peers` are the instances that make the same. */
export function endWork({ instance, capability }: Held, end: WorkEnd, peers: Iterable<Instance>, nowMs: number): void {
  const { work } = instance;
  work.inFlight -= 1;
  const left = (work.running.get(capability.name) ?? 1) - 1;
  if (left > 0) work.running.set(capability.name, left);
  else work.running.delete(capability.name);
  work.breaker = afterCall(work.breaker, end, nowMs);
  if (end.outcome === "ignored") return;
  work.ended += 1;
  work.endedMs += nowMs - end.startedMs;
  const ok = end.outcome === "ok";
  if (!ok) {
    work.failures += 1;
    work.lastFailure = (end.why ?? "").slice(0, 200);
  }
  const due = !ok && work.outlier.failures + 1 >= ejection.failuresToEject && nowMs >= work.outlier.ejectedUntilMs;
  work.outlier = afterResult(work.outlier, { ok, mayEject: due && mayEject(instance, peers, nowMs) }, nowMs, ejection);
}

/** An instance that is alone is never ejected: nobody is there to carry on. */
function mayEject(instance: Instance, peers: Iterable<Instance>, nowMs: number): boolean {
  let size = 0;
  let out = 0;
  for (const peer of peers) {
    size += 1;
    if (peer !== instance && nowMs < peer.work.outlier.ejectedUntilMs) out += 1;
  }
  return size > 1 && out < maxEjected(size, ejection);
}

function ordinal(n: number): string {
  return ["0th", "1st", "2nd", "3rd"][n] ?? `${n}th`;
}
