import { createClient } from "@connectrpc/connect";
import type { Bus } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { DrainMode, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { toMeshError } from "@viba/runtime/errors";
import { fakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { afterEach, beforeEach, expect, test } from "vitest";
import { registration, wanted } from "./fixtures.ts";
import { openRouter, type RouterService as Router } from "./service.ts";

const clock = fakeClock();
const all = ["a:1", "b:1"];
let bus: Bus;
let routers: Map<string, Router>;

beforeEach(async () => {
  bus = await openEmbeddedBus({ clock });
  routers = new Map();
  for (const self of all) await start(self, 1n);
});
afterEach(async () => {
  for (const self of [...routers.keys()]) await stop(self);
  await bus[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
});

async function start(self: string, epoch: bigint) {
  const nobody = createLocalTransport([]);
  const behind = { orchestrator: nobody, monitor: nobody, learner: nobody, cache: nobody };
  const replicas = { self, all };
  const more = { clock, bus, replicas, epoch, tokenKey: "key", random: () => 0, log: () => {} };
  routers.set(self, await openRouter({ ...behind, ...more }));
}

async function stop(self: string) {
  await routers.get(self)?.[Symbol.asyncDispose]();
  routers.delete(self);
}

const agent = { roles: [Role.AGENT], subject: "agent", tenant: "local" };
const registryOf = (self: string, as?: typeof agent) =>
  createClient(RegistryService, createLocalTransport(routers.get(self)!.routes, as ? { principal: as } : {}));
const callsOf = (self: string) => createClient(RouterService, createLocalTransport(routers.get(self)!.routes));

async function register(self: string, proof = "secret") {
  const { manifest, instanceId, address } = registration("x-1");
  const request = { manifest, instanceId, address, instanceProof: proof };
  const { lease, callToken } = await registryOf(self, agent).register(request);
  return { leaseId: lease!.id, callToken };
}

/** Beats at a router as long as the clock moves. */
async function beatFor(self: string, leaseId: string, ms: number): Promise<string> {
  for (let t = 0; t < ms; t += 500) {
    await clock.advanceAsync(500);
    try {
      await registryOf(self, agent).heartbeat({ leaseId });
    } catch (error) {
      return toMeshError(error).reason;
    }
  }
  return "held";
}

const seen = async () =>
  Object.fromEntries(
    await Promise.all(
      [...routers.keys()].map(async (self) => {
        const { agents } = await registryOf(self).listAgents({});
        return [self, agents.map(({ instanceId, state }) => `${instanceId} ${state}`)];
      }),
    ),
  );
const here = (state: AgentState) => [`x-1 ${state}`];
const ready = here(AgentState.READY);

test("a dialled agent that registers at one router is there for all, as long as its lease is renewed", async () => {
  const { leaseId } = await register("a:1");
  expect(await beatFor("a:1", leaseId, 4000)).toBe("held");
  expect(await seen()).toEqual({ "a:1": ready, "b:1": ready });
  expect((await callsOf("b:1").decide({ want: wanted() })).decision?.chosenInstanceId).toBe("x-1");
  // Nobody renews it: gone everywhere.
  await clock.advanceAsync(7000);
  expect(await seen()).toEqual({ "a:1": [], "b:1": [] });
});

test("a lease is its router's alone: no other renews it", async () => {
  const { leaseId } = await register("a:1");
  await beatFor("a:1", leaseId, 1500);
  expect(await beatFor("b:1", leaseId, 500)).toBe("UNKNOWN_LEASE");
  expect(await seen()).toEqual({ "a:1": ready, "b:1": ready });
});

test("its router dies: the others let it go with the lease, and take it where it registers next", async () => {
  const { leaseId } = await register("a:1");
  await beatFor("a:1", leaseId, 1500);
  await stop("a:1");
  await clock.advanceAsync(6500);
  expect(await seen()).toEqual({ "b:1": [] });
  const next = await register("b:1");
  await start("a:1", 2n);
  expect(await beatFor("b:1", next.leaseId, 3000)).toBe("held");
  expect(await seen()).toEqual({ "a:1": ready, "b:1": ready });
});

test("it moves to another router while the first lives: one lease is left, and all agree whose", async () => {
  const first = await register("a:1");
  await beatFor("a:1", first.leaseId, 1500);
  const second = await register("b:1");
  expect(second.callToken).not.toBe(first.callToken);
  expect(await beatFor("b:1", second.leaseId, 3000)).toBe("held");
  expect(await beatFor("a:1", first.leaseId, 500)).toBe("UNKNOWN_LEASE");
  expect(await seen()).toEqual({ "a:1": ready, "b:1": ready });
});

test("nobody takes an instance at another router without its proof", async () => {
  const { leaseId } = await register("a:1");
  await beatFor("a:1", leaseId, 1500);
  await expect(register("b:1", "stolen")).rejects.toThrow(/held with another proof/);
});

test("a router told to drain it tells the others, and its goodbye too", async () => {
  const { leaseId } = await register("a:1");
  await beatFor("a:1", leaseId, 1500);
  await callsOf("b:1").drainAgent({ instanceId: "x-1", mode: DrainMode.LEAVE });
  await beatFor("a:1", leaseId, 1500);
  const drains = here(AgentState.DRAINING);
  expect(await seen()).toEqual({ "a:1": drains, "b:1": drains });
  await registryOf("a:1", agent).deregister({ leaseId });
  await clock.advanceAsync(100);
  expect(await seen()).toEqual({ "a:1": [], "b:1": [] });
});
