import { loadavg } from "node:os";
import { createClient, createContextValues } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { routeKey } from "@viba/transport/link/client";
import { traced } from "@viba/transport/trace-client";
import { startChild } from "./child.ts";
import { type Kind, linkTo, measure, timeoutMs, usualCellMs, usualConcurrencies } from "./kinds.ts";
import { type BenchResult, rowsOf } from "./rows.ts";
import { requestBody } from "./shapes.ts";
import { createTracingSwitch, type TracingMode } from "./tracing.ts";

/** Two hops with nothing recorded: what the others are ratios to. */
const base = "two-hops.no-trace";

const modes: readonly (readonly [kind: string, mode: TracingMode])[] = [
  [base, "none"],
  ["two-hops.ring", "ring"],
  ["two-hops.otel-sdk-100", "otel"],
];

/**
 * What tracing costs a call over two hops: client, router and agent each record a span of every call, on links, with handlers
 * guarded as in production. The kinds share their three processes, which record in another way before each cell: processes of the
 * same code differ by more than a ring costs.
 */
export async function benchTrace(rounds: number): Promise<BenchResult> {
  const before = loadavg()[0]!;
  const { kinds, close } = await openKinds();
  try {
    const cells = await measure(kinds, { concurrencies: usualConcurrencies, rounds, cellMs: usualCellMs });
    return { bench: "trace", base, rounds, load: [before, loadavg()[0]!], rows: rowsOf(cells, base), skipped: [] };
  } finally {
    close();
  }
}

async function openKinds(): Promise<{ kinds: Kind[]; close: () => void }> {
  const router = await startChild("router", "none");
  const agent = await startChild("agent", `127.0.0.1:${router.port}`, "connect", "none");
  const children = [router, agent];
  const link = linkTo(router.port);
  await link.ready();
  const client = createClient(ConformanceService, traced(link.transport, "router"));
  const contextValues = createContextValues().set(routeKey, "agent-connect");
  const call = (signal: AbortSignal) => client.unary({ body: requestBody }, { timeoutMs, signal, contextValues });
  const record = createTracingSwitch("client");
  const kinds = modes.map(([kind, mode]): Kind => ({
    kind,
    call,
    children,
    prepare: async () => void (await Promise.all([record(mode), router.trace(mode), agent.trace(mode)])),
    close: () => {},
  }));
  const close = () => {
    link.close();
    for (const child of children) child.stop();
    void record("none");
  };
  return { kinds, close };
}
