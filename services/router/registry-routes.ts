import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type AgentInfoSchema, AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { mayCall } from "@viba/runtime/breaker";
import type { Clock } from "@viba/runtime/clock";
import { durationFromMs, MeshError } from "@viba/runtime/errors";
import { newId, newSecret } from "@viba/runtime/random";
import { route, type Route } from "@viba/transport/routes";
import { manifestProblem, negotiate } from "./core/manifest.ts";
import { type Instance, isSuspect, type LeaseTimes, type Registry } from "./core/registry.ts";
import type { TypeBook } from "./core/types.ts";

/** What the registry's handlers need. */
export interface RegistryPorts {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly types: TypeBook;
  readonly times: LeaseTimes;
  readonly routerId: string;
  readonly epoch: bigint;
  /** An instance is gone: its connection is of no use. */
  readonly onGone: (instance: Instance) => void;
  readonly onLoad: (instance: Instance) => void;
}

/** The route of RegistryService. */
export function registryRoute(ports: RegistryPorts): Route {
  const { clock, registry, types, times, routerId, epoch } = ports;
  return route(RegistryService, {
    register(request) {
      const problem = manifestProblem(request.manifest) ?? addressProblem(request.address, request.instanceId);
      if (problem) throw new MeshError("INVALID_ARGUMENT", problem);
      const manifest = request.manifest!;
      const contractVersion = negotiate(manifest.contractVersions);
      if (contractVersion === undefined) {
        throw new MeshError(
          "CONTRACT_MISMATCH",
          `contract versions ${manifest.contractVersions.join(", ")} are not spoken here`,
        );
      }
      const conflict = types.add(manifest.types);
      if (conflict) throw new MeshError("TYPE_CONFLICT", conflict);
      const instance = registry.register(
        {
          manifest,
          instanceId: request.instanceId,
          proof: request.instanceProof,
          address: request.address,
          pid: request.pid,
          contractVersion,
        },
        { leaseId: newId("lease"), callToken: newSecret() },
        clock.monotonicMs(),
        clock.nowMs(),
      );
      if (!instance) {
        throw new MeshError(
          "INSTANCE_TAKEN",
          `instance ${request.instanceId} is held with another proof, or the router is full`,
        );
      }
      return {
        lease: {
          id: instance.leaseId,
          timeToLive: durationFromMs(times.ttlMs),
          heartbeatInterval: durationFromMs(times.heartbeatMs),
          routerId,
          epoch,
          sequence: BigInt(instance.sequence),
          contractVersion,
        },
        callToken: instance.callToken,
      };
    },
    heartbeat({ leaseId, load }) {
      const instance = registry.heartbeat(leaseId, load, clock.monotonicMs());
      if (!instance) throw new MeshError("UNKNOWN_LEASE", "the lease has ended or is another router's");
      ports.onLoad(instance);
      return { timeToLive: durationFromMs(times.ttlMs), drain: instance.draining };
    },
    deregister({ leaseId }) {
      const gone = registry.deregister(leaseId);
      if (gone) ports.onGone(gone);
      return {};
    },
    listAgents() {
      const nowMs = clock.monotonicMs();
      const agents = [...registry.all()].map((instance) => agentInfo(instance, times, nowMs));
      const key = (a: (typeof agents)[number]) => `${a.manifest?.agentId}/${a.instanceId}`;
      return { agents: agents.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
    },
  });
}

function addressProblem(address: string, instanceId: string): string | undefined {
  if (!/^[\w-]{1,128}$/.test(instanceId)) return "instance_id: letters, digits, - and _, at most 128";
  if (!/^[\w.\-[\]:]{1,253}:\d{1,5}$/.test(address)) return "address: host:port";
  return undefined;
}

function agentInfo(instance: Instance, times: LeaseTimes, nowMs: number): MessageInitShape<typeof AgentInfoSchema> {
  return {
    manifest: instance.manifest,
    instanceId: instance.instanceId,
    address: instance.address,
    state: stateOf(instance, times, nowMs),
    ...(instance.load ? { load: instance.load } : {}),
    routerInFlight: instance.inFlight,
    registeredAt: timestampFromMs(instance.registeredAtMs),
    pid: instance.pid,
    attempts: BigInt(instance.attempts),
    failures: BigInt(instance.failures),
  };
}

function stateOf(instance: Instance, times: LeaseTimes, nowMs: number): AgentState {
  if (instance.draining) return AgentState.DRAINING;
  if (isSuspect(instance, times, nowMs)) return AgentState.SUSPECT;
  if (!mayCall(instance.breaker, nowMs)) return AgentState.BROKEN;
  return AgentState.READY;
}
