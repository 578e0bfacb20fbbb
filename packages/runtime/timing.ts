import type { OpenMetricsContentType, Registry } from "prom-client";

/** prom-client's registry, whatever it writes. */
export type AnyRegistry = Registry<OpenMetricsContentType>;

/** Durations with, now and then, a trace to look at. */
export interface Timing<L extends string> {
  /** `traceId`: of a trace that is kept; undefined leaves the bucket's exemplar as it is. */
  observe(labels: Readonly<Record<L, string>>, seconds: number, traceId: string | undefined): void;
}

/** What a timing is made of. */
export interface TimingOptions<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
  /** Upper bounds, in seconds, growing. */
  readonly buckets: readonly number[];
}

/** A trace that a bucket names, as prom-client writes it. */
interface Exemplar {
  readonly labelSet: { readonly trace_id: string };
  readonly value: number;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

/** What was seen with the same labels. One bucket more than bounds: what is longer than all of them. */
interface Cell<L extends string> {
  readonly labels: Readonly<Record<L, string>>;
  readonly counts: number[];
  readonly exemplars: (Exemplar | undefined)[];
  sum: number;
}

/** Cells by the values of their labels, one label a level. */
type Level<L extends string> = Map<string, Level<L> | Cell<L>>;

/**
 * A histogram for what is told of with every call: prom-client's own makes text of the labels, and of the bucket's bound, each time
 * (a microsecond, and garbage). This one is read by the same registry.
 */
export function createTiming<L extends string>(registry: AnyRegistry, options: TimingOptions<L>): Timing<L> {
  const { name, help, labelNames, buckets } = options;
  const root: Level<L> = new Map();
  const cells: Cell<L>[] = [];
  const cellOf = (labels: Readonly<Record<L, string>>): Cell<L> => {
    let level = root;
    const last = labelNames.length - 1;
    for (let at = 0; at < last; at++) {
      const value = labels[labelNames[at]!];
      let next = level.get(value) as Level<L> | undefined;
      if (!next) level.set(value, (next = new Map()));
      level = next;
    }
    const value = last < 0 ? "" : labels[labelNames[last]!];
    const found = level.get(value) as Cell<L> | undefined;
    if (found) return found;
    const counts = Array.from({ length: buckets.length + 1 }, () => 0);
    const cell: Cell<L> = { labels: { ...labels }, counts, exemplars: [], sum: 0 };
    cells.push(cell);
    level.set(value, cell);
    return cell;
  };
  const valuesOf = ({ labels, counts, exemplars, sum }: Cell<L>) => {
    let count = 0;
    const shown = counts.map((inBucket, at) => ({
      metricName: `${name}_bucket`,
      labels: { le: buckets[at] ?? "+Inf", ...labels },
      value: (count += inBucket),
      exemplar: exemplars[at] ?? null,
    }));
    return [
      ...shown,
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  };
  const metric = {
    ...{ name, help, labelNames },
    type: "histogram",
    get: () => Promise.resolve({ name, help, type: "histogram", aggregator: "sum", values: cells.flatMap(valuesOf) }),
    reset: () => {
      root.clear();
      cells.length = 0;
    },
  };
  registry.registerMetric(metric as never);
  return {
    observe(labels, seconds, traceId) {
      const cell = cellOf(labels);
      let at = 0;
      while (at < buckets.length && seconds > buckets[at]!) at++;
      cell.counts[at]! += 1;
      cell.sum += seconds;
      if (traceId)
        cell.exemplars[at] = { labelSet: { trace_id: traceId }, value: seconds, timestamp: Date.now() / 1000 };
    },
  };
}
