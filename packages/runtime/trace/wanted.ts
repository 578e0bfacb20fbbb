import { parse32 } from "./ids.ts";
import { type SpanIdentity, traceIdOf } from "./identity.ts";

/** Traces worth keeping, bounded: the oldest is forgotten first. */
export interface Wanted {
  /** False when it was there already. */
  add(traceId: string): boolean;
  has(traceId: string): boolean;
  /** The same for a span's trace. Asked of every span that ends, so that it makes no text for those that are not. */
  hasTraceOf(span: SpanIdentity): boolean;
}

/** Opens an empty one. */
export function createWanted(max: number): Wanted {
  const ids = new Set<string>();
  /** How many of the ids end in these 32 bits. */
  const lows = new Map<number, number>();
  const count = (traceId: string, by: number) => {
    const low = parse32(traceId, 24);
    const left = (lows.get(low) ?? 0) + by;
    if (left === 0) lows.delete(low);
    else lows.set(low, left);
  };
  return {
    add(traceId) {
      if (ids.has(traceId)) return false;
      ids.add(traceId);
      count(traceId, 1);
      if (ids.size > max) {
        const oldest = ids.values().next().value!;
        ids.delete(oldest);
        count(oldest, -1);
      }
      return true;
    },
    has: (traceId) => ids.has(traceId),
    hasTraceOf: (span) => lows.size > 0 && lows.has(span.trace3) && ids.has(traceIdOf(span)),
  };
}
