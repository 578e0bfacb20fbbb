import { type Attributes, type AttributeValue, type Link, SpanStatusCode } from "@opentelemetry/api";
import { hex32 } from "./ids.ts";
import { type SpanRecord, spanLimits } from "./record.ts";
import { traceIdOf } from "./identity.ts";
import type { SpanRow } from "./rows.ts";

/** Whose spans these are: the resource of OpenTelemetry. */
export interface SpanOrigin {
  readonly service: string;
  readonly instance: string;
}

/** A finished span as plain data. Values are checked and cut here, off the path of the call that made them. */
export function recordOf(span: SpanRow, origin: SpanOrigin): SpanRecord {
  const { extras, site } = span;
  const { constant } = site;
  const given = constant ? Object.entries(constant).flat(1) : [];
  const status = extras?.status;
  return {
    traceId: traceIdOf(span),
    spanId: spanIdOf(span),
    parentId: span.parent0 === 0 && span.parent1 === 0 ? "" : hex32(span.parent0) + hex32(span.parent1),
    name: cut(extras?.name ?? site.name),
    kind: site.kind,
    scope: span.scope,
    service: origin.service,
    instance: origin.instance,
    startUs: span.startUs,
    durationUs: span.durationUs,
    attributes: attributesOf([...given, ...(extras?.attributes ?? [])]),
    links: (extras?.links ?? []).map(linkOf),
    events: (extras?.events ?? []).map((event) => ({
      name: cut(event.name),
      timeUs: event.timeUs,
      attributes: attributesOf(Object.entries(event.attributes).flat(1)),
    })),
    status: {
      code: status?.code ?? SpanStatusCode.UNSET,
      ...(status?.message === undefined ? {} : { message: cut(status.message) }),
    },
    flags: span.flags,
    partial: isPartial(span),
    truncated: extras?.truncated ?? 0,
  };
}

/** The span's id as 16 hex digits. */
export function spanIdOf(span: SpanRow): string {
  return hex32(span.span0) + hex32(span.span1);
}

/** Whether spans of its trace may be missing: it was not kept from its head on. */
export function isPartial(span: SpanRow): boolean {
  return (span.flags & 1) === 0;
}

function linkOf(link: Link): { traceId: string; spanId: string; attributes: Attributes } {
  const attributes = attributesOf(Object.entries(link.attributes ?? {}).flat(1));
  return { traceId: link.context.traceId, spanId: link.context.spanId, attributes };
}

/** Key, value, key, value … as an object without a prototype, so that a key named `__proto__` is only a key. */
function attributesOf(list: readonly unknown[]): Attributes {
  const attributes: Attributes = Object.create(null);
  for (let at = 0; at < list.length; at += 2) {
    const value = valueOf(list[at + 1]);
    if (value !== undefined) attributes[String(list[at])] = value;
  }
  return attributes;
}

function valueOf(value: unknown): AttributeValue | undefined {
  if (typeof value === "string") return cut(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (!Array.isArray(value)) return undefined;
  const items = value.slice(0, spanLimits.attributes).filter((item) => typeof item === typeof value[0]);
  return typeof value[0] === "string" ? items.map(cut) : isPlain(value[0]) ? items : undefined;
}

function isPlain(value: unknown): boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function cut(text: string): string {
  return text.length <= spanLimits.textChars ? text : text.slice(0, spanLimits.textChars);
}
