import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Attributes, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { type Span, SpanSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMeshError } from "../errors.ts";
import { maxReportedSpans, spansFromProto, spansToProto } from "./proto.ts";
import { type SpanRecord, spanLimits } from "./record.ts";

const record: SpanRecord = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentId: "",
  name: "viba design",
  kind: SpanKind.CLIENT,
  scope: "viba",
  service: "cli",
  instance: "cli_1",
  startUs: 1_767_225_600_000_123,
  durationUs: 42.5,
  attributes: bare({ "viba.run.id": "r1", count: 3, fresh: true, tags: ["a", "b"] }),
  links: [{ traceId: "1af7651916cd43dd8448eb211c80319c", spanId: "c7ad6b7169203331", attributes: bare({}) }],
  events: [{ name: "exception", timeUs: 1_767_225_600_000_200, attributes: bare({ "exception.type": "DEADLINE" }) }],
  status: { code: SpanStatusCode.ERROR, message: "the deadline passed" },
  flags: 1,
  partial: false,
  truncated: 0,
};

function bare(attributes: Attributes): Attributes {
  return Object.assign(Object.create(null) as Attributes, attributes);
}

/** Through bytes, as between processes. */
function travel(records: readonly SpanRecord[]): SpanRecord[] {
  return spansFromProto(spansToProto(records).map((span) => fromBinary(SpanSchema, toBinary(SpanSchema, span))));
}

const hex = (digits: number) =>
  fc
    .array(fc.constantFrom(..."0123456789abcdef"), { minLength: digits, maxLength: digits })
    .map((list) => list.join(""))
    .filter((id) => !/^0+$/.test(id));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const value = fc.oneof(fc.string(), number, fc.boolean(), fc.array(fc.string(), { maxLength: 4 }));
const attributes = fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), value, { maxKeys: 6 }).map(bare);
const time = fc.nat({ max: 2 ** 52 });
const anyRecord: fc.Arbitrary<SpanRecord> = fc.boolean().chain((partial) =>
  fc.record({
    traceId: hex(32),
    spanId: hex(16),
    parentId: fc.oneof(fc.constant(""), hex(16)),
    name: fc.string(),
    kind: fc.constantFrom(0, 1, 2, 3, 4) as fc.Arbitrary<SpanKind>,
    scope: fc.string({ maxLength: 20 }),
    service: fc.string(),
    instance: fc.string(),
    startUs: time,
    durationUs: time,
    attributes,
    links: fc.array(fc.record({ traceId: hex(32), spanId: hex(16), attributes: fc.constant(bare({})) }), {
      maxLength: 3,
    }),
    events: fc.array(fc.record({ name: fc.string(), timeUs: time, attributes }), { maxLength: 3 }),
    status: fc.oneof(
      fc.constantFrom({ code: SpanStatusCode.UNSET }, { code: SpanStatusCode.OK }),
      fc.string({ minLength: 1 }).map((message) => ({ code: SpanStatusCode.ERROR, message })),
    ),
    flags: fc.constant(partial ? 0 : 1),
    partial: fc.constant(partial),
    truncated: fc.nat(9),
  }),
);

describe("spans as messages", () => {
  test("arrive as they left", () => {
    const unicode = { ...record, name: "설계 🏠", attributes: bare({ "viba.text": "강남에 50평" }) };
    expect(travel([record, unicode])).toEqual([record, unicode]);
    fc.assert(
      fc.property(anyRecord, (any) => {
        expect(travel([any])).toEqual([any]);
      }),
    );
  });

  test("say in words what kind and status they have", () => {
    expect(spansToProto([record])[0]).toMatchObject({ kind: "client", status: "error" });
  });

  test("a span with too much text loses the rest and says how much", () => {
    const long = "x".repeat(spanLimits.textChars);
    const list = Array.from({ length: 100 }, (_, at) => [`key${at}`, long]);
    const events = Array.from({ length: 100 }, () => ({ name: long, timeUs: 5, attributes: bare({}) }));
    const [arrived] = travel([{ ...record, attributes: bare(Object.fromEntries(list)), events }]);
    const kept = Object.keys(arrived!.attributes).length + arrived!.events.length;
    expect(kept).toBeGreaterThan(20);
    expect(arrived!.truncated).toBe(200 - kept);
  });

  test.each<{ field: string; change: Partial<Omit<Span, "$typeName">> }>([
    { field: "trace_id", change: { traceId: "" } },
    { field: "trace_id", change: { traceId: "0".repeat(32) } },
    { field: "trace_id", change: { traceId: record.traceId.toUpperCase() } },
    { field: "span_id", change: { spanId: `${record.spanId}0` } },
    { field: "parent_id", change: { parentId: "parent" } },
    { field: "name", change: { name: "x".repeat(5000) } },
    { field: "service", change: { service: "x".repeat(300) } },
    { field: "kind", change: { kind: "toString" } },
    { field: "status", change: { status: "" } },
    { field: "start_us", change: { startUs: Number.NaN } },
    { field: "start_us", change: { startUs: Number.POSITIVE_INFINITY } },
    { field: "duration_us", change: { durationUs: -1 } },
    { field: "attributes_json", change: { attributesJson: "{" } },
    { field: "attributes_json", change: { attributesJson: "[]" } },
    { field: "attributes_json", change: { attributesJson: '{"a":{"b":1}}' } },
    { field: "attributes_json", change: { attributesJson: `{"a":"${"x".repeat(70_000)}"}` } },
    { field: "links[0].span_id", change: { links: [{ traceId: record.traceId, spanId: "" }] as never } },
    { field: "links", change: { links: Array.from({ length: 200 }, () => ({})) as never } },
    { field: "events[0].at_us", change: { events: [{ name: "e", atUs: -1, attributesJson: "" }] as never } },
    { field: "events", change: { events: [{ name: "x".repeat(70_000), atUs: 1, attributesJson: "" }] as never } },
  ])("a wrong $field is named", ({ field, change }) => {
    const good = spansToProto([record])[0]!;
    const bad = create(SpanSchema, { ...good, ...change } as never);
    let error: unknown;
    try {
      spansFromProto([good, bad]);
    } catch (thrown) {
      error = thrown;
    }
    expect(toMeshError(error)).toMatchObject({ reason: "INVALID_ARGUMENT", facts: { field: `spans[1].${field}` } });
  });

  test("more spans than a report may hold are refused", () => {
    const [span] = spansToProto([record]);
    const spans = Array.from({ length: maxReportedSpans + 1 }, () => span!);
    expect(() => spansFromProto(spans)).toThrow("spans: at most 1000");
    expect(spansFromProto(spans.slice(1)).length).toBe(1000);
  });
});
