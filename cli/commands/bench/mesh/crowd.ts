import { startChild } from "../child.ts";
import { type Kind, linkTo, measure } from "../kinds.ts";
import { median } from "../rows.ts";
import type { Sample } from "../load.ts";
import { attachAgents, type Crowd, meshCall } from "./agents.ts";

/** Few agents; then many over the links of some hosts, and many over links of their own. */
const few: Crowd = { agents: 10, links: 10 };
const crowds: readonly Crowd[] = [
  { agents: 1000, links: 64 },
  { agents: 10_000, links: 64 },
  { agents: 10_000, links: 1000 },
];
const inFlight = 64;
/** Longer than a cell between kinds: a 99th percentile needs many calls. */
const cellMs = 1000;

/** One crowd of agents on a router. */
export interface AttachedRow extends Crowd {
  readonly kind: "mesh.attached";
  readonly in_flight: number;
  readonly rate: number;
  /** CPU of all processes, microseconds a call. */
  readonly cpu_us: number;
  readonly p99_ms: number;
  /** Ratios to ten agents, measured just before and just after; absent from their own row. */
  readonly cpu_x?: number;
  readonly p99_x?: number;
  /** Heap of the router's process that each agent takes; what the router takes without any is left out. */
  readonly heap_kib_per_agent: number;
}

/** A crowd that is attached, and can be called. */
interface Attached {
  readonly crowd: Crowd;
  readonly heapKib: number;
  readonly kind: Kind;
}

/** Measures each crowd between two looks at ten agents; whatever else the machine does then, ratios are of neighbours. */
export async function measureCrowds(rounds: number, tell: (text: string) => void): Promise<AttachedRow[]> {
  tell(textOf(few));
  const base = await attach(few);
  try {
    const looks = [await samplesOf(base, rounds)];
    const rows: AttachedRow[] = [];
    for (const crowd of crowds) {
      tell(textOf(crowd));
      const attached = await attach(crowd);
      let own: readonly Sample[];
      try {
        own = await samplesOf(attached, rounds);
      } finally {
        attached.kind.close();
      }
      looks.push(await samplesOf(base, rounds));
      rows.push(rowOf(attached, own, looks.slice(-2).flat()));
    }
    return [rowOf(base, looks.flat()), ...rows];
  } finally {
    base.kind.close();
  }
}

async function attach(crowd: Crowd): Promise<Attached> {
  const router = await startChild("mesh-router");
  // One comes and goes first: what the router compiles for anybody is no agent's doing.
  (await attachAgents(router.port, { agents: 1, links: 1 }))();
  const empty = await router.heapBytes();
  const agents = await startChild(
    "mesh-agents",
    router.port.toString(),
    crowd.agents.toString(),
    crowd.links.toString(),
  );
  const heapKib = ((await router.heapBytes()) - empty) / crowd.agents / 1024;
  const link = linkTo(router.port);
  await link.ready();
  const close = () => {
    link.close();
    agents.stop();
    router.stop();
  };
  return { crowd, heapKib, kind: { kind: "mesh.attached", call: meshCall(link), children: [router, agents], close } };
}

async function samplesOf({ kind }: Attached, rounds: number): Promise<readonly Sample[]> {
  const [cell] = await measure([kind], { concurrencies: [inFlight], rounds, cellMs });
  return cell!.samples;
}

function rowOf({ crowd, heapKib }: Attached, samples: readonly Sample[], base?: readonly Sample[]): AttachedRow {
  const middle = (of: keyof Sample, among = samples) => median(among.map((sample) => sample[of]!));
  const ratio = (of: keyof Sample) => Number((middle(of) / middle(of, base)).toFixed(2));
  return {
    kind: "mesh.attached",
    ...crowd,
    in_flight: inFlight,
    rate: Math.round(middle("rate")),
    cpu_us: Number(middle("cpuUs").toFixed(1)),
    p99_ms: Number(middle("p99Ms").toFixed(3)),
    ...(base && { cpu_x: ratio("cpuUs"), p99_x: ratio("p99Ms") }),
    heap_kib_per_agent: Number(heapKib.toFixed(2)),
  };
}

function textOf({ agents, links }: Crowd): string {
  return `${agents} agents over ${links} links`;
}
