import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MeshError } from "@viba/runtime/errors";
import { nodeFlags } from "@viba/runtime/node-flags";
import type { TracingMode } from "./tracing.ts";

/** A server of a bench in a process of its own. */
export interface BenchChild {
  /** Port it listens on; 0 when it only dials. */
  readonly port: number;
  /** CPU microseconds it has used so far. */
  cpuUs(): Promise<number>;
  /** Its resident memory now. */
  memoryBytes(): Promise<number>;
  /** Its heap in use once all garbage is gone; 0 from roles that don't say. */
  heapBytes(): Promise<number>;
  /** Records spans in another way from now on; for roles that can. */
  trace(mode: TracingMode): Promise<void>;
  stop(): void;
}

/** What a child is told and tells. */
export type ToChild = { ask: "usage" | "heap" } | { trace: TracingMode };
export type FromChild = { up: number } | Usage;

interface Usage {
  cpuUs: number;
  memoryBytes: number;
  heapBytes?: number;
}

/** Starts one role of `wire-server.ts`; resolves when it serves. */
export async function startChild(role: string, ...args: string[]): Promise<BenchChild> {
  const child = fork(fileURLToPath(new URL("./wire-server.ts", import.meta.url)), [role, ...args], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [...nodeFlags],
  });
  const answer = await next(child, role);
  const port = "up" in answer ? answer.up : 0;
  const send = async (message: ToChild): Promise<Usage> => {
    const told = next(child, role);
    child.send(message);
    const given = await told;
    return "cpuUs" in given ? given : { cpuUs: 0, memoryBytes: 0 };
  };
  return {
    port,
    cpuUs: async () => (await send({ ask: "usage" })).cpuUs,
    memoryBytes: async () => (await send({ ask: "usage" })).memoryBytes,
    heapBytes: async () => (await send({ ask: "heap" })).heapBytes ?? 0,
    trace: async (mode) => void (await send({ trace: mode })),
    stop: () => void child.kill("SIGKILL"),
  };
}

function next(child: ChildProcess, role: string): Promise<FromChild> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new MeshError("INTERNAL", `the bench's ${role} process ended`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as FromChild);
    });
  });
}
