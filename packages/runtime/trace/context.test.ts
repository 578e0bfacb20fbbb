import { EventEmitter } from "node:events";
import {
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { fakeClock, settle } from "@viba/testkit/clock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MeshError } from "../errors.ts";
import { seededRandom } from "../random.ts";
import { contextFrom, traceparentOf, withSpan } from "./context.ts";
import { emptyContext } from "./context-manager.ts";
import { type InstalledTracing, installTracing } from "./install.ts";
import { createSpanRing, type SpanRing } from "./ring.ts";

let ring: SpanRing;
let installed: InstalledTracing;
/** Taken before the provider is there, as a library does. */
let early: Tracer;

beforeEach(() => {
  early = trace.getTracer("early");
  ring = createSpanRing({
    clock: fakeClock(),
    service: "s",
    instance: "i",
    random: seededRandom(5),
    sampleShare: 1,
  });
  installed = installTracing(ring);
});
afterEach(() => installed[Symbol.dispose]());

const tree = () => {
  const spans = ring.kept();
  const name = (id: string) => spans.find((span) => span.spanId === id)?.name ?? "";
  return Object.fromEntries(spans.map((span) => [span.name, name(span.parentId)]));
};

describe("installing", () => {
  test("a tracer taken before it records after it", () => {
    early.startSpan("late").end();
    expect(ring.kept().map((span) => [span.name, span.scope])).toEqual([["late", "early"]]);
  });

  test("a second provider is not installed, and disposing it leaves the first alone", () => {
    const second = createSpanRing({
      clock: fakeClock(),
      service: "s",
      instance: "i",
      sampleShare: 1,
    });
    using other = installTracing(second);
    expect(other.installed).toBe(false);
    expect(installed.installed).toBe(true);
    other[Symbol.dispose]();
    trace.getTracer("t").startSpan("a").end();
    expect([ring.counts().ended, second.counts().ended]).toEqual([1, 0]);
  });
});

describe("nesting", () => {
  test("holds across awaits, timers and parallel branches, and every span is counted", async () => {
    const branch = (name: string) =>
      withSpan(early, name, {}, async () => {
        await settle();
        await withSpan(early, `${name}.inner`, {}, async () => {
          await new Promise<void>((resolve) => process.nextTick(resolve));
          early.startSpan(`${name}.leaf`).end();
        });
      });
    await withSpan(early, "root", {}, () => Promise.all([branch("a"), branch("b")]));
    expect(tree()).toEqual({
      root: "",
      a: "root",
      b: "root",
      "a.inner": "a",
      "b.inner": "b",
      "a.leaf": "a.inner",
      "b.leaf": "b.inner",
    });
    expect(ring.counts().ended).toBe(7);
    expect(new Set(ring.kept().map((span) => span.traceId)).size).toBe(1);
    expect(trace.getActiveSpan()).toBeUndefined();
  });

  test("startActiveSpan takes two, three or four arguments", () => {
    const other = contextFrom(`00-${"a".repeat(32)}-${"b".repeat(16)}-01`);
    early.startActiveSpan("two", (two) => {
      early.startActiveSpan("three", { kind: SpanKind.CLIENT }, (three) => three.end());
      early.startActiveSpan("four", {}, other, (four) => {
        expect(trace.getActiveSpan()).toBe(four);
        four.end();
      });
      two.end();
    });
    const byName = Object.fromEntries(ring.kept().map((span) => [span.name, span]));
    expect(byName["three"]).toMatchObject({
      kind: SpanKind.CLIENT,
      parentId: byName["two"]!.spanId,
    });
    expect(byName["four"]).toMatchObject({ traceId: "a".repeat(32), parentId: "b".repeat(16) });
  });

  test("a bound function runs in its own context; other things are left as they are", () => {
    const span = early.startSpan("bound");
    const run = context.bind(trace.setSpan(context.active(), span), function (this: { x: number }, y: number) {
      return [this.x, y, trace.getActiveSpan() === span];
    });
    expect(run.call({ x: 1 }, 2)).toEqual([1, 2, true]);
    const emitter = new EventEmitter();
    expect(context.bind(context.active(), emitter)).toBe(emitter);
    span.end();
  });

  test("attach and dispose change and restore the active context", () => {
    const span = early.startSpan("attached");
    const token = context.attach(trace.setSpan(context.active(), span));
    expect(trace.getActiveSpan()).toBe(span);
    token.dispose();
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});

test("contexts are immutable, and setting a key again replaces it", () => {
  const [a, b] = [createContextKey("test a"), createContextKey("test b")];
  const one = emptyContext.setValue(a, 1).setValue(b, 2);
  const two = one.setValue(a, 3);
  expect([one.getValue(a), one.getValue(b)]).toEqual([1, 2]);
  expect([two.getValue(a), two.getValue(b)]).toEqual([3, 2]);
  expect([two.deleteValue(a).getValue(a), two.deleteValue(a).getValue(b)]).toEqual([undefined, 2]);
  expect(emptyContext.deleteValue(a).getValue(a)).toBeUndefined();
});

describe("withSpan", () => {
  test.each([
    {
      thrown: new TypeError("bad"),
      type: "TypeError",
      status: { code: SpanStatusCode.ERROR, message: "bad" },
    },
    {
      thrown: new MeshError("OVERLOADED", "full"),
      type: "OVERLOADED",
      status: { code: SpanStatusCode.ERROR, message: "full" },
    },
    { thrown: "text", type: "string", status: { code: SpanStatusCode.ERROR, message: "text" } },
    {
      thrown: new MeshError("CANCELLED", "enough"),
      type: "CANCELLED",
      status: { code: SpanStatusCode.UNSET },
    },
    {
      thrown: new DOMException("enough", "AbortError"),
      type: "AbortError",
      status: { code: SpanStatusCode.UNSET },
    },
  ])("records $type, sync and async, and throws it on", async ({ thrown, type, status }) => {
    const fail = () => {
      throw thrown;
    };
    expect(catching(() => withSpan(early, "sync", {}, fail))).toBe(thrown);
    await expect(withSpan(early, "async", {}, async () => fail())).rejects.toBe(thrown);
    const spans = ring.kept();
    expect(spans.map((span) => span.name)).toEqual(["sync", "async"]);
    for (const span of spans) {
      expect(span.status).toEqual(status);
      expect(span.attributes["error.type"]).toBe(type);
      expect(span.events.map((event) => event.name)).toEqual(["exception"]);
    }
  });

  test("returns what fn returns and passes kind, attributes, links and parent on", async () => {
    const parent = contextFrom(`00-${"c".repeat(32)}-${"d".repeat(16)}-01`);
    const link = { context: { traceId: "e".repeat(32), spanId: "f".repeat(16), traceFlags: 0 } };
    const options = { kind: SpanKind.CONSUMER, attributes: { n: 1 }, links: [link], parent };
    expect(withSpan(early, "sync", options, () => 1)).toBe(1);
    expect(await withSpan(early, "async", {}, async () => 2)).toBe(2);
    expect(ring.kept()[0]).toMatchObject({
      kind: SpanKind.CONSUMER,
      traceId: "c".repeat(32),
      parentId: "d".repeat(16),
      links: [{ traceId: "e".repeat(32), spanId: "f".repeat(16) }],
    });
    expect(ring.kept()[0]?.attributes["n"]).toBe(1);
  });
});

describe("travelling", () => {
  test("a traceparent made here leads to a child there", () => {
    const traceparent = withSpan(early, "caller", {}, () => traceparentOf())!;
    withSpan(early, "callee", { parent: contextFrom(traceparent, "vendor=1") }, (span) => {
      expect(span.spanContext().traceState?.serialize()).toBe("vendor=1");
    });
    expect(tree()).toEqual({ caller: "", callee: "caller" });
  });

  test("the API's own propagation does the same", () => {
    const carrier: Record<string, string> = {};
    withSpan(early, "caller", {}, () => propagation.inject(context.active(), carrier));
    withSpan(early, "callee", { parent: propagation.extract(emptyContext, carrier) }, () => undefined);
    expect(tree()).toEqual({ caller: "", callee: "caller" });
  });

  test("outside a trace there is nothing to send, and nonsense starts a new trace", () => {
    expect(traceparentOf()).toBeUndefined();
    expect(trace.getSpan(contextFrom("nonsense"))).toBeUndefined();
  });
});

function catching(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  return undefined;
}

test("the root context leaves whatever is active, and costs nothing where nothing is", () => {
  const [key, seen] = [createContextKey("k"), [] as unknown[]];
  const look = () => seen.push(context.active().getValue(key));
  const add = (more: number) => seen.push(more);
  context.with(ROOT_CONTEXT, look);
  context.with(ROOT_CONTEXT.setValue(key, 1), () => {
    context.with(ROOT_CONTEXT, look);
    look();
  });
  context.with(ROOT_CONTEXT, add, undefined, 2);
  expect(seen).toEqual([undefined, undefined, 1, 2]);
});
