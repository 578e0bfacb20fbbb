import { createRingBuffer } from "../ring-buffer.ts";
import { isPartial, recordOf, spanIdOf, type SpanOrigin } from "./encode.ts";
import { traceIdOf } from "./identity.ts";
import type { SpanRecord } from "./record.ts";
import type { SpanRow } from "./rows.ts";

/** Bounds of the kept traces. */
export interface KeptLimits {
  /** Traces held; of those to which nothing came lately the oldest goes first. */
  readonly maxTraces: number;
  /** Spans of one trace; further ones are dropped and counted. */
  readonly maxSpansPerTrace: number;
  /** Spans held over all traces. */
  readonly maxSpans: number;
  /** Finished spans that wait to be shipped. */
  readonly outboxCapacity: number;
}

/** What a kept trace looks like in a list. */
export interface KeptTrace {
  readonly traceId: string;
  readonly spans: number;
  /** True when spans of it may be missing. */
  readonly partial: boolean;
  /** Start of its earliest span so far, in microseconds since the epoch. */
  readonly startUs: number;
}

/** How much the store gave up, by cause. */
export interface KeptCounts {
  /** Traces forgotten because newer ones came: retention, no loss of news. */
  evictedTraces: number;
  /** Spans refused because their trace was full. */
  overflow: number;
  /** Spans that a slow shipper never took. */
  unshipped: number;
}

/** A span kept: its record, or what that is made of. */
type Kept = SpanRecord | SpanRow;

interface Entry {
  readonly traceId: string;
  readonly spans: Kept[];
  /** Ids of the spans, once there are many. */
  ids: Set<string> | undefined;
  /** The next to leave behind this one. */
  after: Entry | undefined;
  partial: boolean;
  /** Whether a further span came since it was last considered for leaving. */
  grown: boolean;
  startUs: number;
}

/** Spans of the traces worth keeping, bounded, with an outbox for whoever ships them elsewhere. */
export interface KeptStore {
  readonly counts: Readonly<KeptCounts>;
  /** Keeps a span; one that is there already is ignored, since shipping may repeat. */
  put(record: SpanRecord, ship: boolean): void;
  /** Keeps a span of this process, to be shipped. Its record is made when somebody asks, mostly long after the call that made it. */
  putRow(row: SpanRow): void;
  all(): SpanRecord[];
  spansOf(traceId: string): SpanRecord[];
  /** Spans of any trace that link to this one, by start of their traces. */
  linkedTo(traceId: string): SpanRecord[];
  traces(): KeptTrace[];
  take(max?: number): SpanRecord[];
}

/** Up to so many spans of a trace are compared one by one: most traces have few in a process, and a set for each would be most of it. */
const fewSpans = 8;

const idOf = (span: Kept): string => ("site" in span ? spanIdOf(span) : span.spanId);

/** Opens an empty store of a process's spans and those it is given. */
export function createKeptStore(limits: KeptLimits, origin: SpanOrigin): KeptStore {
  const traces = new Map<string, Entry>();
  const outbox = createRingBuffer<Kept>(limits.outboxCapacity);
  const counts: KeptCounts = { evictedTraces: 0, overflow: 0, unshipped: 0 };
  let held = 0;
  let shipping = false;

  // A line by itself: the beginning of a map from which much was deleted is slow to find.
  let first: Entry | undefined;
  let last: Entry | undefined;
  const lineUp = (entry: Entry) => {
    if (last) last.after = entry;
    else first = entry;
    last = entry;
  };
  const leave = (): Entry | undefined => {
    const entry = first;
    first = entry?.after;
    if (!first) last = undefined;
    if (entry) entry.after = undefined;
    return entry;
  };
  // A second chance for what still grows: a run of minutes outlives the many short traces that begin beside it.
  const evictOldest = () => {
    for (let entry = leave(); entry; entry = leave()) {
      if (!entry.grown) {
        traces.delete(entry.traceId);
        held -= entry.spans.length;
        counts.evictedTraces += 1;
        return;
      }
      entry.grown = false;
      lineUp(entry);
    }
  };
  const oldestFirst = () => [...traces].sort(([, a], [, b]) => a.startUs - b.startUs);
  const entryOf = (traceId: string, startUs: number): Entry => {
    const known = traces.get(traceId);
    if (known) return known;
    if (traces.size >= limits.maxTraces) evictOldest();
    const entry: Entry = {
      traceId,
      spans: [],
      ids: undefined,
      after: undefined,
      partial: false,
      grown: false,
      startUs,
    };
    traces.set(traceId, entry);
    lineUp(entry);
    return entry;
  };
  const knows = (entry: Entry, span: Kept): boolean => {
    if (entry.spans.length === 0) return false;
    const spanId = idOf(span);
    if (entry.spans.length < fewSpans) return entry.spans.some((other) => idOf(other) === spanId);
    return (entry.ids ??= new Set(entry.spans.map(idOf))).has(spanId);
  };
  const keep = (traceId: string, span: Kept, partial: boolean, ship: boolean) => {
    const entry = entryOf(traceId, span.startUs);
    if (knows(entry, span)) return;
    entry.grown = entry.spans.length > 0;
    if (entry.spans.length >= limits.maxSpansPerTrace) {
      counts.overflow += 1;
      entry.partial = true;
      return;
    }
    entry.spans.push(span);
    entry.ids?.add(idOf(span));
    entry.partial ||= partial;
    entry.startUs = Math.min(entry.startUs, span.startUs);
    held += 1;
    // Until somebody ships, an outbox that runs over loses nothing that anybody waits for.
    if (ship && outbox.push(span) && shipping) counts.unshipped += 1;
    while (held > limits.maxSpans && traces.size > 1) evictOldest();
  };
  const asRecord = (span: Kept): SpanRecord => ("site" in span ? recordOf(span, origin) : span);

  return {
    counts,
    put: (record, ship) => keep(record.traceId, record, record.partial, ship),
    putRow: (row) => keep(traceIdOf(row), row, isPartial(row), true),
    all: () => oldestFirst().flatMap(([, entry]) => entry.spans.map(asRecord)),
    spansOf: (traceId) => (traces.get(traceId)?.spans ?? []).map(asRecord),
    linkedTo: (traceId) =>
      oldestFirst().flatMap(([, { spans }]) => spans.filter((span) => isLinkedTo(span, traceId)).map(asRecord)),
    traces: () =>
      oldestFirst().map(([traceId, { spans, partial, startUs }]) => ({
        traceId,
        spans: spans.length,
        partial,
        startUs,
      })),
    take(max) {
      shipping = true;
      return outbox.drain(max).map(asRecord);
    },
  };
}

/** Told from what a span is kept as: of thousands that are asked few link to anything. */
function isLinkedTo(span: Kept, traceId: string): boolean {
  if (!("site" in span)) return span.links.some((link) => link.traceId === traceId);
  return span.extras?.links?.some(({ context }) => context.traceId === traceId) ?? false;
}
