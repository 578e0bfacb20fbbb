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

/** Kinds in a row share their processes. */
const shared: readonly (readonly (readonly [kind: string, mode: TracingMode])[])[] = [
  [
    [base, "none"],
    ["two-hops.ring", "ring"],
  ],
  [["two-hops.otel-sdk-100", "otel"]],
];

/**
 * What tracing costs a call over two hops: client, router and agent each record a span of every call, on links, with handlers
 * guarded as in production. With the ring and without are the same three processes, told before each cell what to record: processes of
 * the same code differ by more than a ring costs.
 */
export async function benchTrace(rounds: number): Promise<BenchResult> {
  const before = loadavg()[0]!;
  const record = createTracingSwitch("client");
  const sets = await Promise.all(shared.map((modes) => openKinds(modes, record)));
  try {
    const kinds = sets.flatMap((set) => set.kinds);
    const cells = await measure(kinds, { concurrencies: usualConcurrencies, rounds, cellMs: usualCellMs });
    return { bench: "trace", base, rounds, load: [before, loadavg()[0]!], rows: rowsOf(cells, base), skipped: [] };
  } finally {
    for (const set of sets) set.close();
    await record("none");
  }
}

/** Kinds that share a router and an agent; this process is the client of all. */
async function openKinds(modes: (typeof shared)[number], record: (mode: TracingMode) => Promise<void>) {
  const router = await startChild("router", "none");
  const agent = await startChild("agent", `127.0.0.1:${router.port}`, "connect", "none");
  const children = [router, agent];
  const link = linkTo(router.port);
  await link.ready();
  const client = createClient(ConformanceService, traced(link.transport, "router"));
  const contextValues = createContextValues().set(routeKey, "agent-connect");
  const call = (signal: AbortSignal) => client.unary({ body: requestBody }, { timeoutMs, signal, contextValues });
  const close = () => {
    link.close();
    for (const child of children) child.stop();
  };
  const kinds = modes.map(([kind, mode]): Kind => {
    const prepare = async () => void (await Promise.all([record(mode), router.trace(mode), agent.trace(mode)]));
    return { kind, call, children, prepare, close: () => {} };
  });
  return { kinds, close };
}
