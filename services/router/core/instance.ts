import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { Load } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Work } from "./work.ts";

/** One registered copy of an agent under one lease. Changed only by the registry, its work by dispatching. */
export interface Instance {
  readonly instanceId: string;
  /** Sealed: the registry never holds the secret itself. */
  readonly proof: string;
  readonly manifest: Manifest;
  /** "host:port" where it is dialled; empty for one that is called on its link. */
  readonly address: string;
  readonly pid: number;
  readonly leaseId: string;
  readonly sequence: number;
  readonly callToken: string;
  readonly registeredAtMs: number;
  readonly contractVersion: number;
  /** Router that holds its lease; empty for this one. */
  readonly owner: string;
  /** Routers the agent serves; each has its share of what it can run at a time. */
  links: number;
  readonly work: Work;
  /** Monotonic time at which the lease ends. */
  leaseEndsMs: number;
  /** Monotonic time of the last sign of life. */
  lastSeenMs: number;
  load: Load | undefined;
  /** Attempts it told beyond those sent from here, when it was last heard of: other routers' work. */
  others: number;
  draining: boolean;
  /** Another router says so: it holds as long as that is said, and is not told on, or it would go round for ever. */
  drainHeard: boolean;
  /** Takes no new work while another version is tried, but stays. */
  standby: boolean;
  /** Its link or a call to it was lost: no new work until it gives a sign of life. */
  unreachable: boolean;
  /** Why a dialled one gets no new work, as its health was last asked for. */
  unhealthy: string | undefined;
}

/** Times of a lease. */
export interface LeaseTimes {
  readonly ttlMs: number;
  readonly heartbeatMs: number;
}

/** Three missed heartbeats end a lease; one missed makes it suspect. */
export const leaseDefaults: LeaseTimes = { ttlMs: 3000, heartbeatMs: 1000 };

/** An instance and one promise of it. */
export interface Held {
  readonly instance: Instance;
  readonly capability: Capability;
}
