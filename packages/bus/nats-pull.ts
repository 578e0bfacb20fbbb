import { createInbox, type Msg, type NatsConnection, type Subscription } from "@nats-io/transport-node";
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
  /** 0: what there is now; else how long the server may hold the request open. */
  readonly expiresMs: number;
  /** Ends the pull early; the messages that came are kept. */
  readonly stop: AbortSignal;
}

/** How much longer than the server a pull waits: a lost answer must not hold a consumer for ever. */
const slackMs = 2000;

/** Pulls messages over one subscription of its own. */
export interface Puller {
  pull(request: PullRequest): Promise<Pulled>;
  close(): void;
}

/**
 * The pull requests of JetStream's API, made by hand: the client's own `fetch` can't ask for just what is there now
 * and holds every other request open for at least a second.
 */
export function natsPuller(connection: NatsConnection, clock: Clock): Puller {
  const inbox = createInbox();
  const pulls = new Map<string, (message: Msg) => void>();
  let number = 0;
  const subscription: Subscription = connection.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error) return;
      const take = pulls.get(message.subject);
      if (take) return take(message);
      // Nobody waits for it any more: another consumer may have it at once instead of after its time to answer.
      if (message.reply && !statusOf(message)) message.respond("-NAK");
    },
  });

  const pull = ({ subject, max, expiresMs, stop }: PullRequest) =>
    new Promise<Pulled>((resolve) => {
      const messages: Msg[] = [];
      const reply = `${inbox}.${number++}`;
      const finish = (end: PullEnd) => {
        pulls.delete(reply);
        timer.cancel();
        stop.removeEventListener("abort", stopped);
        resolve({ messages, end });
      };
      const stopped = () => finish("stopped");
      const timer = clock.after(expiresMs + slackMs, stopped);
      stop.addEventListener("abort", stopped, { once: true });
      pulls.set(reply, (message) => {
        const status = statusOf(message);
        if (status) return status === "heartbeat" ? undefined : finish(status);
        messages.push(message);
        if (messages.length >= max) finish("done");
      });
      const wanted = expiresMs > 0 ? { batch: max, expires: expiresMs * 1e6 } : { batch: max, no_wait: true };
      if (stop.aborted || connection.isClosed()) return stopped();
      connection.publish(subject, JSON.stringify(wanted), { reply });
    });

  return {
    pull,
    close: () => subscription.unsubscribe(),
  };
}

/** What a message without a body says about the pull itself; undefined for a message of the stream. */
function statusOf({ headers }: Msg): "heartbeat" | "empty" | "gone" | undefined {
  const code = headers?.code ?? 0;
  if (code === 0) return undefined;
  if (code === 100) return "heartbeat";
  const gone = code === 503 || (code === 409 && /deleted|not found|leadership/i.test(headers?.description ?? ""));
  return gone ? "gone" : "empty";
}
