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
import { contextOf, type SpanIdentity } from "./identity.ts";
import { type SpanEvent, spanLimits } from "./record.ts";
import type { MicroClock } from "./time.ts";

/** What a span needs of the ring it belongs to. */
export interface SpanHost {
  readonly clock: MicroClock;
  /** Half of a span's id: a random 32-bit integer that is never zero. */
  readonly newId: () => number;
  /** Takes the finished span in; what is needed of it later is copied, so that the span itself dies young. */
  ended(span: RingSpan): void;
}

/** What all spans begun at one place in the program have in common; whoever makes many keeps one. */
export interface SpanSite {
  readonly name: string;
  readonly kind: SpanKind;
  /** Attributes that never change, kept as they are; others are set one by one. */
  readonly constant: Attributes | undefined;
  /** It is kept for as long as the process runs: spans of it may be told by its number. */
  readonly lasting: boolean;
}

/** What few spans carry. Key, value, key, value … in `attributes`; a later value of a key wins. */
export interface SpanExtras {
  /** Another name than the site's. */
  name: string | undefined;
  attributes: unknown[] | undefined;
  events: SpanEvent[] | undefined;
  links: Link[] | undefined;
  status: SpanStatus | undefined;
  truncated: number;
}

/** A span of the ring. A class, because one is made for every call: methods on a prototype keep it cheap. */
export class RingSpan implements Span, SpanIdentity {
  readonly trace0: number;
  readonly trace1: number;
  readonly trace2: number;
  readonly trace3: number;
  readonly span0: number;
  readonly span1: number;
  readonly parent0: number;
  readonly parent1: number;
  readonly flags: number;
  readonly traceState: TraceState | undefined;
  readonly host: SpanHost;
  readonly scope: string;
  readonly site: SpanSite;
  readonly startUs: number;
  durationUs = -1;
  extras: SpanExtras | undefined = undefined;
  #context: SpanContext | undefined = undefined;

  /** `above` is the parent, or the new trace; without a parent its span id is zero. */
  constructor(host: SpanHost, scope: string, site: SpanSite, startUs: number, above: SpanIdentity) {
    this.trace0 = above.trace0;
    this.trace1 = above.trace1;
    this.trace2 = above.trace2;
    this.trace3 = above.trace3;
    this.span0 = host.newId();
    this.span1 = host.newId();
    this.parent0 = above.span0;
    this.parent1 = above.span1;
    this.flags = above.flags;
    this.traceState = above.traceState;
    this.host = host;
    this.scope = scope;
    this.site = site;
    this.startUs = startUs;
  }

  spanContext(): SpanContext {
    return (this.#context ??= contextOf(this, false));
  }

  setAttribute(key: string, value: SpanAttributeValue): this {
    if (this.durationUs >= 0 || value === undefined || value === null) return this;
    const extras = this.#extra();
    const list = (extras.attributes ??= []);
    if (list.length < spanLimits.attributes * 2) list.push(key, value);
    else addToFull(extras, list, key, value);
    return this;
  }

  setAttributes(attributes: Attributes): this {
    for (const key in attributes) this.setAttribute(key, attributes[key]!);
    return this;
  }

  addEvent(name: string, second?: Attributes | TimeInput, third?: TimeInput): this {
    if (this.durationUs >= 0) return this;
    const extras = this.#extra();
    const list = (extras.events ??= []);
    if (list.length >= spanLimits.events) {
      extras.truncated += 1;
      return this;
    }
    const isTime = typeof second === "number" || second instanceof Date || Array.isArray(second);
    const time = isTime ? (second as TimeInput) : third;
    const timeUs = time === undefined ? this.host.clock.nowUs() : this.host.clock.at(time);
    list.push({ name, timeUs, attributes: isTime ? {} : { ...(second as Attributes) } });
    return this;
  }

  addLink(link: Link): this {
    if (this.durationUs >= 0) return this;
    const extras = this.#extra();
    const list = (extras.links ??= []);
    if (list.length < spanLimits.links) list.push(link);
    else extras.truncated += 1;
    return this;
  }

  addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  /** OK, once set, stays; otherwise the last status wins. */
  setStatus(status: SpanStatus): this {
    if (this.durationUs >= 0 || status.code === SpanStatusCode.UNSET) return this;
    const extras = this.#extra();
    if (extras.status?.code !== SpanStatusCode.OK) extras.status = status;
    return this;
  }

  updateName(name: string): this {
    if (this.durationUs < 0) this.#extra().name = name;
    return this;
  }

  end(endTime?: TimeInput): void {
    if (this.durationUs >= 0) return;
    const endUs = endTime === undefined ? this.host.clock.nowUs() : this.host.clock.at(endTime);
    this.durationUs = Math.max(0, endUs - this.startUs);
    this.host.ended(this);
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

  get name(): string {
    return this.extras?.name ?? this.site.name;
  }

  /** Whether the status is ERROR. */
  get failed(): boolean {
    return this.extras?.status?.code === SpanStatusCode.ERROR;
  }

  #extra(): SpanExtras {
    return (this.extras ??= {
      name: undefined,
      attributes: undefined,
      events: undefined,
      links: undefined,
      status: undefined,
      truncated: 0,
    });
  }
}

/** A full list may only be full of repeated keys: those are folded before anything is left out. */
function addToFull(extras: SpanExtras, list: unknown[], key: string, value: SpanAttributeValue): void {
  const folded = new Map<unknown, unknown>();
  for (let at = 0; at < list.length; at += 2) folded.set(list[at], list[at + 1]);
  if (folded.has(key) || folded.size < spanLimits.attributes) folded.set(key, value);
  else extras.truncated += 1;
  extras.attributes = [...folded].flat(1);
}
