import { MeshError } from "./errors.ts";

/** Bounds of a limiter. */
export interface LimiterOptions {
  /** What is limited, for the error message: "calls to plan-agent". */
  readonly name: string;
  /** Permits out at once. */
  readonly maxInFlight: number;
  /** Callers that may wait for a permit; one more is refused. */
  readonly maxQueued: number;
}

/** How much passed and how much was turned away. */
export interface LimiterCounts {
  readonly inFlight: number;
  readonly queued: number;
  /** Permits given so far. */
  readonly admitted: number;
  /** Refused because the queue was full. */
  readonly refused: number;
  /** Left the queue because their signal aborted. */
  readonly abandoned: number;
}

/** A semaphore with a bounded queue, first come first served. */
export interface Limiter {
  /** Waits for a permit; disposing it gives it back. Rejects with OVERLOADED, DRAINING, or the signal's reason. */
  acquire(signal?: AbortSignal): Promise<Disposable>;
  /** A permit if one is free at once; nobody waits while one is. */
  tryAcquire(): Disposable | undefined;
  /** Runs `fn` with a permit. */
  run<T>(fn: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Refuses everybody who waits or comes later; permits that are out stay valid. */
  close(): void;
  counts(): LimiterCounts;
}

interface Waiter {
  admit(permit: Disposable): void;
  refuse(error: MeshError): void;
}

/** Makes a limiter with all its permits in. */
export function createLimiter(options: LimiterOptions): Limiter {
  const waiting = new Set<Waiter>();
  const counts = { inFlight: 0, admitted: 0, refused: 0, abandoned: 0 };
  let closed = false;

  const permit = (): Disposable => {
    counts.inFlight += 1;
    counts.admitted += 1;
    let out = true;
    return {
      [Symbol.dispose]() {
        if (!out) return;
        out = false;
        counts.inFlight -= 1;
        admitNext();
      },
    };
  };
  const admitNext = () => {
    const [first] = waiting;
    if (!first || counts.inFlight >= options.maxInFlight) return;
    waiting.delete(first);
    first.admit(permit());
  };
  const tryAcquire = () => (!closed && counts.inFlight < options.maxInFlight ? permit() : undefined);

  const wait = (signal: AbortSignal | undefined) =>
    new Promise<Disposable>((resolve, reject) => {
      const abort = () => {
        waiting.delete(waiter);
        counts.abandoned += 1;
        reject(signal!.reason);
      };
      const settle = (then: () => void) => {
        signal?.removeEventListener("abort", abort);
        then();
      };
      const waiter: Waiter = {
        admit: (given) => settle(() => resolve(given)),
        refuse: (error) => settle(() => reject(error)),
      };
      waiting.add(waiter);
      signal?.addEventListener("abort", abort, { once: true });
    });

  const acquire = async (signal?: AbortSignal): Promise<Disposable> => {
    signal?.throwIfAborted();
    if (closed) throw draining(options);
    const free = tryAcquire();
    if (free) return free;
    if (waiting.size < options.maxQueued) return wait(signal);
    counts.refused += 1;
    throw new MeshError("OVERLOADED", `too many ${options.name} wait already (${options.maxQueued})`);
  };

  return {
    acquire,
    tryAcquire,
    async run(fn, signal) {
      using _permit = await acquire(signal);
      return await fn();
    },
    close() {
      closed = true;
      for (const waiter of waiting) waiter.refuse(draining(options));
      waiting.clear();
    },
    counts: () => ({ ...counts, queued: waiting.size }),
  };
}

function draining(options: LimiterOptions): MeshError {
  return new MeshError("DRAINING", `no more ${options.name} are taken`);
}
