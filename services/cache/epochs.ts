import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Bus, Consumer } from "@viba/bus/bus";
import { consumeEach } from "@viba/bus/consume-each";
import { subjectOf, token } from "@viba/bus/subjects";
import type { TieredCache } from "@viba/cache/tiered";
import { CacheInvalidatedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import { newId, type Random } from "@viba/runtime/random";
import { backoffMs } from "@viba/runtime/retry";

/** What keeping caches in step needs. */
export interface EpochOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly bus: Bus;
  readonly cache: TieredCache;
  /** Names this cache among its replicas; the same after a restart, so that it hears what it missed. */
  readonly instance: string;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
}

/** Says to all caches that a tag is void, and hears it from them. */
export interface Epochs extends AsyncDisposable {
  /** Forgets here, then tells the others; entries forgotten here. Fails if either does: then ask again. */
  invalidate(tag: string): Promise<number>;
}

/** Header that names the cache that forgot first. It must not do so again later: by then there may be new entries. */
const originHeader = "viba-cache";

/** Starts to listen for what other caches forgot; what was said while this one was away comes first. */
export function openEpochs(options: EpochOptions): Epochs {
  const { bus, cache, instance, log } = options;
  const stop = new AbortController();
  const listening = listen(options, stop.signal);
  return {
    async invalidate(tag) {
      const entries = await cache.invalidate(tag);
      const body = toBinary(CacheInvalidatedSchema, create(CacheInvalidatedSchema, { tag }));
      await bus.append(
        { subject: subjectOf("cacheEpoch"), body, headers: { [originHeader]: instance } },
        newId("epoch"),
      );
      log("cached entries were forgotten", { tag, entries });
      return entries;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await listening;
    },
  };
}

/** Consumes until it is stopped; a bus that fails is asked again. */
async function listen(options: EpochOptions, signal: AbortSignal): Promise<void> {
  const { clock, random, log } = options;
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await consume(options, signal);
    } catch (error) {
      if (signal.aborted) return;
      log("the bus could not be heard", { subject: subjectOf("cacheEpoch"), error: String(error) });
      await sleep(clock, backoffMs(failures, random), signal).catch(() => {});
    }
  }
}

async function consume({ bus, cache, clock, instance, log }: EpochOptions, signal: AbortSignal): Promise<void> {
  const durable = `cache-${token(instance)}`.slice(0, 64);
  await using consumer: Consumer = await bus.consume({ stream: "CACHE", durable, from: "all" });
  const onError = (error: unknown) => log("a tag could not be forgotten", { error: String(error) });
  await consumeEach(
    consumer,
    async ({ message }) => {
      if (message.headers[originHeader] === instance) return;
      const { tag } = fromBinary(CacheInvalidatedSchema, message.body);
      if (tag !== "") await cache.invalidate(tag);
    },
    { clock, signal, onError },
  );
}
