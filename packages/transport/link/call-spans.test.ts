import { createClient } from "@connectrpc/connect";
import { context, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import { emptyContext } from "@viba/runtime/trace/context-manager";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { fakeClock, settle } from "@viba/testkit/clock";
import { afterEach, expect, test } from "vitest";
import { conformanceRoute } from "../conformance-service.ts";
import { guard } from "../guard.ts";
import { traced } from "../trace-client.ts";
import { dialLink } from "./dial-link.ts";
import { createLink } from "./link.ts";
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
