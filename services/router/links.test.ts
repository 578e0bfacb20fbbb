import { createClient, type Transport } from "@connectrpc/connect";
import type { Bus } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { AgentService, AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { type DispatchResponse, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { toMeshError } from "@viba/runtime/errors";
import { fakeClock, settle } from "@viba/testkit/clock";
import { guardAll } from "@viba/transport/guard";
import { createLink } from "@viba/transport/link/link";
import type { Link } from "@viba/transport/link/core";
import { createMemoryPorts } from "@viba/transport/link/memory-port";
import { createLocalTransport } from "@viba/transport/local";
import { bearerToken, meshService, type Verify } from "@viba/transport/principal";
import { type Route, route } from "@viba/transport/routes";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registration, wanted } from "./fixtures.ts";
import { accepted, done, type Behaviour, hangs, says } from "./fixtures-agents.ts";
import { openRouter, type RouterService as Router } from "./service.ts";

const clock = fakeClock();
const verify: Verify = (header) => {
  const [, token, agentId] = /^(join|certificate)(?:-(\w+))?$/.exec(bearerToken(header) ?? "") ?? [];
  const agent = { roles: [Role.AGENT], subject: "agent", tenant: "local" };
  return token ? { ...agent, ...(agentId ? { agentId } : {}) } : undefined;
};
const replicas = { self: "10.0.0.1:7071", all: ["10.0.0.1:7071", "10.0.0.2:7071"] };
const opened: Link[] = [];
let bus: Bus;
let router: Router;

beforeEach(async () => {
  const nobody = createLocalTransport([]);
  bus = await openEmbeddedBus({ clock });
  router = await openRouter({
    clock,
    random: () => 0,
    bus,
    orchestrator: nobody,
    monitor: nobody,
    learner: nobody,
    cache: nobody,
    tokenKey: "key",
    epoch: 1n,
    replicas,
    log: () => {},
  });
});
afterEach(async () => {
  for (const link of opened.splice(0)) link.close();
  await clock.advanceAsync(1000);
  await router[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
});

/** An agent's end of a link to the router. */
function openLink(options: { token?: string; behaviour?: Behaviour; serves?: boolean } = {}) {
  const { token = "join", behaviour = says(accepted, done()), serves = true } = options;
  const [near, far] = createMemoryPorts();
  const guarded = guardAll([...router.routes, ...router.passThrough], { verify, monotonicMs: () => 0 });
  const agent: Route = route(AgentService, {
    execute: (request, { signal }) => behaviour(request, signal),
    getAttempt: () => ({ state: AttemptState.RUNNING }),
    describe: () => ({ manifest: registration().manifest }),
  });
  const shared = { clock, verify };
  const theirs = createLink({ ...shared, port: far, opener: false, name: "router", routes: guarded });
  const routes = serves ? guardAll([agent], { verify, monotonicMs: () => 0 }) : [];
  const link = createLink({ ...shared, port: near, opener: true, name: "agent", token, routes, trust: meshService });
  opened.push(link, theirs);
  return { link, cut: () => near.cut(), registry: createClient(RegistryService, link.transport) };
}

/** Opens a link and registers on it. */
async function join(options: Parameters<typeof openLink>[0] & { instanceId?: string; proof?: string } = {}) {
  const { manifest, instanceId, proof } = registration(options.instanceId);
  const ends = openLink(options);
  await ends.link.opened;
  const request = { manifest, instanceId, address: "", instanceProof: options.proof ?? proof };
  const answer = await ends.registry.register(request);
  return { ...ends, answer, leaseId: answer.lease!.id };
}

const mesh = (): Transport => createLocalTransport(router.routes);
const agents = async () =>
  (await createClient(RegistryService, mesh()).listAgents({})).agents.map(({ instanceId, state, address }) => ({
    instanceId,
    state,
    address,
  }));
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );

async function run(onEvent: (event: DispatchResponse) => Promise<void> | void = () => {}) {
  const events: (string | undefined)[] = [];
  for await (const event of createClient(RouterService, mesh()).dispatch({ attemptId: "x-1", want: wanted() })) {
    events.push(event.event.case);
    await onEvent(event);
  }
  return events;
}

describe("an instance on a link", () => {
  test("is called on the link it registered on", async () => {
    await join();
    expect(await agents()).toEqual([{ instanceId: "a-1", state: AgentState.READY, address: "" }]);
    expect(await run()).toEqual(["decision", "accepted", "done"]);
  });

  test("is suspect at once when the link is lost, and gone when the lease has ended", async () => {
    const { cut } = await join();
    cut();
    await settle();
    expect(await agents()).toMatchObject([{ state: AgentState.SUSPECT }]);
    expect(await reasonOf(run())).toBe("NO_CAPABLE_AGENT");
    await clock.advanceAsync(2000);
    expect(await agents()).toHaveLength(1);
    await clock.advanceAsync(1500);
    expect(await agents()).toEqual([]);
  });

  test("is the same one again on a new link, which the old link's end doesn't change", async () => {
    const first = await join();
    const second = await join();
    expect(await reasonOf(first.registry.heartbeat({ leaseId: first.leaseId }))).toBe("UNKNOWN_LEASE");
    first.cut();
    await settle();
    expect(await agents()).toEqual([{ instanceId: "a-1", state: AgentState.READY, address: "" }]);
    expect(await reasonOf(second.registry.heartbeat({ leaseId: second.leaseId }))).toBe("none");
    expect(await run()).toEqual(["decision", "accepted", "done"]);
  });

  test("that says goaway gets no new work while it finishes what it has", async () => {
    const { link } = await join({ behaviour: hangs });
    const events: (string | undefined)[] = [];
    const running = run(({ event }) => {
      events.push(event.case);
      if (event.case === "accepted") link.goAway();
    }).catch(() => {});
    await settle();
    expect(events).toEqual(["decision", "accepted"]);
    expect(await agents()).toMatchObject([{ state: AgentState.SUSPECT }]);
    expect(link.state).toBe("draining");
    link.close();
    await running;
  });

  test("whose link is lost in mid-call: the outcome is unknown, and is asked for as soon as it is back", async () => {
    const { cut } = await join({ behaviour: hangs });
    const lost = run(({ event }) => {
      if (event.case === "accepted") cut();
    });
    expect(await reasonOf(lost)).toBe("UNKNOWN_OUTCOME");
    const finding = createClient(RouterService, mesh()).findAttempt({ attemptId: "x-1" });
    await clock.advanceAsync(900);
    await join();
    expect((await finding).attempt?.state).toBe(AttemptState.RUNNING);
  });

  test("that does not come back is asked for no longer than two seconds", async () => {
    const { cut } = await join();
    await run();
    cut();
    await settle();
    const finding = reasonOf(createClient(RouterService, mesh()).findAttempt({ attemptId: "x-1" }));
    await clock.advanceAsync(2000);
    expect(await finding).toBe("NOT_STARTED");
  });
});

test("the routers there are, are named at each registration and heartbeat", async () => {
  const { registry, leaseId, answer } = await join();
  expect([answer.routers, answer.routerAddress]).toEqual([replicas.all, replicas.self]);
  expect((await registry.heartbeat({ leaseId })).routers).toEqual(replicas.all);
});

describe("a link proves who is at its other end", () => {
  test("nobody else renews a lease, though it knows its name, and nobody takes an instance without its proof", async () => {
    const { leaseId } = await join();
    const other = await join({ instanceId: "a-2" });
    expect(await reasonOf(other.registry.heartbeat({ leaseId }))).toBe("UNKNOWN_LEASE");
    expect(await reasonOf(join({ proof: "stolen" }))).toBe("INSTANCE_TAKEN");
    expect(await reasonOf(run())).toBe("none");
  });

  test("a certificate's holder registers as the agent it names and as no other", async () => {
    expect(await reasonOf(join({ token: "certificate-b" }))).toBe("DENIED");
    expect(await reasonOf(join({ token: "certificate-a" }))).toBe("none");
  });

  test("a wrong token opens no link, and one without a token may do nothing", async () => {
    expect(await reasonOf(join({ token: "wrong" }))).toBe("UNAUTHENTICATED");
    expect(await reasonOf(join({ token: "" }))).toBe("UNAUTHENTICATED");
  });

  test("an agent may call what agents may, and nothing else", async () => {
    const { link, registry } = await join();
    expect(await reasonOf(registry.listAgents({}))).toBe("DENIED");
    const service = createClient(RouterService, link.transport);
    expect(await reasonOf(service.drainAgent({ instanceId: "a-1" }))).toBe("DENIED");
  });

  test("who serves no agent on the link has to say where it is dialled", async () => {
    expect(await reasonOf(join({ serves: false }))).toBe("INVALID_ARGUMENT");
  });
});
