import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { SpanRecord } from "@viba/runtime/trace/record";

/** What the orchestrator calls the span of an attempt whose agent was lost with it. */
const attemptLost = "attempt lost";

/** Clocks of processes agree to about this. */
const skewUs = 1000;

/**
 * Spans that stand for missing parents: a process that is ended by force never reports what it had open, and what it
 * called would hang in the air. Each has the id its children name, and hangs below the call that went unanswered.
 */
export function standIns(spans: readonly SpanRecord[], instance: string): SpanRecord[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const orphans = spans.filter((span) => !isEntry(span) && !byId.has(span.parentId));
  if (orphans.length === 0) return [];
  const attached = spans.filter((span) => {
    const root = rootOf(span, byId);
    return root !== undefined && isEntry(root);
  });
  const parents = new Set(attached.map(({ parentId }) => parentId));
  const unanswered = attached.filter(
    ({ kind, name, spanId }) => name === attemptLost || (kind === SpanKind.CLIENT && !parents.has(spanId)),
  );
  return [...Map.groupBy(orphans, ({ parentId }) => parentId)].map(([spanId, children]) => {
    const startUs = Math.min(...children.map((child) => child.startUs));
    const endUs = Math.max(...children.map((child) => child.startUs + child.durationUs));
    const above = around(startUs, unanswered) ?? around(startUs, attached) ?? attached.find(isEntry);
    return {
      traceId: children[0]!.traceId,
      spanId,
      parentId: above?.spanId ?? "",
      name: "span lost",
      kind: SpanKind.INTERNAL,
      scope: "viba.monitor",
      service: "monitor",
      instance,
      startUs,
      durationUs: endUs - startUs,
      attributes: { "viba.span.lost": true },
      links: [],
      events: [],
      status: { code: SpanStatusCode.ERROR, message: "its process ended before it could report it" },
      flags: 1,
      partial: true,
      truncated: 0,
    };
  });
}

/**
 * Whether a trace may begin here: what is above a call of the gateway is the caller's own, who reports it later (the CLI),
 * elsewhere or never.
 */
function isEntry({ parentId, kind, attributes }: SpanRecord): boolean {
  return parentId === "" || (kind === SpanKind.SERVER && attributes["rpc.service"] === GatewayService.typeName);
}

/** The innermost of these spans that was open at a time. */
function around(atUs: number, spans: readonly SpanRecord[]): SpanRecord | undefined {
  const open = spans.filter(({ startUs, durationUs }) => startUs - skewUs <= atUs && atUs <= startUs + durationUs);
  return open.reduce<SpanRecord | undefined>(
    (best, span) => (best && best.startUs >= span.startUs ? best : span),
    undefined,
  );
}

/** The topmost span above one that is known; undefined for spans that run in a circle. */
function rootOf(span: SpanRecord, byId: ReadonlyMap<string, SpanRecord>): SpanRecord | undefined {
  let top = span;
  for (let steps = 0; steps <= byId.size; steps++) {
    const above = byId.get(top.parentId);
    if (!above) return top;
    top = above;
  }
  return undefined;
}
