import { Socket } from "node:net";
import { createClient, type Transport } from "@connectrpc/connect";
import { DrainMode, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Clock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { openChannel } from "./channel.ts";
import { type Supervised, type Supervisor, upgradeAgent, type UpgradeStage } from "./upgrade.ts";

/** What the mesh process does with what its parent sees. */
export interface ParentNews {
  readonly ended: (pid: number, why: string) => void;
  readonly givenUp: (agents: readonly { readonly name: string; readonly why: string }[]) => void;
}

/** The mesh process's end of the channel to its parent, on an inherited descriptor. */
export function openSupervisor(fd: number, news: ParentNews): Supervisor {
  const socket = new Socket({ fd, readable: true, writable: true });
  socket.unref();
  const channel = openChannel(socket, {
    ended: ({ pid, why }) => news.ended(Number(pid), String(why)),
    "given-up": ({ agents }) => news.givenUp(agents as { name: string; why: string }[]),
  });
  return {
    children: async () => (await channel.ask("children"))["children"] as Supervised[],
    start: async (folder) => (await channel.ask("start", { folder }))["child"] as Supervised,
    stop: async (id) => void (await channel.ask("stop", { id })),
  };
}

/** Upgrades agents of this mesh, one at a time; who stops listening does not stop the upgrade. */
export function createUpgrade(supervisor: Supervisor, mesh: Transport, clock: Clock) {
  const registry = createClient(RegistryService, mesh);
  const router = createClient(RouterService, mesh);
  let busyWith: string | undefined;
  const ports = {
    clock,
    supervisor,
    agents: async () => (await registry.listAgents({})).agents,
    async standBy(instanceId: string, on: boolean) {
      await router.drainAgent({ instanceId, mode: on ? DrainMode.STAND_BY : DrainMode.RETURN });
    },
  };
  return async function* upgrade(request: { agentId: string; folder: string }): AsyncGenerator<UpgradeStage> {
    if (busyWith !== undefined) throw new MeshError("CONFLICT", `${busyWith} is being upgraded: wait until it is done`);
    busyWith = request.agentId;
    const told: UpgradeStage[] = [];
    let wake = () => {};
    let running = true;
    const ended = upgradeAgent(request, ports, (stage) => {
      told.push(stage);
      wake();
    }).finally(() => {
      running = false;
      busyWith = undefined;
      wake();
    });
    ended.catch(() => {});
    for (;;) {
      yield* told.splice(0);
      if (!running) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    yield* told.splice(0);
    await ended;
  };
}
