import { table } from "../../output/table.ts";
import type { Sample } from "./load.ts";

/** One kind at one concurrency over all rounds: medians, with least and most of what varies. */
export interface Row {
  readonly kind: string;
  readonly in_flight: number;
  readonly rate: number;
  readonly rate_min: number;
  readonly rate_max: number;
  /** Ratio to the base at the same concurrency in the same run. */
  readonly rate_x: number;
  readonly cpu_us: number;
  readonly cpu_us_min: number;
  readonly cpu_us_max: number;
  readonly cpu_x: number;
  readonly p50_ms: number;
  readonly p50_x: number;
  readonly p99_ms: number;
  readonly p99_x: number;
  /** Ratios to the base round by round; absent where rounds have no base. What moves both kinds of a round cancels out. */
  readonly rate_paired?: Paired;
  readonly cpu_paired?: Paired;
  /** Most resident memory of all processes together, where it was measured. */
  readonly memory_mib?: number;
}

/** The median of a ratio taken round by round, and between which two values it lies with 95 % whatever the ratios' distribution. */
export interface Paired {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** What a bench prints for scripts. */
export interface BenchResult {
  readonly bench: string;
  /** The kind that `_x` figures are ratios to. */
  readonly base: string;
  readonly rounds: number;
  /** One-minute load average before and after: on a busy machine only the ratios mean something. */
  readonly load: readonly [before: number, after: number];
  readonly rows: readonly Row[];
  /** Kinds that could not run, and why. */
  readonly skipped: readonly string[];
}

/** Samples of one kind at one concurrency. */
export interface Cell {
  readonly kind: string;
  readonly inFlight: number;
  readonly samples: readonly Sample[];
}

/** Rows with ratios to the base kind. */
export function rowsOf(cells: readonly Cell[], base: string): Row[] {
  const middle = cells.map(({ samples }) => ({
    rate: median(samples.map((s) => s.rate)),
    cpuUs: median(samples.map((s) => s.cpuUs)),
    p50Ms: median(samples.map((s) => s.p50Ms)),
    p99Ms: median(samples.map((s) => s.p99Ms)),
  }));
  return cells.map(({ kind, inFlight, samples }, i) => {
    const own = middle[i]!;
    const at = cells.findIndex((cell) => cell.kind === base && cell.inFlight === inFlight);
    const against = middle[at]!;
    const rates = samples.map((s) => s.rate);
    const cpus = samples.map((s) => s.cpuUs);
    const memory = samples.flatMap((s) => s.memoryBytes ?? []);
    return {
      kind,
      in_flight: inFlight,
      rate: round(own.rate, 0),
      rate_min: round(Math.min(...rates), 0),
      rate_max: round(Math.max(...rates), 0),
      rate_x: round(own.rate / against.rate, 2),
      cpu_us: round(own.cpuUs, 1),
      cpu_us_min: round(Math.min(...cpus), 1),
      cpu_us_max: round(Math.max(...cpus), 1),
      cpu_x: round(own.cpuUs / against.cpuUs, 3),
      p50_ms: round(own.p50Ms, 3),
      p50_x: round(own.p50Ms / against.p50Ms, 2),
      p99_ms: round(own.p99Ms, 3),
      p99_x: round(own.p99Ms / against.p99Ms, 2),
      ...(kind !== base && pairedWith(samples, cells[at]!.samples)),
      ...(memory.length > 0 && { memory_mib: round(Math.max(...memory) / 2 ** 20, 0) }),
    };
  });
}

function pairedWith(samples: readonly Sample[], base: readonly Sample[]): Partial<Row> {
  if (samples.length !== base.length) return {};
  return {
    rate_paired: paired(samples.map((s, i) => s.rate / base[i]!.rate)),
    cpu_paired: paired(samples.map((s, i) => s.cpuUs / base[i]!.cpuUs)),
  };
}

/** The median with its interval by order statistics: the ranks that a fair coin leaves below it 95 times of 100. */
export function paired(ratios: readonly number[]): Paired {
  const sorted = ratios.toSorted((a, b) => a - b);
  const reach = 0.98 * Math.sqrt(sorted.length);
  const low = Math.max(0, Math.floor(sorted.length / 2 - reach) - 1);
  const high = Math.min(sorted.length - 1, Math.ceil(sorted.length / 2 + reach));
  return { x: round(median(sorted), 3), low: round(sorted[low]!, 3), high: round(sorted[high]!, 3) };
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The rows for a person. */
export function benchText(result: BenchResult): string {
  const header = [
    "kind",
    "in flight",
    "calls/s",
    "min..max",
    "x",
    "cpu us",
    "min..max",
    "x",
    "p50 ms",
    "x",
    "p99 ms",
    "x",
    "MiB",
  ];
  const rows = result.rows.map((row) => [
    row.kind,
    String(row.in_flight),
    String(row.rate),
    `${row.rate_min}..${row.rate_max}`,
    row.rate_x.toFixed(2),
    row.cpu_us.toFixed(1),
    `${row.cpu_us_min.toFixed(1)}..${row.cpu_us_max.toFixed(1)}`,
    row.cpu_x.toFixed(3),
    row.p50_ms.toFixed(3),
    row.p50_x.toFixed(2),
    row.p99_ms.toFixed(3),
    row.p99_x.toFixed(2),
    row.memory_mib === undefined ? "" : String(row.memory_mib),
  ]);
  const [before, after] = result.load;
  const about = `${result.bench}: medians of ${result.rounds} rounds, x = ratio to ${result.base}; load ${before.toFixed(1)} to ${after.toFixed(1)}\n`;
  return (
    about + table(header, rows) + pairedText(result.rows) + result.skipped.map((why) => `skipped ${why}\n`).join("")
  );
}

function pairedText(rows: readonly Row[]): string {
  const show = (ratio: Paired) => [ratio.x.toFixed(3), `${ratio.low.toFixed(3)}..${ratio.high.toFixed(3)}`];
  const cells = rows.flatMap(({ kind, in_flight, rate_paired, cpu_paired }) =>
    rate_paired && cpu_paired ? [[kind, String(in_flight), ...show(rate_paired), ...show(cpu_paired)]] : [],
  );
  if (cells.length === 0) return "";
  const header = ["paired by round", "in flight", "calls/s x", "95 %", "cpu x", "95 %"];
  return `\n${table(header, cells)}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
