import { type Client, createClient } from "@connectrpc/connect";
import { GatewayService, type GetStatusResponse } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { sleep, systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { createLog, type Log } from "@viba/runtime/log";
import { newId } from "@viba/runtime/random";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing, type SpanRing } from "@viba/runtime/trace/ring";
import { readLock } from "@viba/store/lock";
import { dial } from "@viba/transport/dial";
import { agentsThere } from "./agents-there.ts";
import { type Door, namedGateway } from "./named-gateway.ts";
import { agentFolders, type AgentChoice } from "./up/agent-folders.ts";
import { readOwnerToken } from "./up/data-folder.ts";
import { startUp, type Up } from "./up/parent.ts";

/** A client of the mesh's one door. */
export type Gateway = Client<typeof GatewayService>;

/** A mesh to talk to, found or started. */
export interface Session extends AsyncDisposable {
  readonly gateway: Gateway;
  /** Spans of this command. */
  readonly ring: SpanRing;
  readonly studio: string;
  /** Present when this command started the mesh and will end it. */
  readonly own: Up | undefined;
  readonly readyMs: number;
}

/** Where to look and what to start. */
export interface SessionOptions extends AgentChoice {
  readonly data: string;
  readonly verbose: boolean;
  /** Start a mesh when none runs; otherwise its absence is an error. */
  readonly start: boolean;
}

const clock = systemClock;
/** How long a mesh that is just starting may take to name its address. */
const startingMs = 10_000;

/** The mesh that VIBA_GATEWAY names, the running one of the data folder, or a new one for this command. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const startMs = clock.monotonicMs();
  // Only what asks for it (a design) is traced: polling for a state is not worth keeping.
  const ring = createSpanRing({ clock, service: "cli", instance: newId("cli"), sampleShare: 0 });
  const tracing = installTracing(ring);
  const running =
    (await namedGateway(options.data, { clock, env: process.env, tokenIn: readOwnerToken, reached })) ??
    (await findRunning(options.data));
  if (!running && !options.start) {
    throw new MeshError("NOT_FOUND", `no mesh runs on ${options.data}; start one with: ./viba up`, {
      messageKo: `${options.data}에서 실행 중인 메시가 없습니다. 먼저 실행하세요: ./viba up`,
    });
  }
  const own = running ? undefined : await startOwn(options);
  const { studio, token } = running ?? { studio: own!.studio, token: own!.ownerToken };
  const { transport, close } = dial(studio, { token: () => token });
  const gateway = createClient(GatewayService, transport);
  if (own) {
    await agentsThere({
      clock,
      expected: () => own.agents().filter((child) => child.state !== "given up").length,
      registered: async () => (await gateway.getStatus({})).agents,
    });
  }
  return {
    gateway,
    ring,
    studio,
    own,
    readyMs: clock.monotonicMs() - startMs,
    async [Symbol.asyncDispose]() {
      close();
      await own?.stop(5000);
      tracing[Symbol.dispose]();
    },
  };
}

async function startOwn(options: SessionOptions): Promise<Up> {
  const log: Log = createLog({ service: "viba", clock, level: options.verbose ? "info" : "error", format: "pretty" });
  return startUp({
    data: options.data,
    port: 0,
    agentsPort: 0,
    agents: agentFolders(options),
    clock,
    log,
    logLevel: options.verbose ? "info" : "error",
  });
}

async function findRunning(data: string): Promise<Door | undefined> {
  const endMs = clock.monotonicMs() + startingMs;
  for (;;) {
    const lock = await readLock(data);
    if (!lock) return undefined;
    const studio = lock.extra["studio"];
    const token = await readOwnerToken(data);
    if (studio && token && (await answers(studio))) return { studio, token };
    if (clock.monotonicMs() > endMs) {
      throw new MeshError("DATA_FOLDER_TAKEN", `${data} is owned by process ${lock.pid}, whose mesh does not answer`, {
        messageKo: `${data} 폴더는 프로세스 ${lock.pid}이(가) 쓰고 있지만 응답하지 않습니다`,
        facts: { pid: String(lock.pid), folder: data },
      });
    }
    await sleep(clock, 100);
  }
}

/** Whether a mesh serves at an address. */
async function answers(studio: string): Promise<boolean> {
  return (await statusAt(studio))?.ready ?? false;
}

/** Whether a gateway is at an address, whatever it says of the mesh behind it. */
async function reached(studio: string): Promise<boolean> {
  return (await statusAt(studio)) !== undefined;
}

async function statusAt(studio: string): Promise<GetStatusResponse | undefined> {
  const { transport, close } = dial(studio);
  try {
    return await createClient(GatewayService, transport).getStatus({}, { timeoutMs: 2000 });
  } catch {
    return undefined;
  } finally {
    close();
  }
}
