import { createClient } from "@connectrpc/connect";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import {
  type CallRequest,
  CallRequestSchema,
  RouterService,
  type WantSchema,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import { toMeshError } from "@viba/runtime/errors";
import { fakeClock, settle } from "@viba/testkit/clock";
import { callRoute, type CallHandler } from "@viba/transport/call/serve-call";
import { type CallRecord, guardAll, guardOpaque, type GuardOptions } from "@viba/transport/guard";
import { createLink } from "@viba/transport/link/link";
import type { Link } from "@viba/transport/link/core";
import { createMemoryPorts } from "@viba/transport/link/memory-port";
import type { PassThrough } from "@viba/transport/link/serve";
import { type BytesLane, createLocalTransport } from "@viba/transport/local";
import { bearerToken, meshService, type Principal, type Verify } from "@viba/transport/principal";
import { brief, plan, promise, registration } from "../fixtures.ts";
import { openRouter } from "../service.ts";

/** What a request says otherwise than usual. */
export type Asked = Omit<MessageInitShape<typeof CallRequestSchema>, "want" | "$typeName"> & {
  readonly want?: Omit<MessageInitShape<typeof WantSchema>, "$typeName">;
};

/** How a call reaches the router: as frames of a link, as bytes from the same process, or as a message (from there too). */
export type Way = "frames" | "bytes" | "messages";

const agentRole: Principal = { roles: [Role.AGENT], subject: "agent", tenant: "local" };
const verify: Verify = (header) => ({ service: meshService, agent: agentRole })[bearerToken(header) ?? ""];

/** A router in memory whose agents come over links, and calls to it. */
export async function openCallMesh(way: Way) {
  const clock = fakeClock();
  const bus = await openEmbeddedBus({ clock });
  const nobody = createLocalTransport([]);
  const router = await openRouter({
    ...{ clock, bus, random: () => 0, orchestrator: nobody, monitor: nobody, learner: nobody, cache: nobody },
    ...{ tokenKey: "key", epoch: 1n, log: () => {} },
  });
  const told: CallRecord[] = [];
  const guarding: GuardOptions = { verify, monotonicMs: () => clock.monotonicMs(), onCall: (call) => told.push(call) };
  const routes = guardAll(router.routes, guarding);
  const links: Link[] = [];
  const passed = { count: 0 };
  const join = (token: string, agent: Partial<Parameters<typeof createLink>[0]> = {}) => {
    const [near, far] = createMemoryPorts();
    const frames = router.callFrames(guarding.onCall);
    const passThrough: PassThrough = {
      accept(view, from) {
        const taken = frames.accept(view, from);
        if (taken) passed.count += 1;
        return taken;
      },
    };
    const shared = { clock, verify };
    const theirs = createLink({ ...shared, port: far, opener: false, name: "router", routes, passThrough });
    const link = createLink({ ...shared, port: near, opener: true, name: token, token, trust: meshService, ...agent });
    links.push(link, theirs);
    return { link, theirs, cut: () => near.cut() };
  };
  const caller = join("service");
  await caller.link.opened;
  const frames = router.callFrames(guarding.onCall);
  const lane: BytesLane = {
    method: frames.method,
    callBytes(call, principal, read) {
      const taken = frames.callBytes(call, principal, read);
      if (taken) passed.count += 1;
      return taken;
    },
  };
  const local = createLocalTransport(routes, way === "bytes" ? { lane: () => lane } : {});
  const transport = way === "frames" ? caller.link.transport : local;
  const client = createClient(RouterService, transport);

  return {
    clock,
    client,
    caller,
    told,
    /** Calls taken off a link as frames. */
    passed,
    router,
    /** Joins an agent that answers so. */
    async agent(instanceId: string, handler: CallHandler, more: Parameters<typeof promise>[0] = {}) {
      const opaque = [guardOpaque(callRoute(handler), { verify, monotonicMs: () => clock.monotonicMs() })];
      const ends = join("agent", { opaque });
      await ends.link.opened;
      const registry = createClient(RegistryService, ends.link.transport);
      const { manifest, proof } = registration(instanceId, { capabilities: [promise(more)] });
      await registry.register({ manifest, instanceId, address: "", instanceProof: proof, pid: 7 });
      return ends;
    },
    /** An agent that listens at a port of this machine, and is dialled there. */
    async dialled(instanceId: string, port: number, ...capabilities: ReturnType<typeof promise>[]) {
      const registry = createClient(RegistryService, createLocalTransport(router.routes));
      const { manifest, proof } = registration(instanceId, { capabilities });
      await registry.register({ manifest, instanceId, address: `127.0.0.1:${port}`, instanceProof: proof, pid: 8 });
    },
    /** A link of somebody with this proof. */
    linkOf: (token: string) => join(token).link,
    ask: (more: Asked = {}, options: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
      client.call(request(more), options),
    /** The reason a call fails with, or what it is answered with. */
    async outcome(task: Promise<{ output: Uint8Array }>) {
      return task.then(
        ({ output }) => Buffer.from(output).toString(),
        (error: unknown) => toMeshError(error),
      );
    },
    /** Work in flight, waiting calls, and what links still hold of calls: all 0 when everything was let go. */
    async held() {
      await settle();
      const { agents } = await createClient(RegistryService, createLocalTransport(router.routes)).listAgents({});
      const inFlight = agents.reduce((sum, { routerInFlight }) => sum + routerInFlight, 0);
      const calls = links.reduce((sum, { core }) => sum + core.outgoing.size + core.incoming.size, 0);
      return { inFlight, calls };
    },
    async [Symbol.asyncDispose]() {
      for (const link of links) link.close();
      await clock.advanceAsync(1000);
      await router[Symbol.asyncDispose]();
      await bus[Symbol.asyncDispose]();
    },
  };
}

/** A plan is wanted and a brief is there. */
export function request({ want, ...more }: Asked = {}): CallRequest {
  return create(CallRequestSchema, {
    want: { outputType: plan, availableTypes: [brief], tenant: "t1", ...want },
    inputs: [Buffer.from("a brief")],
    ...more,
  });
}
