import type { Clock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Bus, BusCounters, Subscription } from "./bus.ts";

/** A bus whose server may be away when the process starts. */
export interface LateBusOptions {
  /** Tries once; rejects when the server can't be reached. */
  readonly open: () => Promise<Bus>;
  readonly clock: Clock;
  /** Wait between two tries. */
  readonly retryMs?: number;
  /** Told of each try that failed. */
  readonly onFailure?: (error: MeshError) => void;
}

/** A second is little beside the time a server takes to start. */
const retryMsDefault = 1000;

/**
 * A bus that is tried for until it opens. Meanwhile plain publishes are dropped and counted, subscriptions wait, and
 * what must arrive is refused as NOT_STARTED, as over a connection that is lost: a mesh starts without its bus.
 */
export function openLateBus({ open, clock, retryMs = retryMsDefault, onFailure }: LateBusOptions): Bus {
  const sinceMs = clock.monotonicMs();
  const waiting = new Set<(bus: Bus) => void>();
  const early = { published: 0, dropped: 0 };
  let bus: Bus | undefined;
  let closed = false;
  let why = "";
  let cancel = () => {};

  const attempt = async (): Promise<void> => {
    try {
      const opened = await open();
      if (closed) return void (await opened[Symbol.asyncDispose]());
      bus = opened;
      for (const attach of waiting) attach(opened);
      waiting.clear();
    } catch (thrown) {
      const error = toMeshError(thrown);
      why = error.message;
      onFailure?.(error);
      if (!closed) ({ cancel } = clock.after(retryMs, () => void (trying = attempt())));
    }
  };
  let trying = attempt();
  const need = (): Bus => {
    if (bus) return bus;
    throw new MeshError(
      "NOT_STARTED",
      `the bus has not been there since the start: ${why || "it is being looked for"}`,
    );
  };
  const awayFor = () => Math.round((clock.monotonicMs() - sinceMs) / 1000);

  return {
    publish(message) {
      if (bus) return bus.publish(message);
      early.published++;
      early.dropped++;
      return false;
    },
    async subscribe(...args) {
      return bus ? bus.subscribe(...args) : lateSubscription(waiting, (opened) => opened.subscribe(...args));
    },
    append: async (...args) => need().append(...args),
    consume: async (...args) => need().consume(...args),
    kv: async (...args) => need().kv(...args),
    counters() {
      const now = bus?.counters() ?? noCounters;
      return { ...now, published: now.published + early.published, dropped: now.dropped + early.dropped };
    },
    health() {
      if (closed) return { connected: false, note: "closed" };
      const note = `NATS has been away since the start, ${awayFor()} s ago${why && ` (${why})`}`;
      return bus?.health() ?? { connected: false, note };
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      cancel();
      await trying;
      await bus?.[Symbol.asyncDispose]();
    },
  };
}

/** Stands in for a subscription until there is a bus to subscribe to. */
function lateSubscription(
  waiting: Set<(bus: Bus) => void>,
  subscribe: (bus: Bus) => Promise<Subscription>,
): Subscription {
  let real: Promise<Subscription> | undefined;
  let made: Subscription | undefined;
  const attach = (bus: Bus) => {
    real = subscribe(bus);
    real.then(
      (subscription) => (made = subscription),
      () => undefined,
    );
  };
  waiting.add(attach);
  return {
    get dropped() {
      return made?.dropped ?? 0;
    },
    async [Symbol.asyncDispose]() {
      waiting.delete(attach);
      await (await real)?.[Symbol.asyncDispose]();
    },
  };
}

const noCounters: BusCounters = {
  published: 0,
  dropped: 0,
  appended: 0,
  duplicates: 0,
  expired: 0,
  deadLetters: 0,
  handlerErrors: 0,
  setAside: 0,
  reconnects: 0,
  unconfirmed: 0,
};
