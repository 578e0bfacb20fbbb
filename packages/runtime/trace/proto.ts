import { create } from "@bufbuild/protobuf";
import { type Attributes, type AttributeValue, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import {
  type Span,
  type SpanEvent as SpanEventMessage,
  SpanSchema,
} from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { MeshError } from "../errors.ts";
import { type SpanEvent, type SpanRecord, spanLimits } from "./record.ts";

/** Most spans of one report. */
export const maxReportedSpans = 1000;

/** Characters of text that travel with one span: far more than a usual span has, and a bound on what others can make a ring hold. */
const limits = { attributesChars: 65_536, eventsChars: 65_536, nameChars: 256 } as const;

/** Facts without a field of their own, under the names OpenTelemetry gives them where it lacks the fields too. */
const extra = {
  scope: "otel.scope.name",
  truncated: "otel.dropped_attributes_count",
  partial: "viba.trace.partial",
} as const;

const kinds: Readonly<Record<string, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};
const statuses: Readonly<Record<string, SpanStatusCode>> = {
  unset: SpanStatusCode.UNSET,
  ok: SpanStatusCode.OK,
  error: SpanStatusCode.ERROR,
};

/** Spans as they travel. What is too long for one message is left out and counted as truncated. */
export function spansToProto(records: readonly SpanRecord[]): Span[] {
  return records.map(toProto);
}

/** Spans as they came; INVALID_ARGUMENT names the first field that is wrong, and then none is taken. */
export function spansFromProto(spans: readonly Span[]): SpanRecord[] {
  if (spans.length > maxReportedSpans) {
    throw invalid("spans", `at most ${maxReportedSpans}, these are ${spans.length}`);
  }
  return spans.map((span, at) => fromProto(span, `spans[${at}]`));
}

function toProto(record: SpanRecord): Span {
  const events: Omit<SpanEventMessage, "$typeName">[] = [];
  let eventChars = 0;
  for (const { name, timeUs, attributes } of record.events) {
    const attributesJson = JSON.stringify(attributes);
    eventChars += name.length + attributesJson.length;
    if (eventChars > limits.eventsChars) break;
    events.push({ name, atUs: timeUs, attributesJson });
  }
  const left = record.truncated + record.events.length - events.length;
  return create(SpanSchema, {
    traceId: record.traceId,
    spanId: record.spanId,
    parentId: record.parentId,
    name: record.name,
    kind: nameOf(kinds, record.kind, "internal"),
    service: record.service,
    instance: record.instance,
    startUs: record.startUs,
    durationUs: record.durationUs,
    attributesJson: encodeAttributes(record, left),
    links: record.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
    events,
    status: nameOf(statuses, record.status.code, "unset"),
    statusMessage: record.status.message ?? "",
  });
}

function encodeAttributes({ attributes, scope, partial }: SpanRecord, truncated: number): string {
  const parts: string[] = [];
  let chars = 256;
  let left = truncated;
  for (const [key, value] of Object.entries(attributes)) {
    const part = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
    if (chars + part.length + 1 > limits.attributesChars) left += 1;
    else {
      chars += part.length + 1;
      parts.push(part);
    }
  }
  const facts = { [extra.scope]: scope.slice(0, 64), [extra.truncated]: left, [extra.partial]: partial };
  for (const [key, value] of Object.entries(facts)) {
    if (value) parts.push(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
  }
  return `{${parts.join(",")}}`;
}

function fromProto(span: Span, path: string): SpanRecord {
  const { traceId, spanId, parentId, links, events } = span;
  const at = (field: string) => `${path}.${field}`;
  if (links.length > spanLimits.links) throw invalid(at("links"), `at most ${spanLimits.links}`);
  if (events.length > spanLimits.events) throw invalid(at("events"), `at most ${spanLimits.events}`);
  const eventChars = events.reduce((sum, { name, attributesJson }) => sum + name.length + attributesJson.length, 0);
  if (eventChars > limits.eventsChars) throw invalid(at("events"), `at most ${limits.eventsChars} characters`);
  const all = decodeAttributes(span.attributesJson, at("attributes_json"));
  const { [extra.scope]: scope, [extra.truncated]: truncated, [extra.partial]: partial, ...attributes } = all;
  return {
    traceId: needId(traceId, 32, at("trace_id")),
    spanId: needId(spanId, 16, at("span_id")),
    parentId: parentId === "" ? "" : needId(parentId, 16, at("parent_id")),
    name: needText(span.name, spanLimits.textChars, at("name")),
    kind: needOneOf(kinds, span.kind, at("kind")),
    scope: typeof scope === "string" ? scope : "",
    service: needText(span.service, limits.nameChars, at("service")),
    instance: needText(span.instance, limits.nameChars, at("instance")),
    startUs: needTime(span.startUs, at("start_us")),
    durationUs: needTime(span.durationUs, at("duration_us")),
    attributes: bare(attributes),
    links: links.map((link, index) => ({
      traceId: needId(link.traceId, 32, at(`links[${index}].trace_id`)),
      spanId: needId(link.spanId, 16, at(`links[${index}].span_id`)),
      attributes: bare({}),
    })),
    events: events.map((event, index) => eventFrom(event, at(`events[${index}]`))),
    status: {
      code: needOneOf(statuses, span.status, at("status")),
      ...(span.statusMessage && {
        message: needText(span.statusMessage, spanLimits.textChars, at("status_message")),
      }),
    },
    flags: partial === true ? 0 : 1,
    partial: partial === true,
    truncated: typeof truncated === "number" ? truncated : 0,
  };
}

function eventFrom({ name, atUs, attributesJson }: SpanEventMessage, path: string): SpanEvent {
  return {
    name: needText(name, spanLimits.textChars, `${path}.name`),
    timeUs: needTime(atUs, `${path}.at_us`),
    attributes: decodeAttributes(attributesJson, `${path}.attributes_json`),
  };
}

function decodeAttributes(json: string, path: string): Attributes {
  if (json === "") return bare({});
  if (json.length > limits.attributesChars) throw invalid(path, `at most ${limits.attributesChars} characters`);
  const entries = Object.entries(parseObject(json, path));
  if (entries.length > spanLimits.attributes + Object.keys(extra).length) {
    throw invalid(path, `at most ${spanLimits.attributes} attributes`);
  }
  for (const [key, value] of entries) {
    if (!isAttribute(value))
      throw invalid(path, `${JSON.stringify(key.slice(0, 64))} is no text, number, boolean or list of one of these`);
  }
  return bare(Object.fromEntries(entries) as Record<string, AttributeValue>);
}

function parseObject(json: string, path: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, without the text: it may hold what a log must not.
  }
  throw invalid(path, "no JSON object");
}

/** JSON has no NaN: what was one arrives as null and is taken. */
function isAttribute(value: unknown): boolean {
  if (!Array.isArray(value)) return isPlain(value);
  return value.length <= spanLimits.attributes && value.every((item) => isPlain(item));
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Without a prototype, as the ring's own are, so that a key named `__proto__` is only a key. */
function bare(attributes: Attributes): Attributes {
  return Object.assign(Object.create(null) as Attributes, attributes);
}

function needId(id: string, digits: number, path: string): string {
  if (id.length === digits && /^[0-9a-f]+$/.test(id) && !/^0+$/.test(id)) return id;
  throw invalid(path, `${digits} lower-case hex digits, not all of them 0`);
}

function needText(text: string, maxChars: number, path: string): string {
  if (text.length <= maxChars) return text;
  throw invalid(path, `at most ${maxChars} characters`);
}

function needTime(us: number, path: string): number {
  if (us >= 0 && us <= Number.MAX_SAFE_INTEGER) return us;
  throw invalid(path, "microseconds, 0 or more");
}

function needOneOf<T>(table: Readonly<Record<string, T>>, name: string, path: string): T {
  if (Object.hasOwn(table, name)) return table[name]!;
  throw invalid(path, `one of ${Object.keys(table).join(", ")}`);
}

function nameOf<T>(table: Readonly<Record<string, T>>, value: T, otherwise: string): string {
  return Object.keys(table).find((name) => table[name] === value) ?? otherwise;
}

function invalid(path: string, rule: string): MeshError {
  return new MeshError("INVALID_ARGUMENT", `${path}: ${rule}`, { facts: { field: path } });
}
