import { join } from "node:path";
import { type FolderLock, lockFolder, updateLock } from "@viba/store/lock";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { ReasonName } from "@viba/runtime/error-table";
import type { Log } from "@viba/runtime/log";
import { nodeFlags } from "@viba/runtime/node-flags";
import { type AgentFolder, root } from "./agent-folders.ts";
import { type Body, type Channel, openChannel } from "./channel.ts";
import { type Child, keepAlive } from "./child.ts";
import { openSecrets } from "./data-folder.ts";
import { createNursery, type Nursery } from "./nursery.ts";

/** What to start and where. */
export interface UpOptions {
  readonly data: string;
  /** Studio, Connect, gRPC-web and JSON; 0 lets the system choose. */
  readonly port: number;
  /** gRPC for agents and grpcurl; 0 lets the system choose. */
  readonly agentsPort: number;
  readonly agents: readonly AgentFolder[];
  readonly clock: Clock;
  readonly log: Log;
  readonly logLevel: string;
}

/** A mesh on this machine: this process only supervises. */
export interface Up extends AsyncDisposable {
  /** "http://host:port" of the studio and the API. */
  readonly studio: string;
  /** "host:port" for gRPC. */
  readonly grpc: string;
  readonly ownerToken: string;
  /** The agents that run, or are to be started again. */
  readonly agents: () => readonly Child[];
  /** Rejects when the mesh process is given up. */
  readonly failed: Promise<never>;
  /** Drains and ends everything within the grace. */
  stop(graceMs: number): Promise<void>;
}

/** Starts the mesh process, then the agents; resolves when the mesh takes calls. */
export async function startUp(options: UpOptions): Promise<Up> {
  const lock = await lockFolder(options.data);
  try {
    return await startLocked(options, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startLocked(options: UpOptions, lock: FolderLock): Promise<Up> {
  const { clock, log, data } = options;
  const secrets = await openSecrets(data);
  const children: Child[] = [];
  const ports = { clock, log };
  let fail: (error: MeshError) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  failed.catch(() => {});
  const env = environment(options);
  const agents = createNursery({ env, secret: secrets.joinToken, ports });
  const mesh = await startMesh({ env, ports, fail, children, agents });
  try {
    await updateLock(lock, { studio: mesh.studio, grpc: mesh.grpc });
    for (const agent of options.agents) agents.start(agent);
  } catch (error) {
    await agents.stop(1000);
    await Promise.all(children.map((child) => child.stop(1000)));
    throw error;
  }
  const stop = async (graceMs: number) => {
    // Agents first: they finish what runs and say goodbye while the router can still hear them.
    await agents.stop(graceMs);
    await Promise.all(children.map((child) => child.stop(graceMs)));
    await lock.release();
  };
  return {
    ...mesh,
    ownerToken: secrets.ownerToken,
    agents: agents.children,
    failed,
    stop,
    [Symbol.asyncDispose]: () => stop(10_000),
  };
}

function environment(options: UpOptions): Record<string, string> {
  return {
    VIBA_DATA: options.data,
    VIBA_LOG_LEVEL: options.logLevel,
    VIBA_PORT: String(options.port),
    VIBA_AGENTS_PORT: String(options.agentsPort),
    // What grpc-js would write beside our own log comes to us as errors too.
    GRPC_VERBOSITY: "NONE",
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node"),
  };
}

/** What starting the mesh process needs. */
interface MeshStart {
  readonly env: Record<string, string>;
  readonly ports: { clock: Clock; log: Log };
  readonly fail: (error: MeshError) => void;
  readonly children: Child[];
  readonly agents: Nursery;
}

/** Starts the mesh process; a restarted one must take the ports of the first, since agents know the address. */
function startMesh({ env, ports, fail, children, agents }: MeshStart): Promise<{ studio: string; grpc: string }> {
  return new Promise((resolve, reject) => {
    let refusal: MeshError | undefined;
    const heard = (channel: () => Channel) => ({
      listening(message: Body) {
        const { studio, grpc } = message as { studio: string; grpc: string };
        env["VIBA_PORT"] = new URL(studio).port || env["VIBA_PORT"]!;
        env["VIBA_AGENTS_PORT"] = grpc.split(":").at(-1)!;
        env["VIBA_ROUTER"] = `link://${grpc}`;
        // On one machine nothing is encrypted: certificates are for `viba serve`.
        for (const name of ["VIBA_TLS_CA", "VIBA_TLS_CERT", "VIBA_TLS_KEY"]) env[name] = "";
        agents.report(channel());
        resolve({ studio, grpc });
      },
      refused: (message: Body) => void (refusal = refusalOf(message)),
      ...agents.handlers,
    });
    const child = keepAlive(
      {
        name: "mesh",
        command: process.execPath,
        args: [...nodeFlags, join(root, "cli", "up", "mesh-main.ts")],
        env,
        onChannel(stream) {
          const channel: Channel = openChannel(
            stream,
            heard(() => channel),
          );
        },
        onGivenUp(why) {
          const error = refusal ?? new MeshError("INTERNAL", `the mesh process was given up: ${why}`);
          reject(error);
          fail(error);
        },
      },
      ports,
    );
    children.push(child);
  });
}

function refusalOf(message: Body): MeshError {
  const { reason, text, textKo, facts } = message as {
    reason: ReasonName;
    text: string;
    textKo: string;
    facts: Record<string, string>;
  };
  return new MeshError(reason, text, { messageKo: textKo, facts });
}
