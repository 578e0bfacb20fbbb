import type { Lifecycle } from "@viba/runtime/lifecycle";
import type { Log } from "@viba/runtime/log";
import { createLocalTransport } from "@viba/transport/local";
import type { Route } from "@viba/transport/routes";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { type GroundParent, openGround } from "../serve/ground.ts";
import { listenGrpc, listenWeb } from "../serve/listen.ts";
import { openPart, type Part } from "../serve/parts.ts";
import { type ServiceName, serviceNames } from "../serve/services.ts";
import { statusRoute } from "../serve/status.ts";
import type { MeshConfig } from "./mesh-config.ts";
import { openSupervisor } from "./supervisor.ts";

const host = "127.0.0.1";

/**
 * All services of the mesh in this process: each as `viba serve` starts it, with calls by reference between them. What
 * is opened is handed to the lifecycle, which closes it in the reverse order.
 */
export async function openMesh(
  config: MeshConfig,
  lifecycle: Lifecycle,
  log: Log,
  channelFd?: number,
): Promise<{ studio: string; grpc: string }> {
  const parent = channelFd === undefined ? undefined : openParent(channelFd);
  const opened = await openGround({ config, lifecycle, log, service: "mesh" });
  const ground = parent ? { ...opened, parent } : opened;
  // Services find one another in this list, which is filled below: who calls whom has no order.
  const local: Route[] = [];
  const parts: Partial<Record<ServiceName, Part>> = {};
  const transport = createLocalTransport(local, { lane: () => parts.router?.frames });
  const mesh = { transport, to: () => transport };
  for (const name of serviceNames) {
    parts[name] = await openPart[name](ground, mesh);
    local.push(...parts[name].routes);
  }

  local.push(...statusRoute(ground));

  const grpc = await listenGrpc(ground, { host, port: config.agentsPort }, forAgents(parts), parts.router?.frames);
  const web = await listenWeb(ground, { host, port: config.port }, local, transport);
  for (const part of Object.values(parts)) part.begin?.();
  return { studio: `http://${host}:${web}`, grpc: `${host}:${grpc}` };
}

/** The channel to the parent; what it tells goes to whoever is there to hear it. */
function openParent(fd: number): GroundParent {
  const supervisor = openSupervisor(fd, {
    ended: (pid, why) => parent.news?.ended(pid, why),
    givenUp: (agents) => parent.news?.givenUp(agents),
  });
  const parent: GroundParent = { supervisor, news: undefined };
  return parent;
}

/** What agents and strangers' tools see: runs and what the router passes on, but not the services behind it. */
function forAgents({ router, learner, cache, gateway, orchestrator }: Partial<Record<ServiceName, Part>>): Route[] {
  const runs = orchestrator?.routes.filter(({ service }) => service.typeName === OrchestratorService.typeName);
  return [router?.routes, learner?.routes, cache?.routes, gateway?.routes, router?.forAgents, runs].flatMap(
    (routes) => routes ?? [],
  );
}
