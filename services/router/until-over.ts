import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";

/** Yields what comes until `over` aborts, then throws its reason, whether or not the source notices. */
export async function* untilOver<T>(source: AsyncIterable<T>, over: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let fail: (reason: unknown) => void = () => {};
  // One listener for all that comes: adding one costs more than an event.
  const abort = () => fail(over.reason);
  over.addEventListener("abort", abort, { once: true });
  const next = () =>
    new Promise<IteratorResult<T>>((resolve, reject) => {
      fail = reject;
      iterator.next().then(resolve, reject);
      if (over.aborted) abort();
    });
  try {
    for (let step = await next(); !step.done; step = await next()) yield step.value;
  } finally {
    over.removeEventListener("abort", abort);
    // Not waited for: a source that is stuck must not hold its reader.
    void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

/** What can end a call before its result. */
export interface CallEnd extends Disposable {
  readonly signal: AbortSignal;
  end(why: MeshError): void;
}

/** One for all: an error collects its stack when it is made, and at the end of a call that went well nobody reads it. */
const nobodyReads = new MeshError("CANCELLED", "nobody reads on");

/** Aborts with the caller, after `timeoutMs` of the clock with DEADLINE, or when told to. */
export function endOfCall(clock: Clock, timeoutMs: number, caller: AbortSignal): CallEnd {
  const controller = new AbortController();
  const leave = () => controller.abort(caller.reason);
  if (caller.aborted) leave();
  else caller.addEventListener("abort", leave, { once: true });
  const timer = clock.after(timeoutMs, () =>
    controller.abort(new MeshError("DEADLINE", `no result within ${Math.round(timeoutMs)} ms`)),
  );
  return {
    signal: controller.signal,
    end: (why) => controller.abort(why),
    [Symbol.dispose]() {
      timer.cancel();
      caller.removeEventListener("abort", leave);
      // Ends the call at the other end and what hangs on it; without effect when it is over.
      controller.abort(nobodyReads);
    },
  };
}
