import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { seededRandom } from "@viba/runtime/random";
import { fakeClock, settle } from "@viba/testkit/clock";
import { expect } from "vitest";
import { codecDifference, damagedBatch, refusesOrReads } from "./codec-fuzz.ts";
import { fuzzLinks } from "./link-fuzz.ts";

/** Sends so many frames to links; expects no throw, nothing let in, nothing left behind, and the heap back within 10 %. */
export async function expectFuzzHarmless(frames: number): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const tried = new Set<string>();
  const heapAfter = async (some: number, seed: number) => {
    const clock = fakeClock();
    const result = await fuzzLinks({ random: seededRandom(seed), frames: some, clock, settle });
    expect(clock.pending).toBe(0);
    expect([result.left, result.letIn]).toEqual([0, 0]);
    expect(result.ended).toBeGreaterThan(0);
    for (const name of Object.keys(result.tried)) tried.add(name);
    collect();
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
