import type { BusMessage, Subscription } from "./bus.ts";
import { matches } from "./subject-match.ts";

/** Messages a subscriber may lag behind before it loses the next. */
const defaultMaxPending = 1024;

/** What becomes of messages at their subscribers, over all of them. */
export interface ListenerCounters {
  dropped: number;
  handlerErrors: number;
}

/** A subscriber with a bounded queue of its own, so a slow one loses its own messages and nobody else's. */
export interface Listener {
  readonly dropped: number;
  push(message: BusMessage): void;
  /** Forgets what waits. */
  clear(): void;
}

/** Makes one; its handler is called one at a time, never within `push`. */
export function listener(
  handler: (message: BusMessage) => void | Promise<void>,
  counters: ListenerCounters,
  maxPending = defaultMaxPending,
): Listener {
  const queue: BusMessage[] = [];
  let dropped = 0;
  let running = false;
  const run = async () => {
    await Promise.resolve();
    for (let message = queue.shift(); message; message = queue.shift()) {
      try {
        await handler(message);
      } catch {
        counters.handlerErrors++;
      }
    }
    running = false;
  };
  return {
    get dropped() {
      return dropped;
    },
    push(message) {
      if (queue.length >= maxPending) {
        dropped++;
        counters.dropped++;
        return;
      }
      queue.push(message);
      if (!running) {
        running = true;
        void run();
      }
    },
    clear() {
      queue.length = 0;
    },
  };
}

/** Plain publishes inside one process. */
export interface FanOut {
  publish(message: BusMessage): void;
  subscribe(
    pattern: string,
    handler: (message: BusMessage) => void | Promise<void>,
    options?: { maxPending?: number },
  ): Subscription;
  counters(): ListenerCounters;
  close(): void;
}

/** Makes one. */
export function fanOut(): FanOut {
  const listeners = new Map<Listener, string>();
  const counters: ListenerCounters = { dropped: 0, handlerErrors: 0 };

  return {
    publish(message) {
      for (const [each, pattern] of listeners) if (matches(pattern, message.subject)) each.push(message);
    },
    subscribe(pattern, handler, options) {
      const made = listener(handler, counters, options?.maxPending);
      listeners.set(made, pattern);
      return {
        get dropped() {
          return made.dropped;
        },
        [Symbol.asyncDispose]: async () => {
          listeners.delete(made);
          made.clear();
        },
      };
    },
    counters: () => ({ ...counters }),
    close: () => listeners.clear(),
  };
}
