/** Text facts that travel beside a message, for example `traceparent`. */
export type Headers = Readonly<Record<string, string>>;

/** What travels. Receivers must not change the body: others may read the same bytes. */
export interface BusMessage {
  /** Tokens joined by dots, for example "run.events.r1". */
  subject: string;
  headers: Headers;
  body: Uint8Array;
}

/** What a sender hands in. */
export interface Outgoing {
  subject: string;
  body: Uint8Array;
  headers?: Headers;
}

/** A standing subscription; disposing it ends it. */
export interface Subscription extends AsyncDisposable {
  /** Messages dropped because the handler was too slow. */
  readonly dropped: number;
}

/** What became of an append. */
export interface Appended {
  /** Position in its stream. */
  seq: number;
  /** Whether the stream had a message with this id already; then nothing was added. */
  duplicate: boolean;
}

/** A message of a stream in the hands of one consumer until answered, or until its time runs out. */
export interface Delivery {
  message: BusMessage;
  seq: number;
  /** 1 at the first delivery; a crash in between counts. */
  deliveries: number;
  /** Done with it. Answering twice is harmless: the first counts. */
  ack(): Promise<void>;
  /** Again, after `delayMs` (at once by default). */
  nak(delayMs?: number): Promise<void>;
  /** Never again: it goes to the dead letters with the reason. */
  term(reason: string): Promise<void>;
  /** Still at it: starts the time to answer anew. */
  inProgress(): Promise<void>;
}

/** A consumer pulls; several may share one durable and split its messages. */
export interface Consumer extends AsyncDisposable {
  /** Whether it was disposed: then it never has anything again. */
  readonly closed: boolean;
  /** Up to `max` messages, oldest first; waits up to `waitMs` for the first and then gives what there is, maybe nothing. */
  fetch(max: number, options: { waitMs: number; signal?: AbortSignal }): Promise<Delivery[]>;
}

/** How to consume a stream. */
export interface ConsumeOptions {
  stream: string;
  /** Name under which the position is kept; undefined: a temporary consumer, forgotten when it is disposed or its process ends. */
  durable?: string;
  /** Only subjects that match, for example "run.events.*". */
  filter?: string;
  /** Where a new durable begins; one that exists goes on where it was. "last" is the newest message and all after it. */
  from?: "all" | "last" | "new";
  /** Time to answer before a message is delivered again. */
  ackWaitMs?: number;
  /** Deliveries after which an unanswered or refused message becomes a dead letter. */
  maxDeliveries?: number;
  /** Unanswered messages over all consumers of the durable. */
  maxInFlight?: number;
}

/** Defaults of `consume`: an answer in 30 s as in JetStream, five deliveries, and in flight what a small consumer can hold. */
export const consumeDefaults = {
  from: "all",
  ackWaitMs: 30_000,
  maxDeliveries: 5,
  maxInFlight: 256,
} as const;

/** A value of a bucket. */
export interface KvEntry {
  key: string;
  value: Uint8Array;
  /** Grows with every write of the bucket. */
  revision: number;
}

/** What a watcher sees: the present value, or none after a delete. */
export interface KvChange {
  key: string;
  value: Uint8Array | undefined;
  revision: number;
}

/** A bucket of small values. */
export interface Kv {
  get(key: string): Promise<KvEntry | undefined>;
  /** Writes whatever was there; returns the new revision. */
  put(key: string, value: Uint8Array): Promise<number>;
  /** Writes if the key's revision is still `expected` (0: there is no value); undefined if it is not. */
  putIf(key: string, value: Uint8Array, expected: number): Promise<number | undefined>;
  /** Removes a value; none there is harmless. */
  delete(key: string): Promise<void>;
  /** Keys that match a pattern. */
  keys(pattern?: string): Promise<string[]>;
  /**
   * Calls `handler` with every present value that matches, then with changes. Values in between may be skipped, the last never.
   * That a value ran out is not told.
   */
  watch(pattern: string, handler: (change: KvChange) => void): Promise<Subscription>;
}

/** Counts since the bus was opened. */
export interface BusCounters {
  published: number;
  /** Messages that a slow subscriber or a full buffer lost. */
  dropped: number;
  appended: number;
  duplicates: number;
  /** Messages that left a stream by its limits, read or not. */
  expired: number;
  deadLetters: number;
  /** Subscription handlers that threw. */
  handlerErrors: number;
  /** 1 if the bus's file was damaged, was set aside and began empty. */
  setAside: number;
  /** Times the connection to a server was lost and came back. */
  reconnects: number;
  /** Answers to messages that a server never confirmed: those messages come again. */
  unconfirmed: number;
}

/** Whether the bus delivers at present. Without it the mesh works on, on its journal; news comes late. */
export interface BusHealth {
  connected: boolean;
  /** For a person: which engine, or since when it is away and why. */
  note: string;
}

/**
 * Delivery between processes. Truth is the store: a bus that is wiped loses nothing but time.
 * Not promised: order under redelivery, deduplication beyond a stream's window, delivery of plain publishes.
 * Promised: at least once for what was appended and not yet expired, to every durable.
 */
export interface Bus extends AsyncDisposable {
  /** To whoever listens now; may be lost. False if it was dropped at once. */
  publish(message: Outgoing): boolean;
  /** Listens to published and appended messages; `*` is one token, a last `>` one or more. The handler is called one at a time. */
  subscribe(
    pattern: string,
    handler: (message: BusMessage) => void | Promise<void>,
    options?: { maxPending?: number },
  ): Promise<Subscription>;
  /** Adds to the stream that takes the subject (INVALID_ARGUMENT if none does); the same `id` adds once. */
  append(message: Outgoing, id: string): Promise<Appended>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  /** A bucket; its values run out `ttlMs` after they were written. */
  kv(bucket: string, options?: { ttlMs?: number }): Promise<Kv>;
  counters(): BusCounters;
  health(): BusHealth;
}

/** What an engine brings; `openBus` adds what all engines share (limits, trace context, dead letters). */
export interface BusEngine extends Omit<Bus, "publish" | "append" | "consume"> {
  publish(message: BusMessage): boolean;
  append(message: BusMessage, id: string): Promise<Appended>;
  /** Pulls without a limit of deliveries; `term` just ends the message. */
  pull(
    options: Required<Omit<ConsumeOptions, "durable" | "filter" | "maxDeliveries">> &
      Pick<ConsumeOptions, "durable" | "filter">,
  ): Promise<Consumer>;
}
