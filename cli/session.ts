import { type Client, createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { sleep, systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { createLog, type Log } from "@viba/runtime/log";
import { newId } from "@viba/runtime/random";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing, type SpanRing } from "@viba/runtime/trace/ring";
import { readLock } from "@viba/store/lock";
import { dial } from "@viba/transport/dial";
import { agentsThere } from "./agents-there.ts";
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
  const running = (await namedGateway(options.data, process.env)) ?? (await findRunning(options.data));
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

/** A mesh of separate processes has no lock that names it: its gateway's address comes from the environment. */
async function namedGateway(
  data: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ studio: string; token: string } | undefined> {
  const address = env["VIBA_GATEWAY"]?.trim();
  if (!address) return undefined;
  const token = env["VIBA_OWNER_TOKEN"]?.trim() || (await readOwnerToken(data));
  if (token) return { studio: `http://${address}`, token };
  throw new MeshError(
    "UNAUTHENTICATED",
    `VIBA_GATEWAY is set, and ${data} holds no owner-token: name the mesh's folder`,
    {
      messageKo: `${data}에 owner-token이 없습니다. --data로 메시의 데이터 폴더를 지정하세요`,
    },
  );
}

async function findRunning(data: string): Promise<{ studio: string; token: string } | undefined> {
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

async function answers(studio: string): Promise<boolean> {
  const { transport, close } = dial(studio);
  try {
    return (await createClient(GatewayService, transport).getStatus({}, { timeoutMs: 2000 })).ready;
  } catch {
    return false;
  } finally {
    close();
  }
}
