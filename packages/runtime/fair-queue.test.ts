import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFairQueue, type Enqueued, fairQueueDefaults, type FairQueue } from "./fair-queue.ts";

const open = (options: Partial<typeof fairQueueDefaults> = {}) =>
  createFairQueue<string>({ ...fairQueueDefaults, ...options });
const drain = (queue: FairQueue<string>) => Array.from({ length: queue.size }, () => queue.pop()!);
const repeat = (queue: FairQueue<string>, tenant: string, times: number, weight = 1, cost = 1) => {
  for (let at = 0; at < times; at += 1) queue.push(tenant, { tenant, weight, cost, nowMs: 0 });
};
const shares = (items: readonly string[]) =>
  Object.fromEntries(
    [...new Set(items)].toSorted().map((name) => [name, items.filter((item) => item === name).length]),
  );

describe("between tenants", () => {
  test("a crowd does not delay the single item of another", () => {
    const queue = open();
    repeat(queue, "crowd", 200);
    queue.pop();
    repeat(queue, "single", 1);
    expect([queue.pop(), queue.pop()]).toContain("single");
  });

  test.each([
    { story: "weights 1, 2 and 5", items: { a: [1, 1], b: [2, 1], c: [5, 1] }, got: { a: 10, b: 20, c: 50 } },
    { story: "items of double cost", items: { a: [1, 1], b: [1, 2] }, got: { a: 53, b: 27 } },
  ])("$story share accordingly", ({ items, got }) => {
    const queue = open();
    for (const [name, [weight, cost]] of Object.entries(items)) repeat(queue, name, 100, weight, cost);
    const seen = shares(Array.from({ length: 80 }, () => queue.pop()!));
    for (const [name, count] of Object.entries(got)) expect(Math.abs(seen[name]! - count)).toBeLessThanOrEqual(1);
  });

  test("idling saves nothing up, and leaving does not wipe out what was used", () => {
    const queue = open();
    repeat(queue, "busy", 100);
    for (let at = 0; at < 50; at += 1) queue.pop();
    repeat(queue, "late", 50);
    expect(shares(Array.from({ length: 20 }, () => queue.pop()!))).toEqual({ busy: 10, late: 10 });
    const second = open();
    repeat(second, "other", 10);
    second.push("greedy", { tenant: "greedy", cost: 5, nowMs: 0 });
    expect([second.pop(), second.pop()]).toEqual(["other", "greedy"]);
    second.push("greedy", { tenant: "greedy", nowMs: 0 });
    expect(drain(second).indexOf("greedy")).toBe(4);
  });
});

test("a tenant that comes back after idling does not catch up on what it didn't ask for", () => {
  const queue = open();
  repeat(queue, "busy", 100);
  repeat(queue, "comes back", 1);
  for (let at = 0; at < 50; at += 1) queue.pop();
  repeat(queue, "comes back", 50);
  expect(shares(Array.from({ length: 20 }, () => queue.pop()!))).toEqual({ busy: 10, "comes back": 10 });
});

describe("within a tenant", () => {
  const at = (nowMs: number, priority: number) => ({ tenant: "t", nowMs, priority });

  test("urgent first, equal ones in order", () => {
    const queue = open();
    queue.push("low", at(0, 0));
    queue.push("high 1", at(0, 5));
    queue.push("high 2", at(0, 5));
    expect(drain(queue)).toEqual(["high 1", "high 2", "low"]);
  });

  test("waiting ten seconds is worth one step", () => {
    const queue = open();
    queue.push("old", at(0, 0));
    queue.push("a step up, just too late", at(10_001, 1));
    queue.push("a step up, in time", at(9_999, 1));
    expect(drain(queue)).toEqual(["a step up, in time", "old", "a step up, just too late"]);
  });
});

describe("bounds", () => {
  test("the queue and each tenant are bounded, and every refusal is counted by its cause", () => {
    const queue = open({ maxItems: 3, maxPerTenant: 2 });
    const push = (tenant: string) => queue.push(tenant, { tenant, nowMs: 0 });
    expect([push("a"), push("a"), push("a")].map((answer) => answer.ok)).toEqual([true, true, false]);
    push("b");
    expect(push("b")).toEqual({ ok: false, full: "queue" });
    const counts = { queued: 3, tenants: 2, refusedQueue: 1, refusedTenant: 1, removed: 0, displaced: 0 };
    expect(queue.counts()).toEqual(counts);
    queue.pop();
    expect(push("b").ok).toBe(true);
  });

  test("a full queue makes room for a tenant within its share, at the cost of the last of the one with most", () => {
    const queue = open({ maxItems: 4, maxPerTenant: 4 });
    const push = (item: string, priority = 0) => queue.push(item, { tenant: item[0]!, priority, nowMs: 0 });
    push("a urgent", 1);
    push("a first");
    push("a last");
    push("b first");
    expect(push("b second")).toMatchObject({ ok: true, displaced: "a last" });
    expect(push("b third")).toEqual({ ok: false, full: "queue" });
    expect(push("a again")).toEqual({ ok: false, full: "queue" });
    expect(push("c")).toMatchObject({ ok: true, displaced: "a first" });
    expect(queue.counts()).toMatchObject({ queued: 4, displaced: 2, refusedQueue: 2 });
    expect(drain(queue).toSorted()).toEqual(["a urgent", "b first", "b second", "c"]);
  });

  test.each([
    { story: "one after the other", backlog: 0, most: 0 },
    { story: "beside one that stays", backlog: 200, most: 600 },
  ])("tenants that come and go $story are forgotten", ({ backlog, most }) => {
    const queue = open({ maxItems: 250 });
    repeat(queue, "stays", backlog);
    for (let at = 0; at < 10_000; at += 1) {
      queue.push("x", { tenant: `t${at}`, nowMs: 0 });
      queue.pop();
    }
    expect(queue.size).toBe(backlog);
    expect(queue.counts().tenants).toBeLessThanOrEqual(most);
  });
});

test.each([{ weight: 0 }, { weight: Number.NaN }, { cost: -1 }, { cost: Infinity }, { priority: Number.NaN }])(
  "%j is refused",
  (how) => {
    expect(() => open().push("x", { tenant: "t", nowMs: 0, ...how })).toThrow("above 0");
  },
);

test("what is taken out is gone, frees its place, and is counted once", () => {
  const queue = open({ maxPerTenant: 1 });
  const push = () => queue.push("x", { tenant: "t", nowMs: 0 }) as Extract<Enqueued, { ok: true }>;
  const first = push();
  expect([first.remove(), first.remove()]).toEqual([true, false]);
  const second = push();
  expect(queue.pop()).toBe("x");
  expect(second.remove()).toBe(false);
  expect(queue.pop()).toBeUndefined();
  expect(queue.counts()).toMatchObject({ queued: 0, removed: 1 });
});

test("taking out most of a tenant's items leaves the rest, in order", () => {
  const queue = open();
  const handles = Array.from({ length: 100 }, (_, at) => queue.push(`i${at}`, { tenant: "t", nowMs: 0 }));
  handles.forEach((handle, at) => at % 10 !== 0 && handle.ok && handle.remove());
  expect(drain(queue)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((at) => `i${at}`));
});

describe("taking only what is accepted", () => {
  const filled = () => {
    const queue = open();
    for (const item of ["a1", "a2", "b1", "b2"]) queue.push(item, { tenant: item[0]!, nowMs: 0 });
    return queue;
  };

  test("looks past what is not, which keeps its place", () => {
    const queue = filled();
    expect(queue.take((item) => item === "a2", 10)).toBe("a2");
    expect(queue.size).toBe(3);
    // "a" has had its turn.
    expect(drain(queue)).toEqual(["b1", "a1", "b2"]);
  });

  test("looks at no more than it may, and charges nobody for looking", () => {
    const queue = filled();
    const looked: string[] = [];
    expect(queue.take((item) => looked.push(item) < 0, 3)).toBeUndefined();
    expect(looked).toEqual(["a1", "a2", "b1"]);
    expect(drain(queue)).toEqual(["a1", "b1", "a2", "b2"]);
  });

  test("passes by whom it needn't look at without counting them", () => {
    const queue = filled();
    expect(queue.take((item) => (item.startsWith("a") ? undefined : item === "b2"), 2)).toBe("b2");
    expect(drain(queue)).toEqual(["a1", "b1", "a2"]);
  });
});

test.each([
  { tenant: "few", weight: 1, ahead: 4 },
  { tenant: "new", weight: 1, ahead: 3 },
  { tenant: "crowd", weight: 1, ahead: 52 },
  { tenant: "new", weight: 0.1, ahead: 12 },
])("$tenant with weight $weight would wait for $ahead", ({ tenant, weight, ahead }) => {
  const queue = open();
  repeat(queue, "crowd", 50);
  repeat(queue, "few", 1);
  repeat(queue, "other", 1);
  expect(queue.ahead(tenant, weight)).toBe(ahead);
});

test("whatever happens, nothing is lost, doubled or invented, and no tenant starves", () => {
  const push = fc.record({
    tenant: fc.constantFrom("a", "b", "c"),
    weight: fc.integer({ min: 1, max: 4 }),
    priority: fc.nat(3),
    cost: fc.integer({ min: 1, max: 3 }),
  });
  const step = fc.oneof(push, fc.constant("pop" as const), fc.nat(30));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = createFairQueue<number>({ maxItems: 30, maxPerTenant: 12, ageStepMs: 10 });
      const live = new Map<number, Extract<Enqueued, { ok: true }>>();
      steps.forEach((at, nowMs) => {
        if (at === "pop") {
          const item = queue.pop();
          expect(item === undefined).toBe(live.size === 0);
          if (item !== undefined) expect(live.delete(item)).toBe(true);
        } else if (typeof at === "number") {
          const [id, handle] = [...live][at] ?? [];
          if (id !== undefined) expect([handle!.remove(), live.delete(id)]).toEqual([true, true]);
        } else {
          const answer = queue.push(nowMs, { ...at, nowMs });
          if (answer.ok && answer.displaced !== undefined) expect(live.delete(answer.displaced as number)).toBe(true);
          if (answer.ok) live.set(nowMs, answer);
        }
        expect(queue.size).toBe(live.size);
      });
      for (let left = live.size; left > 0; left -= 1) expect(live.delete(queue.pop()!)).toBe(true);
      expect(queue.pop()).toBeUndefined();
    }),
  );
});
