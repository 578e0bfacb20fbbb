import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createAborts, maxUnused } from "./aborts.ts";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

test("a signal has one listener however many calls share it, and ends them all with its reason", () => {
  const aborts = createAborts();
  const cancel = new AbortController();
  const seen: unknown[] = [];
  const calls = [1, 2, 3].map((n) => ({ abort: (reason: unknown) => seen.push([n, reason]) }));
  for (const call of calls) aborts.add(cancel.signal, call);
  expect(listeners(cancel.signal)).toBe(1);
  aborts.remove(cancel.signal, calls[1]!);
  cancel.abort("enough");
  expect(seen).toEqual([
    [1, "enough"],
    [3, "enough"],
  ]);
});

test("a signal keeps its listener between calls and loses it when a sweep finds it unused twice", () => {
  const aborts = createAborts();
  const { signal } = new AbortController();
  const call = { abort: () => {} };
  aborts.add(signal, call);
  aborts.remove(signal, call);
  aborts.sweep();
  expect(listeners(signal)).toBe(1);
  aborts.sweep();
  expect(listeners(signal)).toBe(0);
});

test("a signal for each call doesn't pile up", () => {
  const aborts = createAborts();
  const signals = Array.from({ length: maxUnused * 2 }, () => new AbortController().signal);
  const call = { abort: () => {} };
  for (const signal of signals) {
    aborts.add(signal, call);
    aborts.remove(signal, call);
  }
  expect(signals.filter((signal) => listeners(signal) > 0).length).toBeLessThanOrEqual(maxUnused);
  aborts.clear();
  expect(signals.filter((signal) => listeners(signal) > 0)).toEqual([]);
});

test("a signal keeps its listener from call to call however many others have calls", () => {
  const aborts = createAborts();
  const signals = Array.from({ length: maxUnused * 2 }, () => new AbortController().signal);
  const call = { abort: () => {} };
  for (const signal of signals) aborts.add(signal, call);
  const before = signals.map((signal) => getEventListeners(signal, "abort")[0]);
  for (const signal of signals) {
    aborts.remove(signal, call);
    aborts.add(signal, call);
  }
  expect(signals.every((signal, at) => getEventListeners(signal, "abort")[0] === before[at])).toBe(true);
  expect(signals.every((signal) => listeners(signal) === 1)).toBe(true);
});

test("signals of runs that are over make room for those that have calls, without anybody sweeping", () => {
  const aborts = createAborts();
  const call = { abort: () => {} };
  const signalsOf = () => Array.from({ length: maxUnused - 1 }, () => new AbortController().signal);
  const [over, running] = [signalsOf(), signalsOf()];
  for (const signal of over) aborts.add(signal, call);
  for (const signal of over) aborts.remove(signal, call);
  for (const signal of running) aborts.add(signal, call);
  const before = running.map((signal) => getEventListeners(signal, "abort")[0]);
  for (const signal of running) aborts.remove(signal, call);
  for (const signal of running) aborts.add(signal, call);
  expect(over.filter((signal) => listeners(signal) > 0)).toEqual([]);
  expect(running.map((signal) => getEventListeners(signal, "abort")[0])).toEqual(before);
});
