import { create } from "@bufbuild/protobuf";
import { type MetricPoint, MetricPointSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";

/** A metric as prom-client gives it; its own type hides the values of histograms. */
interface Metric {
  readonly name: string;
  readonly type: unknown;
  readonly values: readonly Sample[];
}

interface Sample {
  readonly value: number;
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  readonly metricName?: string;
}

/** Most points of one message: far more than the mesh has, and well below what a message may hold. */
export const maxPoints = 2000;

/** Metrics as points of an event; what is beyond the bound is counted. */
export function metricPoints(metrics: readonly unknown[]): { points: MetricPoint[]; leftOut: number } {
  const points = (metrics as readonly Metric[]).flatMap((metric) => {
    switch (String(metric.type)) {
      case "counter":
        return metric.values.map((sample) => simple(metric.name, "total", sample));
      case "gauge":
        return metric.values.map((sample) => simple(metric.name, "gauge", sample));
      case "histogram":
        return distributions(metric);
      default:
        return [];
    }
  });
  return { points: points.slice(0, maxPoints), leftOut: Math.max(0, points.length - maxPoints) };
}

function simple(name: string, kind: "total" | "gauge", { value, labels }: Sample): MetricPoint {
  return create(MetricPointSchema, { name, labels: texts(labels), value: { case: kind, value } });
}

/** One point for each set of labels; the cumulative buckets of the text format become buckets of their own. */
function distributions({ name, values }: Metric): MetricPoint[] {
  const groups = Map.groupBy(values, ({ labels: { le: _, ...rest } }) => JSON.stringify(rest));
  return [...groups.values()].map((samples) => {
    const buckets = samples.filter(({ labels }) => labels["le"] !== undefined);
    const cumulative = buckets.map(({ value }) => value);
    const of = (suffix: string) => samples.find(({ metricName }) => metricName === `${name}_${suffix}`)?.value ?? 0;
    const { le: _, ...labels } = samples[0]!.labels;
    const value = {
      count: BigInt(of("count")),
      sum: of("sum"),
      bounds: buckets.flatMap(({ labels: { le } }) => (le === "+Inf" ? [] : [Number(le)])),
      counts: cumulative.map((upTo, at) => BigInt(upTo - (cumulative[at - 1] ?? 0))),
    };
    return create(MetricPointSchema, {
      name,
      labels: texts(labels),
      value: { case: "distribution", value: { $typeName: "viba.event.v1.Distribution", ...value } },
    });
  });
}

function texts(labels: Sample["labels"]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
}
