import type { LinkPort, PortListener } from "./port.ts";

/** How a pair of ports within one process behaves. */
export interface MemoryPortOptions {
  /** Batches under way before `write` says false. */
  readonly highWater?: number;
  /** While it says true nothing is delivered either way, as on a path that swallows packets. */
  readonly stalled?: () => boolean;
}

/** A port of a pair. */
export interface MemoryPort extends LinkPort {
  /** Delivers what was held back while the path was stalled. */
  resume(): void;
}

interface End {
  listener: PortListener | undefined;
  readonly inbound: Buffer[];
  /** Its writer was told to wait. */
  full: boolean;
  ending: boolean;
  closed: boolean;
}

/** Two ports that hand their batches to one another, each copied and delivered in a later microtask. */
export function createMemoryPorts(options: MemoryPortOptions = {}): [MemoryPort, MemoryPort] {
  const { highWater = 16, stalled = () => false } = options;
  const newEnd = (): End => ({ listener: undefined, inbound: [], full: false, ending: false, closed: false });
  const close = (end: End, error?: unknown) => {
    if (end.closed) return;
    end.closed = true;
    end.inbound.length = 0;
    end.listener?.closed(error);
  };
  const deliver = (from: End, to: End) => {
    if (!to.listener || stalled()) return;
    while (to.inbound.length > 0 && !to.closed) to.listener.batch(to.inbound.shift()!);
    if (from.full) {
      from.full = false;
      from.listener?.drain();
    }
    if (!from.ending) return;
    close(to);
    close(from);
  };
  const port = (own: End, other: End): MemoryPort => ({
    open(listener) {
      own.listener = listener;
      queueMicrotask(() => deliver(other, own));
    },
    write(batch, written) {
      queueMicrotask(written);
      if (own.closed || own.ending) return true;
      other.inbound.push(Buffer.from(batch));
      queueMicrotask(() => deliver(own, other));
      own.full = other.inbound.length >= highWater;
      return !own.full;
    },
    end() {
      own.ending = true;
      queueMicrotask(() => deliver(own, other));
    },
    cut() {
      own.closed = true;
      queueMicrotask(() => {
        close(other);
        own.listener?.closed();
      });
    },
    resume() {
      queueMicrotask(() => deliver(other, own));
      queueMicrotask(() => deliver(own, other));
    },
  });
  const [a, b] = [newEnd(), newEnd()];
  return [port(a, b), port(b, a)];
}
