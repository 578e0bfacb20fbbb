import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import {
  AgentService,
  ArtifactTypeSchema,
  type Manifest,
  ManifestSchema,
} from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type AgentInfoSchema,
  AgentState,
  type RegisterRequest,
  RegistryService,
} from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Clock } from "@viba/runtime/clock";
import { durationFromMs, MeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";
import { linkOf } from "@viba/transport/link/link-key";
import { principalOf } from "@viba/transport/principal";
import { route, type Route } from "@viba/transport/routes";
import type { AgentLink, Connections } from "./connections.ts";
import { illness } from "./core/health.ts";
import { manifestProblem, negotiate } from "./core/manifest.ts";
import { isSuspect, type RegisterRefusal, type Registry } from "./core/registry.ts";
import type { Instance, LeaseTimes } from "./core/instance.ts";
import { createReturnJitter } from "./core/return-jitter.ts";
import type { TypeBook } from "./core/types.ts";

/** An agent whose process ended too often. */
export interface GivenUp {
  readonly name: string;
  /** Counts and times, for people. */
  readonly why: string;
}

/** The routers of the mesh, as agents are told of them. */
export interface Replicas {
  /** "host:port" of this one; empty if it doesn't know. */
  readonly self: string;
  /** "host:port" of all; empty when there is but one. */
  readonly all: readonly string[];
}

/** Most routers that are named: what an agent keeps links to. */
const mostNamed = 8;

/** What the registry's handlers need. */
export interface RegistryPorts {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly types: TypeBook;
  readonly times: LeaseTimes;
  readonly routerId: string;
  readonly epoch: bigint;
  readonly connections: Pick<Connections, "bind" | "speaksFor">;
  /** Makes of a text what only routers of this mesh can make of it. */
  readonly seal: (text: string) => string;
  /** Absent when this router is the only one. */
  readonly replicas?: Replicas | undefined;
  /** Somebody has a new lease here. */
  readonly onRegistered?: (instance: Instance) => void;
  /** An instance is gone: its connection is of no use. */
  readonly onGone: (instance: Instance) => void;
  readonly onLoad: (instance: Instance) => void;
  /** Somebody is there who can take work. */
  readonly onJoined: () => void;
  /** Agents that their parent has given up; they hold no lease. */
  readonly givenUp?: () => readonly GivenUp[];
}

/** The route of RegistryService. */
export function registryRoute(ports: RegistryPorts): Route {
  const { clock, registry, types, times, routerId, epoch, connections, replicas } = ports;
  const returns = createReturnJitter(times.heartbeatMs);
  const named = () => (replicas?.all ?? []).slice(0, mostNamed);
  return route(RegistryService, {
    register(request, context) {
      const link = agentLink(context);
      const problem = manifestProblem(request.manifest) ?? identityProblem(request, link);
      if (problem) throw new MeshError("INVALID_ARGUMENT", problem);
      const manifest = request.manifest!;
      if (!maySpeakFor(manifest.agentId, context)) {
        throw new MeshError("DENIED", `the certificate shown is not that of agent ${manifest.agentId}`);
      }
      const contractVersion = negotiate(manifest.contractVersions);
      if (contractVersion === undefined) {
        throw new MeshError(
          "CONTRACT_MISMATCH",
          `contract versions ${manifest.contractVersions.join(", ")} are not spoken here`,
        );
      }
      const conflict = types.conflict(manifest.types);
      if (conflict) throw new MeshError("TYPE_CONFLICT", conflict);
      const leaseId = newId("lease");
      const registered = registry.register(
        {
          manifest,
          instanceId: request.instanceId,
          proof: ports.seal(`proof/${request.instanceProof}`),
          // Who can be called on a link is called on no other way: a lost link has to show.
          address: link ? "" : request.address,
          pid: request.pid,
          contractVersion,
        },
        { leaseId, callToken: callTokenOf(leaseId, ports.seal) },
        clock.monotonicMs(),
        clock.nowMs(),
      );
      if (typeof registered === "string") throw refusal(registered, request.instanceId);
      connections.bind(registered, link);
      types.hold(request.instanceId, manifest.types);
      ports.onRegistered?.(registered);
      ports.onJoined();
      return {
        lease: {
          id: registered.leaseId,
          timeToLive: durationFromMs(times.ttlMs),
          heartbeatInterval: durationFromMs(times.heartbeatMs),
          routerId,
          epoch,
          sequence: BigInt(registered.sequence),
          contractVersion,
        },
        callToken: registered.callToken,
        routers: named(),
        routerAddress: replicas?.self ?? "",
      };
    },
    heartbeat({ leaseId, load }, context) {
      const held = registry.leased(leaseId);
      // A lease got on a link that is lost says nothing of how to call its instance: it has to register again.
      const own =
        held !== undefined &&
        connections.speaksFor(held, agentLink(context)) &&
        maySpeakFor(held.manifest.agentId, context);
      const instance = own ? registry.heartbeat(leaseId, load, clock.monotonicMs()) : undefined;
      if (!instance) {
        throw new MeshError("UNKNOWN_LEASE", "the lease has ended, or is another router's or link's", {
          retryAfterMs: returns.next(clock.monotonicMs()),
        });
      }
      ports.onLoad(instance);
      return { timeToLive: durationFromMs(times.ttlMs), drain: instance.draining, routers: named() };
    },
    deregister({ leaseId }, context) {
      const held = registry.leased(leaseId);
      const gone = held && maySpeakFor(held.manifest.agentId, context) ? registry.deregister(leaseId) : undefined;
      if (gone) ports.onGone(gone);
      return {};
    },
    listAgents() {
      const nowMs = clock.monotonicMs();
      const agents = [...registry.all()].map((instance) => agentInfo(instance, times, nowMs));
      const key = (a: (typeof agents)[number]) => `${a.manifest?.agentId}/${a.instanceId}`;
      const gone = (ports.givenUp?.() ?? []).map(({ name, why }) => ({
        manifest: { agentId: name },
        state: AgentState.QUARANTINED,
        evidence: why,
      }));
      return { agents: [...agents.sort((a, b) => (key(a) < key(b) ? -1 : 1)), ...gone] };
    },
  });
}

/** What an agent is shown by who calls it: every router makes the same of a lease, and nobody else can. */
export function callTokenOf(leaseId: string, seal: (text: string) => string): string {
  return seal(`call/${leaseId}`);
}

/** A certificate speaks for one agent; a token for whoever has the instance's proof or its lease. */
function maySpeakFor(agentId: string, context: HandlerContext): boolean {
  const own = principalOf(context).agentId;
  return own === undefined || own === agentId;
}

/** The link that a call came on, if its other end serves as an agent there. */
function agentLink(context: HandlerContext): AgentLink | undefined {
  const link = linkOf(context);
  return link?.peer?.services.includes(AgentService.typeName) ? link : undefined;
}

function identityProblem(
  { address, instanceId, instanceProof }: RegisterRequest,
  link: AgentLink | undefined,
): string | undefined {
  if (!/^[\w-]{1,128}$/.test(instanceId)) return "instance_id: letters, digits, - and _, at most 128";
  if (instanceProof === "" || instanceProof.length > 256) return "instance_proof: 1 to 256 characters, kept secret";
  if (link) return undefined;
  const port = /^[\w.\-[\]:]{1,253}:(\d{1,5})$/.exec(address)?.[1];
  if (port === undefined || Number(port) < 1 || Number(port) > 65_535)
    return "address: host:port, or register on a link";
  return undefined;
}

function refusal(why: RegisterRefusal, instanceId: string): MeshError {
  return why === "taken"
    ? new MeshError("INSTANCE_TAKEN", `instance ${instanceId} is held with another proof`)
    : new MeshError("OVERLOADED", "this router has no room for another instance", { retryAfterMs: 5000 });
}

function agentInfo(instance: Instance, times: LeaseTimes, nowMs: number): MessageInitShape<typeof AgentInfoSchema> {
  return {
    manifest: withoutDescriptors(instance.manifest),
    instanceId: instance.instanceId,
    address: instance.address,
    ...conditionOf(instance, times, nowMs),
    ...(instance.load ? { load: instance.load } : {}),
    routerInFlight: instance.work.inFlight,
    registeredAt: timestampFromMs(instance.registeredAtMs),
    pid: instance.pid,
    attempts: BigInt(instance.work.attempts),
    failures: BigInt(instance.work.failures),
  };
}

/** Names of the types are enough for people; their descriptor sets would make the list too large for one message. */
function withoutDescriptors(manifest: Manifest): Manifest {
  return create(ManifestSchema, {
    ...manifest,
    types: manifest.types.map(({ name }) => create(ArtifactTypeSchema, { name })),
  });
}

/** The state of an instance and what speaks for it. */
function conditionOf(
  instance: Instance,
  times: LeaseTimes,
  nowMs: number,
): { readonly state: AgentState; readonly evidence: string } {
  const silentMs = Math.round(nowMs - instance.lastSeenMs);
  if (instance.draining) return { state: AgentState.DRAINING, evidence: "finishes its work and leaves" };
  if (instance.standby) return { state: AgentState.DRAINING, evidence: "stands by while another version is tried" };
  if (isSuspect(instance, times, nowMs)) {
    return {
      state: AgentState.SUSPECT,
      evidence: `no heartbeat for ${silentMs} ms; its lease ends at ${times.ttlMs} ms`,
    };
  }
  if (instance.unreachable) {
    return {
      state: AgentState.SUSPECT,
      evidence: `its link or a call to it was lost; the last: ${instance.work.lastFailure || "its link"}`,
    };
  }
  if (instance.unhealthy) return { state: AgentState.SUSPECT, evidence: instance.unhealthy };
  const ill = illness(instance.work, nowMs);
  if (!ill) return { state: AgentState.READY, evidence: "" };
  return { state: ill.startsWith("ejected") ? AgentState.EJECTED : AgentState.BROKEN, evidence: ill };
}
