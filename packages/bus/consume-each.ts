import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Clock } from "@viba/runtime/clock";
import { type Consumer, consumeDefaults, type Delivery } from "./bus.ts";
import { templateOf } from "./subjects.ts";
import { producerLink } from "./trace-headers.ts";

/** How to work a consumer off. */
export interface EachOptions {
  clock: Clock;
  /** Ends the loop; what is in hand is finished first. */
  signal: AbortSignal;
  /** Messages worked on at once; 1 keeps their order as long as none fails. */
  concurrency?: number;
  /** The consumer's time to answer; the handler is reported as in progress every third of it. */
  ackWaitMs?: number;
  /** Told of every failure; the message comes again after a growing delay. */
  onError?: (error: unknown, delivery: Delivery) => void;
}

/** Longest wait of one fetch; only an upper bound for noticing nothing. */
const waitMs = 30_000;
const firstDelayMs = 250;
const maxDelayMs = 30_000;

/** Delay before delivery `deliveries` + 1: doubles from 250 ms to 30 s. */
export function retryDelayMs(deliveries: number): number {
  return Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(16, deliveries - 1));
}

/**
 * Runs `handler` for each message until the signal aborts or the consumer is disposed: ack when it resolves, nak with a growing delay when it throws, one
 * span each that links to the producer's.
 */
export async function consumeEach(
  consumer: Consumer,
  handler: (delivery: Delivery) => Promise<void>,
  options: EachOptions,
): Promise<void> {
  const { clock, signal, concurrency = 1, ackWaitMs = consumeDefaults.ackWaitMs } = options;
  const handleOne = async (delivery: Delivery) => {
    const beat = clock.every(ackWaitMs / 3, () => void delivery.inProgress().catch(() => undefined));
    try {
      await inSpan(delivery, handler);
      await delivery.ack();
    } catch (error) {
      options.onError?.(error, delivery);
      await delivery.nak(retryDelayMs(delivery.deliveries));
    } finally {
      beat.cancel();
    }
  };
  const work = async () => {
    while (!signal.aborted && !consumer.closed) {
      for (const delivery of await fetchOne(consumer, signal)) await handleOne(delivery);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

async function fetchOne(consumer: Consumer, signal: AbortSignal): Promise<Delivery[]> {
  try {
    return await consumer.fetch(1, { waitMs, signal });
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}

function inSpan(delivery: Delivery, handler: (delivery: Delivery) => Promise<void>): Promise<void> {
  const { subject, headers } = delivery.message;
  const link = producerLink(headers);
  const options = {
    kind: SpanKind.CONSUMER,
    links: link ? [link] : [],
    attributes: { "messaging.destination.name": subject, "messaging.operation.type": "process" },
  };
  return trace.getTracer("viba.bus").startActiveSpan(`process ${templateOf(subject)}`, options, async (span) => {
    try {
      await handler(delivery);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
