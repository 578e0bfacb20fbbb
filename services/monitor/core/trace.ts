import type { Span } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { MeshError } from "@viba/runtime/errors";
import { spansToProto } from "@viba/runtime/trace/proto";
import type { SpanRecord } from "@viba/runtime/trace/record";

/** A trace as it is answered. */
export interface TraceAnswer {
  /** By start. */
  readonly spans: Span[];
  readonly partial: boolean;
}

/** Characters of text in one answer; with them it stays well below what one message may hold. */
const maxChars = 8 << 20;

/** A trace id as asked for; INVALID_ARGUMENT unless it is one. */
export function needTraceId(traceId: string): string {
  if (/^[0-9a-f]{32}$/.test(traceId) && !/^0+$/.test(traceId)) return traceId;
  throw new MeshError("INVALID_ARGUMENT", "trace_id: 32 lower-case hex digits, not all of them 0", {
    messageKo: "trace_id는 16진수 소문자 32자리여야 합니다",
    facts: { field: "trace_id" },
  });
}

/** The answer for a trace; NOT_FOUND when none of its spans is held any more. */
export function traceAnswer(traceId: string, records: readonly SpanRecord[]): TraceAnswer {
  if (records.length === 0) {
    throw new MeshError("NOT_FOUND", `no span of trace ${traceId} is held (any more)`, {
      messageKo: `추적 ${traceId}의 스팬이 남아 있지 않습니다`,
      facts: { trace_id: traceId },
    });
  }
  const sorted = [...records].sort((a, b) => a.startUs - b.startUs);
  const spans = spansToProto(sorted);
  let chars = 0;
  const fitting = spans.filter((span) => (chars += charsOf(span)) <= maxChars);
  return { spans: fitting, partial: fitting.length < spans.length || isPartial(records) };
}

/** Spans are missing if their process said so, or if a span's parent isn't there. */
export function isPartial(records: readonly SpanRecord[]): boolean {
  const ids = new Set(records.map(({ spanId }) => spanId));
  return records.some(({ partial, parentId }) => partial || (parentId !== "" && !ids.has(parentId)));
}

function charsOf({ name, attributesJson, events, links }: Span): number {
  const inEvents = events.reduce((sum, event) => sum + event.name.length + event.attributesJson.length, 0);
  return 200 + name.length + attributesJson.length + inEvents + links.length * 50;
}
