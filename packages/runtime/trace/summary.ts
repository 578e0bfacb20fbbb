/** Spans of one name within a window. */
export interface NameSummary {
  readonly name: string;
  count: number;
  errors: number;
  totalUs: number;
  maxUs: number;
  /** Sketch of the durations: bucket i holds those up to 1.1^i microseconds. */
  readonly durations: Map<number, number>;
}

/** Counts and durations of spans by name since they were last taken. */
export interface SpanSummaries {
  observe(name: string, durationUs: number, failed: boolean): void;
  /** Gives what was seen, most time first, and begins anew. */
  take(): NameSummary[];
}

/** A summary while it grows: counts of the buckets by index, longest known last. */
interface Growing {
  count: number;
  errors: number;
  totalUs: number;
  maxUs: number;
  readonly buckets: number[];
}

/** Names kept apart; a program that puts ids into names must not fill the memory. */
const maxNames = 256;
const other = "other";
const growth = Math.log(1.1);

/** Bucket of a duration. */
export function bucketOf(durationUs: number): number {
  const inTable = durationUs < known ? bucketsOfKnown[durationUs] : undefined;
  return inTable ?? logBucketOf(durationUs);
}

function logBucketOf(durationUs: number): number {
  return durationUs <= 1 ? 0 : Math.ceil(Math.log(durationUs) / growth - 1e-9);
}

/** Most calls take less than eight milliseconds, and spans whole microseconds: a logarithm less for each. */
const known = 8192;
const bucketsOfKnown = Uint8Array.from({ length: known }, (_, us) => logBucketOf(us));

/** The duration below which the share `quantile` of a sketch lies, right within 5 %; undefined for an empty one. */
export function quantileUs(durations: ReadonlyMap<number, number>, quantile: number): number | undefined {
  const buckets = [...durations].toSorted(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    // The middle of the bucket on the logarithmic scale.
    if (seen >= quantile * total) return bucket === 0 ? 1 : Math.exp(growth * (bucket - 0.5));
  }
  return undefined;
}

/** An empty one. */
export function createSpanSummaries(): SpanSummaries {
  let names = new Map<string, Growing>();
  const entryOf = (name: string): Growing => {
    const known = names.get(name);
    if (known) return known;
    if (names.size >= maxNames && name !== other) return entryOf(other);
    const made: Growing = { count: 0, errors: 0, totalUs: 0, maxUs: 0, buckets: [] };
    names.set(name, made);
    return made;
  };
  return {
    observe(name, durationUs, failed) {
      const entry = entryOf(name);
      entry.count++;
      if (failed) entry.errors++;
      entry.totalUs += durationUs;
      entry.maxUs = Math.max(entry.maxUs, durationUs);
      const bucket = bucketOf(durationUs);
      while (entry.buckets.length <= bucket) entry.buckets.push(0);
      entry.buckets[bucket]! += 1;
    },
    take() {
      const taken = [...names].map(finished).toSorted((a, b) => b.totalUs - a.totalUs);
      names = new Map();
      return taken;
    },
  };
}

function finished([name, { buckets, ...sums }]: [string, Growing]): NameSummary {
  const durations = new Map<number, number>();
  for (const [bucket, count] of buckets.entries()) if (count > 0) durations.set(bucket, count);
  return { name, ...sums, durations };
}
