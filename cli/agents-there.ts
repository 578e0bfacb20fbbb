import { type Clock, sleep } from "@viba/runtime/clock";

/** Times of the wait in milliseconds. */
export const agentsThereTimes = {
  /** How long started agents may take to register before the work begins without them: a busy machine needs most of it. */
  mostMs: 60_000,
  lookMs: 30,
} as const;

/** What the wait looks at. */
export interface AgentsTherePorts {
  readonly clock: Clock;
  /** Agents that may still come: those given up are not waited for. */
  readonly expected: () => number;
  readonly registered: () => Promise<number>;
}

/** Waits until the agents a command started are there, so that no promise is missed by a hair. */
export async function agentsThere({ clock, expected, registered }: AgentsTherePorts): Promise<void> {
  const endMs = clock.monotonicMs() + agentsThereTimes.mostMs;
  while (clock.monotonicMs() < endMs) {
    if ((await registered()) >= expected()) return;
    await sleep(clock, agentsThereTimes.lookMs);
  }
}
