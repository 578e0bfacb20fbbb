import type { Client } from "@connectrpc/connect";
import type { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";
import type { Blobs } from "@viba/store/blobs";
import type { Journal } from "@viba/store/journal";
import type { StateChange } from "./announce-state.ts";
import type { SeenOffers } from "./core/seen-offers.ts";
import type { EventHub } from "./event-hub.ts";

/** What carrying runs needs from outside. */
export interface RunPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly blobs: Blobs;
  readonly router: RouterClient;
  readonly registry: RegistryClient;
  readonly hub: EventHub;
  /** What routers listed lately, over all runs. */
  readonly seen: SeenOffers;
  /** Name of this start of this process: holder of leases. */
  readonly owner: string;
  readonly limits: RunLimits;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  /** Called once when a run has ended. */
  readonly onEnded?: (runId: string, outcomes: number) => void;
  /** Called after a run's new state is in the journal. */
  readonly onState?: (change: StateChange) => void;
}

/** What the orchestrator asks of a router. */
export type RouterClient = Pick<
  Client<typeof RouterService>,
  "dispatch" | "findAttempt" | "releaseAttempt" | "listCapabilities"
>;

/** What the orchestrator asks of a router's list of who is there. */
export type RegistryClient = Pick<Client<typeof RegistryService>, "listAgents">;

/** Bounds of a run. */
export interface RunLimits {
  /** Attempts of one step before it is given up. */
  readonly attempts: number;
  /** How long a step or the lay-out waits for an agent that isn't there. */
  readonly waitForAgentMs: number;
  /** How long a step waits, from the first time on, where an agent that makes it is silent, left alone after failures, or went without a goodbye a moment ago. */
  readonly waitForLostMs: number;
  /** Lease of a run; renewed at a third of it. */
  readonly leaseMs: number;
  /** First wait before another attempt; doubles, with jitter, to eight times. */
  readonly backoffMs: number;
  /** How long a lost attempt's instance may take to come back before the attempt counts as lost. */
  readonly returnMs: number;
  /** Longest a run may take, counted from when this process took it up. */
  readonly runMs: number;
  /** Runs carried at once whatever agents there are; beyond them two for each place at the agents (`core/run-room.ts`). */
  readonly fewRuns: number;
  /** Most runs carried at once; more wait in the journal. */
  readonly concurrentRuns: number;
  /** Runs that may wait; one more is refused. */
  readonly waitingRuns: number;
}

/**
 * Five attempts outlive a restarting agent; ten seconds cover a cold start of all agents on a slow machine, and a minute and a half an open breaker and a machine that
 * is so busy that agents which live look lost and those started again are late: to wait costs less than to fail every run in hand.
 */
export const runLimits: RunLimits = {
  attempts: 5,
  waitForAgentMs: 10_000,
  waitForLostMs: 90_000,
  leaseMs: 3000,
  backoffMs: 100,
  returnMs: 4000,
  runMs: 600_000,
  fewRuns: 64,
  concurrentRuns: 500,
  waitingRuns: 10_000,
};
