import { seededRandom } from "@viba/runtime/random";
import { expect } from "vitest";
import { codecDifference, damagedBatch, refusesOrReads } from "./codec-fuzz.ts";
import { type FuzzOptions, fuzzLinks } from "./link-fuzz.ts";

/** Time as the test has it. */
export interface FuzzTime extends Pick<FuzzOptions, "clock" | "advance" | "settle"> {
  /** Timers that have not run. */
  readonly pending: () => number;
}

/** Sends so many frames to links; expects no throw, nothing let in, nothing left behind, and the heap back within 10 %. */
export async function expectFuzzHarmless(frames: number, openTime: () => FuzzTime): Promise<void> {
  expect(globalThis.gc, "the tests' processes start with nodeFlags").toBeDefined();
  const tried = new Set<string>();
  const heapAfter = async (some: number, seed: number) => {
    const time = openTime();
    const result = await fuzzLinks({ random: seededRandom(seed), frames: some, ...time });
    expect(time.pending()).toBe(0);
    expect([result.left, result.letIn]).toEqual([0, 0]);
    expect(result.ended).toBeGreaterThan(0);
    for (const name of Object.keys(result.tried)) tried.add(name);
    globalThis.gc!();
    return process.memoryUsage().heapUsed;
  };
  const before = await heapAfter(frames / 5, 11);
  const after = await heapAfter((frames * 4) / 5, 12);
  expect(tried.size).toBe(7);
  expect(after).toBeLessThan(before * 1.1);
}

/** Expects our codec and protobuf-es to agree on so many batches by chance, both ways. */
export function expectSameCodec(batches: number): void {
  const random = seededRandom(1);
  for (let n = 0; n < batches; n++) {
    const difference = codecDifference(random);
    if (difference !== undefined) expect.fail(difference);
  }
}

/** Expects so many damaged batches to be read or refused, never anything else. */
export function expectDamageRefused(batches: number): void {
  const random = seededRandom(2);
  let refused = 0;
  for (let n = 0; n < batches; n++) refused += refusesOrReads(damagedBatch(random)) ? 1 : 0;
  // Both ways out have been taken.
  expect(refused).toBeGreaterThan(batches / 10);
  expect(refused).toBeLessThan(batches);
}
