import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Client, createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { dial } from "@viba/transport/dial";
import { agentFolders } from "../../cli/up/agent-folders.ts";
import { spawnViba } from "./command.ts";

/** A mesh started as `viba up` in a process of its own. */
export interface TestMesh extends AsyncDisposable {
  readonly parent: ChildProcess;
  readonly studio: string;
  readonly grpc: string;
  readonly gateway: Client<typeof GatewayService>;
  readonly stderr: () => string;
  /** Kills the parent at once, as a crash would; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Leaves out the agents of ours that only do again what another one does: a mesh of five starts in half the time. */
export const withoutRivals = ["typology_planner", "slicing_planner", "quick_reviewer", "energy_screener"].flatMap(
  (name) => ["--without", name],
);

/** Agents that `viba up` starts with these arguments. */
function countOf(args: readonly string[]): number {
  const after = (option: string) => args.flatMap((arg, i) => (args[i - 1] === option ? [arg] : []));
  return agentFolders({ extra: after("--agent"), without: after("--without") }).length;
}

/** Starts `viba up` on free ports and waits until all its agents have registered; `agents` counts those too that come otherwise. */
export async function startMesh(
  data: string,
  options: { args?: readonly string[]; agents?: number; env?: Record<string, string> } = {},
): Promise<TestMesh> {
  const args = [
    "up",
    "--data",
    data,
    "--port",
    "0",
    "--agents-port",
    "0",
    "--no-sample",
    "--json",
    ...(options.args ?? []),
  ];
  const parent = spawnViba(args, options.env);
  let stderr = "";
  parent.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-100_000)));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: parent.stdout! }).once("line", resolve);
    parent.once("exit", (code) => reject(new Error(`viba up ended with ${code}: ${stderr}`)));
  });
  const { studio, grpc } = JSON.parse(line) as { studio: string; grpc: string };
  const token = readFileSync(join(data, "owner-token"), "utf8").trim();
  const dialled = dial(studio, { token: () => token });
  const gateway = createClient(GatewayService, dialled.transport);
  const gone = new Promise<void>((resolve) => parent.once("exit", () => resolve()));
  await until(async () => (await gateway.getStatus({})).agents >= (options.agents ?? countOf(options.args ?? [])));
  return {
    parent,
    studio,
    grpc,
    gateway,
    stderr: () => stderr,
    async kill() {
      parent.kill("SIGKILL");
      await gone;
    },
    async [Symbol.asyncDispose]() {
      dialled.close();
      if (parent.exitCode === null && parent.signalCode === null) parent.kill("SIGTERM");
      await gone;
    },
  };
}

/**
 * Asks again, 20 ms apart, until the answer is yes; the lane's time-out ends a test that never gets it, and what
 * `missing` says once a minute is then the only trace of why.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  missing?: () => Promise<unknown> | unknown,
): Promise<void> {
  let toldMs = performance.now();
  for (;;) {
    if (await Promise.resolve(holds()).catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (!missing || performance.now() - toldMs < 60_000) continue;
    toldMs = performance.now();
    console.log("waits for a minute:", await Promise.resolve(missing()).catch(String));
  }
}

/** Whether a process is there (a zombie is not). */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
