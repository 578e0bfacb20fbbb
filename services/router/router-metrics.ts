import type { Metrics } from "@viba/runtime/metrics";
import type { AdmissionCounts } from "./admission.ts";

/** Adds what the door in front of the agents counts, read when the metrics are; gives back the counter of hedges. */
export function addRouterMetrics(metrics: Metrics, counts: () => AdmissionCounts): (outcome: "won" | "lost") => void {
  metrics.gauge("viba_waiting_calls", "Calls that wait for a free agent", [], (gauge) => gauge.set(counts().waiting));
  metrics.counter(
    "viba_admissions_total",
    "Calls at the door in front of the agents, by outcome",
    ["outcome"],
    (counter) => {
      const { admitted, waited, shedFull, shedLate, expired, abandoned } = counts();
      counter.reset();
      const outcomes = { admitted, waited, shed_full: shedFull, shed_late: shedLate, expired, abandoned };
      for (const [outcome, count] of Object.entries(outcomes)) counter.inc({ outcome }, count);
    },
  );
  const hedges = metrics.counter("viba_hedges_total", "Second copies sent early, by whether they were faster", [
    "outcome",
  ]);
  return (outcome) => hedges.inc({ outcome });
}
