import type { Clock } from "./clock.ts";
import { MeshError } from "./errors.ts";
import type { Log } from "./log.ts";

/** What can be stopped: something disposable, or a function that does it. */
export type Stoppable = AsyncDisposable | Disposable | (() => void | Promise<void>);

/** How one part stopped. */
export interface StopStep {
  readonly name: string;
  readonly outcome: "stopped" | "failed" | "timed out";
  readonly ms: number;
}

/** How the whole stopped, in the order it was done. */
export interface StopReport {
  readonly reason: string;
  readonly steps: readonly StopStep[];
}

/** Bounds of a lifecycle. */
export interface LifecycleOptions {
  readonly clock: Clock;
  /** How long each part may take to stop before the next one's turn comes anyway. */
  readonly graceMs: number;
  readonly log?: Log;
}

/** The parts of a process, stopped in the reverse order of their start. */
export interface Lifecycle {
  /** Aborts when stopping begins; loops and long calls hang on it. */
  readonly signal: AbortSignal;
  /** Notes what was started, and gives it back. Once stopping has begun this throws DRAINING and stops the part at once. */
  use<T extends Stoppable>(name: string, part: T): T;
  /** Stops everything, once: a second call gets the same report, whatever its reason. Never rejects. */
  stop(reason: string): Promise<StopReport>;
}

interface Part {
  readonly name: string;
  readonly stop: () => void | PromiseLike<void>;
}

/** A lifecycle with nothing started. */
export function createLifecycle({ clock, graceMs, log }: LifecycleOptions): Lifecycle {
  const parts: Part[] = [];
  const stopping = new AbortController();
  let report: Promise<StopReport> | undefined;

  const stopPart = async (part: Part): Promise<StopStep> => {
    const startMs = clock.monotonicMs();
    const step = (outcome: StopStep["outcome"]) => ({
      name: part.name,
      outcome,
      ms: clock.monotonicMs() - startMs,
    });
    try {
      const inTime = await within(clock, graceMs, part.stop);
      if (!inTime) log?.warn("did not stop in time", { part: part.name, grace_ms: graceMs });
      return step(inTime ? "stopped" : "timed out");
    } catch (error) {
      log?.error("failed to stop", { part: part.name, error });
      return step("failed");
    }
  };
  const stopAll = async (reason: string): Promise<StopReport> => {
    log?.info("stopping", { reason });
    const steps: StopStep[] = [];
    for (let part = parts.pop(); part; part = parts.pop()) steps.push(await stopPart(part));
    return { reason, steps };
  };

  return {
    signal: stopping.signal,
    use(name, part) {
      const entry = { name, stop: stopOf(part) };
      if (!report) {
        parts.push(entry);
        return part;
      }
      void stopPart(entry);
      throw new MeshError("DRAINING", `${name} was started while the process stops`);
    },
    stop(reason) {
      if (!report) {
        // The report exists before anybody hears of the stop: an abort listener may call stop again.
        report = Promise.resolve(reason).then(stopAll);
        stopping.abort(new MeshError("DRAINING", `stopping: ${reason}`));
      }
      return report;
    },
  };
}

function stopOf(part: Stoppable): () => void | PromiseLike<void> {
  if (typeof part === "function") return part;
  if (Symbol.asyncDispose in part) return () => part[Symbol.asyncDispose]();
  return () => part[Symbol.dispose]();
}

/** Whether the work was done within the time; what comes later, a failure too, is nobody's concern any more. */
function within(clock: Clock, timeoutMs: number, work: () => void | PromiseLike<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(timeoutMs, () => resolve(false));
    const done = (then: () => void) => {
      timer.cancel();
      then();
    };
    Promise.resolve()
      .then(work)
      .then(
        () => done(() => resolve(true)),
        (error: unknown) => done(() => reject(error)),
      );
  });
}
