import type { BusEngine, Consumer, ConsumeOptions, Delivery } from "./bus.ts";
import { consumeDefaults } from "./bus.ts";
import { subjectOf, token } from "./subjects.ts";

/** Header of a dead letter: the subject it had. */
export const deadSubject = "viba-dead-subject";
/** Header of a dead letter: its position in its stream. */
export const deadSeq = "viba-dead-seq";
/** Header of a dead letter: why it died. */
export const deadReason = "viba-dead-reason";

/**
 * A consumer that gives up after `maxDeliveries`: the message goes to the dead letters first and only then leaves its
 * stream's consumer, so a crash in between buries it twice under one id, that is once. One place for all engines.
 */
export async function consumeWithDeadLetters(
  engine: Pick<BusEngine, "pull" | "append">,
  options: ConsumeOptions,
  onBuried: () => void,
): Promise<Consumer> {
  const { maxDeliveries = consumeDefaults.maxDeliveries, ...rest } = options;
  const puller = await engine.pull({ ...consumeDefaults, ...rest });
  const name = options.durable ?? "temporary";

  const bury = async (delivery: Delivery, reason: string) => {
    const { message, seq } = delivery;
    const letter = {
      subject: subjectOf("deadLetters", options.stream, token(name)),
      headers: {
        ...message.headers,
        [deadSubject]: message.subject,
        [deadSeq]: String(seq),
        [deadReason]: reason,
      },
      body: message.body,
    };
    const { duplicate } = await engine.append(letter, `${options.stream}/${name}/${seq}`);
    if (!duplicate) onBuried();
    await delivery.term(reason);
  };
  const wrap = (delivery: Delivery): Delivery => ({
    ...delivery,
    term: (reason) => bury(delivery, reason),
  });

  return {
    get closed() {
      return puller.closed;
    },
    async fetch(max, fetchOptions) {
      const alive: Delivery[] = [];
      for (const delivery of await puller.fetch(max, fetchOptions)) {
        if (delivery.deliveries <= maxDeliveries) alive.push(wrap(delivery));
        // A letter that can't be written now keeps its message unanswered: it comes again, and is buried then.
        else await bury(delivery, `not done after ${maxDeliveries} deliveries`).catch(() => undefined);
      }
      return alive;
    },
    [Symbol.asyncDispose]: () => puller[Symbol.asyncDispose](),
  };
}
