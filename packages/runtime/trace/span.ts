import {
  type Attributes,
  type Exception,
  type Link,
  type Span,
  type SpanAttributeValue,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
  type TraceState,
} from "@opentelemetry/api";
import { hex32 } from "./ids.ts";
import { type SpanEvent, spanLimits } from "./record.ts";
import { type MicroClock, microsOf } from "./time.ts";

/** What a span needs of the ring it belongs to. */
export interface SpanHost {
  readonly nowUs: MicroClock;
  /** Takes the finished span in. */
  ended(span: RingSpan): void;
}

/** Identity and first facts of a span. Ids are pairs of 32-bit integers: most spans are never read as text. */
export interface SpanStart {
  readonly host: SpanHost;
  readonly scope: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly traceId: string;
  readonly traceLow: number;
  readonly idHigh: number;
  readonly idLow: number;
  readonly parentHigh: number;
  readonly parentLow: number;
  readonly flags: number;
  readonly traceState: TraceState | undefined;
  readonly startUs: number;
}

/** A span of the ring. A class, because one is made for every call: methods on a prototype keep it cheap. */
export class RingSpan implements Span {
  readonly start: SpanStart;
  name: string;
  durationUs = -1;
  /** Key, value, key, value …; a later value of a key wins. */
  attributes: unknown[] | undefined = undefined;
  events: SpanEvent[] | undefined = undefined;
  links: Link[] | undefined = undefined;
  status: SpanStatus | undefined = undefined;
  truncated = 0;
  #context: SpanContext | undefined = undefined;

  constructor(start: SpanStart) {
    this.start = start;
    this.name = start.name;
  }

  spanContext(): SpanContext {
    if (this.#context) return this.#context;
    const { traceId, idHigh, idLow, flags, traceState } = this.start;
    const spanId = hex32(idHigh) + hex32(idLow);
    this.#context = { traceId, spanId, traceFlags: flags, ...(traceState && { traceState }) };
    return this.#context;
  }

  setAttribute(key: string, value: SpanAttributeValue): this {
    if (this.durationUs >= 0 || value === undefined || value === null) return this;
    const list = (this.attributes ??= []);
    if (list.length < spanLimits.attributes * 2) list.push(key, value);
    else this.#addToFull(list, key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    for (const key in attributes) this.setAttribute(key, attributes[key]!);
    return this;
  }

  addEvent(name: string, second?: Attributes | TimeInput, third?: TimeInput): this {
    if (this.durationUs >= 0) return this;
    const list = (this.events ??= []);
    if (list.length >= spanLimits.events) {
      this.truncated += 1;
      return this;
    }
    const isTime = typeof second === "number" || second instanceof Date || Array.isArray(second);
    const time = isTime ? (second as TimeInput) : third;
    const timeUs = time === undefined ? this.start.host.nowUs() : microsOf(time);
    list.push({ name, timeUs, attributes: isTime ? {} : { ...(second as Attributes) } });
    return this;
  }

  addLink(link: Link): this {
    if (this.durationUs >= 0) return this;
    const list = (this.links ??= []);
    if (list.length < spanLimits.links) list.push(link);
    else this.truncated += 1;
    return this;
  }

  addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  /** OK, once set, stays; otherwise the last status wins. */
  setStatus(status: SpanStatus): this {
    if (this.durationUs >= 0 || status.code === SpanStatusCode.UNSET) return this;
    if (this.status?.code !== SpanStatusCode.OK) this.status = status;
    return this;
  }

  updateName(name: string): this {
    if (this.durationUs < 0) this.name = name;
    return this;
  }

  end(endTime?: TimeInput): void {
    if (this.durationUs >= 0) return;
    const endUs = endTime === undefined ? this.start.host.nowUs() : microsOf(endTime);
    this.durationUs = Math.max(0, endUs - this.start.startUs);
    this.start.host.ended(this);
  }

  isRecording(): boolean {
    return this.durationUs < 0;
  }

  recordException(exception: Exception, time?: TimeInput): void {
    const error = typeof exception === "string" ? { message: exception } : exception;
    const type = error.name ?? ("code" in error ? error.code : undefined);
    const attributes: Attributes = {};
    if (type !== undefined) attributes["exception.type"] = String(type);
    if (error.message !== undefined) attributes["exception.message"] = error.message;
    const stack = "stack" in error ? error.stack : undefined;
    if (stack !== undefined) attributes["exception.stacktrace"] = stack;
    this.addEvent("exception", attributes, time);
  }

  /** A full list may only be full of repeated keys: those are folded before anything is left out. */
  #addToFull(list: unknown[], key: string, value: SpanAttributeValue): void {
    const folded = new Map<unknown, unknown>();
    for (let at = 0; at < list.length; at += 2) folded.set(list[at], list[at + 1]);
    if (folded.has(key) || folded.size < spanLimits.attributes) folded.set(key, value);
    else this.truncated += 1;
    this.attributes = [...folded].flat(1);
  }
}
