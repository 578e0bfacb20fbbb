import type { Attributes } from "@opentelemetry/api";
import { parse32 } from "./ids.ts";
import { type SpanIdentity, traceIdOf } from "./identity.ts";
import type { RingSpan, SpanExtras } from "./span.ts";

/** What the ring keeps of a finished span; a RingSpan is one itself. */
export interface SpanRow extends Omit<SpanIdentity, "traceState"> {
  readonly parent0: number;
  readonly parent1: number;
  readonly kind: number;
  readonly startUs: number;
  readonly durationUs: number;
  readonly scope: string;
  readonly name: string;
  readonly constant: Attributes | undefined;
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

/** Words of a row: trace id, span id, parent id, kind and flags. */
const words = 9;

/**
 * Rows of typed arrays. A ring of span objects would carry each of them through two young collections into the old space, where
 * only a full collection ends them: that cost several times what recording does. What a row refers to lives long anyway (names,
 * scopes, constant attributes); only extras, which few spans have, are held as objects.
 */
export function createSpanRows(capacity: number): SpanRows {
  const ids = new Int32Array(capacity * words);
  /** The last word of each trace id, by itself: a search reads 64 KB. */
  const lows = new Int32Array(capacity);
  const times = new Float64Array(capacity * 2);
  const used = new Uint8Array(capacity);
  const names = filled(capacity, "");
  const scopes = filled(capacity, "");
  const constants = filled<Attributes | undefined>(capacity, undefined);
  const extras = filled<SpanExtras | undefined>(capacity, undefined);
  let next = 0;
  let overwritten = 0;

  const rowAt = (at: number): SpanRow => {
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
      kind: ids[id + 7]!,
      flags: ids[id + 8]!,
      startUs: times[at * 2]!,
      durationUs: times[at * 2 + 1]!,
      name: names[at]!,
      scope: scopes[at]!,
      constant: constants[at],
      extras: extras[at],
    };
  };
  const indexesOf = (traceId: string): number[] => {
    const low = parse32(traceId, 24);
    const found: number[] = [];
    for (let at = lows.indexOf(low); at >= 0; at = lows.indexOf(low, at + 1)) {
      if (used[at] === 1 && traceIdOf(rowAt(at)) === traceId) found.push(at);
    }
    return found;
  };
  return {
    overwritten: () => overwritten,
    put(span) {
      const at = next;
      next = at + 1 === capacity ? 0 : at + 1;
      if (used[at] === 1) overwritten += 1;
      used[at] = 1;
      const id = at * words;
      ids[id] = span.trace0;
      ids[id + 1] = span.trace1;
      ids[id + 2] = span.trace2;
      lows[at] = span.trace3;
      ids[id + 3] = span.span0;
      ids[id + 4] = span.span1;
      ids[id + 5] = span.parent0;
      ids[id + 6] = span.parent1;
      ids[id + 7] = span.kind;
      ids[id + 8] = span.flags;
      times[at * 2] = span.startUs;
      times[at * 2 + 1] = span.durationUs;
      names[at] = span.name;
      scopes[at] = span.scope;
      constants[at] = span.constant;
      extras[at] = span.extras;
    },
    find: (traceId) => indexesOf(traceId).map(rowAt),
    remove: (traceId) =>
      indexesOf(traceId).map((at) => {
        const row = rowAt(at);
        used[at] = 0;
        extras[at] = undefined;
        return row;
      }),
  };
}

function filled<T>(capacity: number, value: T): T[] {
  return Array.from({ length: capacity }, () => value);
}
