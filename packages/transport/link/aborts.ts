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
export const maxUnused = 1024;

/** Adding a listener costs a microsecond, adding to a set a few nanoseconds; a run's signal serves many calls. */
export function createAborts(): Aborts {
  const entries = new Map<AbortSignal, Entry>();
  /** Entries without a call: those of a thousand calls that follow one another on as many signals are not among them for long. */
  let unused = 0;
  const drop = (signal: AbortSignal, entry: Entry) => {
    signal.removeEventListener("abort", entry.listener);
    entries.delete(signal);
    if (entry.items.size === 0) unused -= 1;
  };
  const watch = (signal: AbortSignal): Entry => {
    const items = new Set<Abortable>();
    const listener = () => {
      entries.delete(signal);
      if (items.size === 0) unused -= 1;
      for (const item of items) item.abort(signal.reason);
    };
    const entry: Entry = { items, listener, idle: false };
    signal.addEventListener("abort", listener, { once: true });
    entries.set(signal, entry);
    unused += 1;
    return entry;
  };
  return {
    add(signal, item) {
      const entry = entries.get(signal) ?? watch(signal);
      if (entry.items.size === 0) unused -= 1;
      entry.items.add(item);
      entry.idle = false;
    },
    remove(signal, item) {
      const entry = entries.get(signal);
      if (!entry?.items.delete(item) || entry.items.size > 0) return;
      unused += 1;
      if (unused > maxUnused) drop(signal, entry);
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
