import { ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { fakeClock } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { keepAttribute } from "./tracer.ts";
import { createSpanRing, type SpanRingOptions } from "./ring.ts";

function open(options: Partial<SpanRingOptions> = {}) {
  const clock = fakeClock();
  const ring = createSpanRing({
    clock,
    service: "router",
    instance: "r-1",
    random: seededRandom(1),
    sampleShare: 0,
    ...options,
  });
  const tracer = ring.provider.getTracer("test");
  const root = (name: string, keep = false) =>
    tracer.startSpan(name, { attributes: keep ? { [keepAttribute]: true } : {} }, ROOT_CONTEXT);
  const child = (name: string, parent: ReturnType<typeof root>) =>
    tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, parent));
  return { clock, ring, tracer, root, child };
}

const names = (records: readonly { name: string }[]) => records.map((record) => record.name);

describe("what is kept", () => {
  test("a trace nobody asked for stays in the ring alone", () => {
    const { ring, root } = open();
    const span = root("quiet");
    span.end();
    expect(ring.kept()).toEqual([]);
    expect(names(ring.spansOf(span.spanContext().traceId))).toEqual(["quiet"]);
    expect(ring.take()).toEqual([]);
  });

  test("the head's decision is inherited by every child and says nothing is missing", () => {
    const { ring, root, child } = open();
    const top = root("run", true);
    const below = child("step", top);
    child("call", below).end();
    below.end();
    top.end();
    expect(names(ring.kept())).toEqual(["call", "step", "run"]);
    expect(ring.kept().map((span) => span.partial)).toEqual([false, false, false]);
    expect(top.spanContext().traceFlags).toBe(1);
  });

  test("the random share is drawn once a trace", () => {
    const { clock, ring, root, child } = open({ sampleShare: 0.25 });
    for (let at = 0; at < 2000; at += 1) {
      clock.advance(100);
      const top = root("run");
      child("call", top).end();
      top.end();
    }
    const { length } = ring.take();
    expect(length % 2).toBe(0);
    expect(length / 4000).toBeCloseTo(0.25, 1);
  });

  test("keep() rescues what the ring still has, takes what ends later, and says it is partial", () => {
    const { ring, root, child } = open();
    const top = root("run");
    const { traceId } = top.spanContext();
    child("before", top).end();
    expect(ring.isKept(traceId)).toBe(false);
    ring.keep(traceId);
    ring.keep(traceId);
    child("after", top).end();
    top.end();
    expect(ring.isKept(traceId)).toBe(true);
    expect(names(ring.kept())).toEqual(["before", "after", "run"]);
    expect(ring.traces()).toMatchObject([{ traceId, spans: 3, partial: true }]);
    expect(names(ring.spansOf(traceId)).toSorted()).toEqual(["after", "before", "run"]);
  });

  test("a failed span keeps its trace and tells once; its neighbours stay undecided", () => {
    const told: string[] = [];
    const { ring, root, child } = open({ onKept: (traceId) => told.push(traceId) });
    root("neighbour").end();
    const top = root("run");
    for (const name of ["first", "second"]) {
      const call = child(name, top);
      call.setStatus({ code: SpanStatusCode.ERROR, message: "no" });
      call.end();
    }
    top.end();
    expect(told).toEqual([top.spanContext().traceId]);
    expect(names(ring.kept())).toEqual(["first", "second", "run"]);
  });

  test("the tail rule can be slowness", () => {
    const { ring, root, clock } = open({ keepWhen: (span) => span.durationUs >= 50_000 });
    for (const [name, ms] of [
      ["quick", 49],
      ["slow", 50],
    ] as const) {
      const span = root(name);
      clock.advance(ms);
      span.end();
    }
    expect(names(ring.kept())).toEqual(["slow"]);
  });
});

describe("bounds", () => {
  test("the ring replaces the oldest and counts it", () => {
    const { ring, root } = open({ capacity: 3 });
    const spans = [1, 2, 3, 4, 5].map((at) => root(`s${at}`));
    for (const span of spans) span.end();
    expect(ring.counts()).toMatchObject({ ended: 5, overwritten: 2 });
    expect(spans.map((span) => ring.spansOf(span.spanContext().traceId).length)).toEqual([0, 0, 1, 1, 1]);
    expect(ring.dropped()).toBe(0);
  });

  test("a rescued slot is free: replacing it loses nothing", () => {
    const { ring, root } = open({ capacity: 1 });
    const first = root("first");
    first.end();
    ring.keep(first.spanContext().traceId);
    root("second").end();
    expect(ring.counts().overwritten).toBe(0);
  });

  test("a trace with too many spans drops the rest, counted, and is partial", () => {
    const { ring, root, child } = open({ maxSpansPerTrace: 2 });
    const top = root("run", true);
    for (const name of ["a", "b", "c"]) child(name, top).end();
    top.end();
    expect(names(ring.kept())).toEqual(["a", "b"]);
    expect(ring.dropped()).toBe(2);
    expect(ring.traces()[0]?.partial).toBe(true);
  });

  test("the oldest trace leaves when traces or spans run over", () => {
    const { ring, root } = open({ maxTraces: 2 });
    for (const name of ["a", "b", "c"]) root(name, true).end();
    expect(names(ring.kept())).toEqual(["b", "c"]);
    const small = open({ maxSpans: 3 });
    for (const name of ["a", "b"]) {
      const top = small.root(name, true);
      small.child(`${name}1`, top).end();
      top.end();
    }
    expect(names(small.ring.kept())).toEqual(["b1", "b"]);
    expect(small.ring.counts()).toMatchObject({ evictedTraces: 1 });
  });

  test("a trace that still grows outlives those that began after it, and its place in the list is its start", () => {
    const { ring, root, child, clock } = open({ maxTraces: 3 });
    const run = root("run", true);
    for (let at = 0; at < 20; at += 1) {
      clock.advance(10);
      child(`step ${at}`, run).end();
      for (const name of ["poll", "look"]) root(name, true).end();
    }
    run.end();
    expect(names(ring.kept())).toEqual([...Array.from({ length: 20 }, (_, at) => `step ${at}`), "run", "poll", "look"]);
    for (const name of ["a", "b", "c", "d", "e", "f", "g"]) root(name, true).end();
    expect(names(ring.kept())).toEqual(["e", "f", "g"]);
  });

  test("what is shipped twice or has left takes no room", () => {
    const { ring, root } = open({ maxSpans: 3, maxTraces: 10 });
    root("a", true).end();
    const [a] = ring.kept();
    for (let at = 0; at < 10; at += 1) ring.add([a!]);
    for (const name of ["b", "c", "d", "e"]) root(name, true).end();
    expect(names(ring.kept())).toEqual(["c", "d", "e"]);
    expect(ring.counts().evictedTraces).toBe(2);
  });

  test("a span that is ended twice counts once", () => {
    const { ring, root } = open();
    const span = root("a");
    span.end();
    span.end();
    expect(ring.counts().ended).toBe(1);
  });

  test("the outbox gives each span once; once somebody ships, running over is a drop", () => {
    const { ring, root } = open({ outboxCapacity: 2 });
    for (const name of ["a", "b", "c"]) root(name, true).end();
    expect(ring.dropped()).toBe(0);
    expect(names(ring.take(1))).toEqual(["b"]);
    expect(names(ring.take())).toEqual(["c"]);
    expect(ring.take()).toEqual([]);
    for (const name of ["d", "e", "f"]) root(name, true).end();
    expect(ring.dropped()).toBe(1);
    expect(ring.counts().unshipped).toBe(1);
  });
});

test("spans from another process join the trace once and are not shipped on", () => {
  const here = open();
  const there = open({ service: "agent", instance: "a-1", random: seededRandom(2) });
  const top = here.root("run", true);
  const far = there.child("execute", top);
  far.end();
  top.end();
  const shipped = there.ring.take();
  here.ring.add(shipped);
  here.ring.add(shipped);
  const spans = here.ring.spansOf(top.spanContext().traceId);
  expect(spans.map((span) => [span.service, span.name, span.parentId])).toEqual([
    ["router", "run", ""],
    ["agent", "execute", top.spanContext().spanId],
  ]);
  expect(names(here.ring.take())).toEqual(["run"]);
});

test.each([1, 5, 8, 9, 30])("%i spans of a trace come again, in part and whole, and are held once each", (count) => {
  const here = open();
  const there = open({ random: seededRandom(2) });
  const top = there.root("run", true);
  for (let at = 1; at < count; at += 1) there.child(`step ${at}`, top).end();
  top.end();
  const shipped = there.ring.take();
  for (const from of [0, count >> 1, 0, count - 1]) here.ring.add(shipped.slice(from));
  const held = here.ring.kept().map((span) => span.spanId);
  expect(held).toEqual(shipped.map((span) => span.spanId));
  expect(here.ring.traces()[0]?.spans).toBe(count);
});

test("a consumer that links to a kept trace is kept, and found from there", () => {
  const ring = createSpanRing({ clock: fakeClock(), service: "t", instance: "i", sampleShare: 0 });
  const tracer = ring.provider.getTracer("t");
  const producer = tracer.startSpan("produce", { attributes: { "viba.trace.keep": true } }, ROOT_CONTEXT);
  producer.end();
  const link = { context: producer.spanContext() };
  tracer.startSpan("consume", { links: [link] }, ROOT_CONTEXT).end();
  tracer.startSpan("unrelated", {}, ROOT_CONTEXT).end();
  expect(ring.linkedTo(producer.spanContext().traceId).map((span) => span.name)).toEqual(["consume"]);
});
