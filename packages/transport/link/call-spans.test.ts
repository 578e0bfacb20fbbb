import { AsyncLocalStorage } from "node:async_hooks";
import { createClient } from "@connectrpc/connect";
import { context, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import { emptyContext } from "@viba/runtime/trace/context-manager";
import { traceparentText } from "@viba/runtime/trace/identity";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { fakeClock, settle } from "@viba/testkit/clock";
import { afterEach, expect, test } from "vitest";
import { conformanceRoute } from "../conformance-service.ts";
import { guard } from "../guard.ts";
import { route } from "../routes.ts";
import { traced } from "../trace-client.ts";
import { dialLink } from "./dial-link.ts";
import { createLink } from "./link.ts";
import { FrameKind } from "./frame.ts";
import { frame, rawPeer } from "./link-rig.ts";
import { createMemoryPorts } from "./memory-port.ts";

let installed: Disposable | undefined;
afterEach(() => installed?.[Symbol.dispose]());

/** A dialled link with spans in a ring on the links' own clock; client and service share both. */
function rig() {
  const clock = fakeClock(1_800_000_000_000);
  const ring = createSpanRing({ clock, service: "t", instance: "t", sampleShare: 1, random: seededRandom(5) });
  installed = installTracing(ring);
  const routes = [
    guard(
      conformanceRoute(() => {}),
      { verify: () => undefined, monotonicMs: clock.monotonicMs },
    ),
  ];
  const open = () => {
    const [one, two] = createMemoryPorts();
    createLink({ port: two, opener: false, clock, name: "far", routes });
    return one;
  };
  const dialled = dialLink({ address: "far:1", clock, random: seededRandom(6), name: "near", open });
  const tracer = trace.getTracer("viba");
  const client = createClient(ConformanceService, traced(dialled.transport, "far", tracer));
  /** "client ok 5": side, status and milliseconds of each span in the order of their ends. */
  const spans = () =>
    ring.kept().map(({ kind, status, durationUs }) => {
      const side = ["internal", "server", "client"][kind];
      return `${side} ${status.code === SpanStatusCode.ERROR ? status.message : "ok"} ${durationUs / 1000}`;
    });
  return { clock, ring, dialled, client, tracer, spans };
}

const ended = (call: Promise<unknown>) =>
  call.then(
    () => "ok",
    (error: unknown) => toMeshError(error).reason,
  );

test.each([
  { what: "goes well", request: {}, spans: ["server ok 0", "client ok 0"], outcome: "ok" },
  {
    what: "fails",
    request: { failWith: "NOT_FOUND" },
    spans: ["server failed with NOT_FOUND 0", "client failed with NOT_FOUND 0"],
    outcome: "NOT_FOUND",
  },
  {
    what: "takes too long",
    request: { wait: durationFromMs(60_000) },
    options: { timeoutMs: 100 },
    spans: ["client the deadline passed 104", "server ok 104"],
    outcome: "DEADLINE",
  },
  {
    what: "is cancelled",
    request: { wait: durationFromMs(60_000) },
    cancelled: true,
    spans: ["client ok 50", "server ok 50"],
    outcome: "CANCELLED",
  },
  {
    what: "has headers that are too large",
    request: {},
    options: { headers: { "x-large": "x".repeat(9000) } },
    spans: ["client headers of more than 8192 bytes 0"],
    outcome: "INVALID_ARGUMENT",
  },
])("a call that $what has a span at either end", async ({ request, options, cancelled, spans: expected, outcome }) => {
  const { clock, client, dialled, ring, spans } = rig();
  await dialled.ready();
  const abort = new AbortController();
  const call = ended(client.unary(request, { ...options, signal: abort.signal }));
  await settle();
  await clock.advanceAsync(50);
  if (cancelled) abort.abort();
  await clock.advanceAsync(100);
  expect(await call).toBe(outcome);
  await settle();
  expect(spans()).toEqual(expected);
  const [one, two] = ring.kept().toSorted((a, b) => b.kind - a.kind);
  expect(one?.parentId).toBe("");
  if (two) expect([two.traceId, two.parentId]).toEqual([one?.traceId, one?.spanId]);
});

test("spans stand below the active one, and a traceparent given by hand gives way to the call's own", async () => {
  const { client, dialled, ring, tracer } = rig();
  await dialled.ready();
  const run: Span = tracer.startSpan("run", {}, emptyContext);
  const headers = { traceparent: `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01` };
  await context.with(trace.setSpan(emptyContext, run), () => client.unary({}, { headers }));
  run.end();
  const [server, near, top] = ring.kept();
  expect(new Set([server, near, top].map((span) => span?.traceId)).size).toBe(1);
  expect([near?.parentId, server?.parentId]).toEqual([top?.spanId, near?.spanId]);
});

test("a call that waits for its link has its span from the beginning, and one that gets none fails in it", async () => {
  const { clock, client, dialled, spans } = rig();
  await client.unary({});
  expect(spans()).toEqual(["server ok 0", "client ok 0"]);
  dialled.close();
  expect(await ended(client.unary({}))).toBe("NOT_STARTED");
  expect(spans()[2]).toMatch(/^client the link was closed/);
  await clock.advanceAsync(5000);
});

test("within a batch the clock is read once, and again after a handler that took its time", async () => {
  const clock = fakeClock();
  const [one, two] = createMemoryPorts();
  const seen: number[] = [];
  const handler = () => {
    seen.push(far.core.nowMs(), far.core.nowMs());
    clock.advance(30);
    return new Uint8Array();
  };
  const opaque = [{ method: ConformanceService.method.unary, handler }];
  const far = createLink({ port: two, opener: false, clock, name: "far", opaque });
  const near = createLink({ port: one, opener: true, clock, name: "near" });
  await near.opened;
  clock.advance(10);
  const call = { method: "viba.conformance.v1.ConformanceService/Unary", payload: new Uint8Array(1) };
  await Promise.all([near.callBytes(call), near.callBytes(call)]);
  expect(far.counts().batchesReceived).toBe(2);
  expect(seen).toEqual([10, 10, 40, 40]);
  // Outside a batch nothing is remembered.
  clock.advance(5);
  expect(far.core.nowMs()).toBe(75);
});

test.each([
  { protocol: 1, told: "text" },
  { protocol: 2, told: "ids" },
])("a peer of protocol $protocol is told of the call's span as $told", async ({ protocol, told }) => {
  const { ring, clock } = rig();
  const [one, two] = createMemoryPorts();
  const peer = rawPeer(two);
  const near = createLink({ port: one, opener: true, clock, name: "near" });
  await settle();
  peer.hello({ protocol });
  await near.opened;
  const client = createClient(ConformanceService, traced(near.transport, "far"));
  const call = client.unary({});
  const stream = client.serverStream({})[Symbol.asyncIterator]().next();
  await settle();
  for (const { call: number } of peer.heard(FrameKind.CALL)) peer.send(frame(FrameKind.STATUS, number, { code: 5 }));
  await Promise.allSettled([call, stream]);
  const spans = ring.kept().map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`);
  const heard = peer.heard(FrameKind.CALL);
  const texts = heard.map(({ traceparent }) => traceparent);
  const ids = heard.map(({ trace: span }) => span && traceparentText(span));
  expect(spans).toHaveLength(2);
  expect([texts, ids]).toEqual(told === "text" ? [spans, [undefined, undefined]] : [["", ""], spans]);
});

test("handlers run each in its own span, before and after waiting, with what was active where their link was opened", async () => {
  const { ring, clock } = rig();
  const mine = new AsyncLocalStorage<string>();
  const seen: string[] = [];
  const open = Promise.withResolvers<void>();
  const look = (name: string) => {
    const id = trace.getActiveSpan()?.spanContext().spanId ?? "none";
    const known = ring.kept().find((span) => span.spanId === id);
    seen.push(`${name} ${mine.getStore()} ${known ? "ended" : id}`);
  };
  const served = guard(
    route(ConformanceService, {
      async unary({ body }) {
        const name = Buffer.from(body).toString();
        look(name);
        await open.promise;
        look(name);
        return {};
      },
    }),
    { verify: () => undefined, monotonicMs: clock.monotonicMs },
  );
  const [one, two] = createMemoryPorts();
  mine.run("opener's", () => createLink({ port: two, opener: false, clock, name: "far", routes: [served] }));
  const near = createLink({ port: one, opener: true, clock, name: "near" });
  await near.opened;
  const client = createClient(ConformanceService, near.transport);
  // Both leave in one batch.
  const calls = ["a", "b"].map((name) => client.unary({ body: Buffer.from(name) }));
  await settle();
  expect(trace.getActiveSpan()).toBeUndefined();
  open.resolve();
  await Promise.all(calls);
  const [a, b] = ring.kept().map(({ spanId }) => spanId);
  expect(new Set([a, b]).size).toBe(2);
  expect(seen.toSorted()).toEqual([
    ...[a, a].map((id) => `a opener's ${id}`),
    ...[b, b].map((id) => `b opener's ${id}`),
  ]);
});
