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

/** Knows nothing yet. */
export function createLatencies(capacity: number = maxNames): Latencies {
  const byName = new Map<string, number[]>();
  return {
    note(name, ms) {
      const times = byName.get(name) ?? [];
      byName.delete(name);
      byName.set(name, times);
      times.push(ms);
      if (times.length > kept) times.shift();
      if (byName.size > capacity) byName.delete(byName.keys().next().value!);
    },
    meanMs(name) {
      const times = byName.get(name);
      return times && times.reduce((sum, ms) => sum + ms, 0) / times.length;
    },
    p95Ms(name) {
      const times = byName.get(name);
      if (!times || times.length < enough) return undefined;
      return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
    },
  };
}
