import { loadavg } from "node:os";
import { createClient, createContextValues } from "@connectrpc/connect";
import { ROOT_CONTEXT, SpanKind, type Tracer } from "@opentelemetry/api";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { routeKey } from "@viba/transport/link/client";
import { startChild } from "./child.ts";
import { type Kind, linkTo, measure, timeoutMs, usualCellMs, usualConcurrencies } from "./kinds.ts";
import { type BenchResult, rowsOf } from "./rows.ts";
import { requestBody } from "./shapes.ts";
import { tracerProvider, type TracingMode } from "./tracing.ts";

/** Two hops with nothing recorded: what the others are ratios to. */
const base = "two-hops.no-trace";

const modes: readonly (readonly [kind: string, mode: TracingMode])[] = [
  [base, "none"],
  ["two-hops.ring", "ring"],
  ["two-hops.otel-sdk-100", "otel"],
];

/**
 * What tracing costs a call over two hops: client, router and agent each record a span of every call, on links, with handlers
 * guarded as in production.
 */
export async function benchTrace(rounds: number): Promise<BenchResult> {
  const before = loadavg()[0]!;
  const kinds: Kind[] = [];
  try {
    for (const [kind, mode] of modes) kinds.push(await openKind(kind, mode));
    const cells = await measure(kinds, { concurrencies: usualConcurrencies, rounds, cellMs: usualCellMs });
    return { bench: "trace", base, rounds, load: [before, loadavg()[0]!], rows: rowsOf(cells, base), skipped: [] };
  } finally {
    for (const kind of kinds) kind.close();
  }
}

async function openKind(kind: string, mode: TracingMode): Promise<Kind> {
  const router = await startChild("router", mode);
  const agent = await startChild("agent", `127.0.0.1:${router.port}`, "connect", mode);
  const link = linkTo(router.port);
  await link.ready();
  const provider = await tracerProvider(mode, "client");
  const client = createClient(ConformanceService, link.transport);
  const contextValues = createContextValues().set(routeKey, "agent-connect");
  const plain = (signal: AbortSignal, headers?: HeadersInit) =>
    client.unary({ body: requestBody }, { timeoutMs, signal, contextValues, ...(headers && { headers }) });
  const close = () => {
    link.close();
    router.stop();
    agent.stop();
  };
  const call = provider ? tracedCall(provider.getTracer("bench"), plain) : (signal: AbortSignal) => plain(signal);
  return { kind, call, children: [router, agent], close };
}

/** A call below a new root span, whose identity travels with it. */
function tracedCall(tracer: Tracer, plain: (signal: AbortSignal, headers: HeadersInit) => Promise<unknown>) {
  return async (signal: AbortSignal) => {
    const span = tracer.startSpan("bench/Call", { kind: SpanKind.CLIENT }, ROOT_CONTEXT);
    const { traceId, spanId, traceFlags } = span.spanContext();
    try {
      return await plain(signal, { traceparent: `00-${traceId}-${spanId}-0${traceFlags & 1}` });
    } finally {
      span.end();
    }
  };
}
