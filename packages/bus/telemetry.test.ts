import { fromBinary } from "@bufbuild/protobuf";
import {
  MetricsRolledUpSchema,
  SpansSummarisedSchema,
  TraceKeptSchema,
} from "@viba/contracts/gen/viba/event/v1/event_pb";
import { createMetrics } from "@viba/runtime/metrics";
import { createSpanSummaries } from "@viba/runtime/trace/summary";
import { fakeClock, settle } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import type { BusMessage } from "./bus.ts";
import { addBusMetrics } from "./bus-metrics.ts";
import { openEmbeddedBus } from "./embedded.ts";
import { startTelemetry } from "./telemetry.ts";

async function open() {
  const clock = fakeClock();
  const [bus, metrics, summaries, kept] = [
    await openEmbeddedBus({ clock }),
    createMetrics("mesh"),
    createSpanSummaries(),
    [] as string[],
  ];
  const heard: BusMessage[] = [];
  await bus.subscribe("telemetry.>", (message) => void heard.push(message));
  const ring = { keep: (traceId: string) => void kept.push(traceId) };
  const telemetry = await startTelemetry({ bus, clock, metrics, summaries, ring, service: "mesh", instance: "mesh.1" });
  return { clock, bus, metrics, summaries, kept, heard, telemetry };
}

test("every 5 s the metrics and the spans of the window go out on their subjects", async () => {
  const { clock, metrics, summaries, heard, telemetry } = await open();
  metrics.counter("viba_runs_total", "Runs", ["state"]).inc({ state: "finished" }, 2);
  metrics.gauge("viba_runs_open", "Runs open").set(3);
  const durations = metrics.histogram("viba_call_seconds", "Calls", ["method"], [0.1, 1]);
  for (const seconds of [0.05, 0.5, 0.6, 7]) durations.observe({ method: "a" }, seconds);
  summaries.observe("step", 1500, true);
  await clock.advanceAsync(5000);
  await settle();

  expect(heard.map(({ subject }) => subject)).toEqual(["telemetry.metrics.mesh.mesh_1", "telemetry.spans.summary"]);
  const { points, service } = fromBinary(MetricsRolledUpSchema, heard[0]!.body);
  expect(service).toBe("mesh");
  expect(points.map(({ name, value }) => [name, value.case])).toEqual([
    ["viba_runs_total", "total"],
    ["viba_runs_open", "gauge"],
    ["viba_call_seconds", "distribution"],
  ]);
  expect(points[0]!.labels).toMatchObject({ state: "finished" });
  expect(points[2]!.value.value).toMatchObject({ count: 4n, bounds: [0.1, 1], counts: [1n, 2n, 1n] });
  const summary = fromBinary(SpansSummarisedSchema, heard[1]!.body);
  expect(summary.spans).toMatchObject([{ name: "step", count: 1n, errors: 1n, maxUs: 1500 }]);

  await clock.advanceAsync(5000);
  expect(heard).toHaveLength(3);
  await telemetry[Symbol.asyncDispose]();
  await clock.advanceAsync(5000);
  expect(heard).toHaveLength(3);
  expect(clock.pending).toBe(0);
});

test("the word to keep a trace reaches everybody, the sender too", async () => {
  const { bus, kept, telemetry } = await open();
  const words: string[] = [];
  await bus.subscribe("trace.keep", ({ body }) => void words.push(fromBinary(TraceKeptSchema, body).traceId));
  telemetry.keep("0af7651916cd43dd8448eb211c80319c");
  await settle();
  expect(kept).toEqual(["0af7651916cd43dd8448eb211c80319c"]);
  expect(words).toEqual(kept);
});

test("a body that is none is counted and stops nothing", async () => {
  const { bus, kept } = await open();
  bus.publish({ subject: "trace.keep", body: new Uint8Array([255]) });
  await settle();
  expect([kept, bus.counters().handlerErrors]).toEqual([[], 1]);
});

test("the bus shows its counters and its health as metrics", async () => {
  const { bus, metrics } = await open();
  addBusMetrics(metrics, bus);
  bus.publish({ subject: "s", body: new Uint8Array() });
  const text = await metrics.text();
  expect(text).toContain('viba_bus_events_total{kind="published",service="mesh"} 1');
  expect(text).toContain('viba_bus_events_total{kind="dead_letters",service="mesh"} 0');
  expect(text).toContain('viba_bus_connected{service="mesh"} 1');
});
