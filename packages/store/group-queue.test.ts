import { expect, test } from "vitest";
import type { Call, Reply } from "./batch.ts";
import { groupQueue } from "./group-queue.ts";

/** The end of this turn of the event loop. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
const call = (n: number) => ({ n }) as unknown as Call;
const bounds = { maxQueued: 1000, maxQueuedBytes: 1000, maxBatch: 1000 };
/** Gives each call back. */
const echo = (calls: Call[]): Promise<Reply[]> => Promise.resolve(calls.map((value) => ({ value })));

test("of those whom one commit answers only so many go on in a turn, in their order", async () => {
  const batches: number[] = [];
  const queue = groupQueue((calls) => {
    batches.push(calls.length);
    return echo(calls);
  }, bounds);
  const answered: unknown[] = [];
  const all = Promise.all(
    Array.from({ length: 100 }, (_, n) => queue.call(call(n), 1).then((one) => answered.push(one))),
  );
  const seen = new Set<number>();
  while (answered.length < 100) {
    await turn();
    seen.add(answered.length);
  }
  await all;
  expect(batches).toEqual([100]);
  const steps = [...seen].map((count, at, counts) => count - (counts[at - 1] ?? 0));
  expect(Math.max(...steps)).toBe(16);
  expect(answered).toEqual(Array.from({ length: 100 }, (_, n) => call(n)));
});

test("closing waits for those who are still to be answered", async () => {
  const queue = groupQueue(echo, bounds);
  let answered = 0;
  for (let n = 0; n < 50; n++) void queue.call(call(n), 1).then(() => answered++);
  await queue.drain();
  expect(answered).toBe(50);
});
