import { createClient, type Transport } from "@connectrpc/connect";
import { ArtifactService, MemoryService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import { backoffMs } from "@viba/runtime/retry";
import { limits, times } from "../limits.ts";
import type { HostAnswer, StoreCall, OwnBytes } from "../wire.ts";

/** Artifacts and shared memory of the mesh, as one attempt may use them. */
export interface MeshStore {
  readBlob(digest: string, access: StoreAccess): Promise<OwnBytes>;
  /** Durable when it resolves. */
  writeBlob(digest: string, bytes: Uint8Array, access: StoreAccess): Promise<void>;
  /** Answers a handler's question. */
  ask(ask: StoreCall, access: StoreAccess): Promise<HostAnswer>;
}

/** On whose behalf, and until when. */
export interface StoreAccess {
  readonly token: string;
  readonly signal: AbortSignal;
}

/** The store behind a router. What may be repeated safely is, until the attempt's signal aborts. */
export function createMeshStore(transport: Transport, clock: Clock, random: Random): MeshStore {
  const artifacts = createClient(ArtifactService, transport);
  const memory = createClient(MemoryService, transport);

  const readBlob = (digest: string, { token, signal }: StoreAccess) =>
    persistently(clock, random, signal, async () => {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const { chunk } of artifacts.getBlob({ digest, attemptToken: token }, { signal })) {
        size += chunk.byteLength;
        if (size > limits.contentBytes) throw tooLarge(digest);
        chunks.push(chunk);
      }
      return joined(chunks, size);
    });
  const writeBlob = (digest: string, bytes: Uint8Array, { token, signal }: StoreAccess) =>
    persistently(clock, random, signal, async () => {
      const stored = await artifacts.putBlob(pieces(bytes, token), { signal });
      if (stored.digest !== digest) {
        throw new MeshError("DAMAGED_RECORD", `blob ${digest} was stored as ${stored.digest}`);
      }
    });
  const readValue = async (key: string, { token, signal }: StoreAccess): Promise<HostAnswer> =>
    persistently(clock, random, signal, async () => {
      const { value, revision } = await memory.readValue({ attemptToken: token, key }, callOptions(signal));
      return { bytes: new Uint8Array(value), revision };
    });

  return {
    readBlob,
    writeBlob,
    async ask(ask, access) {
      switch (ask.op) {
        case "readBlob":
          return { bytes: await readBlob(ask.digest, access), revision: 0n };
        case "writeBlob":
          await writeBlob(ask.digest, ask.bytes, access);
          return { bytes: new Uint8Array(0), revision: 0n };
        case "readValue":
          return readValue(ask.key, access);
        case "writeValue": {
          const { key, value, expectedRevision } = ask;
          const write = { attemptToken: access.token, key, value, expectedRevision };
          // Once only: whether a lost write took effect is for the handler to find out, by reading again.
          const { revision } = await memory.writeValue(write, callOptions(access.signal));
          return { bytes: new Uint8Array(0), revision };
        }
      }
    },
  };
}

function callOptions(signal: AbortSignal) {
  return { signal, timeoutMs: times.routerCallMs };
}

/** Tries again while the router is away: a result in hand must survive its restart. */
async function persistently<T>(clock: Clock, random: Random, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await task();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = toMeshError(error);
      if (!failure.retryable && failure.reason !== "UNKNOWN_OUTCOME") throw failure;
      await sleep(clock, backoffMs(retry, random, { baseMs: 100, maxMs: 1000, factor: 2 }), signal);
    }
  }
}

async function* pieces(bytes: Uint8Array, attemptToken: string) {
  yield { chunk: bytes.subarray(0, limits.chunkBytes), attemptToken };
  for (let at = limits.chunkBytes; at < bytes.byteLength; at += limits.chunkBytes) {
    yield { chunk: bytes.subarray(at, at + limits.chunkBytes), attemptToken: "" };
  }
}

function joined(chunks: readonly Uint8Array[], size: number): OwnBytes {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function tooLarge(digest: string): MeshError {
  return new MeshError("TOO_LARGE", `blob ${digest} is larger than ${limits.contentBytes} bytes`, {
    facts: { limit: String(limits.contentBytes) },
  });
}
