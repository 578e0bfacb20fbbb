import { JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { Kvm, type KV } from "@nats-io/kv";
import type { QueuedIterator } from "@nats-io/transport-node";
import type { Kv, KvChange, Subscription } from "./bus.ts";
import { conflating } from "./conflating.ts";

/** Codes of JetStream's "wrong last sequence", with and without the sequence. */
const wrongRevision = new Set([10071, 10164]);
/** Most bytes of a bucket: buckets hold leases and settings, no data. */
const maxBucketBytes = 64 * 1024 * 1024;

/** The buckets of one connection. */
export interface NatsBuckets {
  bucket(name: string, options?: { ttlMs?: number }): Promise<Kv>;
}

/** Prepares the buckets. */
export function natsBuckets(client: JetStreamClient, replicas: number, onHandlerError: () => void): NatsBuckets {
  const manager = new Kvm(client);
  return {
    async bucket(name, { ttlMs } = {}) {
      const options = {
        history: 1,
        max_bytes: maxBucketBytes,
        replicas,
        ...(ttlMs === undefined ? {} : { ttl: ttlMs }),
      };
      return kvOf(await manager.create(name, options), onHandlerError);
    },
  };
}

function kvOf(kv: KV, onHandlerError: () => void): Kv {
  const get = async (key: string) => {
    const entry = await kv.get(key);
    return entry?.operation === "PUT" ? { key, value: entry.value, revision: entry.revision } : undefined;
  };
  return {
    get,
    put: (key, value) => kv.put(key, value),
    async putIf(key, value, expected) {
      try {
        return await (expected === 0 ? kv.create(key, value) : kv.update(key, value, expected));
      } catch (error) {
        if (error instanceof JetStreamApiError && wrongRevision.has(error.code)) return undefined;
        throw error;
      }
    },
    async delete(key) {
      if (await get(key)) await kv.delete(key);
    },
    async keys(pattern = ">") {
      const keys: string[] = [];
      for await (const key of await kv.keys(pattern)) keys.push(key);
      return keys;
    },
    async watch(pattern, handler) {
      const entries = await kv.watch({ key: pattern });
      const changes = conflating(handler, onHandlerError);
      void follow(entries, changes.push);
      return {
        dropped: 0,
        [Symbol.asyncDispose]: async () => {
          entries.stop();
          changes.stop();
        },
      } satisfies Subscription;
    },
  };
}

type Watched = Awaited<ReturnType<KV["watch"]>> extends QueuedIterator<infer Entry> ? Entry : never;

async function follow(entries: QueuedIterator<Watched>, push: (change: KvChange) => void): Promise<void> {
  for await (const { key, value, revision, operation, isUpdate } of entries) {
    const present = operation === "PUT";
    // What was deleted before the watch began was never there for the watcher.
    if (present || isUpdate) push({ key, value: present ? value : undefined, revision });
  }
}
