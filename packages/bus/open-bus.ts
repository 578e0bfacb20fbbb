import { SpanKind, trace } from "@opentelemetry/api";
import { MeshError } from "@viba/runtime/errors";
import { withSpan } from "@viba/runtime/trace/context";
import type { Bus, BusEngine, BusMessage, Kv, Outgoing } from "./bus.ts";
import { consumeWithDeadLetters } from "./dead-letter.ts";
import { isPattern, isSubject } from "./subject-match.ts";
import { templateOf } from "./subjects.ts";
import { withTrace } from "./trace-headers.ts";

/** Largest body of a message: NATS's own default. Larger things are artifacts, and the message names their digest. */
export const maxBodyBytes = 1024 * 1024;
/** Longest message id. */
const maxIdLength = 255;

/** A bus over an engine: what all engines share is here, so that it cannot differ. */
export function openBus(engine: BusEngine): Bus {
  let deadLetters = 0;
  let closing: Promise<void> | undefined;
  const needOpen = () => {
    if (closing) throw new MeshError("DRAINING", "the bus is closed");
  };
  return {
    publish(message) {
      const prepared = prepare(message);
      return !closing && engine.publish(prepared);
    },
    subscribe: async (pattern, handler, options) => {
      needOpen();
      return engine.subscribe(needPattern(pattern), handler, options);
    },
    append: async (message, id) => {
      needOpen();
      if (id === "" || id.length > maxIdLength) throw invalid(`"${id}" cannot be a message id`);
      return inProducerSpan(message.subject, () => engine.append(prepare(message), id));
    },
    consume: async (options) => {
      needOpen();
      if (options.filter !== undefined) needPattern(options.filter);
      if (options.durable !== undefined) needName(options.durable);
      return consumeWithDeadLetters(engine, options, () => deadLetters++);
    },
    kv: async (bucket, options) => {
      needOpen();
      return checkedKv(await engine.kv(needName(bucket), options), needOpen);
    },
    counters: () => ({ ...engine.counters(), deadLetters }),
    health: () => (closing ? { connected: false, note: "closed" } : engine.health()),
    [Symbol.asyncDispose]: () => (closing ??= Promise.resolve(engine[Symbol.asyncDispose]())),
  };
}

/** A span of its own for what is appended on behalf of a trace, so that consumers link to it; nothing outside traces. */
function inProducerSpan<T>(subject: string, send: () => Promise<T>): Promise<T> {
  if (!trace.getActiveSpan()) return send();
  const attributes = { "messaging.destination.name": subject, "messaging.operation.type": "send" };
  return withSpan(
    trace.getTracer("viba.bus"),
    `send ${templateOf(subject)}`,
    { kind: SpanKind.PRODUCER, attributes },
    send,
  );
}

function checkedKv(kv: Kv, needOpen: () => void): Kv {
  const key = (text: string) => {
    needOpen();
    return needKey(text);
  };
  return {
    get: async (name) => kv.get(key(name)),
    put: async (name, value) => kv.put(key(name), needSize(value)),
    putIf: async (name, value, expected) => kv.putIf(key(name), needSize(value), expected),
    delete: async (name) => kv.delete(key(name)),
    keys: async (pattern = ">") => {
      needOpen();
      return kv.keys(needPattern(pattern));
    },
    watch: async (pattern, handler) => {
      needOpen();
      return kv.watch(needPattern(pattern), handler);
    },
  };
}

function prepare({ subject, body, headers = {} }: Outgoing): BusMessage {
  if (!isSubject(subject)) throw invalid(`"${subject}" cannot be a subject`);
  return { subject, headers: withTrace(headers), body: needSize(body) };
}

/** The bytes as a copy: the sender may use its buffer again. */
function needSize(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength <= maxBodyBytes) return new Uint8Array(bytes);
  throw new MeshError("TOO_LARGE", `${bytes.byteLength} bytes are more than a message's ${maxBodyBytes}`);
}

function needPattern(pattern: string): string {
  if (isPattern(pattern)) return pattern;
  throw invalid(`"${pattern}" cannot be a pattern of subjects`);
}

function needName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw invalid(`"${name}" cannot name a bucket or durable`);
}

function needKey(key: string): string {
  if (/^[A-Za-z0-9_=/-]+(\.[A-Za-z0-9_=/-]+)*$/.test(key) && isSubject(key)) return key;
  throw invalid(`"${key}" cannot be a key`);
}

const invalid = (message: string) => new MeshError("INVALID_ARGUMENT", message);
