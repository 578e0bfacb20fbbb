import type { NatsConnection } from "@nats-io/transport-node";
import { connect, type ConnectionOptions } from "@nats-io/transport-node";
import { type Clock, holdProcess, sleep } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";

/** Where the servers are and how hard to try. */
export interface NatsConnectOptions {
  /** "nats://host:4222" or "tls://user:password@host:4222", tried in turn. */
  readonly urls: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  /** Names this process in the server's list of connections. */
  readonly name?: string;
  /** How long the first connection is tried for before the answer is what to do. */
  readonly firstConnectMs?: number;
  /** Wait before a lost connection is tried again, up to twice of it by chance; for ever. */
  readonly reconnectMs?: number;
  /** Ping that finds a half-open connection; two unanswered ones end it. */
  readonly pingMs?: number;
}

/**
 * The client's own defaults give up after 10 tries and see a half-open path only after minutes; a bus that a mesh
 * depends on comes back by itself in a fraction of a second.
 */
export const natsConnectDefaults = { firstConnectMs: 10_000, reconnectMs: 250, pingMs: 1500 } as const;

/** Longest one try may take: a server that accepts and stays silent must not hold the loop. */
const dialTimeoutMs = 3000;

/** Connects; INVALID_ARGUMENT with what to do if no server answers in time or the server refuses us. */
export async function connectNats(options: NatsConnectOptions): Promise<NatsConnection> {
  const { clock, random, firstConnectMs, reconnectMs } = { ...natsConnectDefaults, ...options };
  const endMs = clock.monotonicMs() + firstConnectMs;
  const settings = settingsOf(options);
  using _waited = holdProcess();
  for (;;) {
    try {
      return await connect(settings);
    } catch (error) {
      if (!isRefusal(error) && clock.monotonicMs() < endMs) {
        await sleep(clock, reconnectMs * (1 + random()));
        continue;
      }
      throw refused(options.urls, error);
    }
  }
}

function settingsOf(options: NatsConnectOptions): ConnectionOptions {
  const { urls, random, name, reconnectMs, pingMs } = { ...natsConnectDefaults, ...options };
  const parsed = urls.map((url) => new URL(url));
  const login = parsed.find((url) => url.username !== "");
  return {
    servers: parsed.map((url) => `${url.hostname}:${url.port || "4222"}`),
    ...(name === undefined ? {} : { name }),
    ...(login ? { user: decodeURIComponent(login.username), pass: decodeURIComponent(login.password) } : {}),
    ...(parsed.some((url) => url.protocol === "tls:") ? { tls: {} } : {}),
    maxReconnectAttempts: -1,
    reconnectDelayHandler: () => reconnectMs * (1 + random()),
    pingInterval: pingMs,
    maxPingOut: 2,
    timeout: dialTimeoutMs,
    // An account that is being changed refuses us for a moment; giving up would need a restart of the mesh.
    ignoreAuthErrorAbort: true,
  };
}

/** Whether opening failed only because no server answers: one may come. */
export function isAway(error: unknown): boolean {
  return error instanceof MeshError && error.facts["away"] === "true";
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && /authorization|authentication/i.test(`${error.name} ${error.message}`);
}

function refused(urls: readonly string[], cause: unknown): MeshError {
  const where = urls.map(withoutLogin).join(", ");
  const why = cause instanceof Error ? cause.message : String(cause);
  return isRefusal(cause)
    ? new MeshError(
        "INVALID_ARGUMENT",
        `VIBA_NATS_URL: ${where} refuses this user (${why}); write nats://user:password@host`,
        {
          messageKo: `VIBA_NATS_URL: ${where} 서버가 사용자를 거부했습니다. nats://사용자:비밀번호@호스트 형식으로 적으세요`,
          cause,
        },
      )
    : new MeshError(
        "INVALID_ARGUMENT",
        `VIBA_NATS_URL: no NATS server answers at ${where} (${why}); start one with "nats-server -js -sd FOLDER", or unset VIBA_NATS_URL to use the embedded bus`,
        {
          facts: { away: "true" },
          messageKo: `VIBA_NATS_URL: ${where}에서 응답하는 NATS 서버가 없습니다. "nats-server -js -sd 폴더"로 시작하거나 VIBA_NATS_URL을 지우세요`,
          cause,
        },
      );
}

function withoutLogin(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
