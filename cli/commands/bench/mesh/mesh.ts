import { loadavg } from "node:os";
import { createLocalTransport } from "@viba/transport/local";
import { table } from "../../../output/table.ts";
import { startChild } from "../child.ts";
import { type Kind, linkTo, measure, usualCellMs } from "../kinds.ts";
import { load } from "../load.ts";
import { median, type Row, rowsOf } from "../rows.ts";
import { benchKinds } from "../wire.ts";
import { attachAgents, connectCall, type Crowd, dispatchCall, meshCall } from "./agents.ts";
import { createBenchAuthority, identityOf } from "./identity.ts";
import { openMeshRouter } from "./router.ts";

const base = "grpc-js.unary";
/** Few agents, many over the links of some hosts, and many over links of their own. */
const crowds: readonly Crowd[] = [
  { agents: 10, links: 10 },
  { agents: 1000, links: 64 },
  { agents: 10_000, links: 64 },
  { agents: 10_000, links: 1000 },
];
/** Until a fresh router has compiled what a dispatch needs. */
const crowdWarmUpMs = 3000;

/** One crowd of agents on a router. */
export interface AttachedRow {
  readonly kind: "mesh.attached";
  readonly agents: number;
  readonly links: number;
  readonly in_flight: number;
  readonly rate: number;
  readonly p99_ms: number;
  /** Heap of the router's process that each agent takes; what the router takes without any is left out. */
  readonly heap_kib_per_agent: number;
}

/** What `viba bench mesh` prints for scripts. */
export interface MeshResult {
  readonly bench: "mesh";
  readonly base: string;
  readonly rounds: number;
  readonly load: readonly [before: number, after: number];
  readonly rows: readonly Row[];
  readonly attached: readonly AttachedRow[];
  readonly skipped: readonly string[];
}

/**
 * Calls by the mesh's own router: chosen with a policy snapshot, noted, guarded, traced and measured, client, router and agents each a
 * process on links; beside whole dispatches, one bare gRPC call and one of Moleculer's.
 */
export async function benchMesh(rounds: number): Promise<MeshResult> {
  const before = loadavg()[0]!;
  const peers = await benchKinds([base, "moleculer.tcp"]);
  const own = [...(await openTwoHops()), await openEmbedded()];
  const skipped = [...peers.skipped];
  own.push(...(await openMtls().catch((error: unknown) => (skipped.push(`mesh.two-hops-mtls: ${String(error)}`), []))));
  try {
    const concurrencies = [1, 64, 1000];
    const cells = await measure([...peers.kinds, ...own], { concurrencies, rounds, cellMs: usualCellMs });
    const attached: AttachedRow[] = [];
    for (const crowd of crowds) attached.push(await measureCrowd(crowd, rounds));
    return { bench: "mesh", base, rounds, load: [before, loadavg()[0]!], rows: rowsOf(cells, base), attached, skipped };
  } finally {
    peers.close();
    for (const kind of own) kind.close();
  }
}

/** Ten agents of one host, over its link as in `link.two-hops`; and ten that each have a link of their own. */
async function openTwoHops(): Promise<Kind[]> {
  const shared = await openRouterWith("1");
  const own = await openRouterWith("10");
  const kind = (name: string, of: typeof shared, call: Kind["call"], close = () => {}): Kind => ({
    kind: name,
    call,
    children: of.children,
    close,
  });
  return [
    kind("mesh.two-hops", shared, meshCall(shared.link), shared.close),
    kind("mesh.two-hops-connect", shared, connectCall(shared.link.transport)),
    kind("mesh.dispatch", shared, dispatchCall(shared.link.transport)),
    kind("mesh.two-hops-10-links", own, meshCall(own.link), own.close),
  ];
}

async function openRouterWith(links: string) {
  const router = await startChild("mesh-router");
  const agents = await startChild("mesh-agents", String(router.port), "10", links);
  const link = linkTo(router.port);
  await link.ready();
  const close = () => {
    link.close();
    router.stop();
    agents.stop();
  };
  return { children: [router, agents], link, close };
}

/** Caller and router in this process, as in `viba up`; the agents in another. */
async function openEmbedded(): Promise<Kind> {
  const router = await openMeshRouter();
  const agents = await startChild("mesh-agents", String(await router.port()), "10", "1");
  const call = connectCall(createLocalTransport(router.routes));
  return { kind: "mesh.embedded", call, children: [agents], close: () => agents.stop() };
}

/** The same where all three prove themselves by certificate. */
async function openMtls(): Promise<Kind[]> {
  const authority = await createBenchAuthority();
  const router = await startChild("mesh-router", authority.folder);
  const agents = await startChild("mesh-agents", String(router.port), "10", "10", authority.folder);
  const link = linkTo(router.port, await identityOf(authority, "service/gateway"));
  await link.ready();
  const close = () => {
    link.close();
    router.stop();
    agents.stop();
    authority.remove();
  };
  return [{ kind: "mesh.two-hops-mtls", call: meshCall(link), children: [router, agents], close }];
}

async function measureCrowd(crowd: Crowd, rounds: number): Promise<AttachedRow> {
  const router = await startChild("mesh-router");
  const link = linkTo(router.port);
  let leave = () => {};
  try {
    const empty = await router.heapBytes();
    leave = await attachAgents(router.port, crowd);
    const heap = (await router.heapBytes()) - empty;
    await link.ready();
    const kind: Kind = { kind: "a", call: meshCall(link), children: [router], close: () => {} };
    // Longer than between kinds: this router is fresh, and what it has not compiled yet would count as the crowd's doing.
    await load({ call: kind.call, inFlight: 64, durationMs: crowdWarmUpMs, othersCpuUs: async () => 0 });
    const [cell] = await measure([kind], { concurrencies: [64], rounds, cellMs: usualCellMs });
    const { samples } = cell!;
    return {
      kind: "mesh.attached",
      ...crowd,
      in_flight: 64,
      rate: Math.round(median(samples.map(({ rate }) => rate))),
      p99_ms: Number(median(samples.map(({ p99Ms }) => p99Ms)).toFixed(3)),
      heap_kib_per_agent: Number((heap / crowd.agents / 1024).toFixed(2)),
    };
  } finally {
    leave();
    link.close();
    router.stop();
  }
}

/** The rows for a person. */
export function meshText({ rounds, load, rows, attached, skipped }: MeshResult): string {
  const [before, after] = load;
  const header = ["kind", "in flight", "calls/s", "x", "cpu us", "p50 ms", "p99 ms"];
  const body = rows.map((row) => [
    row.kind,
    String(row.in_flight),
    String(row.rate),
    row.rate_x.toFixed(2),
    row.cpu_us.toFixed(1),
    row.p50_ms.toFixed(3),
    row.p99_ms.toFixed(3),
  ]);
  const crowd = attached.map((row) => [
    row.kind,
    String(row.agents),
    String(row.links),
    String(row.rate),
    row.p99_ms.toFixed(3),
    row.heap_kib_per_agent.toFixed(2),
  ]);
  return (
    `mesh: medians of ${rounds} rounds, x = ratio to ${base}; load ${before.toFixed(1)} to ${after.toFixed(1)}\n` +
    `${table(header, body)}${table(["kind", "agents", "links", "calls/s", "p99 ms", "heap KiB/agent"], crowd)}` +
    skipped.map((why) => `skipped ${why}\n`).join("")
  );
}
