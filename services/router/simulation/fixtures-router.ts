import { createClient, type Client } from "@connectrpc/connect";
import { AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Bus } from "@viba/bus/bus";
import type { FairQueueOptions } from "@viba/runtime/fair-queue";
import type { Random } from "@viba/runtime/random";
import type { FakeClock } from "@viba/testkit/clock";
import type { Link } from "@viba/transport/link/core";
import { linkKey } from "@viba/transport/link/link-key";
import { createLocalTransport } from "@viba/transport/local";
import type { Handler, Route } from "@viba/transport/routes";
import { createChooser } from "../chooser.ts";
import { createRegistry, type Registry } from "../core/registry.ts";
import { type Instance, leaseDefaults } from "../core/instance.ts";
import { createTypeBook } from "../core/types.ts";
import { createResultMemory } from "../memory.ts";
import { loseInstance, openDispatch } from "../open-dispatch.ts";
import { openReplication } from "../replication.ts";
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
  /** Names it among several; "router" alone. */
  readonly routerId?: string;
  /** Where it tells the others and hears of them; absent when it is alone. */
  readonly bus?: Bus;
  /** A lease has ended by its time. */
  readonly onExpired?: (instance: Instance) => void;
}

/** Set on a call that is to count as come on a link whose other end serves as an agent. */
export const onLink = { headers: { "x-on-link": "1" } };

/** Starts a router that knows nobody yet. */
export function startSimRouter(options: SimRouterOptions): SimRouter {
  const { clock, random, epoch, agent, queue = {}, routerId = "router", bus, onExpired } = options;
  const registry = createRegistry(leaseDefaults);
  const types = createTypeBook();
  const died = new AbortController();
  const ports = openDispatch({
    clock,
    registry,
    queue,
    connections: { client: agent, reachable: async () => {}, linkOf: () => undefined },
    tokenKey: "key",
    memory: createResultMemory(undefined),
    chooser: createChooser({ clock, random, registry, times: leaseDefaults, origin: epoch.toString(16) }),
  });
  const sweep = clock.every(leaseDefaults.heartbeatMs / 4, () => {
    for (const gone of registry.expire(clock.monotonicMs())) {
      loseInstance(gone, "its lease ended");
      void replication.then((one) => one?.ended(gone));
      onExpired?.(gone);
    }
    ports.admission.wake();
  });
  const seal = (text: string) => text;
  const replication = bus
    ? openReplication({
        ...{ clock, bus, registry, types, routerId, epoch, seal },
        times: leaseDefaults,
        onGone: (instance) => loseInstance(instance, "the router that held its lease let it go"),
        onChanged: () => ports.admission.wake(),
        log: () => {},
      })
    : Promise.resolve(undefined);
  const registryPorts = {
    clock,
    registry,
    types,
    times: leaseDefaults,
    routerId,
    seal,
    onRegistered: (instance: Instance) => void replication.then((one) => one?.registered(instance)),
    epoch,
    connections: { bind: () => {}, speaksFor: () => true },
    onGone: (instance: Instance) => void replication.then((one) => one?.ended(instance)),
    onLoad: ({ instanceId }: Instance) => ports.quarantine.absolve(instanceId),
    onJoined: () => ports.admission.wake(),
  };
  const transport = createLocalTransport([routerRoute(ports), linked(registryRoute(registryPorts))]);
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
      void replication.then((one) => one?.[Symbol.asyncDispose]());
    },
  };
}

/** Gives calls that say so a link to an agent. */
function linked({ service, handlers }: Route): Route {
  const link = { peer: { name: "agent", services: [AgentService.typeName], principal: undefined } } as unknown as Link;
  const wrapped = Object.entries(handlers).map(([name, handler]): [string, Handler] => [
    name,
    (input, context) => {
      if (context.requestHeader.has("x-on-link")) context.values.set(linkKey, link);
      return handler(input, context);
    },
  ]);
  return { service, handlers: Object.fromEntries(wrapped) };
}
