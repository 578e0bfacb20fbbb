import { loadavg } from "node:os";
import { table } from "../../../output/table.ts";
import { startChild } from "../child.ts";
import { type Kind, linkTo, measure, usualCellMs } from "../kinds.ts";
import { type Cell, type Paired, type Row, rowsOf } from "../rows.ts";
import { createTracingSwitch } from "../tracing.ts";
import { benchKinds } from "../wire.ts";
import { connectCall, dispatchCall, meshCall } from "./agents.ts";
import { type AttachedRow, measureCrowds } from "./crowd.ts";
import { type EmbeddedRow, embeddedRows } from "./embedded.ts";
import { createBenchAuthority, identityOf } from "./identity.ts";
import { openMeshRouter } from "./router.ts";

const base = "grpc-js.unary";
/** What `viba bench mesh` prints for scripts. */
export interface MeshResult {
  readonly bench: "mesh";
  readonly base: string;
  readonly rounds: number;
  readonly load: readonly [before: number, after: number];
  readonly rows: readonly Row[];
  readonly embedded: readonly EmbeddedRow[];
  readonly attached: readonly AttachedRow[];
  readonly skipped: readonly string[];
}

/**
 * Calls by the mesh's own router: chosen with a policy snapshot, noted, guarded, traced and measured, client, router and agents each a
 * process on links; beside whole dispatches, one bare gRPC call and one of Moleculer's.
 */
export async function benchMesh(rounds: number, tell: (text: string) => void): Promise<MeshResult> {
  const before = loadavg()[0]!;
  tell("starting the processes");
  const { kinds, skipped, close } = await openKinds();
  let cells: Cell[];
  try {
    const onRound = (round: number, of: number) => tell(`round ${round} of ${of}`);
    cells = await measure(kinds, { concurrencies: [1, 64, 1000], rounds, cellMs: usualCellMs, onRound });
  } finally {
    close();
  }
  const attached = await measureCrowds(rounds, tell);
  const load = [before, loadavg()[0]!] as const;
  return {
    bench: "mesh",
    base,
    rounds,
    load,
    rows: rowsOf(cells, base),
    embedded: embeddedRows(cells),
    attached,
    skipped,
  };
}

async function openKinds() {
  const { kinds: peers, skipped, close } = await benchKinds([base, "moleculer.tcp"]);
  const own: Kind[] = [];
  for (const [name, open] of Object.entries({ openTwoHops, openEmbedded, openMtls })) {
    await open().then(
      (kinds) => own.push(...kinds),
      (error: unknown) => skipped.push(`${name}: ${String(error)}`),
    );
  }
  return {
    kinds: [...peers, ...own],
    skipped,
    close: () => [close, ...own.map((kind) => kind.close)].forEach((end) => end()),
  };
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

/** Caller and router in this process, as in `viba up`, where the router records its spans as anywhere else; the agents in another. */
async function openEmbedded(): Promise<Kind[]> {
  await createTracingSwitch("embedded")("ring");
  const router = await openMeshRouter();
  const agents = await startChild("mesh-agents", String(router.port), "10", "1");
  const close = () => {
    agents.stop();
    // It is in this process, which would not end beside it.
    void router.close();
  };
  const children = [agents];
  return [
    { kind: "mesh.embedded", call: meshCall(router.local), children, close },
    { kind: "mesh.embedded-connect", call: connectCall(router.local), children, close: () => {} },
  ];
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

const embeddedHeader = ["kind", "against", "in flight", "calls/s x", "95 %", "cpu x", "95 %"];
const crowdHeader = ["kind", "agents", "links", "calls/s", "cpu us", "x", "p99 ms", "x", "heap KiB/agent"];

/** The rows for a person. */
export function meshText({ rounds, load, rows, embedded, attached, skipped }: MeshResult): string {
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
  const ratio = ({ x, low, high }: Paired) => [x.toFixed(3), `${low.toFixed(3)}..${high.toFixed(3)}`];
  const direct = embedded.map((row) => [
    row.kind,
    row.against,
    String(row.in_flight),
    ...ratio(row.rate_x),
    ...ratio(row.cpu_x),
  ]);
  const crowd = attached.map((row) => [
    row.kind,
    String(row.agents),
    String(row.links),
    String(row.rate),
    row.cpu_us.toFixed(1),
    row.cpu_x?.toFixed(2) ?? "",
    row.p99_ms.toFixed(3),
    row.p99_x?.toFixed(2) ?? "",
    row.heap_kib_per_agent.toFixed(2),
  ]);
  return (
    `mesh: medians of ${rounds} rounds, x = ratio to ${base}; load ${before.toFixed(1)} to ${after.toFixed(1)}\n` +
    `${table(header, body)}\n${table(embeddedHeader, direct)}\n${table(crowdHeader, crowd)}` +
    skipped.map((why) => `skipped ${why}\n`).join("")
  );
}
