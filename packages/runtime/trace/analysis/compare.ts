import type { Analysis } from "./analyse.ts";
import type { Blame, Spent } from "./classify.ts";

/** How one cause differs from what it usually takes. */
export interface Difference extends Blame {
  readonly us: number;
  /** Median over the usual runs. */
  readonly usualUs: number;
}

/** A run beside the usual one of its shape. */
export interface Comparison {
  /** Runs it is compared with. */
  readonly runs: number;
  readonly totalUs: number;
  readonly usualUs: number;
  /** Largest change first, either way. */
  readonly differences: readonly Difference[];
}

/** Fewer runs don't say what is usual. */
export const fewestUsual = 3;

/** Compares a run with others of the same shape; undefined if there are too few. */
export function compare(run: Analysis, others: readonly Analysis[]): Comparison | undefined {
  const usual = others.filter(({ shape }) => shape === run.shape);
  if (usual.length < fewestUsual) return undefined;
  const keys = new Set([run, ...usual].flatMap(({ causes }) => causes.map(keyOf)));
  const usOf = ({ causes }: Analysis, key: string) => causes.find((cause) => keyOf(cause) === key)?.us ?? 0;
  const differences = [...keys].map((key) => {
    const [spent, who] = key.split("\n") as [Spent, string];
    return { spent, who, us: usOf(run, key), usualUs: median(usual.map((each) => usOf(each, key))) };
  });
  return {
    runs: usual.length,
    totalUs: run.totalUs,
    usualUs: median(usual.map(({ totalUs }) => totalUs)),
    differences: differences.toSorted((a, b) => Math.abs(b.us - b.usualUs) - Math.abs(a.us - a.usualUs)),
  };
}

/** What holds up many runs. */
export interface Bottleneck extends Blame {
  /** Over all runs. */
  readonly us: number;
  readonly share: number;
  /** Runs in which it lies on the critical path. */
  readonly runs: number;
  /** Runs in which it is the largest cause. */
  readonly first: number;
}

/** The causes over many runs, most time first. */
export function bottlenecks(runs: readonly Analysis[]): Bottleneck[] {
  const totalUs = runs.reduce((sum, run) => sum + run.totalUs, 0);
  const groups = Map.groupBy(
    runs.flatMap(({ causes }) => causes.map((cause, rank) => ({ ...cause, rank }))),
    keyOf,
  );
  return [...groups.values()]
    .map((causes) => {
      const { spent, who } = causes[0]!;
      const us = causes.reduce((sum, cause) => sum + cause.us, 0);
      const first = causes.filter(({ rank }) => rank === 0).length;
      return { spent, who, us, share: totalUs === 0 ? 0 : us / totalUs, runs: causes.length, first };
    })
    .toSorted((a, b) => b.us - a.us);
}

function keyOf({ spent, who }: Blame): string {
  return `${spent}\n${who}`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
