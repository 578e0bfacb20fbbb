import { analyse } from "@viba/runtime/trace/analysis/analyse";
import { compare } from "@viba/runtime/trace/analysis/compare";
import { runOf, spansOf } from "@viba/runtime/trace/analysis/fixtures";
import { expect, test } from "vitest";
import { fromJaeger } from "./jaeger.ts";
import { bottleneckReport, report } from "./report.ts";
import { barOf, waterfall } from "./waterfall.ts";

const planned = (endMs: number, calledMs: number) =>
  spansOf(
    runOf(endMs, [
      {
        step: "viba.aec.v1.Plan",
        fromMs: 0,
        toMs: endMs,
        tries: [{ agent: "architect", fromMs: 1, calledMs, doneMs: endMs - 2 }],
      },
    ]),
  );

test("a waterfall shows each span under its parent, where it lies and how long it took", () => {
  const lines = waterfall(planned(100, 50)).split("\n");
  expect(lines[0]).toBe(`${"█".repeat(40)}    100.0 ms  mesh: run`);
  expect(lines[1]).toContain("ms    mesh: step viba.aec.v1.Plan");
  expect(lines[3]).toMatch(/^ {20}█+ +\d/);
  expect(waterfall([])).toMatch(/no spans/);
});

test.each([
  [0, 100, "█".repeat(40)],
  [100, 0, " ".repeat(39) + "█"],
  [50, 25, " ".repeat(20) + "█".repeat(10) + " ".repeat(10)],
])("a bar from %d, %d long", (from, us, bar) => {
  expect(barOf(from, us, 100)).toBe(bar);
});

test("the report names the bottleneck and what is unusual", () => {
  const slow = analyse(planned(500, 450))!;
  const usual = [100, 101, 102].map((endMs) => analyse(planned(endMs, 2))!);
  const text = report(slow, compare(slow, usual), "en");
  expect(text).toContain("bottleneck: queue: Plan, 449.0 ms (90 %)");
  expect(text).toContain("against 3 runs of the same shape: 500.0 ms, usually 101.0 ms (4.95x)");
  expect(text).toMatch(/\+448\.0 ms {2}queue: Plan/);
  expect(report(slow, undefined, "ko")).toContain("병목: 대기: Plan");
  expect(
    bottleneckReport([{ spent: "queue", who: "Plan", us: 1000, share: 0.5, runs: 2, first: 1 }], 3, "en"),
  ).toContain("queue: Plan");
});

test("Jaeger's spans are read as ours", () => {
  const span = (id: string, more: object) => ({
    traceID: "t",
    spanID: id,
    operationName: "run",
    startTime: 1000,
    duration: 5,
    processID: "p1",
    ...more,
  });
  const references = [
    { refType: "FOLLOWS_FROM", traceID: "other", spanID: "x" },
    { refType: "CHILD_OF", traceID: "t", spanID: "a" },
  ];
  const tags = [
    { key: "span.kind", value: "server" },
    { key: "error", value: true },
  ];
  const spans = fromJaeger({
    spans: [span("a", {}), span("b", { references, tags })],
    processes: { p1: { serviceName: "mesh" } },
  });
  expect(spans).toMatchObject([
    { spanId: "a", parentId: "", kind: "internal", failed: false, service: "mesh", startUs: 1000, durationUs: 5 },
    { spanId: "b", parentId: "a", kind: "server", failed: true, links: [{ traceId: "other", spanId: "x" }] },
  ]);
});
