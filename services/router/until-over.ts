import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";

/** Yields what comes until `over` aborts, then throws its reason, whether or not the source notices. */
export async function* untilOver<T>(source: AsyncIterable<T>, over: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orAborted(iterator.next(), over);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a source that is stuck must not hold its reader.
    void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

function orAborted<T>(task: Promise<T>, over: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(over.reason);
    task.then(resolve, reject).finally(() => over.removeEventListener("abort", abort));
    if (over.aborted) abort();
    else over.addEventListener("abort", abort, { once: true });
  });
}

/** What can end a call before its result. */
export interface CallEnd extends Disposable {
  readonly signal: AbortSignal;
  end(why: MeshError): void;
}

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
      controller.abort(new MeshError("CANCELLED", "nobody reads on"));
    },
  };
}
