import type { Transport } from "@connectrpc/connect";
import { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { ArtifactService, MemoryService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";

/** The services of a mesh, in the order in which they are started. */
export const serviceNames = ["monitor", "cache", "learner", "router", "orchestrator", "gateway"] as const;

/** One of them. */
export type ServiceName = (typeof serviceNames)[number];

/** Where a service listens unless told otherwise, on this machine: the gateway for people, the others for one another. */
export const defaultPorts: Readonly<Record<ServiceName, number>> = {
  gateway: 7070,
  router: 7071,
  orchestrator: 7072,
  learner: 7073,
  cache: 7074,
  monitor: 7075,
};

/** Which service answers which protobuf service. */
export const ownerOf: Readonly<Record<string, ServiceName>> = {
  [CacheService.typeName]: "cache",
  [GatewayService.typeName]: "gateway",
  [LearnerService.typeName]: "learner",
  [MonitorService.typeName]: "monitor",
  [ArtifactService.typeName]: "orchestrator",
  [MemoryService.typeName]: "orchestrator",
  [OrchestratorService.typeName]: "orchestrator",
  [RegistryService.typeName]: "router",
  [RouterService.typeName]: "router",
};

/** Ways to the services, wherever they run. */
export interface Mesh {
  /** Reaches each service by the method that is called. */
  readonly transport: Transport;
  /** Reaches one of them, with a method that each serves. */
  readonly to: (name: string) => Transport;
}

/** The variable that names a service's address, for example VIBA_ROUTER. */
export function addressVariable(name: ServiceName): string {
  return `VIBA_${name.toUpperCase()}`;
}
