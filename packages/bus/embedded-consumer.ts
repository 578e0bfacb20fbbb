import type { Clock } from "@viba/runtime/clock";
import type { Consumer, Delivery, Headers } from "./bus.ts";
import type { DurableKey, DurableTable, Taken } from "./embedded-durables.ts";

/** Lets those who wait for a stream know that there may be something. */
export interface Bell {
  ring(stream: string): void;
  /** Calls `wake` at the next ring; the result forgets it. */
  listen(stream: string, wake: () => void): () => void;
}

/** Makes a bell. */
export function bell(): Bell {
  const listeners = new Map<string, Set<() => void>>();
  return {
    ring(stream) {
      for (const wake of listeners.get(stream) ?? []) wake();
    },
    listen(stream, wake) {
      const set = listeners.get(stream) ?? new Set();
      listeners.set(stream, set.add(wake));
      return () => void set.delete(wake);
    },
  };
}

/** How a consumer of an embedded stream takes messages. */
export interface PullSettings {
  key: DurableKey;
  filter: string | undefined;
  ackWaitMs: number;
  maxInFlight: number;
}

/** A consumer over the durables table; `onClose` runs once when it is disposed. */
export function embeddedConsumer(
  table: DurableTable,
  clock: Clock,
  ringer: Bell,
  settings: PullSettings,
  onClose: () => void,
): Consumer {
  const { key, ackWaitMs } = settings;
  let closed = false;
  let stopWaiting: (() => void) | undefined;

  const toDelivery = (row: Taken): Delivery => {
    let answered = false;
    const once = (answer: () => void) => async () => {
      if (answered || closed) return;
      answered = true;
      answer();
      ringer.ring(key.stream);
    };
    const finish = once(() => table.done(key, row.seq));
    return {
      message: { subject: row.subject, headers: JSON.parse(row.headers) as Headers, body: row.body },
      seq: row.seq,
      deliveries: row.deliveries,
      ack: finish,
      nak: async (delayMs = 0) => once(() => table.postpone(key, row.seq, clock.monotonicMs() + delayMs))(),
      term: finish,
      inProgress: async () => {
        if (!answered && !closed) table.postpone(key, row.seq, clock.monotonicMs() + ackWaitMs);
      },
    };
  };
  const take = (max: number) =>
    closed ? [] : table.take(key, { ...settings, max }, clock.monotonicMs()).map(toDelivery);

  /** Resolves at a ring, when a message in hand falls due, when the time is over, or on abort. */
  const wait = (untilMs: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      const nowMs = clock.monotonicMs();
      const dueMs = table.nextDueMs(key) ?? untilMs;
      const wake = () => {
        timer.cancel();
        forget();
        signal?.removeEventListener("abort", wake);
        stopWaiting = undefined;
        resolve();
      };
      const timer = clock.after(Math.max(0, Math.min(untilMs, dueMs) - nowMs), wake);
      const forget = ringer.listen(key.stream, wake);
      signal?.addEventListener("abort", wake, { once: true });
      stopWaiting = wake;
    });

  return {
    get closed() {
      return closed;
    },
    async fetch(max, { waitMs, signal }) {
      const untilMs = clock.monotonicMs() + waitMs;
      for (;;) {
        signal?.throwIfAborted();
        const got = take(max);
        if (got.length > 0 || closed || clock.monotonicMs() >= untilMs) return got;
        await wait(untilMs, signal);
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (closed) return;
      closed = true;
      stopWaiting?.();
      onClose();
    },
  };
}
