import { fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { sleep, systemClock } from "./clock.ts";

describe("sleep", () => {
  test("ends when its time has come, and leaves no timer and no listener behind", async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    let awake = false;
    const sleeping = sleep(clock, 100, controller.signal).then(() => (awake = true));
    await clock.advanceAsync(99);
    expect(awake).toBe(false);
    await clock.advanceAsync(1);
    await sleeping;
    controller.abort();
    expect([awake, clock.pending]).toEqual([true, 0]);
  });

  test("ends with the signal's reason, before or while sleeping", async () => {
    const clock = fakeClock();
    await expect(sleep(clock, 100, AbortSignal.abort("early"))).rejects.toBe("early");
    const controller = new AbortController();
    const sleeping = sleep(clock, 100, controller.signal);
    controller.abort("late");
    await expect(sleeping).rejects.toBe("late");
    expect(clock.pending).toBe(0);
  });
});

test("the machine's clock runs tasks until they are cancelled", async () => {
  const ran: string[] = [];
  await new Promise<void>((resolve) => {
    const never = systemClock.after(0, () => ran.push("cancelled"));
    never.cancel();
    never.cancel();
    const ticking = systemClock.every(1, () => {
      ran.push("tick");
      if (ran.length < 2) return;
      ticking.cancel();
      resolve();
    });
  });
  await settle();
  expect(ran).toEqual(["tick", "tick"]);
  expect(systemClock.monotonicMs()).toBeLessThanOrEqual(systemClock.monotonicMs());
});
