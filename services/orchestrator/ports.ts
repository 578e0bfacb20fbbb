import type { Client } from "@connectrpc/connect";
import type { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";
import type { Blobs } from "@viba/store/blobs";
import type { Journal } from "@viba/store/journal";
import type { EventHub } from "./events.ts";

/** What carrying runs needs from outside. */
export interface RunPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly blobs: Blobs;
  readonly router: Client<typeof RouterService>;
  readonly hub: EventHub;
  /** Name of this start of this process: holder of leases. */
  readonly owner: string;
  readonly limits: RunLimits;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  /** Called once when a run has ended. */
  readonly onEnded?: (runId: string, outcomes: number) => void;
}

/** Bounds of a run. */
export interface RunLimits {
  /** Attempts of one step before it is given up. */
  readonly attempts: number;
  /** How long a step or the lay-out waits for an agent that isn't there. */
  readonly waitForAgentMs: number;
  /** Lease of a run; renewed at a third of it. */
  readonly leaseMs: number;
  /** First wait before another attempt; doubles, with jitter, to eight times. */
  readonly backoffMs: number;
  /** How long a resumed attempt's instance may take to come back before a new attempt is made. */
  readonly returnMs: number;
  /** Longest a run may take. */
  readonly runMs: number;
}

/** Five attempts outlive a restarting agent; ten seconds cover a cold start of all agents on a slow machine. */
export const runLimits: RunLimits = {
  attempts: 5,
  waitForAgentMs: 10_000,
  leaseMs: 3000,
  backoffMs: 100,
  returnMs: 4000,
  runMs: 600_000,
};
