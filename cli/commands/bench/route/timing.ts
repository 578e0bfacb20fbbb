/** What a call costs, in microseconds. */
export interface Timing {
  /** Median of the mean of batches. */
  readonly us: number;
  /** 99th percentile of the batches. */
  readonly p99_us: number;
}

/** How a call is timed. */
export interface TimingOptions {
  readonly call: () => unknown;
  /** Batches timed; before them a tenth as many, untimed. */
  readonly batches: number;
  /** Calls of a batch: one, unless a call is so short that reading the clock would be most of it. */
  readonly perBatch: number;
}

/** Times one kind of call. */
export function time({ call, batches, perBatch }: TimingOptions): Timing {
  for (let n = 0; n < (batches / 10) * perBatch; n++) call();
  const wall = new Float64Array(batches);
  for (let batch = 0; batch < batches; batch++) {
    const startMs = performance.now();
    for (let n = 0; n < perBatch; n++) call();
    wall[batch] = ((performance.now() - startMs) * 1000) / perBatch;
  }
  wall.sort();
  const at = (share: number) => wall[Math.min(batches - 1, Math.floor(batches * share))]!;
  return { us: at(0.5), p99_us: at(0.99) };
}
