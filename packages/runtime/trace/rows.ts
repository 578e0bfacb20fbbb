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

/** Words of a row: trace id but for its end, span id, parent id, site and flags, duration, start (two). */
const words = 12;
/** Where in a row its site's number and its flags are: 0 where no span is, `oddRow` where it is kept as an object. */
const markAt = 7;
const oddRow = -1;
/** Sites with a number; spans of further ones are kept as objects. */
const maxSites = 1024;
/** Longer ones (35 minutes) are kept as objects. */
const maxDurationUs = 2 ** 31 - 1;

/** A site with the scope its spans are begun in. */
interface KnownSite {
  readonly number: number;
  readonly scope: string;
  readonly site: SpanSite;
}

/**
 * Rows of one typed array. A ring of span objects would carry each of them through two young collections into the old space, where
 * only a full collection ends them: that cost several times what recording does. A row is as short as can be, since going round the ring
 * drives what else is hot out of the processor's cache. What doesn't fit is kept as an object: extras, and sites met only once.
 */
export function createSpanRows(capacity: number): SpanRows {
  const ints = new Int32Array(capacity * words);
  const floats = new Float64Array(ints.buffer);
  /** The last word of each trace id, by itself: a search reads little. */
  const lows = new Int32Array(capacity);
  const odd = Array.from({ length: capacity }, (): SpanRow | undefined => undefined);
  const sites: KnownSite[] = [];
  const bySite = new Map<SpanSite, KnownSite>();
  let last: KnownSite | undefined;
  let next = 0;
  let overwritten = 0;

  const known = (span: RingSpan): KnownSite | undefined => {
    const { site, scope } = span;
    if (last?.site === site && last.scope === scope) return last;
    if (!site.lasting) return undefined;
    let found = bySite.get(site);
    if (!found) {
      if (sites.length === maxSites) return undefined;
      found = { number: sites.length, scope, site };
      sites.push(found);
      bySite.set(site, found);
    }
    if (found.scope !== scope) return undefined;
    return (last = found);
  };
  const rowAt = (at: number): SpanRow | undefined => {
    const id = at * words;
    const mark = ints[id + markAt]!;
    if (mark === 0 || mark === oddRow) return odd[at];
    const { scope, site } = sites[(mark >>> 8) - 1]!;
    return {
      trace0: ints[id]!,
      trace1: ints[id + 1]!,
      trace2: ints[id + 2]!,
      trace3: lows[at]!,
      span0: ints[id + 3]!,
      span1: ints[id + 4]!,
      parent0: ints[id + 5]!,
      parent1: ints[id + 6]!,
      flags: mark & 255,
      startUs: floats[(id + 10) >> 1]!,
      durationUs: ints[id + 8]!,
      scope,
      site,
      extras: undefined,
    };
  };
  const search = (traceId: string, visit: (at: number, row: SpanRow) => void): void => {
    const low = parse32(traceId, 24);
    for (let at = lows.indexOf(low); at >= 0; at = lows.indexOf(low, at + 1)) {
      const row = rowAt(at);
      if (row && traceIdOf(row) === traceId) visit(at, row);
    }
  };
  return {
    overwritten: () => overwritten,
    put(span) {
      const at = next;
      next = at + 1 === capacity ? 0 : at + 1;
      const id = at * words;
      const before = ints[id + markAt]!;
      if (before !== 0) overwritten += 1;
      if (before === oddRow) odd[at] = undefined;
      lows[at] = span.trace3;
      const of = span.extras === undefined && span.durationUs <= maxDurationUs ? known(span) : undefined;
      if (!of) {
        ints[id + markAt] = oddRow;
        odd[at] = rowOf(span);
        return;
      }
      ints[id] = span.trace0;
      ints[id + 1] = span.trace1;
      ints[id + 2] = span.trace2;
      ints[id + 3] = span.span0;
      ints[id + 4] = span.span1;
      ints[id + 5] = span.parent0;
      ints[id + 6] = span.parent1;
      ints[id + markAt] = ((of.number + 1) << 8) | (span.flags & 255);
      ints[id + 8] = span.durationUs;
      floats[(id + 10) >> 1] = span.startUs;
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
        ints[at * words + markAt] = 0;
        odd[at] = undefined;
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
