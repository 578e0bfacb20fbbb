import type { Msg, NatsConnection } from "@nats-io/transport-node";
import { type Clock, sleep } from "@viba/runtime/clock";
import type { Consumer, Delivery } from "./bus.ts";
import type { NatsDurable } from "./nats-durable.ts";
import { fromNats } from "./nats-headers.ts";
import type { NatsLine } from "./nats-line.ts";
import { pullOnce, type Pulled, type PullRequest } from "./nats-pull.ts";

/** What a consumer works with. */
export interface ConsumerPorts {
  readonly connection: NatsConnection;
  readonly line: NatsLine;
  readonly clock: Clock;
  readonly durable: NatsDurable;
  readonly ackWaitMs: number;
  /** Whether nobody else consumes by this name. */
  readonly temporary: boolean;
  /** Called for an answer that the server did not confirm: the message will come again. */
  readonly onUnconfirmed: () => void;
  readonly onClose: () => void;
}

/** Longest one pull is held open: a request that a server lost without a word is noticed after this. */
const pullMs = 10_000;
/** Wait before a consumer that isn't there is made again. */
const repairMs = 250;
const answerTimeoutMs = 2000;
/** Time the server gets to hand out what there is. */
const nowMs = 50;
const nothing: Pulled = { messages: [], end: "empty" };

/** A consumer on NATS: pulls survive a lost connection, a restarted server, a deleted consumer and a deleted stream. */
export function natsConsumer(ports: ConsumerPorts): Consumer {
  const { connection, line, clock, durable } = ports;
  const closing = new AbortController();
  const hands = inHands();

  const repair = async (stop: AbortSignal) => {
    try {
      await durable.ensure(ports.temporary ? hands.floor() : undefined);
    } catch {
      await sleep(clock, repairMs, stop).catch(() => undefined);
    }
  };
  const ask = (request: Omit<PullRequest, "subject">) =>
    pullOnce(connection, clock, { subject: durable.subject, ...request });
  const askNow = (max: number, stop: AbortSignal) => ask({ max, expiresMs: nowMs, whatThereIs: true, stop });

  /** What there is now, or, if there is nothing, the first message that comes before `untilMs` and what came with it. */
  const tryOnce = async (max: number, untilMs: number, stop: AbortSignal): Promise<Msg[]> => {
    const leftMs = () => untilMs - clock.monotonicMs();
    const now = max === 1 && leftMs() > nowMs ? nothing : await askNow(max, stop);
    if (now.messages.length > 0 || stop.aborted) return now.messages;
    if (now.end === "gone") {
      await repair(stop);
      return [];
    }
    if (leftMs() <= 0) return [];
    const first = await ask({ max: 1, expiresMs: Math.ceil(Math.min(leftMs(), pullMs)), stop });
    if (first.end === "gone" && !stop.aborted) await repair(stop);
    if (first.messages.length === 0 || max === 1 || stop.aborted) return first.messages;
    return [...first.messages, ...(await askNow(max - 1, stop)).messages];
  };
  const fetchUntil = async (max: number, untilMs: number, stop: AbortSignal): Promise<Msg[]> => {
    for (;;) {
      const leftMs = untilMs - clock.monotonicMs();
      // A lost connection took the open pulls with it; its return begins a new one.
      if (await line.wait(leftMs, stop)) {
        using attempt = untilReturn(line, stop);
        const messages = await tryOnce(max, untilMs, attempt.signal);
        if (messages.length > 0) return messages;
      }
      if (stop.aborted || connection.isClosed() || clock.monotonicMs() >= untilMs) return [];
    }
  };

  return {
    get closed() {
      return closing.signal.aborted;
    },
    async fetch(max, { waitMs, signal }) {
      signal?.throwIfAborted();
      const stop = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      const messages = await fetchUntil(max, clock.monotonicMs() + waitMs, stop);
      if (messages.length === 0) signal?.throwIfAborted();
      return messages.map((message) => deliveryOf(message, ports, hands, closing.signal));
    },
    [Symbol.asyncDispose]: async () => {
      if (closing.signal.aborted) return;
      closing.abort();
      ports.onClose();
      await durable.forget().catch(() => undefined);
    },
  };
}

/** A signal that also aborts when the connection was lost and has returned. */
function untilReturn(line: NatsLine, stop: AbortSignal): { signal: AbortSignal } & Disposable {
  const returned = new AbortController();
  const forget = line.onReturn(() => returned.abort());
  return { signal: AbortSignal.any([stop, returned.signal]), [Symbol.dispose]: forget };
}

/** What this process holds unanswered, so that a temporary consumer that was deleted goes on where it was. */
function inHands() {
  const open = new Set<number>();
  let next: number | undefined;
  return {
    took(seq: number) {
      open.add(seq);
      next = Math.max(next ?? 0, seq + 1);
    },
    answered: (seq: number) => void open.delete(seq),
    floor: () => (next === undefined ? undefined : Math.min(next, ...open)),
  };
}

function deliveryOf(
  message: Msg,
  ports: ConsumerPorts,
  hands: ReturnType<typeof inHands>,
  closed: AbortSignal,
): Delivery {
  const { connection, line, ackWaitMs, onUnconfirmed } = ports;
  const { seq, deliveries } = positionOf(message.reply ?? "");
  let answered = false;
  hands.took(seq);

  /** The server confirms each answer; one that a cut swallowed is given again, and at worst the message comes again. */
  const answer = async (text: string) => {
    for (const attempt of [1, 2]) {
      try {
        if (!(await line.wait(attempt === 1 ? 0 : ackWaitMs, closed))) continue;
        await connection.request(message.reply!, text, { timeout: answerTimeoutMs });
        return;
      } catch {
        // Tried again below, or counted.
      }
    }
    onUnconfirmed();
  };
  const once = async (text: string) => {
    if (answered || closed.aborted) return;
    answered = true;
    hands.answered(seq);
    await answer(text);
  };
  return {
    message: { subject: message.subject, headers: fromNats(message.headers), body: message.data },
    seq,
    deliveries,
    ack: () => once("+ACK"),
    nak: (delayMs = 0) => once(delayMs > 0 ? `-NAK {"delay":${Math.round(delayMs * 1e6)}}` : "-NAK"),
    term: () => once("+TERM"),
    async inProgress() {
      if (!answered && !closed.aborted) await answer("+WPI");
    },
  };
}

/** Reads "$JS.ACK.<stream>.<consumer>.<delivered>.<seq>.…", or the longer form with domain and account before the stream. */
function positionOf(reply: string): { seq: number; deliveries: number } {
  const tokens = reply.split(".");
  const at = tokens.length >= 11 ? 6 : 4;
  return { deliveries: Number(tokens[at]), seq: Number(tokens[at + 1]) };
}
