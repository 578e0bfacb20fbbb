import { digestOf, isDigest } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import type { Agents, Artifacts, Memory } from "../context.ts";
import { limits } from "../limits.ts";
import { fromWireError, type HostAnswer, type HostCall, ownBytes, type ToWorker } from "../wire.ts";
import { createAgents } from "./agents.ts";

/** Sends a handler's question to the host. */
export type Ask = (ask: HostCall) => Promise<HostAnswer>;

/** The mesh for a handler, through whoever can reach it. What comes back is held to its digest or its type. */
export function createRemote(ask: Ask): {
  readonly artifacts: Artifacts;
  readonly memory: Memory;
  readonly agents: Agents;
} {
  return {
    agents: createAgents(async (question) => (await ask({ op: "askAgents", question })).bytes),
    artifacts: {
      async read(digest) {
        if (!isDigest(digest)) throw new MeshError("INVALID_ARGUMENT", `"${digest}" is no digest`);
        const { bytes } = await ask({ op: "readBlob", digest });
        if (digestOf(bytes) !== digest) throw new MeshError("DAMAGED_RECORD", `blob ${digest} has other content`);
        return bytes;
      },
      async write(bytes) {
        refuseAbove(bytes, limits.contentBytes, "a blob");
        const digest = digestOf(bytes);
        await ask({ op: "writeBlob", digest, bytes: ownBytes(bytes) });
        return digest;
      },
    },
    memory: {
      async get(key) {
        const { bytes, revision } = await ask({ op: "readValue", key });
        return { value: bytes, revision };
      },
      async put(key, value, expectedRevision) {
        refuseAbove(value, limits.memoryValueBytes, "a value of shared memory");
        return (await ask({ op: "writeValue", key, value: ownBytes(value), expectedRevision })).revision;
      },
    },
  };
}

/** Questions on their way to the host, and their answers. */
export interface Asking {
  ask(job: number, ask: HostCall): Promise<HostAnswer>;
  /** Takes an answer in; other messages are none of its business. */
  settle(message: ToWorker): void;
}

/** At most `maxAsked` questions wait at a time; a handler that asks more is refused. */
export function createAsking(post: (call: number, job: number, ask: HostCall) => void, maxAsked = 256): Asking {
  const waiting = new Map<number, { resolve(answer: HostAnswer): void; reject(error: unknown): void }>();
  let calls = 0;
  return {
    ask: (job, ask) =>
      new Promise((resolve, reject) => {
        if (waiting.size >= maxAsked) return reject(new MeshError("OVERLOADED", `${maxAsked} calls wait already`));
        const call = ++calls;
        waiting.set(call, { resolve, reject });
        post(call, job, ask);
      }),
    settle(message) {
      if (message.kind !== "answer" && message.kind !== "refused") return;
      const asked = waiting.get(message.call);
      waiting.delete(message.call);
      if (message.kind === "answer") asked?.resolve(message.answer);
      else asked?.reject(fromWireError(message.error));
    },
  };
}

function refuseAbove(bytes: Uint8Array, most: number, what: string): void {
  if (bytes.byteLength <= most) return;
  throw new MeshError("TOO_LARGE", `${what} may have ${most} bytes, not ${bytes.byteLength}`, {
    facts: { limit: String(most) },
  });
}
