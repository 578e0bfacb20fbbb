import fc from "fast-check";
import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { createDeadlines, type Deadlined, deadlineSlackMs } from "./deadlines.ts";

const item = (expire: () => void): Deadlined => ({ deadlineMs: 0, before: undefined, behind: undefined, expire });

test("each expires once its time is up, at most the slack late, unless it was removed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ ms: fc.integer({ min: 1, max: 5000 }), removed: fc.boolean() }), { maxLength: 60 }),
      (plan) => {
        const clock = fakeClock();
        const deadlines = createDeadlines(clock);
        const at = new Map<number, number>();
        const items = plan.map((_, i) => item(() => at.set(i, clock.monotonicMs())));
        plan.forEach(({ ms }, i) => deadlines.add(items[i]!, ms));
        plan.forEach(({ removed }, i) => removed && deadlines.remove(items[i]!));
        clock.advance(6000);
        plan.forEach(({ ms, removed }, i) => {
          if (removed) return expect(at.has(i)).toBe(false);
          expect(at.get(i)).toBeGreaterThanOrEqual(ms);
          expect(at.get(i)).toBeLessThanOrEqual(ms + 2 * deadlineSlackMs);
        });
        expect(deadlines.size).toBe(0);
        expect(clock.pending).toBe(0);
      },
    ),
  );
});

test("what expires may add another, and an earlier one is not missed", () => {
  const clock = fakeClock();
  const deadlines = createDeadlines(clock);
  const seen: string[] = [];
  deadlines.add(
    item(() => seen.push("late")),
    1000,
  );
  const second = item(() => seen.push("second"));
  deadlines.add(
    item(() => void (seen.push("first"), deadlines.add(second, clock.monotonicMs() + 10))),
    20,
  );
  clock.advance(100);
  expect(seen).toEqual(["first", "second"]);
  deadlines.clear();
  clock.advance(2000);
  expect(seen).toEqual(["first", "second"]);
  expect(clock.pending).toBe(0);
});

test("removing twice, or what was never added, changes nothing", () => {
  const deadlines = createDeadlines(fakeClock());
  const one = item(() => {});
  deadlines.remove(one);
  deadlines.add(one, 10);
  deadlines.add(one, 20);
  expect(deadlines.size).toBe(1);
  deadlines.remove(one);
  deadlines.remove(one);
  expect(deadlines.size).toBe(0);
});

test("a deadline of weeks sets no timer that the platform would fire at once", () => {
  const clock = fakeClock();
  const delays: number[] = [];
  const deadlines = createDeadlines({ ...clock, after: (ms, task) => (delays.push(ms), clock.after(ms, task)) });
  let expired = 0;
  deadlines.add(
    item(() => void (expired += 1)),
    2 ** 32 - 1,
  );
  clock.advance(2 ** 32 - 2);
  expect(expired).toBe(0);
  clock.advance(10);
  expect(expired).toBe(1);
  expect(delays.every((ms) => ms < 2 ** 31)).toBe(true);
});
