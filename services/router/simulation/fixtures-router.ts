import { createClient, type Client } from "@connectrpc/connect";
import type { AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { FairQueueOptions } from "@viba/runtime/fair-queue";
import type { Random } from "@viba/runtime/random";
import type { FakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { decide } from "../core/decide.ts";
import { createRegistry, type Instance, leaseDefaults, type Registry } from "../core/registry.ts";
import { createTypeBook } from "../core/types.ts";
import { createResultMemory } from "../memory.ts";
import { loseInstance, openDispatch } from "../open-dispatch.ts";
import { registryRoute } from "../registry-routes.ts";
import { routerRoute, type RouterPorts } from "../router-routes.ts";

/** A router as a process: the production parts on a fake clock, with agents that are reached as the world allows. */
export interface SimRouter {
  readonly registry: Registry;
  readonly ports: RouterPorts;
  readonly register: Client<typeof RegistryService>;
  readonly calls: Client<typeof RouterService>;
  /** Aborts when the process dies. */
  readonly died: AbortSignal;
  /** Sent by the router itself, by run. */
  readonly attempts: Map<string, number>;
  kill(): void;
}

/** What a router needs of its world. */
export interface SimRouterOptions {
  readonly clock: FakeClock;
  readonly random: Random;
  readonly epoch: bigint;
  readonly agent: (instance: Instance) => Client<typeof AgentService>;
  readonly queue?: Partial<FairQueueOptions>;
}

/** Starts a router that knows nobody yet. */
export function startSimRouter({ clock, random, epoch, agent, queue = {} }: SimRouterOptions): SimRouter {
  const registry = createRegistry(leaseDefaults);
  const types = createTypeBook();
  const died = new AbortController();
  let decisions = 0;
  const ports = openDispatch({
    clock,
    registry,
    queue,
    connections: { client: agent, reachable: async () => {} },
    tokenKey: "key",
    memory: createResultMemory(undefined),
    choose: (request, tried, preferred) =>
      decide({
        want: request.want!,
        runId: request.runId,
        stepId: request.stepId,
        decisionId: `d${epoch}.${++decisions}`,
        tried,
        preferred,
        instances: registry.making(request.want!.outputType),
        snapshot: undefined,
        times: leaseDefaults,
        nowMs: clock.monotonicMs(),
        wallMs: clock.nowMs(),
        random,
      }),
  });
  const sweep = clock.every(leaseDefaults.heartbeatMs / 4, () => {
    for (const gone of registry.expire(clock.monotonicMs())) loseInstance(gone, "its lease ended");
    ports.admission.wake();
  });
  const registryPorts = {
    clock,
    registry,
    types,
    times: leaseDefaults,
    routerId: "router",
    seal: (text: string) => text,
    epoch,
    connections: { bind: () => {}, speaksFor: () => true },
    onGone: () => {},
    onLoad: ({ instanceId }: Instance) => ports.quarantine.absolve(instanceId),
    onJoined: () => ports.admission.wake(),
  };
  const transport = createLocalTransport([routerRoute({ ...ports, team: () => ({}) }), registryRoute(registryPorts)]);
  return {
    registry,
    ports,
    register: createClient(RegistryService, transport),
    calls: createClient(RouterService, transport),
    died: died.signal,
    attempts: new Map(),
    kill() {
      sweep.cancel();
      died.abort();
    },
  };
}
