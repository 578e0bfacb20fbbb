import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Client, createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { nodeFlags } from "@viba/runtime/node-flags";
import { dial } from "@viba/transport/dial";
import { root, spawnViba } from "./command.ts";
import { until } from "./mesh.ts";
import { freePort } from "./nats.ts";

/** A mesh of separate processes: one for each service, one for each agent. */
export interface TestServices extends AsyncDisposable {
  readonly studio: string;
  readonly gateway: Client<typeof GatewayService>;
  /** What the CLI and further agents need to reach it. */
  readonly env: Readonly<Record<string, string>>;
  pid(name: string): number;
  /** What a service's `/metrics` shows, in OpenMetrics' format. */
  metrics(name: string): Promise<string>;
  /** Ends a process with kill -9 and starts it again, as its supervisor would. */
  killAndRestart(name: string): Promise<void>;
  stderr(name: string): string;
}

/** What to start. */
export interface TestServicesOptions {
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
  /** Entry files of agents; those in `plugins/` by default. */
  readonly agents?: readonly string[];
  /** More of the agents' environment. */
  readonly agentEnv?: Readonly<Record<string, string>>;
  /** More of the environment of one service or agent, by its name and what all of them get. */
  readonly envOf?: (name: string, env: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Host the services but the gateway listen on; they are reached on 127.0.0.1 all the same. */
  readonly host?: string;
  /** Routers beside the first: "router-2", "router-3", …; all of them are named to everybody. */
  readonly moreRouters?: number;
}

const services = ["monitor", "cache", "learner", "router", "orchestrator", "gateway"] as const;

interface Running {
  process: ChildProcess;
  stderr: string;
}

/** The entry files of the built-in agents, less those left out. */
export function builtInAgents(without: readonly string[] = []): string[] {
  const folders = readdirSync(join(root, "plugins")).filter((name) => !without.includes(name));
  return folders.map((name) => join(root, "plugins", name, "agent.ts"));
}

/** Starts every service and agent as a process of its own; resolves when all agents have registered. */
export async function startServices(options: TestServicesOptions): Promise<TestServices> {
  const { data, agents = builtInAgents(), envOf = () => ({}), host = "127.0.0.1", moreRouters = 0 } = options;
  const more = Array.from({ length: moreRouters }, (_, at) => `router-${at + 2}`);
  const names = [...services, ...more];
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const addresses = services.map((name) => [`VIBA_${name.toUpperCase()}`, `127.0.0.1:${ports[name]}`]);
  const env = { ...options.env, ...Object.fromEntries(addresses), VIBA_DATA: data } as Record<string, string>;
  if (more.length > 0) env["VIBA_ROUTERS"] = ["router", ...more].map((name) => `127.0.0.1:${ports[name]}`).join(",");
  const running = new Map<string, Running>();
  const metricsAt = new Map<string, string>();
  const keep = (name: string, process: ChildProcess) => {
    const entry = { process, stderr: running.get(name)?.stderr ?? "" };
    process
      .stderr!.setEncoding("utf8")
      .on("data", (text: string) => (entry.stderr = (entry.stderr + text).slice(-100_000)));
    running.set(name, entry);
    return entry;
  };
  const startService = async (name: string) => {
    const listen = `${name === "gateway" ? "127.0.0.1" : host}:${ports[name]}`;
    const service = name.replace(/-\d+$/, "");
    const args = ["serve", service, "--listen", listen, "--metrics-port", "0", "--data", data, "--json"];
    const entry = keep(name, spawnViba(args, { ...env, ...envOf(name, env) }));
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: entry.process.stdout! }).once("line", resolve);
      entry.process.once("exit", (code) => reject(new Error(`serve ${name} ended with ${code}: ${entry.stderr}`)));
    });
    metricsAt.set(name, (JSON.parse(line) as { metrics: string }).metrics);
  };
  const startAgent = (entry: string) => {
    const all = { ...process.env, ...env, ...options.agentEnv, ...envOf(nameOf(entry), env) };
    const stdio = ["ignore", "ignore", "pipe"] as const;
    keep(nameOf(entry), spawn(process.execPath, [...nodeFlags, entry], { cwd: root, env: all, stdio: [...stdio] }));
  };
  const end = async () => {
    // Agents first, so that they can say goodbye; then the services, the first one last.
    for (const name of [...running.keys()].reverse()) await stop(running.get(name)!.process);
  };
  try {
    // In no order that matters: nobody needs another to start.
    await Promise.all(names.map(startService));
    for (const entry of agents) startAgent(entry);
    const token = readFileSync(join(data, "owner-token"), "utf8").trim();
    const studio = `http://127.0.0.1:${ports["gateway"]}`;
    const dialled = dial(studio, { token: () => token });
    const gateway = createClient(GatewayService, dialled.transport);
    await until(
      async () => (await gateway.getStatus({})).agents >= agents.length,
      () => [...running].map(([name, { process, stderr }]) => [name, process.exitCode ?? process.signalCode, stderr]),
    );
    return {
      studio,
      gateway,
      env,
      async metrics(name) {
        const headers = { accept: "application/openmetrics-text" };
        return (await fetch(metricsAt.get(name)!, { headers })).text();
      },
      pid: (name) => running.get(name)!.process.pid!,
      stderr: (name) => running.get(name)!.stderr,
      async killAndRestart(name) {
        await stop(running.get(name)!.process, "SIGKILL");
        const agent = agents.find((entry) => nameOf(entry) === name);
        if (agent) startAgent(agent);
        else await startService(name);
      },
      async [Symbol.asyncDispose]() {
        dialled.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function nameOf(entry: string): string {
  return entry.split("/").at(-2)!;
}

async function stop(process: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = new Promise((resolve) => process.once("exit", resolve));
  process.kill(signal);
  await gone;
}
