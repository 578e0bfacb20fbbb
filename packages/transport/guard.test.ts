import { SpanStatusCode } from "@opentelemetry/api";
import { createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { systemClock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { traceparentOf } from "@viba/runtime/trace/context";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing, type SpanRing } from "@viba/runtime/trace/ring";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CallRecord, guard } from "./guard.ts";
import { createLocalTransport } from "./local.ts";
import { anonymous, type Principal } from "./principal.ts";
import { route } from "./routes.ts";
import { traced } from "./trace-client.ts";

/** Lets every promise that can settle without I/O settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
let nowMs = 0;
let ring: SpanRing;
let tracing: Disposable;
let calls: CallRecord[];
let left: string[];
beforeEach(() => {
  ring = createSpanRing({ clock: systemClock, service: "test", instance: "test", sampleShare: 1 });
  tracing = installTracing(ring);
  [calls, left] = [[], []];
});
afterEach(() => tracing[Symbol.dispose]());

type Handlers = Parameters<typeof route<typeof GatewayService>>[1];
const designer: Principal = { roles: [Role.DESIGNER], subject: "d", tenant: "local" };

function client(handlers: Handlers, principal: Principal | undefined = designer) {
  const guarded = guard(route(GatewayService, handlers), {
    verify: () => principal,
    monotonicMs: () => nowMs,
    onCall: (record) => void calls.push(record),
  });
  // The local transport proves its caller; the guard is asked only where nobody has.
  const local = createLocalTransport([guarded], { throughBytes: true, principal: principal ?? anonymous });
  return createClient(GatewayService, traced(local, "peer"));
}
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );
/** "client WatchRun ok": the spans so far, by kind. */
const spans = () =>
  ring.kept().map(({ kind, name, status }) => {
    const side = ["internal", "server", "client"][kind];
    return `${side} ${name.split("/")[1] ?? name} ${status.code === SpanStatusCode.ERROR ? "error" : "ok"}`;
  });

/** Gives one event, then waits; notes when its clean-up has run. */
async function* endless(signal: AbortSignal) {
  try {
    yield {};
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    signal.throwIfAborted();
  } finally {
    left.push("cleaned up");
  }
}

describe("a call with one answer", () => {
  test("has a client's and a server's span, one below the other, and a record", async () => {
    let inside = "";
    const run = () => {
      inside = traceparentOf() ?? "";
      return {};
    };
    await client({ getRun: run }).getRun({});
    const [server, caller] = ring.kept();
    expect(spans()).toEqual(["server GetRun ok", "client GetRun ok"]);
    expect([server!.traceId, server!.parentId]).toEqual([caller!.traceId, caller!.spanId]);
    expect(inside).toContain(server!.spanId);
    expect(calls).toMatchObject([{ method: "viba.gateway.v1.GatewayService/GetRun", outcome: "ok" }]);
  });

  test.each([
    ["NOT_FOUND", new MeshError("NOT_FOUND", "no"), "error"],
    ["INTERNAL", new TypeError("oops"), "error"],
    ["CANCELLED", new MeshError("CANCELLED", "gone"), "ok"],
  ])("that fails is typed as %s on both sides", async (reason, error, status) => {
    const failing = client({
      getRun() {
        throw error;
      },
    });
    expect(await reasonOf(failing.getRun({}))).toBe(reason);
    expect(spans()).toEqual([`server GetRun ${status}`, `client GetRun ${status}`]);
    expect(calls.map((call) => call.outcome)).toEqual([reason]);
  });

  test("that the caller may not make never reaches the handler", async () => {
    const viewer: Principal = { ...designer, roles: [Role.VIEWER] };
    let reached = false;
    const start = () => {
      reached = true;
      return {};
    };
    expect(await reasonOf(client({ startDesign: start }, viewer).startDesign({}))).toBe("DENIED");
    expect([reached, calls.map((call) => call.outcome)]).toEqual([false, ["DENIED"]]);
  });
});

describe("a stream", () => {
  test("read to its end has spans as long as it is", async () => {
    const run = async function* () {
      yield {};
      nowMs += 50;
      yield {};
    };
    expect(await Array.fromAsync(client({ watchRun: run }).watchRun({}))).toHaveLength(2);
    expect(spans()).toEqual(["server WatchRun ok", "client WatchRun ok"]);
    expect(calls).toMatchObject([{ outcome: "ok", durationMs: 50 }]);
  });

  test.each(["while its handler waits", "while nobody reads it"])(
    "whose reader leaves by aborting %s cleans up and ends its spans",
    async (when) => {
      const caller = new AbortController();
      const events = client({ watchRun: (_request, { signal }) => endless(signal) })
        .watchRun({}, { signal: caller.signal })
        [Symbol.asyncIterator]();
      await events.next();
      const next = when.startsWith("while its") ? reasonOf(events.next()) : undefined;
      await settle();
      expect([spans(), left]).toEqual([[], []]);
      caller.abort();
      await settle();
      expect(spans().toSorted()).toEqual(["client WatchRun ok", "server WatchRun ok"]);
      expect(left).toEqual(["cleaned up"]);
      expect(calls.map((call) => call.outcome)).toEqual(["CANCELLED"]);
      if (next) expect(await next).toBe("CANCELLED");
    },
  );

  test("whose time is over fails with DEADLINE, and its handler is ended", async () => {
    const caller = new AbortController();
    const events = client({ watchRun: (_request, { signal }) => endless(signal) })
      .watchRun({}, { signal: caller.signal })
      [Symbol.asyncIterator]();
    await events.next();
    const next = reasonOf(events.next());
    caller.abort(new MeshError("DEADLINE", "too late"));
    expect(await next).toBe("DEADLINE");
    await settle();
    expect(spans().toSorted()).toEqual(["client WatchRun error", "server WatchRun error"]);
    expect([left, calls.map((call) => call.outcome)]).toEqual([["cleaned up"], ["DEADLINE"]]);
  });

  test("that fails in the middle is typed, and ended once", async () => {
    const run = async function* () {
      yield {};
      throw new MeshError("OVERLOADED", "too slow");
    };
    expect(await reasonOf(Array.fromAsync(client({ watchRun: run }).watchRun({})))).toBe("OVERLOADED");
    expect(spans()).toEqual(["server WatchRun error", "client WatchRun error"]);
    expect(calls.map((call) => call.outcome)).toEqual(["OVERLOADED"]);
  });

  test("whose clean-up fails after its caller left fails nobody", async () => {
    const caller = new AbortController();
    const run = async function* () {
      try {
        yield {};
        yield {};
      } finally {
        await Promise.reject(new TypeError("clean-up"));
      }
    };
    const events = client({ watchRun: run }).watchRun({}, { signal: caller.signal })[Symbol.asyncIterator]();
    await events.next();
    caller.abort();
    await settle();
    expect(calls.map((call) => call.outcome)).toEqual(["CANCELLED"]);
  });
});

describe("a method that is traced whoever calls", () => {
  const callers: { caller: string; headers: Record<string, string> }[] = [
    { caller: "brings no trace", headers: {} },
    { caller: "keeps nothing of its own", headers: { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-00` } },
  ];
  test.each(callers)("begins what is kept from its head on where the caller $caller", async ({ headers }) => {
    tracing[Symbol.dispose]();
    ring = createSpanRing({ clock: systemClock, service: "test", instance: "test", sampleShare: 0 });
    tracing = installTracing(ring);
    let inside = "";
    const startDesign = () => {
      inside = traceparentOf() ?? "";
      return {};
    };
    const options = { verify: () => designer, monotonicMs: () => performance.now() };
    const routes = [guard(route(GatewayService, { startDesign, getRun: () => ({}) }, ["startDesign"]), options)];
    const gateway = createClient(
      GatewayService,
      createLocalTransport(routes, { throughBytes: true, principal: designer }),
    );
    await gateway.getRun({}, { headers });
    await gateway.startDesign({}, { headers });
    expect(ring.kept().map(({ name, partial }) => [name.split("/")[1], partial])).toEqual([["StartDesign", false]]);
    // Whatever is called from there on is kept too.
    expect(inside).toMatch(/-01$/);
    if ("traceparent" in headers) expect(inside).toContain("a".repeat(32));
  });
});
