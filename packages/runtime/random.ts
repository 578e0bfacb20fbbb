import { randomBytes, randomUUID } from "node:crypto";

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** Chance for production; not seeded. */
export const systemRandom: Random = () => Math.random();

/** Deterministic numbers from a 32-bit seed (mulberry32): same seed, same sequence. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Makes ids: `prefix` and 32 hex digits, 122 bits of them from the system's secure source. Node draws those of a UUID
 * for many at a time, which a call to the system for each id is not worth.
 */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll("-", "")}`;
}

/** A secret of 32 bytes as hex. */
export function newSecret(): string {
  return randomBytes(32).toString("hex");
}
