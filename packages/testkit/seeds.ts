import { type Random, seededRandom } from "@viba/runtime/random";

/** Which seeds to run. */
export interface SeedOptions {
  /** How many, one after the other. */
  count: number;
  /** The first; a failed seed is run again alone with `{ first: SEED, count: 1 }`. */
  first?: number;
  /** The command that runs one seed alone. */
  replay?: (seed: number) => string;
}

/**
 * The seeds that the environment asks for: VIBA_SEED alone, or VIBA_SEEDS of them from there on; without it as many as
 * VIBA_SEEDS says, else `count`. A failure
 * names the command that replays it.
 */
export function seedsOf(
  testFile: string,
  count: number,
  env: Readonly<Record<string, string | undefined>>,
): SeedOptions {
  const replay = (seed: number) => `VIBA_SEED=${seed} npx vitest run --project unit ${testFile}`;
  const only = env["VIBA_SEED"];
  if (only) return { first: Number(only), count: Number(env["VIBA_SEEDS"] ?? 1), replay };
  return { count: Number(env["VIBA_SEEDS"] ?? count), replay };
}

/** A failure together with the seed that shows it. */
export class SeedFailure extends Error {
  override readonly name = "SeedFailure";
  readonly seed: number;

  constructor(title: string, seed: number, cause: unknown, replay?: string) {
    const text = cause instanceof Error ? cause.message : String(cause);
    super(`${title}: seed ${seed} fails (run it alone with ${replay ?? `{ first: ${seed}, count: 1 }`}): ${text}`, {
      cause,
    });
    this.seed = seed;
  }
}

/** Runs `body` once a seed; the first failure says which seed it was. */
export async function forSeeds(
  title: string,
  { count, first = 1, replay }: SeedOptions,
  body: (random: Random, seed: number) => void | Promise<void>,
): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    try {
      await body(seededRandom(seed), seed);
    } catch (cause) {
      throw new SeedFailure(title, seed, cause, replay?.(seed));
    }
  }
}
