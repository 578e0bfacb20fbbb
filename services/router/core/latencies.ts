/** Times of what ended lately, by a name of what was done. */
export interface Latencies {
  note(name: string, ms: number): void;
  /** Mean of the last times; undefined when nothing was seen. */
  meanMs(name: string): number | undefined;
  /** The time that nineteen of twenty kept to; undefined until enough was seen to tell. */
  p95Ms(name: string): number | undefined;
}

/** Times kept of one name, and how many of them are enough for a p95. */
const kept = 64;
const enough = 20;
/** Names remembered; the one unused for longest is forgotten. */
export const maxNames = 4096;

/** The last times of one name: a ring, so that noting one moves nothing. */
interface Times {
  readonly ms: number[];
  next: number;
  /** Which note of all it was that used it last. */
  usedAt: number;
}

/** Knows nothing yet. */
export function createLatencies(capacity: number = maxNames): Latencies {
  const byName = new Map<string, Times>();
  let notes = 0;
  const forgetOldest = () => {
    let oldest: [name: string, times: Times] | undefined;
    for (const entry of byName) if (!oldest || entry[1].usedAt < oldest[1].usedAt) oldest = entry;
    byName.delete(oldest![0]);
  };
  return {
    note(name, ms) {
      let times = byName.get(name);
      if (!times) {
        if (byName.size >= capacity) forgetOldest();
        times = { ms: [], next: 0, usedAt: 0 };
        byName.set(name, times);
      }
      times.ms[times.next] = ms;
      times.next = (times.next + 1) % kept;
      times.usedAt = ++notes;
    },
    meanMs(name) {
      const times = byName.get(name)?.ms;
      return times && times.reduce((sum, ms) => sum + ms, 0) / times.length;
    },
    p95Ms(name) {
      const times = byName.get(name)?.ms;
      if (!times || times.length < enough) return undefined;
      return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
    },
  };
}
