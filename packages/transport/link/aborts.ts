/** Something that a signal ends. */
export interface Abortable {
  abort(reason: unknown): void;
}

/** Signals that calls listen to: one listener a signal, however many calls share it or follow one another on it. */
export interface Aborts {
  add(signal: AbortSignal, item: Abortable): void;
  remove(signal: AbortSignal, item: Abortable): void;
  /** Takes the listeners off signals that no call has used since the last sweep. */
  sweep(): void;
  /** Takes all listeners off. */
  clear(): void;
}

interface Entry {
  readonly items: Set<Abortable>;
  readonly listener: () => void;
  idle: boolean;
}

/** Signals kept without a call. Callers that make one for each call would else hold thousands until the next sweep. */
const maxSignals = 128;

/** Adding a listener costs a microsecond, adding to a set a few nanoseconds; a run's signal serves many calls. */
export function createAborts(): Aborts {
  const entries = new Map<AbortSignal, Entry>();
  const drop = (signal: AbortSignal, entry: Entry) => {
    signal.removeEventListener("abort", entry.listener);
    entries.delete(signal);
  };
  const watch = (signal: AbortSignal): Entry => {
    const items = new Set<Abortable>();
    const listener = () => {
      entries.delete(signal);
      for (const item of items) item.abort(signal.reason);
    };
    const entry: Entry = { items, listener, idle: false };
    signal.addEventListener("abort", listener, { once: true });
    entries.set(signal, entry);
    return entry;
  };
  return {
    add(signal, item) {
      const entry = entries.get(signal) ?? watch(signal);
      entry.items.add(item);
      entry.idle = false;
    },
    remove(signal, item) {
      const entry = entries.get(signal);
      if (!entry) return;
      entry.items.delete(item);
      if (entry.items.size === 0 && entries.size > maxSignals) drop(signal, entry);
    },
    sweep() {
      for (const [signal, entry] of entries) {
        if (entry.items.size > 0) continue;
        if (entry.idle) drop(signal, entry);
        else entry.idle = true;
      }
    },
    clear() {
      for (const [signal, entry] of entries) drop(signal, entry);
    },
  };
}
