import { JetStreamApiError, type JetStreamClient } from "@nats-io/jetstream";
import { errors, headers, type NatsConnection } from "@nats-io/transport-node";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Appended, BusMessage } from "./bus.ts";
import { toNats } from "./nats-headers.ts";
import type { NatsLine } from "./nats-line.ts";
import type { NatsStreams } from "./nats-streams.ts";

/** Bounds of what must arrive. */
export interface AppendLimits {
  /** Appends that wait for the server's answer at once; further ones are refused as OVERLOADED. */
  readonly appendsInFlight: number;
  /** How long an append may take over a lost connection before it fails; the same id may then be sent again. */
  readonly appendMs: number;
}

/** Ten seconds outlive a restart of a server; a caller that needs more tries again with the same id. */
export const appendDefaults: AppendLimits = { appendsInFlight: 4096, appendMs: 10_000 };

/** What appending works with. */
export interface AppendPorts {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly line: NatsLine;
  readonly streams: NatsStreams;
  readonly clock: Clock;
  readonly limits: AppendLimits;
}

/** Appends with the server's acknowledgement; the id makes trying again harmless. */
export function natsAppender({ connection, client, line, streams, clock, limits }: AppendPorts) {
  const counters = { appended: 0, duplicates: 0 };
  let inFlight = 0;

  const send = async ({ subject, headers: ours, body }: BusMessage, id: string, timeout: number) => {
    const carried = toNats(ours) ?? headers();
    const { seq, duplicate } = await client.publish(subject, body, { msgID: id, headers: carried, timeout });
    return { seq, duplicate };
  };
  const sendUntil = async (message: BusMessage, id: string): Promise<Appended> => {
    const stream = streams.streamOf(message.subject);
    const endMs = clock.monotonicMs() + limits.appendMs;
    let cause: unknown;
    for (let leftMs = limits.appendMs; leftMs > 0; leftMs = endMs - clock.monotonicMs()) {
      if (!(await line.wait(leftMs)) || connection.isClosed()) break;
      using attempt = endWithLine(line);
      try {
        return await Promise.race([send(message, id, Math.max(100, Math.ceil(leftMs / 2))), attempt.ended]);
      } catch (error) {
        cause = error;
        if (error instanceof JetStreamApiError) throw storageError(stream, error);
        if (error instanceof errors.InvalidArgumentError) throw tooLarge(error);
        // Nobody takes the subject: the stream was deleted, or JetStream is only just starting.
        if (nobodyThere(error)) await streams.info(stream).catch(() => pause(clock));
        else if (line.connected) await pause(clock);
      }
    }
    throw new MeshError(
      "NOT_STARTED",
      `NATS did not acknowledge a message for ${message.subject} in ${limits.appendMs} ms`,
      {
        ...(cause === undefined ? {} : { cause }),
      },
    );
  };

  return {
    counters: () => ({ ...counters }),
    async append(message: BusMessage, id: string): Promise<Appended> {
      if (inFlight >= limits.appendsInFlight) {
        throw new MeshError("OVERLOADED", `${inFlight} messages wait for NATS already`);
      }
      inFlight++;
      try {
        const appended = await sendUntil(message, id);
        if (appended.duplicate) counters.duplicates++;
        else counters.appended++;
        return appended;
      } finally {
        inFlight--;
      }
    },
  };
}

/** Rejects when the connection has been lost and is back: the answer of before can't come any more. */
function endWithLine(line: NatsLine): { ended: Promise<never> } & Disposable {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  const forget = line.onReturn(() => reject(new MeshError("NOT_STARTED", "the connection to NATS was lost")));
  return { ended: promise, [Symbol.dispose]: forget };
}

function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(100, resolve));
}

function nobodyThere(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof errors.RequestError && cause.isNoResponders();
}

function tooLarge(cause: Error): MeshError {
  return new MeshError("TOO_LARGE", `NATS takes no message of that size: ${cause.message}`, { cause });
}

function storageError(stream: string, cause: JetStreamApiError): MeshError {
  return new MeshError("STORAGE_FAILED", `NATS can't store a message in ${stream}: ${cause.message}`, { cause });
}
