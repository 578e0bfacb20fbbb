import { type HrTime, type SpanContext, TraceFlags } from "@opentelemetry/api";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import type { SpanRecord } from "../record.ts";

/** Says of a span that others of its trace may be missing. */
export const partialAttribute = "viba.trace.partial";

/** Most services and instances whose resource is remembered; agents come and go. */
const maxResources = 1024;

/** Turns records into what opentelemetry-js's exporters take. Spans of one instance share one resource object. */
export function createReadable(): (record: SpanRecord) => ReadableSpan {
  const resources = new Map<string, Resource>();
  const resourceOf = ({ service, instance }: SpanRecord): Resource => {
    const key = `${service}\n${instance}`;
    const known = resources.get(key);
    if (known) return known;
    if (resources.size >= maxResources) resources.clear();
    const made = resourceFromAttributes({
      "service.namespace": "viba",
      "service.name": service,
      "service.instance.id": instance,
    });
    resources.set(key, made);
    return made;
  };
  return (record) => readable(record, resourceOf(record));
}

function readable(record: SpanRecord, resource: Resource): ReadableSpan {
  const { traceId, spanId, parentId, startUs, durationUs } = record;
  const context = (id: string): SpanContext => ({
    traceId,
    spanId: id,
    // A trace that was kept afterwards is as good as sampled to whoever stores it.
    traceFlags: record.flags | TraceFlags.SAMPLED,
  });
  return {
    name: record.name,
    kind: record.kind,
    spanContext: () => context(spanId),
    ...(parentId === "" ? {} : { parentSpanContext: context(parentId) }),
    startTime: hrTime(startUs),
    endTime: hrTime(startUs + durationUs),
    duration: hrTime(durationUs),
    ended: true,
    status: record.status,
    attributes: record.partial ? { ...record.attributes, [partialAttribute]: true } : record.attributes,
    links: record.links.map((link) => ({
      context: { traceId: link.traceId, spanId: link.spanId, traceFlags: TraceFlags.SAMPLED },
      attributes: link.attributes,
    })),
    events: record.events.map(({ name, timeUs, attributes }) => ({ name, time: hrTime(timeUs), attributes })),
    resource,
    instrumentationScope: { name: record.scope },
    droppedAttributesCount: record.truncated,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Microseconds as seconds and nanoseconds. */
function hrTime(us: number): HrTime {
  const seconds = Math.floor(us / 1e6);
  return [seconds, Math.round((us - seconds * 1e6) * 1000)];
}
