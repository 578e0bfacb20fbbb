import { sleep } from "@viba/runtime/clock";
import { describe, expect, test } from "vitest";
import { fakeClock, settle } from "./clock.ts";

describe("fakeClock", () => {
  test("runs what falls due, in order of time and then of making, at its time", () => {
    const clock = fakeClock(1000);
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name}@${clock.monotonicMs()}`);
    clock.after(20, note("c"));
    clock.after(10, note("a"));
    clock.after(10, note("b"));
    clock.after(31, note("late"));
    clock.every(15, note("every"));
    clock.advance(30);
    expect(ran).toEqual(["a@10", "b@10", "every@15", "c@20", "every@30"]);
    expect([clock.monotonicMs(), clock.nowMs(), clock.pending]).toEqual([30, 1030, 2]);
  });

  test("runs timers that timers make, and none that was cancelled", () => {
    const clock = fakeClock();
    const ran: number[] = [];
    const cancelled = clock.after(5, () => ran.push(0));
    clock.after(4, () => {
      cancelled.cancel();
      cancelled.cancel();
      clock.after(1, () => ran.push(clock.monotonicMs()));
      clock.after(0, () => ran.push(clock.monotonicMs()));
    });
    clock.advance(5);
    expect(ran).toEqual([4, 5]);
    expect(clock.pending).toBe(0);
  });

  test("a task that cancels its own interval ends it", () => {
    const clock = fakeClock();
    let ran = 0;
    const timer = clock.every(10, () => {
      if (++ran === 2) timer.cancel();
    });
    clock.advance(100);
    expect([ran, clock.pending]).toEqual([2, 0]);
  });

  test("a jump of the wall clock moves no timer", () => {
    const clock = fakeClock(1000);
    let ran = false;
    clock.after(10, () => (ran = true));
    clock.setWall(1_000_000);
    expect([clock.nowMs(), clock.monotonicMs(), ran]).toEqual([1_000_000, 0, false]);
    clock.advance(10);
    expect([clock.nowMs(), ran]).toEqual([1_000_010, true]);
  });

  test("advanceAsync lets promises go on between timers", async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const loop = (async () => {
      for (let n = 0; n < 3; n++) {
        await sleep(clock, 10);
        times.push(clock.monotonicMs());
      }
    })();
    await clock.advanceAsync(25);
    expect(times).toEqual([10, 20]);
    await clock.advanceAsync(5);
    await loop;
    expect(times).toEqual([10, 20, 30]);
  });
});

test("settle waits for chains of promises", async () => {
  let deep = 0;
  void (async () => {
    for (; deep < 50; deep++) await Promise.resolve();
  })();
  await settle();
  expect(deep).toBe(50);
});
