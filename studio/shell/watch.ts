import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { isPassing, type Problem, problemOf } from "../core/problem.ts";

/** What a watcher hears: an event, or that the connection is gone and will be tried again. */
export type WatchSignal =
  | { readonly kind: "event"; readonly event: RunEvent }
  | { readonly kind: "lost"; readonly problem: Problem };

/** What watching needs of the world. */
export interface WatchPorts {
  /** Opens the server's stream of events after a position. */
  readonly open: (afterSequence: bigint, signal: AbortSignal) => AsyncIterable<{ readonly event?: RunEvent }>;
  /** Makes the browser known to the mesh again, after the mesh has started anew. */
  readonly renew: () => Promise<void>;
  /** Resolves after a time, or when the signal aborts. */
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** First and longest pause before the connection is tried again, milliseconds. */
export const reconnectDefaults = { firstMs: 250, longestMs: 5000 };

/**
 * The events of a run until it has ended, over as many connections as that takes: a lost stream is opened again after
 * the last position heard, with growing pauses. Throws what will never pass, such as an unknown run.
 */
export async function* watch(ports: WatchPorts, signal: AbortSignal): AsyncGenerator<WatchSignal> {
  let after = 0n;
  let pauseMs = reconnectDefaults.firstMs;
  while (!signal.aborted) {
    try {
      for await (const { event } of ports.open(after, signal)) {
        if (!event) continue;
        if (event.sequence > after) after = event.sequence;
        pauseMs = reconnectDefaults.firstMs;
        yield { kind: "event", event };
        if (event.event.case === "runEnded") return;
      }
    } catch (error) {
      if (signal.aborted) return;
      const problem = problemOf(error);
      if (!isPassing(problem)) throw error;
      yield { kind: "lost", problem };
      if (problem.reason === "UNAUTHENTICATED") await ports.renew().catch(() => {});
    }
    await ports.wait(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, reconnectDefaults.longestMs);
  }
}
