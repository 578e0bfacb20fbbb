import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { fakeClock } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../clock.ts";
import { seededRandom } from "../../random.ts";
import { createSpanRing } from "../ring.ts";
import { type SpanExportOptions, startSpanExport } from "./exporter.ts";
import { startOtlpReceiver } from "./otlp-receiver.ts";

const ringOf = (options: Partial<Parameters<typeof createSpanRing>[0]> = {}) =>
  createSpanRing({
    clock: fakeClock(),
    service: "mesh",
    instance: "mesh-1",
    random: seededRandom(1),
    sampleShare: 1,
    ...options,
  });

/** The interval never comes by itself: the tests say when. */
const exportOf = (options: Omit<SpanExportOptions, "clock">) =>
  startSpanExport({ clock: systemClock, intervalMs: 1e9, ...options });

describe("OTLP export", () => {
  test("a span arrives with its parent, attributes, events, link, status and times", async () => {
    await using receiver = await startOtlpReceiver();
    const clock = fakeClock(Date.UTC(2026, 0, 1));
    const ring = ringOf({ clock });
    await using out = exportOf({ ring, endpoint: receiver.endpoint });
    const tracer = ring.provider.getTracer("viba.test");
    const root = tracer.startSpan("run", { kind: SpanKind.SERVER });
    const producer = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };
    const child = tracer.startSpan(
      "process learning.outcome",
      {
        kind: SpanKind.CONSUMER,
        attributes: { text: "강남", count: 3, share: 0.5, yes: true },
        links: [{ context: producer }],
      },
      trace.setSpan(context.active(), root),
    );
    clock.advance(2);
    child.addEvent("tried");
    child.setStatus({ code: SpanStatusCode.ERROR });
    child.end();
    root.end();
    await out.flush();

    const [first, second] = receiver.spans;
    expect(first).toMatchObject({
      service: "mesh",
      instance: "mesh-1",
      scope: "viba.test",
      name: "process learning.outcome",
      traceId: root.spanContext().traceId,
      parentId: root.spanContext().spanId,
      kind: 5,
      attributes: { text: "강남", count: 3, share: 0.5, yes: true },
      events: ["tried"],
      links: [`${producer.traceId}/${producer.spanId}`],
      status: 2,
    });
    expect(first!.startNs).toBe(BigInt(Date.UTC(2026, 0, 1)) * 1_000_000n);
    expect(first!.endNs - first!.startNs).toBe(2_000_000n);
    expect(second).toMatchObject({ name: "run", parentId: "", kind: 2 });
    expect(out.counts()).toEqual({ exported: 2, failed: 0 });
  });

  test("a trace kept afterwards says that it is partial; one that nobody keeps is not sent", async () => {
    await using receiver = await startOtlpReceiver();
    const ring = ringOf({ sampleShare: 0 });
    await using out = exportOf({ ring, endpoint: receiver.endpoint });
    const tracer = ring.provider.getTracer("t");
    tracer.startSpan("forgotten").end();
    const failed = tracer.startSpan("failed");
    failed.setStatus({ code: SpanStatusCode.ERROR });
    failed.end();
    await out.flush();
    expect(receiver.spans.map(({ name, attributes }) => [name, attributes["viba.trace.partial"]])).toEqual([
      ["failed", true],
    ]);
  });

  test("every span of a run goes out exactly once, in batches", async () => {
    await using receiver = await startOtlpReceiver();
    const ring = ringOf();
    await using out = exportOf({ ring, endpoint: receiver.endpoint, batch: 10, inFlight: 2 });
    const tracer = ring.provider.getTracer("t");
    for (let n = 0; n < 95; n++) tracer.startSpan(`span ${n}`).end();
    await out.flush();
    expect(receiver.spans.map(({ name }) => name).toSorted()).toEqual(
      Array.from({ length: 95 }, (_, n) => `span ${n}`).toSorted(),
    );
    expect(new Set(receiver.spans.map(({ spanId }) => spanId)).size).toBe(95);
  });

  test("spans that another process reported go out too when the ring is told to ship them", async () => {
    await using receiver = await startOtlpReceiver();
    const agent = ringOf({ service: "agent", instance: "agent-1", random: seededRandom(2) });
    agent.provider.getTracer("t").startSpan("execute").end();
    const reported = agent.take();
    const ring = ringOf({ shipAdded: true });
    ring.add(reported);
    ring.add(reported);
    await using out = exportOf({ ring, endpoint: receiver.endpoint });
    await out.flush();
    expect(receiver.spans.map(({ service, name }) => [service, name])).toEqual([["agent", "execute"]]);
  });

  test.each([
    { story: "refuses", status: 400 },
    { story: "is away", status: 0 },
  ])("a receiver that $story costs its spans, counted with the reason, and nothing else", async ({ status }) => {
    const receiver = await startOtlpReceiver();
    const { endpoint } = receiver;
    if (status === 0) await receiver[Symbol.asyncDispose]();
    else receiver.answer(status);
    const failures: string[] = [];
    const ring = ringOf();
    await using out = exportOf({
      ring,
      endpoint,
      timeoutMs: 300,
      onFailure: (failure, spans) => void failures.push(`${spans} ${failure}`),
    });
    ring.provider.getTracer("t").startSpan("lost").end();
    await out.flush();
    expect(out.counts()).toEqual({ exported: 0, failed: 1 });
    expect(failures).toEqual([expect.stringMatching(/^1 ./)]);
    if (status !== 0) await receiver[Symbol.asyncDispose]();
  });

  test("while the worker is full, spans wait in the bounded outbox and what overflows is counted", async () => {
    const taken: number[] = [];
    const ring = ringOf({ outboxCapacity: 5 });
    const counting = { take: (max?: number) => (taken.push(max ?? 0), ring.take(max)) };
    const receiver = await startOtlpReceiver();
    receiver.answer(503);
    const out = exportOf({
      ring: counting,
      endpoint: receiver.endpoint,
      batch: 1,
      inFlight: 1,
      timeoutMs: 60_000,
      farewellMs: 1,
    });
    const tracer = ring.provider.getTracer("t");
    tracer.startSpan("with the worker").end();
    void out.flush();
    for (let n = 0; n < 8; n++) tracer.startSpan(`waiting ${n}`).end();
    void out.flush();
    expect(taken).toEqual([1]);
    expect(ring.counts().unshipped).toBe(3);
    await out[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });
});
