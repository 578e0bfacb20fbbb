import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";
import type { Bus, BusEngine, Consumer } from "./bus.ts";
import { bell, embeddedConsumer } from "./embedded-consumer.ts";
import { openBusDatabase } from "./embedded-database.ts";
import { durableTable } from "./embedded-durables.ts";
import { buckets } from "./embedded-kv.ts";
import { streamTable } from "./embedded-streams.ts";
import { fanOut } from "./fan-out.ts";
import { openBus } from "./open-bus.ts";
import { streams as meshStreams, type StreamSpec } from "./subjects.ts";

/** How to open the embedded bus. */
export interface EmbeddedOptions {
  clock: Clock;
  /** File of the streams, durables and buckets; without it they live in memory. Its folder must exist and be locked by this process. */
  path?: string;
  streams?: readonly StreamSpec[];
}

/** The bus of one process: plain publishes in memory, the rest in SQLite without sync (see `openBusDatabase`). */
export async function openEmbeddedBus(options: EmbeddedOptions): Promise<Bus> {
  return openBus(embeddedEngine(options));
}

function embeddedEngine({ clock, path, streams = meshStreams }: EmbeddedOptions): BusEngine {
  const { db, setAside } = openBusDatabase(path, clock.monotonicMs());
  const table = streamTable(db, streams);
  const durables = durableTable(db);
  const ringer = bell();
  const fan = fanOut();
  const counters = { published: 0, appended: 0, duplicates: 0, handlerErrors: 0 };
  const kv = buckets(db, clock, () => counters.handlerErrors++);
  const consumers = new Set<Consumer>();

  return {
    publish(message) {
      counters.published++;
      fan.publish(message);
      return true;
    },
    subscribe: async (pattern, handler, subscribeOptions) => {
      return fan.subscribe(pattern, handler, subscribeOptions);
    },
    append: async (message, id) => {
      const appended = table.append(message, id, clock.nowMs());
      if (appended.duplicate) counters.duplicates++;
      else {
        counters.appended++;
        fan.publish(message);
        ringer.ring(table.streamOf(message.subject));
      }
      return appended;
    },
    pull: async ({ stream, durable, from, filter, ackWaitMs, maxInFlight }) => {
      if (!table.has(stream)) throw new MeshError("NOT_FOUND", `there is no stream ${stream}`);
      const key = { stream, name: durable ?? newId("temporary") };
      const last = table.lastSeq(stream);
      const start = { all: 1, last: Math.max(1, last), new: last + 1 }[from];
      durables.create(key, start, durable === undefined);
      const settings = { key, filter, ackWaitMs, maxInFlight };
      const consumer = embeddedConsumer(durables, clock, ringer, settings, () => {
        consumers.delete(consumer);
        if (durable === undefined) durables.remove(key);
      });
      consumers.add(consumer);
      return consumer;
    },
    kv: async (bucket, kvOptions) => {
      return kv.bucket(bucket, kvOptions);
    },
    counters: () => {
      const { dropped, handlerErrors } = fan.counters();
      return {
        ...counters,
        dropped,
        handlerErrors: handlerErrors + counters.handlerErrors,
        expired: table.expired(),
        deadLetters: 0,
        setAside: setAside ? 1 : 0,
        reconnects: 0,
        unconfirmed: 0,
      };
    },
    health: () => ({ connected: true, note: "embedded" }),
    [Symbol.asyncDispose]: async () => {
      for (const consumer of consumers) await consumer[Symbol.asyncDispose]();
      fan.close();
      kv.close();
      db.close();
    },
  };
}
