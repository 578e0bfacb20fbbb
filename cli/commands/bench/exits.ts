import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { sleep, systemClock } from "@viba/runtime/clock";
import { createLog } from "@viba/runtime/log";
import { dial } from "@viba/transport/dial";
import { table } from "../../output/table.ts";
import { folderOf, root } from "../../up/agent-folders.ts";
import { startUp } from "../../up/parent.ts";
import type { Gateway } from "../../session.ts";

/** How soon something was seen after an agent was killed, over all rounds, in milliseconds. */
interface ExitRow {
  readonly kind: "exit.noticed" | "agent.back";
  readonly agents: number;
  readonly p50_ms: number;
  readonly max_ms: number;
}

/** What the bench found. */
export interface ExitsResult {
  readonly bench: "exits";
  readonly base: "";
  readonly rounds: number;
  readonly load: readonly [before: number, after: number];
  readonly rows: readonly ExitRow[];
}

/** More deaths within a minute are more than the restart budget allows. */
const mostRounds = 9;
const clock = systemClock;

/** Kills an agent of a running mesh, round by round: when the router has dropped it, and when the next one is ready. */
export async function benchExits(asked: number): Promise<ExitsResult> {
  const rounds = Math.min(asked, mostRounds);
  const before = loadavg()[0]!;
  const data = mkdtempSync(join(tmpdir(), "viba-bench-"));
  const log = createLog({ service: "bench", clock, level: "error" });
  const agents = [folderOf(join(root, "plugins", "design_theorist"))];
  const up = await startUp({ data, port: 0, agentsPort: 0, agents, clock, log, logLevel: "error" });
  const { transport, close } = dial(up.studio, { token: () => up.ownerToken });
  const gateway = createClient(GatewayService, transport);
  const noticed: number[] = [];
  const back: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const pid = await untilPid(gateway, (pids) => pids.length > 0);
      const killedMs = clock.monotonicMs();
      process.kill(pid!, "SIGKILL");
      await untilPid(gateway, (pids) => !pids.includes(pid!));
      noticed.push(clock.monotonicMs() - killedMs);
      await untilPid(gateway, (pids) => pids.length > 0);
      back.push(clock.monotonicMs() - killedMs);
    }
  } finally {
    close();
    await up.stop(5000);
    rmSync(data, { recursive: true, force: true });
  }
  const rows = [rowOf("exit.noticed", noticed), rowOf("agent.back", back)];
  return { bench: "exits", base: "", rounds, load: [before, loadavg()[0]!], rows };
}

/** The same as a table for people. */
export function exitsText({ rows, rounds, load }: ExitsResult): string {
  const cells = rows.map((row) => [row.kind, String(row.agents), row.p50_ms.toFixed(1), row.max_ms.toFixed(1)]);
  const head = `${rounds} rounds, load ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after\n`;
  return head + table(["kind", "agents", "p50 ms", "max ms"], cells);
}

/** Asks again until the processes that have a lease are as wanted; the first of them. */
async function untilPid(gateway: Gateway, wanted: (pids: number[]) => boolean): Promise<number | undefined> {
  for (;;) {
    const pids = (await gateway.listAgents({})).agents.map(({ pid }) => pid).filter((pid) => pid !== 0);
    if (wanted(pids)) return pids[0];
    await sleep(clock, 1);
  }
}

function rowOf(kind: ExitRow["kind"], times: readonly number[]): ExitRow {
  const sorted = times.toSorted((a, b) => a - b);
  return { kind, agents: 1, p50_ms: sorted[Math.floor(sorted.length / 2)] ?? 0, max_ms: sorted.at(-1) ?? 0 };
}
