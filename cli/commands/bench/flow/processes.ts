import { readFileSync } from "node:fs";
import type { Gateway } from "../../../session.ts";

/** A hundred ticks a second on every Linux there is. */
const tickMs = 10;

/** The processes of a mesh: its own and its agents'. */
export async function processesOf(gateway: Gateway): Promise<number[]> {
  const [{ agents }, { pid }] = await Promise.all([gateway.listAgents({}), gateway.getStatus({})]);
  return [...new Set([pid, ...agents.map((agent) => agent.pid)])].filter((one) => one > 0);
}

/** CPU that processes have used so far, all together, in milliseconds; to ten milliseconds for each. */
export function cpuMsOf(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    // After the name, which may hold spaces and brackets itself.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * tickMs;
}
