import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { create } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import type { DialledLink } from "@viba/transport/link/dial-link";
import { type AgentInfo, AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { DispatchRequestSchema, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { nodeFlags } from "@viba/runtime/node-flags";
import type { Random } from "@viba/runtime/random";
import type { CrowdNews, CrowdOrder, CrowdSpec } from "../fixtures/crowd/crowd.ts";
import { root, spawnViba } from "./command.ts";

/** A router as a process of its own, with nobody else of the mesh beside it. */
export interface RouterProcess extends AsyncDisposable {
  readonly port: number;
  /** Ends it by kill -9 and starts it again; resolves when it listens. */
  restart(): Promise<void>;
}

/** Starts `viba serve router`. */
export async function startRouterProcess(options: {
  readonly port: number;
  readonly data: string;
  readonly env: Record<string, string>;
}): Promise<RouterProcess> {
  const { port, data, env } = options;
  const args = ["serve", "router", "--listen", `127.0.0.1:${port}`, "--data", data, "--json"];
  let child: ChildProcess;
  const start = async () => {
    child = spawnViba(args, env);
    let said = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-20_000)));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout! }).once("line", () => resolve());
      child.once("exit", (code) => reject(new Error(`serve router ended with ${code}: ${said}`)));
    });
  };
  const kill = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  };
  await start();
  return {
    port,
    async restart() {
      await kill();
      await start();
    },
    [Symbol.asyncDispose]: kill,
  };
}

/** A process full of agents. */
export interface Crowd extends AsyncDisposable {
  /** Attempts that reached it, as it last said. */
  readonly executed: number;
  /** How late a timer of it was at most. */
  readonly lagMs: number;
  order(order: CrowdOrder): void;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Starts one. */
export function startCrowd(spec: CrowdSpec): Crowd {
  const child = fork(join(root, "test", "fixtures", "crowd", "crowd.ts"), {
    execArgv: [...nodeFlags],
    env: { ...process.env, CROWD: JSON.stringify(spec) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let told: CrowdNews = { executed: 0, lagMs: 0 };
  child.on("message", (news: CrowdNews) => (told = news));
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  return {
    get executed() {
      return told.executed;
    },
    get lagMs() {
      return told.lagMs;
    },
    order: (order) => void child.send(order),
    signal: (signal) => void child.kill(signal),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** How a call ended. */
export interface EndedCall {
  /** "done" or the reason of the error table. */
  readonly outcome: string;
  readonly startedMs: number;
  readonly tookMs: number;
}

/** Callers that ask a router for work, one call after the other. */
export interface Load {
  readonly ended: readonly EndedCall[];
  readonly begun: number;
  /** No more calls; resolves when the last one has ended. */
  stop(): Promise<void>;
}

/** What to ask for. */
export interface LoadOptions {
  readonly link: Pick<DialledLink, "transport" | "ready">;
  readonly random: Random;
  readonly callers: number;
  readonly deadlineMs: number;
  /** Longest pause between two calls of a caller. */
  readonly pauseMs: number;
}

/** Begins to call: work that may run twice and work that may not, over some runs and tenants. */
export function startLoad({ link, random, callers, deadlineMs, pauseMs }: LoadOptions): Load {
  const router = createClient(RouterService, link.transport);
  const ended: EndedCall[] = [];
  let begun = 0;
  let stopped = false;
  const call = async () => {
    const number = ++begun;
    const request = create(DispatchRequestSchema, {
      attemptId: `storm/${number}`,
      runId: `run-${number % 40}`,
      stepId: "s",
      want: { outputType: number % 3 === 0 ? "t.v1.Once" : "t.v1.Again", tenant: `tenant-${number % 5}` },
      timeout: durationFromMs(deadlineMs),
      fresh: true,
    });
    let startedMs = performance.now();
    let outcome = "ended without a result";
    // Every other call has a deadline of its own, its wait for a link included. The rest are given far longer than the router is,
    // which has to end them, and whose time begins when it can be reached.
    const own = number % 2 === 0;
    try {
      if (!own) {
        await link.ready();
        startedMs = performance.now();
      }
      const timeoutMs = own ? deadlineMs : deadlineMs * 10;
      for await (const { event } of router.dispatch(request, { timeoutMs })) {
        if (event.case === "done") outcome = "done";
      }
    } catch (error) {
      outcome = toMeshError(error).reason;
    }
    ended.push({ outcome, startedMs, tookMs: performance.now() - startedMs });
  };
  const caller = async () => {
    while (!stopped) {
      await call();
      await new Promise((resolve) => setTimeout(resolve, random() * pauseMs));
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  return {
    ended,
    get begun() {
      return begun;
    },
    async stop() {
      stopped = true;
      await all;
    },
  };
}

/** How many agents a router can give work to: ready, or left alone for a while after failures. */
export async function readyAgents(transport: Transport): Promise<number> {
  const well = ({ state }: AgentInfo) => [AgentState.READY, AgentState.EJECTED, AgentState.BROKEN].includes(state as 1);
  return (await listed(transport)).filter(well).length;
}

/** How many hold a lease, however they are. */
export async function leasedAgents(transport: Transport): Promise<number> {
  return (await listed(transport)).length;
}

async function listed(transport: Transport): Promise<readonly AgentInfo[]> {
  return (await createClient(RegistryService, transport).listAgents({}, { timeoutMs: 5000 })).agents;
}
