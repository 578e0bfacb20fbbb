import {
  Counter,
  Gauge,
  Histogram,
  type Metric,
  type OpenMetricsContentType,
  Registry,
  type RegistryContentType,
} from "prom-client";
import { MeshError } from "./errors.ts";
import { type AnyRegistry, createTiming, type Timing } from "./timing.ts";

/** Upper bounds for durations, in seconds: from a link hop (50 us) to an LLM step (a minute). */
export const durationBuckets: readonly number[] = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** The metrics of a process. Asking for one by a name that exists gives the existing one. */
export interface Metrics {
  readonly registry: AnyRegistry;
  /**
   * Something that only grows; its name ends in `_total`. `collect` runs before each reading, for a total that is
   * kept elsewhere already: it resets the counter and adds that.
   */
  counter<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    collect?: (counter: Counter<L>) => void,
  ): Counter<L>;
  /** Something that goes up and down; `collect` runs before each reading. */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    collect?: (gauge: Gauge<L>) => void,
  ): Gauge<L>;
  /** A distribution; by default of durations in seconds. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: readonly number[],
  ): Histogram<L>;
  /** A distribution of durations in seconds whose buckets name a trace of theirs, for who asks in OpenMetrics' format. */
  timing<L extends string = never>(name: string, help: string, labels?: readonly L[]): Timing<L>;
  /** All of it in Prometheus's text format. */
  text(): Promise<string>;
  /** All of it in the format that an Accept header asks for: OpenMetrics with its exemplars, or Prometheus's text format. */
  expose(accept: string): Promise<Exposition>;
}

/** Metrics as they are answered. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** The same metrics in another format. prom-client renames counters while it writes OpenMetrics, so it is given stand-ins. */
function shownAs<T extends RegistryContentType>(type: T, registry: AnyRegistry, service: string): Registry<T> {
  const shown = new Registry<T>();
  shown.setContentType(type);
  shown.setDefaultLabels({ service });
  for (const metric of registry.getMetricsAsArray()) {
    shown.registerMetric(Object.create(metric as unknown as object) as Metric);
  }
  return shown;
}

const nameShape = /^viba(_[a-z][a-z0-9]*){2,}$/;

/** Opens the metrics of one process; every sample carries `service`. Services in one process share one of these. */
export function createMetrics(service: string): Metrics {
  // Only a registry of this kind takes exemplars; it is never written out itself.
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  registry.setDefaultLabels({ service });

  const timings = new Map<string, Timing<string>>();

  const check = (name: string, isCounter: boolean): void => {
    if (!registry.getSingleMetric(name) && nameShape.test(name) && isCounter === name.endsWith("_total")) return;
    const rule = "a metric is viba_<noun>_<unit>, a counter ends in _total, and a name has one kind";
    throw new MeshError("INTERNAL", `${name} breaks the rule: ${rule}`);
  };
  const getOrMake = <M extends Metric>(kind: new (...args: never[]) => M, name: string, make: () => M): M => {
    const known = registry.getSingleMetric(name);
    if (known instanceof kind) return known;
    check(name, kind.name === Counter.name);
    return make();
  };

  return {
    registry,
    counter: <L extends string>(
      name: string,
      help: string,
      labels: readonly L[] = [],
      collect: (counter: Counter<L>) => void = () => {},
    ) =>
      getOrMake<Counter<L>>(Counter, name, () => {
        const options = { name, help, labelNames: labels, registers: [registry] };
        const counter: Counter<L> = new Counter({ ...options, collect: () => collect(counter) });
        return counter;
      }),
    gauge: <L extends string>(
      name: string,
      help: string,
      labels: readonly L[] = [],
      collect: (gauge: Gauge<L>) => void = () => {},
    ) =>
      getOrMake<Gauge<L>>(Gauge, name, () => {
        const options = { name, help, labelNames: labels, registers: [registry] };
        const gauge: Gauge<L> = new Gauge({ ...options, collect: () => collect(gauge) });
        return gauge;
      }),
    histogram: <L extends string>(
      name: string,
      help: string,
      labels: readonly L[] = [],
      buckets: readonly number[] = durationBuckets,
    ) =>
      getOrMake<Histogram<L>>(Histogram, name, () => {
        return new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [registry] });
      }),
    timing<L extends string>(name: string, help: string, labelNames: readonly L[] = []) {
      const known = timings.get(name);
      if (known) return known as Timing<L>;
      check(name, false);
      const made = createTiming(registry, { name, help, labelNames, buckets: durationBuckets });
      timings.set(name, made as Timing<string>);
      return made;
    },
    text: () => shownAs(Registry.PROMETHEUS_CONTENT_TYPE, registry, service).metrics(),
    async expose(accept) {
      const open = accept.includes("application/openmetrics-text");
      const type = open ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
      const shown = shownAs(type, registry, service);
      return { contentType: shown.contentType, text: await shown.metrics() };
    },
  };
}
