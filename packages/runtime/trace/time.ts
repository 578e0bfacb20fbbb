import type { TimeInput } from "@opentelemetry/api";
import type { Clock } from "../clock.ts";

/** Wall time with the resolution and the steadiness of the monotonic clock, in microseconds since the epoch. */
export type MicroClock = () => number;

const stepMs = 5;

/**
 * Reads microseconds since the epoch. The offset between the two clocks is taken once and again only after the wall
 * clock was set (more than 5 ms apart), so that durations within a trace never jump by its millisecond steps.
 */
export function createMicroClock(clock: Clock): MicroClock {
  let offsetMs = clock.nowMs() - clock.monotonicMs();
  let checkAtMs = clock.monotonicMs() + 1000;
  return () => {
    const monotonicMs = clock.monotonicMs();
    if (monotonicMs >= checkAtMs) {
      checkAtMs = monotonicMs + 1000;
      const seen = clock.nowMs() - monotonicMs;
      if (Math.abs(seen - offsetMs) > stepMs) offsetMs = seen;
    }
    return Math.round((offsetMs + monotonicMs) * 1000);
  };
}

/** A time as OpenTelemetry takes it (epoch milliseconds, Date or [seconds, nanoseconds]) in microseconds. */
export function microsOf(time: TimeInput): number {
  if (Array.isArray(time)) return time[0] * 1e6 + Math.round(time[1] / 1000);
  return Math.round((typeof time === "number" ? time : time.getTime()) * 1000);
}
