import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { sleep, systemClock as clock } from "@viba/runtime/clock";
import { createLog } from "@viba/runtime/log";
import { dial } from "@viba/transport/dial";
import { table } from "../../../output/table.ts";
import { agentFolders } from "../../../up/agent-folders.ts";
import { startUp } from "../../../up/parent.ts";
import { median } from "../rows.ts";
import { type Busy, busyAtSaturation } from "./busy.ts";
import { meshedDesign } from "./meshed-flow.ts";
import { cpuMsOf, processesOf } from "./processes.ts";
import { type Brief, staticDesign } from "./static-flow.ts";

const sentences = [
  "강남에 50평 모던 카페를 설계해줘",
  "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
  "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서",
];
/** Runs that the mesh carries at a time. */
const atATime = 6;

/** How one way of making designs fared, medians over the rounds. */
export interface FlowRow {
  /** static: one agent after the other. mesh: every brief for the first time. mesh.repeated: briefs asked for before. */
  readonly kind: "static" | "mesh" | "mesh.repeated";
  readonly designs_per_s: number;
  readonly cpu_ms_per_design: number;
  readonly steps_per_design: number;
  /** Designs a second, and designs per CPU second, as multiples of the static flow's. */
  readonly throughput_x: number;
  readonly efficiency_x: number;
}

/** What the bench found. */
export interface FlowResult {
  readonly bench: "flow";
  readonly base: "static";
  readonly rounds: number;
  readonly load: readonly [before: number, after: number];
  readonly rows: readonly FlowRow[];
  /** Shares of the agents' places, given out and at work, while half as much again is asked for. */
  readonly saturation: Busy;
}

interface Sample {
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly steps: number;
}

/** The same agents on the same briefs: one after the other in a fixed order, and through the mesh, in turn, round by round. */
export async function benchFlow(rounds: number): Promise<FlowResult> {
  const before = loadavg()[0]!;
  const data = mkdtempSync(join(tmpdir(), "viba-bench-"));
  const log = createLog({ service: "bench", clock, level: "error" });
  const agents = agentFolders({ extra: [], without: [] });
  const up = await startUp({ data, port: 0, agentsPort: 0, agents, clock, log, logLevel: "error" });
  const { transport, close } = dial(up.studio, { token: () => up.ownerToken });
  const gateway = createClient(GatewayService, transport);
  const samples = { static: [] as Sample[], mesh: [] as Sample[], "mesh.repeated": [] as Sample[] };
  try {
    while ((await gateway.getStatus({})).agents < agents.length) await sleep(clock, 50);
    const pids = await processesOf(gateway);
    // Everybody has compiled what it needs before anything counts.
    await measure(pids, briefsOf(0), 1, (brief) => staticDesign(gateway, brief));
    await measure(pids, briefsOf(1), atATime, (brief) => meshedDesign(gateway, brief));
    for (let round = 1; round <= rounds; round++) {
      const meshed = (brief: Brief) => meshedDesign(gateway, brief);
      samples.static.push(await measure(pids, briefsOf(round * 2), 1, (brief) => staticDesign(gateway, brief)));
      samples.mesh.push(await measure(pids, briefsOf(round * 2 + 1), atATime, meshed));
      samples["mesh.repeated"].push(await measure(pids, briefsOf(round * 2 + 1), atATime, meshed));
    }
  } finally {
    close();
    await up.stop(5000);
    rmSync(data, { recursive: true, force: true });
  }
  const saturation = await busyAtSaturation(3000);
  const kinds = ["static", "mesh", "mesh.repeated"] as const;
  const rows = kinds.map((kind) => rowOf(kind, samples[kind], samples.static));
  return { bench: "flow", base: "static", rounds, load: [before, loadavg()[0]!], rows, saturation };
}

/** Two of each sentence, which no other number has. */
function briefsOf(number: number): Brief[] {
  return [0, 1].flatMap((n) => sentences.map((text) => ({ text, seed: BigInt(number * 2 + n + 1) })));
}

async function measure(
  pids: readonly number[],
  briefs: readonly Brief[],
  inFlight: number,
  design: (brief: Brief) => Promise<number>,
): Promise<Sample> {
  const cpuMs = cpuMsOf(pids);
  const sinceMs = clock.monotonicMs();
  const left = [...briefs];
  let steps = 0;
  const worker = async () => {
    for (let brief = left.shift(); brief; brief = left.shift()) {
      const made = await design(brief);
      steps += made;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const tookMs = clock.monotonicMs() - sinceMs;
  const count = briefs.length;
  return { perSecond: (count / tookMs) * 1000, cpuMs: (cpuMsOf(pids) - cpuMs) / count, steps: steps / count };
}

function rowOf(kind: FlowRow["kind"], own: readonly Sample[], base: readonly Sample[]): FlowRow {
  // Each round against the static flow of the same round: the machine is not equally busy all the time.
  const ratio = (of: (sample: Sample, other: Sample) => number) =>
    median(own.map((sample, at) => of(sample, base[at]!)));
  return {
    kind,
    designs_per_s: median(own.map(({ perSecond }) => perSecond)),
    cpu_ms_per_design: median(own.map(({ cpuMs }) => cpuMs)),
    steps_per_design: median(own.map(({ steps }) => steps)),
    throughput_x: ratio((sample, other) => sample.perSecond / other.perSecond),
    efficiency_x: ratio((sample, other) => other.cpuMs / sample.cpuMs),
  };
}

/** The same as a table for people. */
export function flowText({ rows, rounds, load, saturation }: FlowResult): string {
  const cells = rows.map((row) => [
    row.kind,
    row.designs_per_s.toFixed(2),
    row.cpu_ms_per_design.toFixed(0),
    row.steps_per_design.toFixed(1),
    `${row.throughput_x.toFixed(2)}x`,
    `${row.efficiency_x.toFixed(2)}x`,
  ]);
  const head = `${rounds} rounds, load ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after\n`;
  const names = ["kind", "designs/s", "CPU ms/design", "steps/design", "throughput", "efficiency"];
  return `${head}${table(names, cells)}${busyText(saturation)}`;
}

function busyText({ given, working }: Busy): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return `at saturation: ${percent(given)} of the agents' places given out, ${percent(working)} at work\n`;
}
