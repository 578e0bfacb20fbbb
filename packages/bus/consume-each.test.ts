import { fakeClock, settle } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { appendMany, contractStreams as streams, text } from "./bus-contract.ts";
import { consumeEach, retryDelayMs } from "./consume-each.ts";
import { openEmbeddedBus } from "./embedded.ts";

test("works messages off in order, tries a failed one again later, and ends on abort", async () => {
  const clock = fakeClock();
  await using bus = await openEmbeddedBus({ clock, streams });
  await appendMany(bus, 3);
  await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
  const abort = new AbortController();
  const seen: string[] = [];
  const errors: unknown[] = [];
  const loop = consumeEach(
    consumer,
    async ({ message, deliveries }) => {
      seen.push(text(message.body));
      if (text(message.body) === "2" && deliveries === 1) throw new TypeError("not now");
    },
    { clock, signal: abort.signal, onError: (error) => errors.push(error) },
  );
  await settle();
  expect(seen).toEqual(["1", "2", "3"]);
  await clock.advanceAsync(retryDelayMs(1));
  expect(seen).toEqual(["1", "2", "3", "2"]);
  expect(errors).toHaveLength(1);
  abort.abort();
  await loop;
  expect(clock.pending).toBe(0);
});

test("a slow handler is reported as in progress and not delivered twice", async () => {
  const clock = fakeClock();
  await using bus = await openEmbeddedBus({ clock, streams });
  await appendMany(bus, 1);
  await using consumer = await bus.consume({ stream: "RUNS", durable: "d", ackWaitMs: 3000 });
  const abort = new AbortController();
  const done = Promise.withResolvers<void>();
  let calls = 0;
  const handler = () => {
    calls++;
    return done.promise;
  };
  const loop = consumeEach(consumer, handler, { clock, signal: abort.signal, ackWaitMs: 3000, concurrency: 2 });
  await clock.advanceAsync(30_000);
  expect(calls).toBe(1);
  done.resolve();
  await settle();
  abort.abort();
  await loop;
  expect(await consumer.fetch(1, { waitMs: 0 })).toEqual([]);
});

test("delays double up to half a minute", () => {
  expect([1, 2, 3, 8, 100].map(retryDelayMs)).toEqual([250, 500, 1000, 30_000, 30_000]);
});
