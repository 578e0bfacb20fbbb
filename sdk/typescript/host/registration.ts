import { type Client, createClient, type Transport } from "@connectrpc/connect";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Lease } from "@viba/contracts/gen/viba/core/v1/lease_pb";
import { type LoadSchema, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import type { ReasonName } from "@viba/runtime/error-table";
import { type MeshError, msFromDuration, toMeshError } from "@viba/runtime/errors";
import type { Log } from "@viba/runtime/log";
import type { Random } from "@viba/runtime/random";
import { backoffMs } from "@viba/runtime/retry";
import { times } from "../limits.ts";
import type { ToldRouters } from "./routers.ts";

/** Who registers. */
export interface Identity {
  readonly manifest: Manifest;
  readonly instanceId: string;
  /** "host:port" where the router dials; empty on a link. */
  readonly address: string;
  readonly instanceProof: string;
  readonly pid: number;
}

/** What keeping a registration needs. */
export interface RegistrationOptions {
  readonly transport: Transport;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly load: () => MessageInitShape<typeof LoadSchema>;
  /** Called before each registration; makes the newest join token the one that calls show. */
  readonly refreshToken: () => Promise<void>;
  readonly onLease: (lease: Lease, callToken: string) => void;
  /** What the router says of all routers, at each registration and heartbeat. */
  readonly onRouters?: (told: ToldRouters) => void;
  /** The router wants the instance to finish and leave. May come again. */
  readonly onDrain: () => void;
  /** The router doesn't answer at all: replace the channel. */
  readonly redial: () => void;
  /** Aborts when the link that calls go over now is lost or drains: the next one needs a lease of its own. */
  readonly lost?: () => AbortSignal | undefined;
}

/** A gone router comes back within seconds, so the wait stays short; jitter spreads those who wait. */
const awayBackoff = { baseMs: 100, maxMs: 1000, factor: 2 };
/** A refusal needs a person or a new token: no hurry. */
const refusedBackoff = { baseMs: 500, maxMs: 5000, factor: 2 };
/** Calls in a row that end without any answer until the channel is replaced. */
const silentCalls = 3;

/** Registers, renews the lease and registers again when it is lost, until the signal aborts. */
export async function keepRegistered(options: RegistrationOptions, signal: AbortSignal): Promise<void> {
  const registry = createClient(RegistryService, options.transport);
  const watchSilence = createSilenceWatch(options.redial);
  try {
    while (!signal.aborted) {
      const lease = await register(options, registry, watchSilence, signal);
      await renew(options, registry, lease, watchSilence, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Ends the lease; a router that is gone ends it by itself. */
export async function deregister(transport: Transport, leaseId: string): Promise<void> {
  try {
    await createClient(RegistryService, transport).deregister({ leaseId }, { timeoutMs: 2000 });
  } catch {
    // The lease ends by its time to live.
  }
}

type Registry = Client<typeof RegistryService>;
type SilenceWatch = (failure: MeshError | undefined) => void;

async function register(
  { identity, clock, random, log, refreshToken, onLease, onRouters }: RegistrationOptions,
  registry: Registry,
  watchSilence: SilenceWatch,
  signal: AbortSignal,
): Promise<Lease> {
  let told: ReasonName | undefined;
  for (let retry = 0; ; retry++) {
    try {
      await refreshToken();
      const answer = await registry.register(identity, { signal, timeoutMs: times.routerCallMs });
      const { lease, callToken, routers, routerAddress } = answer;
      watchSilence(undefined);
      if (lease) {
        onLease(lease, callToken);
        onRouters?.({ routers, self: routerAddress });
        log.info("registered", { lease: lease.id, router: lease.routerId, epoch: String(lease.epoch) });
        return lease;
      }
    } catch (error) {
      if (signal.aborted) throw error;
      const failure = toMeshError(error);
      watchSilence(failure);
      if (failure.reason !== told) log.warn(`can't register: ${failure.message}`, { reason: failure.reason });
      told = failure.reason;
      await sleep(clock, waitMs(failure, retry, random), signal);
    }
  }
}

/** Returns when the lease is lost. */
async function renew(
  { clock, random, log, load, onDrain, onRouters, lost }: RegistrationOptions,
  registry: Registry,
  lease: Lease,
  watchSilence: SilenceWatch,
  signal: AbortSignal,
): Promise<void> {
  const intervalMs = intervalOf(lease);
  const linkLost = lost?.();
  const wake = linkLost ? AbortSignal.any([signal, linkLost]) : signal;
  for (let retry = -1; ;) {
    try {
      await sleep(clock, retry < 0 ? intervalMs : backoffMs(retry, random, awayBackoff), wake);
      const call = { signal, timeoutMs: Math.max(1000, intervalMs) };
      const { drain, routers } = await registry.heartbeat({ leaseId: lease.id, load: load() }, call);
      watchSilence(undefined);
      retry = -1;
      onRouters?.({ routers, self: "" });
      if (drain) onDrain();
    } catch (error) {
      if (signal.aborted) throw error;
      if (linkLost?.aborted) {
        log.warn("the link is lost or drains", { lease: lease.id });
        return;
      }
      const failure = toMeshError(error);
      watchSilence(failure);
      if (leaseIsLost(failure)) {
        log.warn(`the lease is lost: ${failure.message}`, { lease: lease.id, reason: failure.reason });
        await sleep(clock, random() * (failure.retryAfterMs ?? 0), signal);
        return;
      }
      retry += 1;
      if (retry === 0) log.warn(`no heartbeat: ${failure.message}`, { reason: failure.reason });
    }
  }
}

/** The interval the router names, but never so long that one lost heartbeat costs the lease. */
function intervalOf({ heartbeatInterval, timeToLive }: Lease): number {
  const leaseMs = timeToLive ? msFromDuration(timeToLive) : 3000;
  const askedMs = heartbeatInterval ? msFromDuration(heartbeatInterval) : 0;
  return Math.max(20, Math.min(askedMs > 0 ? askedMs : 1000, leaseMs / 2));
}

function leaseIsLost({ reason }: MeshError): boolean {
  return ["UNKNOWN_LEASE", "UNAUTHENTICATED", "DENIED", "NOT_FOUND"].includes(reason);
}

function waitMs(failure: MeshError, retry: number, random: Random): number {
  const away = ["NOT_STARTED", "UNKNOWN_OUTCOME", "DEADLINE", "DRAINING", "UNKNOWN_LEASE"].includes(failure.reason);
  const backoff = backoffMs(retry, random, away ? awayBackoff : refusedBackoff);
  return backoff + random() * (failure.retryAfterMs ?? 0);
}

function createSilenceWatch(redial: () => void): SilenceWatch {
  let silent = 0;
  return (failure) => {
    silent = failure?.reason === "DEADLINE" ? silent + 1 : 0;
    if (silent < silentCalls) return;
    silent = 0;
    redial();
  };
}
