import type { TimeInput } from "@opentelemetry/api";
import type { Clock } from "../clock.ts";

/** Wall time with the resolution and the steadiness of the monotonic clock, in microseconds since the epoch. */
export interface MicroClock {
  nowUs(): number;
  /** A time as OpenTelemetry takes it: a reading of the monotonic clock (`performance.now()`), or wall time. */
  at(time: TimeInput): number;
}

const stepMs = 5;

/** Numbers below it are readings of the monotonic clock: no machine is up for thirty years, and no span began before 2001. */
const leastWallMs = 1e12;

/**
 * Reads microseconds since the epoch. The offset between the two clocks is taken once and again only after the wall
 * clock was set (more than 5 ms apart), so that durations within a trace never jump by its millisecond steps.
 */
export function createMicroClock(clock: Clock): MicroClock {
  let offsetMs = clock.nowMs() - clock.monotonicMs();
  let checkAtMs = clock.monotonicMs() + 1000;
  const wall = (monotonicMs: number) => Math.round((offsetMs + monotonicMs) * 1000);
  const nowUs = () => {
    const monotonicMs = clock.monotonicMs();
    if (monotonicMs >= checkAtMs) {
      checkAtMs = monotonicMs + 1000;
      const seen = clock.nowMs() - monotonicMs;
      if (Math.abs(seen - offsetMs) > stepMs) offsetMs = seen;
    }
    return wall(monotonicMs);
  };
  return {
    nowUs,
    at(time) {
      if (typeof time !== "number" || time >= leastWallMs) return microsOf(time);
      // A reading may be old by now: the clocks are compared anew by one that is not.
      if (time >= checkAtMs) nowUs();
      return wall(time);
    },
  };
}

/** Wall time (epoch milliseconds, Date or [seconds, nanoseconds]) in microseconds. */
export function microsOf(time: TimeInput): number {
  if (Array.isArray(time)) return time[0] * 1e6 + Math.round(time[1] / 1000);
  return Math.round((typeof time === "number" ? time : time.getTime()) * 1000);
}
