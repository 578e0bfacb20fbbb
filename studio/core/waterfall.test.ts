import { create } from "@bufbuild/protobuf";
import { type Span, SpanSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOutSpans, spanLabel, ticks } from "./waterfall.ts";

const span = (spanId: string, parentId: string, startUs: number, durationUs: number, service = "mesh"): Span =>
  create(SpanSchema, { spanId, parentId, startUs, durationUs, service, name: spanId });

describe("a trace", () => {
  const spans = [
    span("late", "run", 600, 300, "agent"),
    span("run", "", 0, 1000),
    span("early", "run", 100, 200),
    span("deep", "early", 150, 50, "agent"),
    span("orphan", "gone", 900, 50),
  ];
  const { rows, totalUs, services, leftOut } = layOutSpans(spans);

  test("has children under their parents, by start, and orphans at the top", () => {
    expect(rows.map((row) => [row.span.spanId, row.depth])).toEqual([
      ["run", 0],
      ["early", 1],
      ["deep", 2],
      ["late", 1],
      ["orphan", 0],
    ]);
    expect(leftOut).toBe(0);
  });

  test("is drawn to scale, with names where there is room", () => {
    expect(totalUs).toBe(1000);
    expect(rows.map(({ start, width, label }) => [start, width, label])).toEqual([
      [0, 1, "inside"],
      [0.1, 0.2, "after"],
      [0.15, 0.05, "after"],
      [0.6, 0.3, "before"],
      [0.9, 0.05, "before"],
    ]);
  });

  test("numbers services by first appearance", () => {
    expect(services).toEqual(["mesh", "agent"]);
    expect(rows.map((row) => row.service)).toEqual([0, 0, 1, 1, 0]);
  });
});

test("more spans than fit are counted", () => {
  const many = Array.from({ length: 12 }, (_, i) => span(`s${i}`, "", i, 1));
  expect(layOutSpans(many, 5)).toMatchObject({ leftOut: 7, rows: { length: 5 } });
});

test("nothing is drawn of an empty trace", () => {
  expect(layOutSpans([])).toEqual({ rows: [], leftOut: 0, totalUs: 0, ticksUs: [], services: [] });
});

test("any spans, rings and doubles among them, are each drawn once within the picture", () => {
  const any = fc.record({ id: fc.nat(6), parent: fc.nat(6), start: fc.nat(1e6), duration: fc.nat(1e6) });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), (made) => {
      const spans = made.map(({ id, parent, start, duration }) => span(`${id}`, `${parent}`, start, duration));
      const { rows } = layOutSpans(spans);
      expect(new Set(rows.map((row) => row.span)).size).toBe(spans.length);
      for (const { start, width } of rows) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(width).toBeGreaterThanOrEqual(0);
        expect(start + width).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});

test.each([
  [1000, [0, 200, 400, 600, 800, 1000]],
  [435, [0, 100, 200, 300, 400]],
  [7, [0, 2, 4, 6]],
])("a scale of %i has round ticks", (total, expected) => expect(ticks(total)).toEqual(expected));

test("a scale has three to eight ticks, whatever its length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), (total) => {
      const found = ticks(total);
      expect(found.length).toBeGreaterThanOrEqual(3);
      expect(found.length).toBeLessThanOrEqual(8);
      expect(found.at(-1)!).toBeLessThanOrEqual(total * (1 + 1e-9));
    }),
  );
});

test.each([
  ["step viba.aec.v1.Plan", "step Plan"],
  ["viba.cache.v1.CacheService/Get", "CacheService/Get"],
  ["design_theorist plan.general", "design_theorist plan.general"],
])("%s is shown as %s", (name, shown) => expect(spanLabel(name)).toBe(shown));
