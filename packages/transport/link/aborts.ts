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
  /** A call of the signal, and the others if there are more: a set for one would make a new table of itself every few calls. */
  one: Abortable | undefined;
  others: Set<Abortable> | undefined;
  readonly listener: () => void;
  idle: boolean;
}

/** Signals kept without a call. Callers that make one for each call would else hold thousands until the next sweep. */
export const maxUnused = 1024;
/**
 * New signals from one sweep to the next, beside those that the owner makes. Signals of runs that are over would else stay among
 * those kept without a call, until each call that ends takes its own signal's listener off and the next one puts it back.
 */
const newBetweenSweeps = maxUnused / 2;

/** Adding a listener costs a microsecond, adding to a set a few nanoseconds; a run's signal serves many calls. */
export function createAborts(): Aborts {
  const entries = new Map<AbortSignal, Entry>();
  /** Entries without a call: those of a thousand calls that follow one another on as many signals are not among them for long. */
  let unused = 0;
  /** Signals that came since the last sweep. */
  let added = 0;
  const isUnused = ({ one, others }: Entry) => one === undefined && (others === undefined || others.size === 0);
  const drop = (signal: AbortSignal, entry: Entry) => {
    signal.removeEventListener("abort", entry.listener);
    entries.delete(signal);
    if (isUnused(entry)) unused -= 1;
  };
  const sweep = () => {
    added = 0;
    for (const [signal, entry] of entries) {
      if (!isUnused(entry)) continue;
      if (entry.idle) drop(signal, entry);
      else entry.idle = true;
    }
  };
  const watch = (signal: AbortSignal): Entry => {
    if (added === newBetweenSweeps) sweep();
    added += 1;
    const listener = () => {
      entries.delete(signal);
      if (isUnused(entry)) unused -= 1;
      entry.one?.abort(signal.reason);
      for (const item of entry.others ?? []) item.abort(signal.reason);
    };
    const entry: Entry = { one: undefined, others: undefined, listener, idle: false };
    signal.addEventListener("abort", listener, { once: true });
    entries.set(signal, entry);
    unused += 1;
    return entry;
  };
  return {
    add(signal, item) {
      const entry = entries.get(signal) ?? watch(signal);
      if (isUnused(entry)) unused -= 1;
      if (entry.one === undefined) entry.one = item;
      else (entry.others ??= new Set()).add(item);
      entry.idle = false;
    },
    remove(signal, item) {
      const entry = entries.get(signal);
      if (!entry) return;
      if (entry.one === item) entry.one = undefined;
      else if (!entry.others?.delete(item)) return;
      if (!isUnused(entry)) return;
      unused += 1;
      if (unused > maxUnused) drop(signal, entry);
    },
    sweep,
    clear() {
      for (const [signal, entry] of entries) drop(signal, entry);
    },
  };
}
