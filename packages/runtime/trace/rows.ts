import { parse32 } from "./ids.ts";
import { type SpanIdentity, traceIdOf } from "./identity.ts";
import type { RingSpan, SpanExtras, SpanSite } from "./span.ts";

/** What the ring keeps of a finished span; a RingSpan is one itself. */
export interface SpanRow extends Omit<SpanIdentity, "traceState"> {
  readonly parent0: number;
  readonly parent1: number;
  readonly startUs: number;
  readonly durationUs: number;
  readonly scope: string;
  readonly site: SpanSite;
  readonly extras: SpanExtras | undefined;
}

/** Recent finished spans, the oldest replaced first. */
export interface SpanRows {
  put(span: RingSpan): void;
  find(traceId: string): SpanRow[];
  /** Finds them and frees their rows. */
  remove(traceId: string): SpanRow[];
  overwritten(): number;
}

/** Words of a row: trace id but for its end, span id, parent id, flags. */
const words = 8;

/**
 * Rows of typed arrays. A ring of span objects would carry each of them through two young collections into the old space, where
 * only a full collection ends them: that cost several times what recording does. What a row refers to lives long anyway (scopes,
 * sites); only extras, which few spans have, are held as objects.
 */
export function createSpanRows(capacity: number): SpanRows {
  const ids = new Int32Array(capacity * words);
  /** The last word of each trace id, by itself: a search reads 64 KB. */
  const lows = new Int32Array(capacity);
  const times = new Float64Array(capacity * 2);
  const scopes = filled<string>(capacity, "");
  /** Undefined where no span is. */
  const sites = filled<SpanSite | undefined>(capacity, undefined);
  const extras = filled<SpanExtras | undefined>(capacity, undefined);
  let next = 0;
  let overwritten = 0;

  const rowAt = (at: number, site: SpanSite): SpanRow => {
    const id = at * words;
    return {
      trace0: ids[id]!,
      trace1: ids[id + 1]!,
      trace2: ids[id + 2]!,
      trace3: lows[at]!,
      span0: ids[id + 3]!,
      span1: ids[id + 4]!,
      parent0: ids[id + 5]!,
      parent1: ids[id + 6]!,
      flags: ids[id + 7]!,
      startUs: times[at * 2]!,
      durationUs: times[at * 2 + 1]!,
      scope: scopes[at]!,
      site,
      extras: extras[at],
    };
  };
  const search = (traceId: string, visit: (at: number, row: SpanRow) => void): void => {
    const low = parse32(traceId, 24);
    for (let at = lows.indexOf(low); at >= 0; at = lows.indexOf(low, at + 1)) {
      const site = sites[at];
      const row = site && rowAt(at, site);
      if (row && traceIdOf(row) === traceId) visit(at, row);
    }
  };
  return {
    overwritten: () => overwritten,
    put(span) {
      const at = next;
      next = at + 1 === capacity ? 0 : at + 1;
      const before = sites[at];
      if (before !== undefined) overwritten += 1;
      const id = at * words;
      ids[id] = span.trace0;
      ids[id + 1] = span.trace1;
      ids[id + 2] = span.trace2;
      lows[at] = span.trace3;
      ids[id + 3] = span.span0;
      ids[id + 4] = span.span1;
      ids[id + 5] = span.parent0;
      ids[id + 6] = span.parent1;
      ids[id + 7] = span.flags;
      times[at * 2] = span.startUs;
      times[at * 2 + 1] = span.durationUs;
      // A reference that is there already is not written again: writing one into old memory costs more than looking.
      if (before !== span.site) sites[at] = span.site;
      if (scopes[at] !== span.scope) scopes[at] = span.scope;
      if (extras[at] !== span.extras) extras[at] = span.extras;
    },
    find(traceId) {
      const found: SpanRow[] = [];
      search(traceId, (_at, row) => found.push(row));
      return found;
    },
    remove(traceId) {
      const found: SpanRow[] = [];
      search(traceId, (at, row) => {
        found.push(row);
        sites[at] = undefined;
        extras[at] = undefined;
      });
      return found;
    },
  };
}

/** What of a span is kept: not the span itself, which leads to its trace's state and to the ring. */
export function rowOf(span: RingSpan): SpanRow {
  const { trace0, trace1, trace2, trace3, span0, span1, parent0, parent1, flags } = span;
  const { startUs, durationUs, scope, site, extras } = span;
  return {
    trace0,
    trace1,
    trace2,
    trace3,
    span0,
    span1,
    parent0,
    parent1,
    flags,
    startUs,
    durationUs,
    scope,
    site,
    extras,
  };
}

function filled<T>(capacity: number, value: T): T[] {
  return Array.from({ length: capacity }, () => value);
}
