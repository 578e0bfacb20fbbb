import type { ListCapabilitiesResponse } from "@viba/contracts/gen/viba/router/v1/router_pb";

/** One promise of one agent, as a router lists it. */
export type Offer = ListCapabilitiesResponse["capabilities"][number];

/** What was promised until a moment ago: whoever is just being started again is worth waiting for. */
export interface SeenOffers {
  /** These are promised now; returns them with those that were within the last `withinMs`. */
  note(offers: readonly Offer[], nowMs: number, withinMs: number): Offer[];
}

/** More than any mesh has at a time. */
const maxOffers = 16_384;

/** Nothing was promised yet. */
export function createSeenOffers(): SeenOffers {
  const seen = new Map<string, { readonly offer: Offer; readonly atMs: number }>();
  return {
    note(offers, nowMs, withinMs) {
      for (const offer of offers) {
        const key = `${offer.agentId} ${offer.version} ${offer.capability?.name}`;
        seen.delete(key);
        seen.set(key, { offer, atMs: nowMs });
      }
      for (const [key, { atMs }] of seen) {
        // The oldest come first.
        if (nowMs - atMs < withinMs && seen.size <= maxOffers) break;
        seen.delete(key);
      }
      return [...seen.values()].map(({ offer }) => offer);
    },
  };
}
