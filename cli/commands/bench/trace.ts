import { loadavg } from "node:os";
import { createClient, createContextValues } from "@connectrpc/connect";
import { propagation, trace } from "@opentelemetry/api";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { w3cPropagator } from "@viba/runtime/trace/w3c";
import { routeKey } from "@viba/transport/link/client";
import { traced } from "@viba/transport/trace-client";
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
  propagation.setGlobalPropagator(w3cPropagator);
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
  // As every client of the mesh. All kinds share this process, so that each has a tracer of its own: without one, the API's, which
  // records nothing.
  const tracer = provider?.getTracer("viba") ?? trace.getTracer("viba");
  const client = createClient(ConformanceService, traced(link.transport, "router", tracer));
  const contextValues = createContextValues().set(routeKey, "agent-connect");
  const call = (signal: AbortSignal) => client.unary({ body: requestBody }, { timeoutMs, signal, contextValues });
  const close = () => {
    link.close();
    router.stop();
    agent.stop();
  };
  return { kind, call, children: [router, agent], close };
}
