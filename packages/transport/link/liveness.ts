import type { LinkTimes } from "./limits.ts";

/** What silence says of the peer. */
export type Liveness = "open" | "suspect" | "dead";

/** How long the peer has been silent. */
export interface Silence {
  readonly silentMs: number;
  readonly liveness: Liveness;
}

/** A peer that was just heard. */
export const heardNow: Silence = { silentMs: 0, liveness: "open" };

/**
 * The silence at a ping's turn. A turn that comes late means that this process stood still, not the peer: it counts as two
 * turns at most, or a pause of our own would end all our links.
 */
export function afterTurn(before: Silence, heard: boolean, sinceTurnMs: number, times: LinkTimes): Silence {
  if (heard) return heardNow;
  const silentMs = before.silentMs + Math.min(sinceTurnMs, 2 * times.pingMs);
  if (silentMs >= times.deadMs) return { silentMs, liveness: "dead" };
  return { silentMs, liveness: silentMs >= times.suspectMs ? "suspect" : "open" };
}
