import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterCall, beginCall, type Breaker, breakerDefaults, closedBreaker, mayCall } from "./breaker.ts";

const options = breakerDefaults;
type Step = readonly [atMs: number, outcome: "ok" | "failed" | "ignored", startedMs?: number];

/** Plays calls; one that may not begin is skipped, as a caller would. */
function play(steps: readonly Step[]): Breaker {
  let breaker: Breaker = closedBreaker;
  for (const [atMs, outcome, startedMs] of steps) {
    if (startedMs === undefined) {
      if (!mayCall(breaker, atMs)) continue;
      breaker = beginCall(breaker, atMs);
    }
    breaker = afterCall(breaker, { outcome, startedMs: startedMs ?? atMs }, atMs);
  }
  return breaker;
}

const fails = (count: number, fromMs = 0): Step[] =>
  Array.from({ length: count }, (_, at): Step => [fromMs + at, "failed"]);

test.each<{ story: string; steps: Step[]; leaves: Breaker }>([
  { story: "four failures", steps: fails(4), leaves: { state: "closed", failures: 4 } },
  { story: "five failures", steps: fails(5), leaves: { state: "open", untilMs: 60_004 } },
  {
    story: "a success between",
    steps: [...fails(4), [5, "ok"], ...fails(4, 6)],
    leaves: { state: "closed", failures: 4 },
  },
  {
    story: "cancels between",
    steps: [...fails(4), [5, "ignored"], ...fails(1, 6)],
    leaves: { state: "open", untilMs: 60_006 },
  },
  { story: "a call too early", steps: [...fails(5), [60_003, "ok"]], leaves: { state: "open", untilMs: 60_004 } },
  { story: "a probe that succeeds", steps: [...fails(5), [60_004, "ok"]], leaves: closedBreaker },
  {
    story: "a probe that fails",
    steps: [...fails(5), [60_004, "failed"]],
    leaves: { state: "open", untilMs: 120_004 },
  },
  {
    story: "a cancelled probe",
    steps: [...fails(5), [60_004, "ignored"]],
    leaves: { state: "half-open", sinceMs: 60_004, probing: false },
  },
  {
    story: "a late success while open",
    steps: [...fails(5), [10, "ok", 0]],
    leaves: { state: "open", untilMs: 60_004 },
  },
  {
    story: "a late failure while open does not prolong it",
    steps: [...fails(5), [50_000, "failed", 0]],
    leaves: { state: "open", untilMs: 60_004 },
  },
])("$story", ({ steps, leaves }) => {
  expect(play(steps)).toEqual(leaves);
});

describe("half-open", () => {
  const probing = beginCall({ state: "open", untilMs: 100 }, 100);

  test("lets one probe through, and another only when that one never answered", () => {
    expect(mayCall(probing, 101)).toBe(false);
    expect(mayCall(probing, 100 + options.openMs - 1)).toBe(false);
    expect(mayCall(probing, 100 + options.openMs)).toBe(true);
    expect(mayCall(afterCall(probing, { outcome: "ignored", startedMs: 100 }, 101), 101)).toBe(true);
  });

  test.each(["ok", "failed"] as const)("a call from before the probe that ends %s decides nothing", (outcome) => {
    expect(afterCall(probing, { outcome, startedMs: 99 }, 101)).toBe(probing);
  });
});

test("asking changes nothing, and an endpoint that works again is always called again", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(200_000), fc.constantFrom("ok", "failed", "ignored"))), (calls) => {
      let nowMs = 0;
      let breaker: Breaker = closedBreaker;
      for (const [waitMs, outcome] of calls) {
        nowMs += waitMs;
        if (!mayCall(breaker, nowMs)) continue;
        breaker = beginCall(breaker, nowMs);
        breaker = afterCall(breaker, { outcome: outcome as "ok", startedMs: nowMs }, nowMs);
      }
      nowMs += options.openMs;
      expect(mayCall(breaker, nowMs)).toBe(true);
      breaker = afterCall(beginCall(breaker, nowMs), { outcome: "ok", startedMs: nowMs }, nowMs);
      expect(breaker).toEqual(closedBreaker);
    }),
  );
});
