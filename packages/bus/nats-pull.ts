import { createInbox, type Msg, type NatsConnection } from "@nats-io/transport-node";
import type { Clock } from "@viba/runtime/clock";

/** Why a pull ended. */
export type PullEnd = "done" | "empty" | "gone" | "stopped";

/** What one pull brought. */
export interface Pulled {
  readonly messages: Msg[];
  /** "gone": the consumer or its stream isn't there any more. */
  readonly end: PullEnd;
}

/** One request for messages. */
export interface PullRequest {
  /** Subject of JetStream's API that hands out the consumer's messages. */
  readonly subject: string;
  readonly max: number;
  /** How long the server may hold the request open. */
  readonly expiresMs: number;
  /** Ends as soon as the stream has no more, once there was something. */
  readonly whatThereIs?: boolean;
  /** Ends the pull early; the messages that came are kept. */
  readonly stop: AbortSignal;
}

/** How much longer than the server a pull waits: a lost answer must not hold a consumer for ever. */
const slackMs = 2000;

/**
 * Asks JetStream's API for messages, by hand: the client's own `fetch` can't ask for just what is there now, and holds
 * every request open for at least a second. Every request expires: one without that is never answered when the limit
 * in flight is reached.
 */
export function pullOnce(connection: NatsConnection, clock: Clock, request: PullRequest): Promise<Pulled> {
  const { subject, max, expiresMs, whatThereIs = false, stop } = request;
  if (stop.aborted || connection.isClosed()) return Promise.resolve({ messages: [], end: "stopped" });
  return new Promise((resolve) => {
    const messages: Msg[] = [];
    const reply = createInbox();
    let ended = false;
    const subscription = connection.subscribe(reply, {
      callback(error, message) {
        if (error) return;
        const status = statusOf(message);
        if (ended) {
          // Nobody waits for it any more: it may be had at once again instead of after its time to answer.
          if (!status) message.respond("-NAK");
          return;
        }
        if (status) return status === "heartbeat" ? undefined : finish(status);
        messages.push(message);
        if (messages.length >= max) finish("done");
      },
    });
    const finish = (end: PullEnd) => {
      ended = true;
      timer.cancel();
      stop.removeEventListener("abort", stopped);
      resolve({ messages, end });
      const forget = () => subscription.unsubscribe();
      if (end === "stopped") connection.flush().then(forget, forget);
      else forget();
    };
    const stopped = () => finish("stopped");
    const timer = clock.after(expiresMs + slackMs, stopped);
    stop.addEventListener("abort", stopped, { once: true });
    const wanted = { batch: max, expires: expiresMs * 1e6, ...(whatThereIs ? { no_wait: true } : {}) };
    connection.publish(subject, JSON.stringify(wanted), { reply });
  });
}

/** What a message without a body says about the pull itself; undefined for a message of the stream. */
function statusOf({ headers }: Msg): "heartbeat" | "empty" | "gone" | undefined {
  const code = headers?.code ?? 0;
  if (code === 0) return undefined;
  if (code === 100) return "heartbeat";
  const gone = code === 503 || (code === 409 && /deleted|not found|leadership/i.test(headers?.description ?? ""));
  return gone ? "gone" : "empty";
}
