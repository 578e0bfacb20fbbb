import { jetstream } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { type Clock, sleep } from "@viba/runtime/clock";
import { type Random, systemRandom } from "@viba/runtime/random";
import type { Bus, BusEngine, Consumer } from "./bus.ts";
import { listener, type ListenerCounters } from "./fan-out.ts";
import { appendDefaults, type AppendLimits, natsAppender } from "./nats-append.ts";
import { checkServer } from "./nats-check.ts";
import { connectNats, type NatsConnectOptions } from "./nats-connect.ts";
import { natsConsumer } from "./nats-consumer.ts";
import { openDurable } from "./nats-durable.ts";
import { fromNats } from "./nats-headers.ts";
import { natsBuckets } from "./nats-kv.ts";
import { watchLine } from "./nats-line.ts";
import { natsPublisher, publishDefaults, type PublishLimits } from "./nats-publish.ts";
import { natsStreams } from "./nats-streams.ts";
import { openBus } from "./open-bus.ts";
import { streams as meshStreams, type StreamSpec } from "./subjects.ts";

/** How to open the bus on NATS. */
export interface NatsOptions extends Omit<NatsConnectOptions, "random"> {
  readonly clock: Clock;
  readonly random?: Random;
  readonly streams?: readonly StreamSpec[];
  /** Servers of a cluster that hold each stream; 1 by default, 3 survive the loss of one. */
  readonly replicas?: number;
  readonly limits?: Partial<NatsLimits>;
}

/** Bounds of the bus on NATS. */
export type NatsLimits = PublishLimits & AppendLimits;

/** How often the limits of the streams are looked at for what left by them. */
const lookMs = 10_000;
/** How long closing waits for the server to read what was published. */
const farewellMs = 1000;

/** The bus on NATS JetStream; refuses a server that can't carry the mesh with what to do. */
export async function openNatsBus(options: NatsOptions): Promise<Bus> {
  const connection = await connectNats({ random: systemRandom, ...options });
  try {
    return openBus(await natsEngine(connection, options));
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function natsEngine(connection: NatsConnection, options: NatsOptions): Promise<BusEngine> {
  const { clock, streams: specs = meshStreams, replicas = 1 } = options;
  const limits = { ...publishDefaults, ...appendDefaults, ...options.limits };
  const client = jetstream(connection);
  // Without a question to the server: `checkServer` asks, and knows what an absent answer means.
  const manager = await client.jetstreamManager(false);
  await checkServer(connection, manager, specs);
  const streams = natsStreams(manager, specs, replicas);
  await streams.ensure();
  const line = watchLine(connection, clock);
  const publisher = natsPublisher(connection, line, limits);
  const heard: ListenerCounters = { dropped: 0, handlerErrors: 0 };
  const counters = { unconfirmed: 0 };
  const appender = natsAppender({ connection, client, line, streams, clock, limits });
  const buckets = natsBuckets(client, replicas, () => heard.handlerErrors++);
  const consumers = new Set<Consumer>();
  const look = clock.every(lookMs, () => line.connected && void streams.ensure().catch(() => undefined));

  return {
    publish: publisher.publish,
    append: appender.append,
    subscribe: async (pattern, handler, subscribeOptions) =>
      subscribeTo(connection, heard, pattern, handler, subscribeOptions),
    pull: async (pullOptions) => {
      const durable = await openDurable(manager, streams, pullOptions);
      const consumer = natsConsumer({
        connection,
        line,
        clock,
        durable,
        ackWaitMs: pullOptions.ackWaitMs,
        temporary: pullOptions.durable === undefined,
        onUnconfirmed: () => counters.unconfirmed++,
        onClose: () => consumers.delete(consumer),
      });
      consumers.add(consumer);
      return consumer;
    },
    kv: buckets.bucket,
    health: line.health,
    counters: () => ({
      published: publisher.counters().published,
      dropped: publisher.counters().dropped + heard.dropped,
      ...appender.counters(),
      expired: streams.expired(),
      deadLetters: 0,
      handlerErrors: heard.handlerErrors,
      setAside: 0,
      reconnects: line.reconnects,
      unconfirmed: counters.unconfirmed,
    }),
    [Symbol.asyncDispose]: async () => {
      look.cancel();
      for (const consumer of consumers) await consumer[Symbol.asyncDispose]();
      publisher.close();
      // What was published goes out, if there is anybody to take it.
      if (line.connected) await Promise.race([connection.flush().catch(() => undefined), sleep(clock, farewellMs)]);
      await connection.close();
    },
  };
}

function subscribeTo(
  connection: NatsConnection,
  counters: ListenerCounters,
  ...[pattern, handler, options]: Parameters<BusEngine["subscribe"]>
): ReturnType<BusEngine["subscribe"]> {
  const queue = listener(handler, counters, options?.maxPending);
  const subscription = connection.subscribe(pattern, {
    callback(error, { subject, headers: carried, data }) {
      // A pattern like ">" also takes the server's own traffic, which is nobody's event.
      if (error || subject.startsWith("$") || subject.startsWith("_")) return;
      queue.push({ subject, headers: fromNats(carried), body: data });
    },
  });
  const made = {
    get dropped() {
      return queue.dropped;
    },
    [Symbol.asyncDispose]: async () => {
      subscription.unsubscribe();
      queue.clear();
    },
  };
  // The server must have read it: what is published next, by whomever, is heard.
  return connection.flush().then(
    () => made,
    () => made,
  );
}
