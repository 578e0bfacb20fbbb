import type { AgentInfo } from "@viba/contracts/gen/viba/router/v1/registry_pb";

/** Attempts that the agents can run at a time, all their promises together. */
export function placesOf(agents: readonly AgentInfo[]): number {
  const capabilities = agents.flatMap(({ manifest }) => manifest?.capabilities ?? []);
  return capabilities.reduce((places, { maxConcurrency }) => places + Math.max(1, maxConcurrency), 0);
}

/** Bounds of the runs carried at once. */
export interface RoomLimits {
  /** So many in any case: while the agents are not known, and where runs are answered without them. */
  readonly fewRuns: number;
  readonly concurrentRuns: number;
}

/**
 * How many runs are carried at once: two for each place keep every agent busy. More would only stand in line at the agents
 * with their time running, and under a flood all of them would end late or not at all instead of one after the other.
 */
export function roomFor(places: number, { fewRuns, concurrentRuns }: RoomLimits): number {
  return Math.min(concurrentRuns, Math.max(fewRuns, 2 * places));
}
