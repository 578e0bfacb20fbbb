import { systemClock } from "@viba/runtime/clock";
import type { FakeClock } from "@viba/testkit/clock";

/** The machine's clock behind the face of the fake one, for suites that run against real servers: `advance` waits. */
export function realClock(): FakeClock {
  return {
    ...systemClock,
    advance: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
    advanceAsync: (ms) => waitMs(ms),
    setWall: () => {},
    pending: 0,
  };
}

/** Waits in real time, where a real server's timers leave no other way. */
export function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
