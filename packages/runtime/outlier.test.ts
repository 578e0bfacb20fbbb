import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterResult, createOutlierPool, inPanic, maxEjected, newOutlier, type OutlierState } from "./outlier.ts";

test.each([
  { pool: 1, out: 1 },
  { pool: 9, out: 1 },
  { pool: 19, out: 1 },
  { pool: 20, out: 2 },
  { pool: 105, out: 10 },
])("of $pool endpoints $out may be out", ({ pool, out }) => {
  expect(maxEjected(pool)).toBe(out);
});

test.each([
  { pool: 4, healthy: 2, panic: false },
  { pool: 4, healthy: 1, panic: true },
  { pool: 1, healthy: 0, panic: true },
  { pool: 0, healthy: 0, panic: false },
])("$healthy healthy of $pool: panic $panic", ({ pool, healthy, panic }) => {
  expect(inPanic(pool, healthy)).toBe(panic);
});

describe("one endpoint", () => {
  const fail = (state: OutlierState, nowMs: number, times = 5) => {
    for (let at = 0; at < times; at += 1) state = afterResult(state, { ok: false, mayEject: true }, nowMs);
    return state;
  };

  test("is out after five failures, longer each time, at most five minutes", () => {
    let state: OutlierState = newOutlier;
    const lengths: number[] = [];
    for (let nowMs = 0; lengths.length < 12; nowMs = state.ejectedUntilMs) {
      state = fail(state, nowMs);
      lengths.push(state.ejectedUntilMs - nowMs);
    }
    expect(lengths.slice(0, 3)).toEqual([30_000, 60_000, 90_000]);
    expect(lengths.slice(-2)).toEqual([300_000, 300_000]);
  });

  test("is as new once it works, and what comes in while it is out changes nothing", () => {
    const out = fail(newOutlier, 0);
    expect(afterResult(out, { ok: true, mayEject: true }, 29_999)).toBe(out);
    expect(fail(out, 10)).toBe(out);
    expect(afterResult(out, { ok: true, mayEject: true }, 30_000)).toEqual(newOutlier);
  });

  test("stays in when too many are out already, and goes when there is room", () => {
    let state: OutlierState = newOutlier;
    for (let at = 0; at < 9; at += 1) state = afterResult(state, { ok: false, mayEject: false }, 0);
    expect(state).toEqual({ failures: 9, ejections: 0, ejectedUntilMs: 0 });
    expect(fail(state, 0, 1).ejectedUntilMs).toBe(30_000);
  });
});

describe("a pool", () => {
  const poolOf = (size: number) => {
    const pool = createOutlierPool();
    for (let at = 0; at < size; at += 1) pool.add(`e${at}`);
    return pool;
  };
  const fail = (pool: ReturnType<typeof poolOf>, id: string, nowMs = 0) => {
    for (let at = 0; at < 5; at += 1) pool.record(id, false, nowMs);
  };

  test("leaves out the bad one until its time is over", () => {
    const pool = poolOf(3);
    fail(pool, "e1");
    expect(pool.usable(0)).toEqual(["e0", "e2"]);
    expect([pool.isEjected("e1", 29_999), pool.isEjected("e1", 30_000)]).toEqual([true, false]);
    expect(pool.usable(30_000)).toEqual(["e0", "e1", "e2"]);
  });

  test("refuses the second of three and counts it", () => {
    const pool = poolOf(3);
    fail(pool, "e0");
    fail(pool, "e1");
    expect(pool.usable(0)).toEqual(["e1", "e2"]);
    expect(pool.counts()).toEqual({ ejections: 1, refused: 1 });
  });

  test("is used whole when the healthy half has left", () => {
    const pool = poolOf(3);
    fail(pool, "e0");
    pool.remove("e1");
    expect(pool.usable(0)).toEqual(["e2"]);
    pool.remove("e2");
    expect(pool.usable(0)).toEqual(["e0"]);
  });

  test("adding again keeps what is known; strangers are ignored", () => {
    const pool = poolOf(2);
    fail(pool, "e0");
    pool.add("e0");
    pool.record("stranger", false, 0);
    expect(pool.isEjected("e0", 0)).toBe(true);
    expect([pool.size, pool.isEjected("stranger", 0)]).toEqual([2, false]);
  });

  test("never has more out than the cap, and always somebody to call", () => {
    const step = fc.tuple(fc.nat(29), fc.boolean(), fc.nat(5000));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(step, { maxLength: 300 }), (size, steps) => {
        const pool = poolOf(size);
        let nowMs = 0;
        for (const [at, ok, waitMs] of steps) {
          nowMs += waitMs;
          pool.record(`e${at}`, ok, nowMs);
          const out = Array.from({ length: size }, (_, id) => id).filter((id) => pool.isEjected(`e${id}`, nowMs));
          expect(out.length).toBeLessThanOrEqual(maxEjected(size));
          expect(pool.usable(nowMs).length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
