import { fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { createLifecycle, type Stoppable } from "./lifecycle.ts";
import { type ProcessPort, stopOnSignals } from "./signals.ts";

function open() {
  const clock = fakeClock();
  const events: string[] = [];
  const lifecycle = createLifecycle({ clock, graceMs: 1000 });
  const part =
    (name: string, takesMs = 0): Stoppable =>
    () =>
      new Promise<void>((resolve) => {
        events.push(`${name} stops`);
        clock.after(takesMs, () => {
          events.push(`${name} stopped`);
          resolve();
        });
      });
  return { clock, events, lifecycle, part };
}

test("stops in reverse order, one after the other", async () => {
  const { clock, events, lifecycle, part } = open();
  for (const name of ["store", "router", "server"]) lifecycle.use(name, part(name, 10));
  const report = lifecycle.stop("test");
  await clock.advanceAsync(100);
  expect(events).toEqual(["server", "router", "store"].flatMap((name) => [`${name} stops`, `${name} stopped`]));
  expect(await report).toEqual({
    reason: "test",
    steps: ["server", "router", "store"].map((name) => ({ name, outcome: "stopped", ms: 10 })),
  });
  expect(clock.pending).toBe(0);
});

test("a part that hangs or throws doesn't keep the others from stopping", async () => {
  const { clock, lifecycle } = open();
  lifecycle.use("store", () => undefined);
  lifecycle.use("hangs", () => new Promise(() => undefined));
  lifecycle.use("throws", () => {
    throw new TypeError("no");
  });
  lifecycle.use("rejects", () => Promise.reject(new TypeError("no")));
  const report = lifecycle.stop("test");
  await clock.advanceAsync(999);
  await clock.advanceAsync(1);
  expect((await report).steps).toEqual([
    { name: "rejects", outcome: "failed", ms: 0 },
    { name: "throws", outcome: "failed", ms: 0 },
    { name: "hangs", outcome: "timed out", ms: 1000 },
    { name: "store", outcome: "stopped", ms: 0 },
  ]);
});

test("takes disposables, sync and async, and gives back what it was given", async () => {
  const { lifecycle } = open();
  const stopped: string[] = [];
  const sync = { [Symbol.dispose]: () => void stopped.push("sync") };
  const async = { [Symbol.asyncDispose]: async () => void stopped.push("async") };
  expect(lifecycle.use("sync", sync)).toBe(sync);
  expect(lifecycle.use("async", async)).toBe(async);
  await lifecycle.stop("test");
  expect(stopped).toEqual(["async", "sync"]);
});

test("the signal aborts at once, and stopping twice is stopping once", async () => {
  const { events, lifecycle, part, clock } = open();
  lifecycle.use("server", part("server"));
  const reports: unknown[] = [];
  lifecycle.signal.addEventListener("abort", () => reports.push(lifecycle.stop("from a listener")));
  const first = lifecycle.stop("first");
  expect(lifecycle.signal.aborted).toBe(true);
  expect(lifecycle.signal.reason).toMatchObject({ reason: "DRAINING" });
  await clock.advanceAsync(1);
  expect(await reports[0]).toBe(await first);
  expect(await lifecycle.stop("second")).toMatchObject({ reason: "first" });
  expect(events).toEqual(["server stops", "server stopped"]);
});

test("what starts while stopping is stopped and refused", async () => {
  const { lifecycle } = open();
  const stopped: string[] = [];
  void lifecycle.stop("test");
  expect(() => lifecycle.use("late", () => void stopped.push("late"))).toThrow("while the process stops");
  await settle();
  expect(stopped).toEqual(["late"]);
});

describe("signals", () => {
  function fakeProcess() {
    const listeners = new Map<string, () => void>();
    const exits: number[] = [];
    const port: ProcessPort = {
      on: (signal, listener) => listeners.set(signal, listener),
      off: (signal, listener) => listeners.get(signal) === listener && listeners.delete(signal),
      exit: (code) => void exits.push(code),
    };
    return { port, exits, listeners, send: (signal: string) => listeners.get(signal)!() };
  }

  test("once drains and exits 0", async () => {
    const { lifecycle, part, clock, events } = open();
    const { port, exits, send } = fakeProcess();
    lifecycle.use("server", part("server", 5));
    stopOnSignals(lifecycle, port, (report) => events.push(report.reason));
    send("SIGTERM");
    await settle();
    expect(exits).toEqual([]);
    await clock.advanceAsync(5);
    expect(exits).toEqual([0]);
    expect(events).toEqual(["server stops", "server stopped", "SIGTERM"]);
  });

  test.each([
    { signals: ["SIGINT", "SIGINT"], code: 130 },
    { signals: ["SIGINT", "SIGTERM"], code: 143 },
  ])("$signals exits $code at once", ({ signals, code }) => {
    const { lifecycle, part } = open();
    const { port, exits, send } = fakeProcess();
    lifecycle.use("server", part("server", 5));
    stopOnSignals(lifecycle, port);
    for (const signal of signals) send(signal);
    expect(exits).toEqual([code]);
  });

  test("exits 1 when a part would not stop, and takes its listeners away when disposed", async () => {
    const { lifecycle } = open();
    const { port, exits, send, listeners } = fakeProcess();
    lifecycle.use("bad", () => Promise.reject(new TypeError("no")));
    const installed = stopOnSignals(lifecycle, port);
    send("SIGINT");
    await settle();
    expect(exits).toEqual([1]);
    installed[Symbol.dispose]();
    expect(listeners.size).toBe(0);
  });
});
