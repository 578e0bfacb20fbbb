import { constants, PerformanceObserver } from "node:perf_hooks";
import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { linkPair } from "./link-rig.ts";
import { createYoungMemory, leastBulkBytes } from "./young.ts";

function rig(everyBytes: number) {
  const ticks: (() => void)[] = [];
  let collected = 0;
  const young = createYoungMemory({
    everyBytes,
    later: (task) => void ticks.push(task),
    collect: () => void (collected += 1),
  });
  const tick = () => {
    for (const task of ticks.splice(0)) task();
    return collected;
  };
  return { young, tick };
}

test("collects once each time so many bytes of bulk have moved, when it is later", () => {
  const { young, tick } = rig(3 * leastBulkBytes);
  young.moved(leastBulkBytes);
  young.moved(leastBulkBytes);
  expect(tick()).toBe(0);
  for (let n = 0; n < 9; n++) young.moved(leastBulkBytes);
  expect(tick()).toBe(1);
  young.moved(2 * leastBulkBytes);
  expect(tick()).toBe(1);
  young.moved(leastBulkBytes);
  expect(tick()).toBe(2);
});

test("short messages are no bulk, however many", () => {
  const { young, tick } = rig(leastBulkBytes);
  for (let n = 0; n < 10_000; n++) young.moved(leastBulkBytes - 1);
  expect(tick()).toBe(0);
});

test("both ends of a link are told of a long stream, and of no small call", async () => {
  const moved = { near: 0, far: 0 };
  const { near } = linkPair(
    fakeClock(),
    { young: { moved: (bytes) => void (moved.near += bytes) } },
    { young: { moved: (bytes) => void (moved.far += bytes) } },
  );
  await near.opened;
  const client = createClient(ConformanceService, near.transport);
  for (let n = 0; n < 10; n++) await client.unary({ body: new Uint8Array(1000) });
  expect(moved).toEqual({ near: 0, far: 0 });
  for await (const { body } of client.serverStream({ count: 4, size: 1 << 20 })) expect(body.length).toBe(1 << 20);
  expect(Math.min(moved.near, moved.far)).toBeGreaterThanOrEqual(4 << 20);
});

test("the collector at hand makes young collections", async () => {
  const ticks: (() => void)[] = [];
  const young = createYoungMemory({ everyBytes: leastBulkBytes, later: (task) => void ticks.push(task) });
  let minor = false;
  const observer = new PerformanceObserver((list) => {
    const kinds = list.getEntries().map((entry) => (entry as { detail?: { kind: number } }).detail?.kind ?? 0);
    minor ||= kinds.includes(constants.NODE_PERFORMANCE_GC_MINOR);
  });
  observer.observe({ entryTypes: ["gc"] });
  // V8 ends a full collection that is under way instead: then the next one is young.
  for (let round = 0; round < 100 && !minor; round++) {
    young.moved(leastBulkBytes);
    for (const task of ticks.splice(0)) task();
    await new Promise(setImmediate);
  }
  observer.disconnect();
  expect(minor).toBe(true);
});
