import type { LoadStrained } from "@viba/contracts/gen/viba/event/v1/event_pb";

/** A strain that has begun and not ended. */
export interface ActiveStrain {
  readonly strain: LoadStrained;
  /** When its beginning was heard. */
  readonly sinceMs: number;
}

/** Who is strained now. What can't be held is forgotten, the oldest first, and counted. */
export interface StrainBook {
  hear(strain: LoadStrained, nowMs: number): void;
  /** The oldest first. */
  active(nowMs: number): ActiveStrain[];
  readonly forgotten: number;
}

/** Bounds of a book of strains. */
export interface StrainBookOptions {
  readonly most: number;
  /** How long one is believed without news: an end may be lost on the way. */
  readonly believedMs: number;
}

/** As many as an answer holds; an hour is longer than any strain that somebody should still have to look at by then. */
export const strainBookDefaults: StrainBookOptions = { most: 1000, believedMs: 60 * 60 * 1000 };

/** An empty book. */
export function createStrainBook(options = strainBookDefaults): StrainBook {
  const { most, believedMs } = options;
  const held = new Map<string, ActiveStrain>();
  let forgotten = 0;
  return {
    hear(strain, nowMs) {
      const key = `${strain.instanceId} ${strain.strain}`;
      const before = held.get(key);
      held.delete(key);
      if (!strain.begins) return;
      held.set(key, { strain, sinceMs: before?.sinceMs ?? nowMs });
      if (held.size <= most) return;
      held.delete(held.keys().next().value!);
      forgotten += 1;
    },
    active(nowMs) {
      for (const [key, { sinceMs }] of held) if (nowMs - sinceMs > believedMs) held.delete(key);
      return [...held.values()].toSorted((a, b) => a.sinceMs - b.sinceMs);
    },
    get forgotten() {
      return forgotten;
    },
  };
}
