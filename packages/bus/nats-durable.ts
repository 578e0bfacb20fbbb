import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerUpdateConfig,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
  ReplayPolicy,
} from "@nats-io/jetstream";
import { nanos } from "@nats-io/transport-node";
import { newId } from "@viba/runtime/random";
import type { BusEngine } from "./bus.ts";
import type { NatsStreams } from "./nats-streams.ts";

/** What `pull` of an engine is asked for. */
export type PullOptions = Parameters<BusEngine["pull"]>[0];

/** A consumer on the server. */
export interface NatsDurable {
  /** Subject that hands out its messages. */
  readonly subject: string;
  /** Makes it (and its stream) if it isn't there, so that somebody who deletes it costs time and no message. */
  ensure(floor?: number): Promise<void>;
  /** Removes a temporary one. */
  forget(): Promise<void>;
}

/** A temporary consumer whose process has ended is forgotten after this. */
const inactiveMs = 10 * 60_000;
const consumerNotFound = 10014;

/** Opens or makes the consumer. Its start is a sequence, so that one that is made again begins where it would have. */
export async function openDurable(
  manager: JetStreamManager,
  streams: NatsStreams,
  options: PullOptions,
): Promise<NatsDurable> {
  const { stream, durable, from } = options;
  const name = durable ?? newId("temporary");
  const { created, state } = await streams.info(stream);
  const start = { all: 1, last: Math.max(1, state.last_seq), new: state.last_seq + 1 }[from];

  const ensure = async (floor = start) => {
    const now = await streams.info(stream);
    // A stream that was made anew counts from 1 again.
    const begin = now.created === created ? floor : 1;
    const config = configOf(options, name, begin);
    try {
      const there = await manager.consumers.info(stream, name);
      if (differs(there.config, config)) await manager.consumers.update(stream, name, updateOf(config));
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== consumerNotFound) throw error;
      await manager.consumers.add(stream, config);
    }
  };
  await ensure();
  return {
    subject: `${manager.getOptions().apiPrefix ?? "$JS.API"}.CONSUMER.MSG.NEXT.${stream}.${name}`,
    ensure,
    async forget() {
      if (durable === undefined) await manager.consumers.delete(stream, name);
    },
  };
}

type OurConfig = Partial<ConsumerConfig> & { ack_wait: number; max_ack_pending: number };

function configOf({ durable, filter, ackWaitMs, maxInFlight }: PullOptions, name: string, start: number): OurConfig {
  return {
    name,
    ...(durable === undefined ? { inactive_threshold: nanos(inactiveMs) } : { durable_name: name }),
    ...(filter === undefined ? {} : { filter_subject: filter }),
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: Math.max(1, start),
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: maxInFlight,
    // Deliveries are counted by the dead letters above both engines.
    max_deliver: -1,
    replay_policy: ReplayPolicy.Instant,
  };
}

function updateOf({ ack_wait, max_ack_pending, filter_subject }: OurConfig): Partial<ConsumerUpdateConfig> {
  return { ack_wait, max_ack_pending, filter_subject: filter_subject ?? "" };
}

function differs(have: ConsumerConfig, want: OurConfig): boolean {
  return (
    have.ack_wait !== want.ack_wait ||
    have.max_ack_pending !== want.max_ack_pending ||
    (have.filter_subject ?? "") !== (want.filter_subject ?? "")
  );
}
