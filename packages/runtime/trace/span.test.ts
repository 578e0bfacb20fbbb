import { type Attributes, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { fakeClock } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { spanLimits } from "./record.ts";
import { createSpanRing } from "./ring.ts";
import { createMicroClock, microsOf } from "./time.ts";

const startMs = Date.UTC(2026, 0, 1);

function record(work: (span: Span, clock: ReturnType<typeof fakeClock>) => void, attributes?: Attributes) {
  const clock = fakeClock(startMs);
  const ring = createSpanRing({
    clock,
    service: "s",
    instance: "i",
    random: seededRandom(3),
    sampleShare: 1,
  });
  const span = ring.provider.getTracer("scope").startSpan("work", { ...(attributes && { attributes }) }, ROOT_CONTEXT);
  work(span, clock);
  span.end();
  return ring.kept()[0]!;
}

test("times are wall time in microseconds with the monotonic clock's durations", () => {
  const made = record((span, clock) => {
    clock.advance(1.5);
    span.addEvent("half");
    clock.setWall(0);
    clock.advance(1.5);
  });
  expect(made).toMatchObject({
    startUs: startMs * 1000,
    durationUs: 3000,
    scope: "scope",
    service: "s",
    parentId: "",
  });
  expect(made.events).toMatchObject([{ name: "half", timeUs: startMs * 1000 + 1500 }]);
  expect(made.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(made.spanId).toMatch(/^[0-9a-f]{16}$/);
});

test("the micro clock follows the wall clock when that was set, not its small steps", () => {
  const clock = fakeClock(1000);
  const { nowUs, at } = createMicroClock(clock);
  clock.advance(2000);
  clock.setWall(clock.nowMs() + 4);
  expect(nowUs()).toBe(3000 * 1000);
  clock.advance(2000);
  clock.setWall(900_000);
  expect(nowUs()).toBe(900_000 * 1000);
  expect([at(clock.monotonicMs() - 7), at(startMs)]).toEqual([899_993 * 1000, startMs * 1000]);
});

test.each([
  { time: 1.5, us: 1500 },
  { time: [2, 5000] as [number, number], us: 2_000_005 },
  { time: new Date(7), us: 7000 },
])("a time given as $time is $us us", ({ time, us }) => {
  expect(microsOf(time)).toBe(us);
});

describe("attributes", () => {
  test("a later value of a key wins, odd values are left out, long text is cut", () => {
    const odd = {
      a: 1,
      list: ["x", 2, "y"],
      nested: { no: 1 },
      none: undefined,
    } as unknown as Attributes;
    const made = record((span) => span.setAttribute("a", 2).setAttribute("long", "x".repeat(5000)), odd);
    expect(Object.keys(made.attributes)).toEqual(["a", "list", "long"]);
    expect(made.attributes["a"]).toBe(2);
    expect(made.attributes["list"]).toEqual(["x", "y"]);
    expect(made.attributes["long"]).toHaveLength(spanLimits.textChars);
  });

  test("frozen ones are kept as they are, others copied; what is set later wins over both", () => {
    const [frozen, open] = [Object.freeze({ a: 1, b: 2 }), { a: 1, b: 2 }];
    for (const given of [frozen, open]) {
      const made = record((span) => {
        open.b = 9;
        span.setAttribute("a", 3);
      }, given);
      expect(made.attributes).toEqual({ a: 3, b: 2 });
      open.b = 2;
    }
  });

  test("__proto__ is a key like any other", () => {
    const made = record((span) => span.setAttribute("__proto__", ["polluted"]));
    expect(Object.keys(made.attributes)).toEqual(["__proto__"]);
    expect(({} as { length?: number }).length).toBeUndefined();
  });

  test("too many are counted; repeats of one key are not too many", () => {
    const repeated = record((span) => {
      for (let at = 0; at < 1000; at += 1) span.setAttribute("progress", at);
    });
    expect(repeated).toMatchObject({ truncated: 0 });
    expect(repeated.attributes["progress"]).toBe(999);
    const many = record((span) => {
      for (let at = 0; at < 130; at += 1)
        span.setAttribute(`k${at}`, at).addEvent("e").addLink({ context: span.spanContext() });
    });
    expect(Object.keys(many.attributes)).toHaveLength(128);
    expect([many.events.length, many.links.length, many.truncated]).toEqual([128, 128, 6]);
  });
});

test("links keep the other trace's ids and their own attributes", () => {
  const context = { traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 };
  const made = record((span) => span.addLinks([{ context, attributes: { why: "producer" } }]));
  expect(made.links).toMatchObject([
    { traceId: context.traceId, spanId: context.spanId, attributes: { why: "producer" } },
  ]);
});

test("an ended span takes nothing more and ends once", () => {
  const made = record((span, clock) => {
    span.end();
    clock.advance(5);
    span.setAttribute("late", 1).addEvent("late").updateName("late").setStatus({ code: SpanStatusCode.ERROR });
    span.addLink({ context: span.spanContext() });
    expect(span.isRecording()).toBe(false);
  });
  expect(made).toMatchObject({
    name: "work",
    durationUs: 0,
    events: [],
    links: [],
    status: { code: SpanStatusCode.UNSET },
  });
  expect(made.attributes).toEqual({});
});

test.each([
  { set: ["ERROR", "UNSET"], ends: "ERROR" },
  { set: ["ERROR", "OK"], ends: "OK" },
  { set: ["OK", "ERROR"], ends: "OK" },
] as const)("status $set ends as $ends", ({ set, ends }) => {
  const made = record((span) => {
    for (const code of set) span.setStatus({ code: SpanStatusCode[code] });
  });
  expect(made.status.code).toBe(SpanStatusCode[ends]);
});

test.each([
  { exception: new TypeError("bad"), type: "TypeError", message: "bad", stack: true },
  { exception: "plain text", type: undefined, message: "plain text", stack: false },
  { exception: { code: "ENOENT", message: "gone" }, type: "ENOENT", message: "gone", stack: false },
])("an exception $message is an event", ({ exception, type, message, stack }) => {
  const [event] = record((span) => span.recordException(exception)).events;
  expect(event?.name).toBe("exception");
  expect(event?.attributes["exception.type"]).toBe(type);
  expect(event?.attributes["exception.message"]).toBe(message);
  expect(event?.attributes["exception.stacktrace"] !== undefined).toBe(stack);
});

test("a remote parent gives trace, parent and flag; `root` ignores it; an invalid one starts a trace", () => {
  const clock = fakeClock();
  const ring = createSpanRing({
    clock,
    service: "s",
    instance: "i",
    random: seededRandom(4),
    sampleShare: 0,
  });
  const tracer = ring.provider.getTracer("t");
  const remote = {
    traceId: `${"0".repeat(24)}89abcdef`,
    spanId: "00000000f0000001",
    traceFlags: 1,
    isRemote: true,
  };
  const under = trace.setSpanContext(ROOT_CONTEXT, remote);
  tracer.startSpan("served", { kind: SpanKind.SERVER }, under).end();
  expect(ring.kept()).toMatchObject([
    {
      name: "served",
      traceId: remote.traceId,
      parentId: remote.spanId,
      kind: SpanKind.SERVER,
      partial: false,
    },
  ]);
  expect(tracer.startSpan("own", { root: true }, under).spanContext().traceId).not.toBe(remote.traceId);
  const broken = trace.setSpanContext(ROOT_CONTEXT, { ...remote, traceId: "x" });
  expect(tracer.startSpan("own", {}, broken).spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
});
