import { settle } from "@viba/testkit/clock";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLimiter } from "./limit.ts";

const open = (maxInFlight = 1, maxQueued = 2) => createLimiter({ name: "calls", maxInFlight, maxQueued });

test("a permit goes to whoever waited longest", async () => {
  const limiter = open();
  const order: string[] = [];
  const first = await limiter.acquire();
  const waiters = ["a", "b"].map(async (name) => {
    using _permit = await limiter.acquire();
    order.push(name);
  });
  expect(limiter.counts()).toMatchObject({ inFlight: 1, queued: 2 });
  first[Symbol.dispose]();
  await Promise.all(waiters);
  expect(order).toEqual(["a", "b"]);
  expect(limiter.counts()).toEqual({ inFlight: 0, queued: 0, admitted: 3, refused: 0, abandoned: 0 });
});

test("one too many is refused at once, and counted", async () => {
  const limiter = open(1, 1);
  using _held = await limiter.acquire();
  void limiter.acquire();
  await expect(limiter.acquire()).rejects.toMatchObject({ reason: "OVERLOADED", retryable: true });
  expect(limiter.counts()).toMatchObject({ queued: 1, refused: 1 });
});

test("giving a permit back twice frees one place", async () => {
  const limiter = open(1, 3);
  const held = await limiter.acquire();
  const second = limiter.acquire();
  const third = limiter.acquire();
  held[Symbol.dispose]();
  held[Symbol.dispose]();
  await second;
  await settle();
  expect(limiter.counts()).toMatchObject({ inFlight: 1, queued: 1 });
  void third;
});

describe("abort", () => {
  test("takes a waiter out of the queue with its own reason", async () => {
    const limiter = open();
    const held = await limiter.acquire();
    const controller = new AbortController();
    const gone = limiter.acquire(controller.signal);
    const stays = limiter.acquire();
    controller.abort("changed my mind");
    await expect(gone).rejects.toBe("changed my mind");
    held[Symbol.dispose]();
    await stays;
    expect(limiter.counts()).toMatchObject({ inFlight: 1, queued: 0, abandoned: 1 });
  });

  test("before asking never takes a permit; after getting one it changes nothing", async () => {
    const limiter = open();
    await expect(limiter.acquire(AbortSignal.abort("no"))).rejects.toBe("no");
    const controller = new AbortController();
    using _held = await limiter.acquire(controller.signal);
    controller.abort();
    expect(limiter.counts()).toMatchObject({ inFlight: 1, abandoned: 0 });
  });
});

test("an abort after the wait is over changes nothing", async () => {
  const limiter = open();
  const held = await limiter.acquire();
  const controller = new AbortController();
  const waiting = limiter.acquire(controller.signal);
  held[Symbol.dispose]();
  using _permit = await waiting;
  controller.abort();
  expect(limiter.counts()).toMatchObject({ inFlight: 1, queued: 0, abandoned: 0 });
});

test("run gives its permit back whether fn works or throws", async () => {
  const limiter = open();
  expect(await limiter.run(async () => 1)).toBe(1);
  await expect(limiter.run(() => Promise.reject(new TypeError("no")))).rejects.toThrow("no");
  expect(limiter.counts()).toMatchObject({ inFlight: 0, admitted: 2 });
});

test("closing refuses those who wait and those who come", async () => {
  const limiter = open();
  const held = await limiter.acquire();
  const waiting = limiter.acquire();
  limiter.close();
  await expect(waiting).rejects.toMatchObject({ reason: "DRAINING" });
  await expect(limiter.acquire()).rejects.toMatchObject({ reason: "DRAINING" });
  expect(limiter.tryAcquire()).toBeUndefined();
  held[Symbol.dispose]();
  expect(limiter.counts()).toMatchObject({ inFlight: 0, queued: 0 });
});

test("tryAcquire never overtakes", async () => {
  const limiter = open(2);
  const first = limiter.tryAcquire();
  using _second = limiter.tryAcquire()!;
  expect(limiter.tryAcquire()).toBeUndefined();
  const waiting = limiter.acquire();
  first?.[Symbol.dispose]();
  await waiting;
  expect(limiter.counts()).toMatchObject({ inFlight: 2, admitted: 3 });
});

test("never more in flight or queued than allowed, and nothing is lost", async () => {
  const step = fc.constantFrom("acquire", "release", "abort");
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.nat(3), fc.array(step), async (inFlight, queued, steps) => {
      const limiter = open(inFlight, queued);
      const held: Disposable[] = [];
      const controllers: AbortController[] = [];
      for (const at of steps) {
        if (at === "acquire") {
          const controller = new AbortController();
          controllers.push(controller);
          limiter.acquire(controller.signal).then(
            (permit) => held.push(permit),
            () => undefined,
          );
        } else if (at === "release") held.shift()?.[Symbol.dispose]();
        else controllers.pop()?.abort();
        await settle();
        const counts = limiter.counts();
        expect(counts.inFlight).toBe(held.length);
        expect(counts.inFlight).toBeLessThanOrEqual(inFlight);
        expect(counts.queued).toBeLessThanOrEqual(queued);
        if (counts.queued > 0) expect(counts.inFlight).toBe(inFlight);
      }
    }),
    { numRuns: 60 },
  );
});
