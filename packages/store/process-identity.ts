import { readFile } from "node:fs/promises";

/** Tells one process from another that later gets the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** Boot id and start tick from /proc; empty where there is no /proc. */
  started: string;
}

/** The identity of a process, undefined if there is none with this pid. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  if (!exists(pid)) return undefined;
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    return { pid, started: `${boot.trim()}/${startTick(stat)}` };
  } catch {
    return exists(pid) ? { pid, started: "" } : undefined;
  }
}

/** Whether the very process still runs; where start times are unknown, whether its pid does. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid);
  if (!now) return false;
  return now.started === "" || identity.started === "" || now.started === identity.started;
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold blanks and brackets, so counting starts behind it. */
export function startTick(stat: string): string {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function exists(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
