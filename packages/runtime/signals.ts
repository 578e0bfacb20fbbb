import type { Lifecycle, StopReport } from "./lifecycle.ts";

/** What of the process signals need. */
export interface ProcessPort {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  off(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): void;
}

const numberOf = { SIGINT: 2, SIGTERM: 15 } as const;

/**
 * The first SIGINT or SIGTERM drains and exits 0, or 1 when a part failed to stop; the second one exits at once with
 * 128 and the signal's number, as a shell expects. Disposing it takes the listeners away.
 */
export function stopOnSignals(
  lifecycle: Lifecycle,
  process: ProcessPort,
  onStopped: (report: StopReport) => void = () => {},
): Disposable {
  let asked = false;
  const listener = (signal: "SIGINT" | "SIGTERM") => () => {
    if (asked) return process.exit(128 + numberOf[signal]);
    asked = true;
    void lifecycle.stop(signal).then((report) => {
      onStopped(report);
      process.exit(report.steps.every((step) => step.outcome === "stopped") ? 0 : 1);
    });
  };
  const listeners = { SIGINT: listener("SIGINT"), SIGTERM: listener("SIGTERM") };
  process.on("SIGINT", listeners.SIGINT);
  process.on("SIGTERM", listeners.SIGTERM);
  return {
    [Symbol.dispose]() {
      process.off("SIGINT", listeners.SIGINT);
      process.off("SIGTERM", listeners.SIGTERM);
    },
  };
}
