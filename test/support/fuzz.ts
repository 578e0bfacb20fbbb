import { expectDamageRefused, expectFuzzHarmless, expectSameCodec } from "@viba/transport/link/fuzz-suite";
import { fakeClock, settle } from "@viba/testkit/clock";
import { test } from "vitest";

/** Batches for the codec: more say nothing new. */
const enoughBatches = 100_000;

/** A million frames take a quarter of an hour on a busy machine. */
const timeoutMs = 3_600_000;

function openTime() {
  const clock = fakeClock();
  return { clock, settle, advance: clock.advanceAsync, pending: () => clock.pending };
}

/** Frames and batches by chance in numbers that unit tests have no time for; `VIBA_FUZZ` says another number. */
export function fuzzSuite(usual: number): void {
  const frames = Number(process.env["VIBA_FUZZ"] ?? usual);
  const batches = Math.min(frames, enoughBatches);
  const title = `${frames} hostile frames break no link, let nobody in and leave nothing behind`;
  test(title, () => expectFuzzHarmless(frames, openTime), timeoutMs);
  test(`${batches} batches are the same bytes as protobuf-es makes`, () => expectSameCodec(batches), timeoutMs);
  test(`${batches} damaged batches are read or refused`, () => expectDamageRefused(batches), timeoutMs);
}
