import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { agentsThere, agentsThereTimes } from "./agents-there.ts";

/** Waits for 9 agents that come and are given up over time; when it ended, ms. */
async function endOf(registeredAt: (ms: number) => number, expectedAt: (ms: number) => number = () => 9) {
  const clock = fakeClock();
  let endedMs: number | undefined;
  void agentsThere({
    clock,
    expected: () => expectedAt(clock.monotonicMs()),
    registered: async () => registeredAt(clock.monotonicMs()),
  }).then(() => (endedMs = clock.monotonicMs()));
  while (endedMs === undefined && clock.monotonicMs() < 2 * agentsThereTimes.mostMs) {
    await clock.advanceAsync(agentsThereTimes.lookMs);
  }
  expect(clock.pending).toBe(0);
  return endedMs;
}

test.each([
  { story: "all there at once: no wait", registeredAt: () => 9, endsMs: 0 },
  { story: "a slow machine is waited for", registeredAt: (ms: number) => (ms < 40_000 ? 8 : 9), endsMs: 40_000 },
  { story: "one that never comes ends the wait", registeredAt: () => 8, endsMs: agentsThereTimes.mostMs },
  {
    story: "one given up is not waited for",
    registeredAt: () => 8,
    expectedAt: (ms: number) => (ms < 3000 ? 9 : 8),
    endsMs: 3000,
  },
])("$story", async ({ registeredAt, expectedAt, endsMs }) => {
  const endedMs = (await endOf(registeredAt, expectedAt))!;
  expect(endedMs).toBeGreaterThanOrEqual(endsMs);
  expect(endedMs).toBeLessThanOrEqual(endsMs + 2 * agentsThereTimes.lookMs);
});
