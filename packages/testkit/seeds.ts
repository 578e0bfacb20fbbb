import { type Random, seededRandom } from "@viba/runtime/random";

/** Which seeds to run. */
export interface SeedOptions {
  /** How many, one after the other. */
  count: number;
  /** The first; a failed seed is run again alone with `{ first: SEED, count: 1 }`. */
  first?: number;
}

/** A failure together with the seed that shows it. */
export class SeedFailure extends Error {
  override readonly name = "SeedFailure";
  readonly seed: number;

  constructor(title: string, seed: number, cause: unknown) {
    const text = cause instanceof Error ? cause.message : String(cause);
    super(`${title}: seed ${seed} fails (run it alone with { first: ${seed}, count: 1 }): ${text}`, { cause });
    this.seed = seed;
  }
}

/** Runs `body` once a seed; the first failure says which seed it was. */
export async function forSeeds(
  title: string,
  { count, first = 1 }: SeedOptions,
  body: (random: Random, seed: number) => void | Promise<void>,
): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    try {
      await body(seededRandom(seed), seed);
    } catch (cause) {
      throw new SeedFailure(title, seed, cause);
    }
  }
}
