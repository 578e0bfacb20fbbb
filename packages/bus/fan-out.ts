import type { BusMessage, Subscription } from "./bus.ts";
import { matches } from "./subject-match.ts";

/** Messages a subscriber may lag behind before it loses the next. */
const defaultMaxPending = 1024;

/** Plain publishes inside one process. */
export interface FanOut {
  publish(message: BusMessage): void;
  subscribe(
    pattern: string,
    handler: (message: BusMessage) => void | Promise<void>,
    options?: { maxPending?: number },
  ): Subscription;
  counters(): { dropped: number; handlerErrors: number };
  close(): void;
}

interface Listener {
  pattern: string;
  push(message: BusMessage): void;
}

/** Makes one: each subscriber has a bounded queue of its own, so a slow one loses its own messages and nobody else's. */
export function fanOut(): FanOut {
  const listeners = new Set<Listener>();
  const counters = { dropped: 0, handlerErrors: 0 };

  return {
    publish(message) {
      for (const listener of listeners) {
        if (matches(listener.pattern, message.subject)) listener.push(message);
      }
    },
    subscribe(pattern, handler, { maxPending = defaultMaxPending } = {}) {
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
      const listener: Listener = {
        pattern,
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
      };
      listeners.add(listener);
      return {
        get dropped() {
          return dropped;
        },
        [Symbol.asyncDispose]: async () => {
          listeners.delete(listener);
          queue.length = 0;
        },
      };
    },
    counters: () => ({ ...counters }),
    close: () => listeners.clear(),
  };
}
