/** A source of numbers in [0, 1); the caller seeds it, so that a plan can be made again. */
export type Random = () => number;

/** A whole number from 0 to `below` - 1. */
export const pick = (random: Random, below: number): number => Math.floor(random() * below);
