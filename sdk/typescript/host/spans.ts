import { createClient, type Transport } from "@connectrpc/connect";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { MonitorService, type SpanSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { toMeshError } from "@viba/runtime/errors";
import { createRingBuffer } from "@viba/runtime/ring-buffer";
import type { SpanRecord } from "@viba/runtime/trace/record";
import type { SpanRing } from "@viba/runtime/trace/ring";
import { times } from "../limits.ts";

/** Hands finished spans of kept traces to the mesh. */
export interface SpanShipper {
  /** Takes in what a worker has finished. */
  add(spans: readonly SpanRecord[], dropped: number): void;
  /** Sends what there is, unless a shipment is already on its way. Never rejects. */
  ship(): Promise<void>;
  /** Spans given up so far. */
  dropped(): number;
}

/** Spans of one shipment: the contract's limit. */
const maxSpans = 1000;

/** A shipper of a ring's outbox and of what workers hand in. A shipment that fails is tried again with the next. */
export function createSpanShipper(ring: SpanRing, transport: Transport, capacity = 4096): SpanShipper {
  const monitor = createClient(MonitorService, transport);
  const fromWorkers = createRingBuffer<SpanRecord>(capacity);
  let lost = 0;
  let reported = 0;
  let pending: SpanRecord[] = [];
  let shipping: Promise<void> | undefined;

  const dropped = () => lost + ring.dropped();
  const send = async () => {
    if (pending.length === 0) pending = fromWorkers.drain(maxSpans);
    if (pending.length < maxSpans) pending.push(...ring.take(maxSpans - pending.length));
    const newlyDropped = dropped() - reported;
    if (pending.length === 0 && newlyDropped === 0) return;
    const request = { spans: pending.map(spanMessage), dropped: BigInt(newlyDropped) };
    try {
      await monitor.reportSpans(request, { timeoutMs: times.routerCallMs });
      reported += newlyDropped;
      pending = [];
    } catch (error) {
      // A mesh that is away gets them later; one that refuses them would refuse them for ever.
      const { reason } = toMeshError(error);
      if (["NOT_STARTED", "UNKNOWN_OUTCOME", "DEADLINE", "OVERLOADED", "UNAUTHENTICATED"].includes(reason)) return;
      lost += pending.length;
      pending = [];
    }
  };

  return {
    add(spans, newlyDropped) {
      lost += newlyDropped;
      for (const span of spans) if (fromWorkers.push(span)) lost += 1;
    },
    ship: () => (shipping ??= send().finally(() => (shipping = undefined))),
    dropped,
  };
}

const kinds: Readonly<Record<SpanKind, string>> = {
  [SpanKind.INTERNAL]: "internal",
  [SpanKind.SERVER]: "server",
  [SpanKind.CLIENT]: "client",
  [SpanKind.PRODUCER]: "producer",
  [SpanKind.CONSUMER]: "consumer",
};

const states: Readonly<Record<SpanStatusCode, string>> = {
  [SpanStatusCode.UNSET]: "unset",
  [SpanStatusCode.OK]: "ok",
  [SpanStatusCode.ERROR]: "error",
};

function spanMessage(span: SpanRecord): MessageInitShape<typeof SpanSchema> {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentId: span.parentId,
    name: span.name,
    kind: kinds[span.kind],
    service: span.service,
    instance: span.instance,
    startUs: span.startUs,
    durationUs: span.durationUs,
    attributesJson: JSON.stringify(span.attributes),
    links: span.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
    events: span.events.map(({ name, timeUs, attributes }) => ({
      name,
      atUs: timeUs,
      attributesJson: JSON.stringify(attributes),
    })),
    status: states[span.status.code],
    statusMessage: span.status.message ?? "",
  };
}
