import { MeshError } from "@viba/runtime/errors";
import type { ShownSpan } from "./shown-span.ts";

/** The part of a span of Jaeger's query API that is read here. */
interface JaegerSpan {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references?: readonly { readonly refType: string; readonly traceID: string; readonly spanID: string }[];
  readonly startTime: number;
  readonly duration: number;
  readonly tags?: readonly { readonly key: string; readonly value: unknown }[];
  readonly processID: string;
}

interface JaegerTrace {
  readonly spans: readonly JaegerSpan[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

const timeoutMs = 10_000;

/** A trace from Jaeger's HTTP API; NOT_FOUND if it has none of it. */
export async function jaegerSpans(baseUrl: string, traceId: string): Promise<ShownSpan[]> {
  const url = `${baseUrl.replace(/\/+$/, "")}/api/traces/${traceId}`;
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new MeshError("NOT_FOUND", `VIBA_JAEGER_URL: ${baseUrl} does not answer; unset it to ask the mesh`, {
      messageKo: `VIBA_JAEGER_URL: ${baseUrl}이(가) 응답하지 않습니다. 값을 지우면 메시에 묻습니다`,
      cause,
    });
  }
  const trace = response.ok ? ((await response.json()) as { data?: JaegerTrace[] }).data?.[0] : undefined;
  if (trace) return fromJaeger(trace);
  throw new MeshError("NOT_FOUND", `Jaeger at ${baseUrl} has no trace ${traceId} (${response.status})`, {
    messageKo: `${baseUrl}의 Jaeger에 추적 ${traceId}이(가) 없습니다`,
  });
}

/** Jaeger's spans as they are analysed and shown. */
export function fromJaeger({ spans, processes }: JaegerTrace): ShownSpan[] {
  return spans.map((span) => {
    const tag = (key: string) => span.tags?.find((each) => each.key === key)?.value;
    const parent = span.references?.find((ref) => ref.refType === "CHILD_OF" && ref.traceID === span.traceID);
    return {
      traceId: span.traceID,
      spanId: span.spanID,
      parentId: parent?.spanID ?? "",
      name: span.operationName,
      kind: String(tag("span.kind") ?? "internal"),
      service: processes[span.processID]?.serviceName ?? "unknown",
      startUs: span.startTime,
      durationUs: span.duration,
      failed: tag("error") === true || tag("otel.status_code") === "ERROR",
      attributes: Object.fromEntries((span.tags ?? []).map(({ key, value }) => [key, value])),
      links: (span.references ?? [])
        .filter((ref) => ref !== parent)
        .map(({ traceID, spanID }) => ({ traceId: traceID, spanId: spanID })),
    };
  });
}
