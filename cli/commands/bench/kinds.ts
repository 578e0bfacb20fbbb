import { systemClock } from "@viba/runtime/clock";
import { systemRandom } from "@viba/runtime/random";
import { type DialledLink, dialLink } from "@viba/transport/link/dial-link";
import type { TlsTowards } from "@viba/transport/tls";
import type { BenchChild } from "./child.ts";
import { load, type Sample } from "./load.ts";
import type { Cell } from "./rows.ts";

/** One way for a call to travel. */
export interface Kind {
  readonly kind: string;
  readonly call: (signal: AbortSignal) => Promise<unknown>;
  readonly children: readonly BenchChild[];
  /** Before each of its cells: where kinds share their processes, makes these its own. */
  readonly prepare?: () => Promise<void>;
  readonly close: () => void;
}

/** How to measure. */
export interface MeasureOptions {
  readonly concurrencies: readonly number[];
  readonly rounds: number;
  readonly cellMs: number;
  /** Told before each round, warm-up among them: which one, from 1, of how many. */
  readonly onRound?: (round: number, of: number) => void;
}

/** Rounds before those that count: code is compiled, windows are open, buffers are there. */
const warmUpRounds = 2;

/** Calls under way at a time: one person, a busy service, a flood. */
export const usualConcurrencies: readonly number[] = [1, 64, 1000];

/** How long one cell of one round runs. */
export const usualCellMs = 300;

/** Every call has a deadline, as in production; far off, since a thousand in flight on a busy machine wait for one another. */
export const timeoutMs = 60_000;

/** Measures all kinds side by side, round by round. */
export async function measure(kinds: readonly Kind[], options: MeasureOptions): Promise<Cell[]> {
  const { concurrencies, rounds, cellMs, onRound } = options;
  const cells = kinds.flatMap((kind) =>
    concurrencies.map((inFlight) => ({ kind: kind.kind, inFlight, samples: [] as Sample[], of: kind })),
  );
  // All kinds at one concurrency follow one another: a round's ratios are of neighbours.
  const order = concurrencies.flatMap((inFlight) => cells.filter((cell) => cell.inFlight === inFlight));
  for (let round = -warmUpRounds; round < rounds; round++) {
    onRound?.(round + warmUpRounds + 1, rounds + warmUpRounds);
    // Each round begins with another kind and goes the other way round, so that none is always measured behind the same neighbour.
    const shift = (round + warmUpRounds) % order.length;
    const rotated = [...order.slice(shift), ...order.slice(0, shift)];
    for (const cell of round % 2 === 0 ? rotated : rotated.toReversed()) {
      const { call, children, prepare } = cell.of;
      await prepare?.();
      const othersCpuUs = async () => (await Promise.all(children.map((c) => c.cpuUs()))).reduce((a, b) => a + b, 0);
      const sample = await load({ call, inFlight: cell.inFlight, durationMs: cellMs, othersCpuUs });
      if (round >= 0) cell.samples.push(sample);
    }
  }
  return cells;
}

/** A client's link to a server of the bench. */
export function linkTo(port: number, tls?: TlsTowards): DialledLink {
  const address = `127.0.0.1:${port}`;
  // A busy machine may take long over a link: that is no reason to end a bench.
  return dialLink({ address, clock: systemClock, random: systemRandom, name: "client", tls, waitMs: timeoutMs });
}
