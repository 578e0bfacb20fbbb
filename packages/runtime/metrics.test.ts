import { readFileSync } from "node:fs";
import { fakeClock } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";
import { addProcessMetrics, addSpanMetrics } from "./process-metrics.ts";
import { createSpanRing } from "./trace/ring.ts";

const openRing = () =>
  createSpanRing({ clock: fakeClock(), service: "s", instance: "i", sampleShare: 1, maxTraces: 1 });

test("text carries help, kind, labels and the service", async () => {
  const metrics = createMetrics("router");
  metrics.counter("viba_decisions_total", "Choices made", ["kind"]).inc({ kind: "single" }, 3);
  const text = await metrics.text();
  expect(text).toContain("# HELP viba_decisions_total Choices made\n# TYPE viba_decisions_total counter\n");
  expect(text).toContain('viba_decisions_total{kind="single",service="router"} 3');
});

test("label values can't break out of their line", async () => {
  const metrics = createMetrics("router");
  metrics.gauge("viba_agents_live", "Agents", ["agent"]).set({ agent: 'a"} 1\nviba_fake_total 9' }, 1);
  expect((await metrics.text()).split("\n").filter((line) => line.startsWith("viba_"))).toHaveLength(1);
});

test("a duration's bucket names a kept trace, for who asks in OpenMetrics' format, and both formats can be asked for", async () => {
  const metrics = createMetrics("router");
  const [traceId, other] = ["a".repeat(32), "b".repeat(32)];
  const calls = metrics.timing("viba_call_duration_seconds", "Calls", ["method"]);
  metrics.counter("viba_decisions_total", "Choices made").inc();
  calls.observe({ method: "m" }, 0.002, traceId);
  calls.observe({ method: "m" }, 0.002, undefined);
  calls.observe({ method: "m" }, 0.3, other);
  for (const _time of [1, 2]) {
    const open = await metrics.expose("application/openmetrics-text;version=1.0.0;q=0.9,*/*;q=0.1");
    expect(open.contentType).toContain("application/openmetrics-text");
    const bucket = (le: string) => open.text.split("\n").find((line) => line.includes(`le="${le}"`));
    expect(bucket("0.0025")).toMatch(new RegExp(`} 2 # {trace_id="${traceId}"} 0.002 `));
    expect(bucket("0.5")).toContain(`# {trace_id="${other}"} 0.3 `);
    expect(open.text).toContain('viba_decisions_total{service="router"} 1\n');
    expect(open.text.endsWith("# EOF\n")).toBe(true);
    const plain = await metrics.expose("*/*");
    expect(plain.contentType).toContain("text/plain");
    expect(plain.text).toContain('viba_decisions_total{service="router"} 1\n');
    expect(plain.text).not.toContain("trace_id");
  }
});

describe("names", () => {
  test("asking again gives the same metric", () => {
    const metrics = createMetrics("s");
    const first = metrics.histogram("viba_call_duration_seconds", "Calls", ["method"]);
    expect(metrics.histogram("viba_call_duration_seconds", "Calls", ["method"])).toBe(first);
  });

  test.each([
    { name: "viba_calls", kind: "counter" },
    { name: "viba_calls_total", kind: "gauge" },
    { name: "calls_total", kind: "counter" },
    { name: "viba_Calls_total", kind: "counter" },
    { name: "viba_lag", kind: "histogram" },
    { name: "viba_taken_seconds", kind: "histogram" },
  ] as const)("$name as a $kind is refused", ({ name, kind }) => {
    const metrics = createMetrics("s");
    metrics.gauge("viba_taken_seconds", "Taken");
    expect(() => metrics[kind](name, "help")).toThrow("breaks the rule");
  });
});

test("what is kept elsewhere is read when the metrics are", async () => {
  const metrics = createMetrics("s");
  const ring = openRing();
  addSpanMetrics(metrics, ring);
  const tracer = ring.provider.getTracer("t");
  for (const name of ["a", "b"]) tracer.startSpan(name, { root: true }).end();
  for (const _reading of [1, 2]) {
    const text = await metrics.text();
    expect(text).toContain('viba_spans_total{fate="ended",service="s"} 2');
    expect(text).toContain('viba_traces_evicted_total{service="s"} 1');
    expect(text).toContain('viba_traces_kept{service="s"} 1');
  }
});

test("every process shows lag, memory, CPU and uptime", async () => {
  const metrics = createMetrics("s");
  using _measuring = addProcessMetrics(metrics);
  const samples = new Map(
    (await metrics.text())
      .split("\n")
      .filter((line) => line.startsWith("viba_"))
      .map((line) => [line.split(" ")[0]!, Number(line.split(" ")[1])]),
  );
  expect(samples.get('viba_heap_used_bytes{service="s"}')).toBeGreaterThan(1e6);
  expect(samples.get('viba_cpu_seconds_total{mode="user",service="s"}')).toBeGreaterThan(0);
  expect(samples.get('viba_event_loop_lag_seconds{quantile="0.99",service="s"}')).toBeGreaterThanOrEqual(0);
  expect([...samples.values()].every(Number.isFinite)).toBe(true);
});

test("docs/reference/metrics.md lists exactly what the runtime defines", async () => {
  const metrics = createMetrics("s");
  using _measuring = addProcessMetrics(metrics);
  addSpanMetrics(metrics, openRing());
  const defined = metrics.registry.getMetricsAsArray().map((metric) => {
    const { labelNames } = metric as unknown as { labelNames: string[] };
    return `| \`${metric.name}\` | ${metric.type} | ${labelNames.join(", ") || "–"} | ${metric.help} |`;
  });
  const page = readFileSync(new URL("../../docs/reference/metrics.md", import.meta.url), "utf8");
  const section = page.split(/^## /m).find((part) => part.startsWith("Every process"))!;
  expect(section.split("\n").filter((line) => line.startsWith("| `"))).toEqual(defined);
});
