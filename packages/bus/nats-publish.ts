import type { NatsConnection } from "@nats-io/transport-node";
import { createRingBuffer } from "@viba/runtime/ring-buffer";
import type { BusMessage } from "./bus.ts";
import { toNats } from "./nats-headers.ts";
import type { NatsLine } from "./nats-line.ts";

/** Bounds of what may be lost. */
export interface PublishLimits {
  /** Messages kept while the connection is away; the oldest goes first. */
  readonly bufferedMessages: number;
  /** Bytes handed to the connection that the server hasn't confirmed; beyond, messages are dropped. */
  readonly unconfirmedBytes: number;
}

/** A few seconds of telemetry, and what a slow path may hold before the newest is worth less than the memory. */
export const publishDefaults: PublishLimits = { bufferedMessages: 4096, unconfirmedBytes: 16 * 1024 * 1024 };

/** Plain publishes over a connection. */
export interface NatsPublisher {
  /** False if it was dropped at once. */
  publish(message: BusMessage): boolean;
  counters(): { published: number; dropped: number };
  close(): void;
}

/**
 * Publishes at once while there is a connection, and keeps a bounded number while there is none: the client itself
 * would buffer without a bound and then throw it all away at the next dial.
 */
export function natsPublisher(connection: NatsConnection, line: NatsLine, limits = publishDefaults): NatsPublisher {
  const kept = createRingBuffer<BusMessage>(limits.bufferedMessages);
  const counters = { published: 0, dropped: 0 };
  let unconfirmed = 0;
  let asked = 0;

  /** One round trip at a time tells how far the server has read. */
  const confirm = () => {
    if (asked > 0) return;
    const covered = (asked = unconfirmed);
    const settle = () => {
      unconfirmed -= covered;
      asked = 0;
      if (unconfirmed > 0) confirm();
    };
    connection.flush().then(settle, settle);
  };
  const send = ({ subject, headers, body }: BusMessage): boolean => {
    const size = body.byteLength + subject.length + 64;
    if (unconfirmed + size > limits.unconfirmedBytes) {
      counters.dropped++;
      return false;
    }
    const natsHeaders = toNats(headers);
    connection.publish(subject, body, natsHeaders ? { headers: natsHeaders } : {});
    unconfirmed += size;
    confirm();
    return true;
  };
  const forget = line.onReturn(() => {
    for (const message of kept.drain()) send(message);
  });

  return {
    publish(message) {
      if (connection.isClosed()) return false;
      counters.published++;
      if (line.connected) return send(message);
      if (kept.push(message)) counters.dropped++;
      return true;
    },
    counters: () => ({ ...counters }),
    close: forget,
  };
}
