import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import type { Bus } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { LoadStrainedSchema, SnapshotPublishedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { ArmSchema, LearnerService, PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { ArtifactService, MemoryService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import {
  AgentState,
  type RegisterRequestSchema,
  RegistryService,
} from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";
import { msFromDuration, toMeshError } from "@viba/runtime/errors";
import { fakeClock, settle } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import type { Principal } from "@viba/transport/principal";
import { route } from "@viba/transport/routes";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sealToken } from "./core/token.ts";
import { brings, plan, promise, registration, wanted } from "./fixtures.ts";
import { openRouter, type RouterService as Router } from "./service.ts";

const agent: Principal = { roles: [Role.AGENT], subject: "agent", tenant: "local" };
const clock = fakeClock();
let bus: Bus;
let router: Router;
let learned = 0n;
let learnerIsAway = false;
let logged: string[] = [];
let behind: string[] = [];

const snapshot = (version: bigint) =>
  create(PolicySnapshotSchema, {
    version,
    kind: "ucb1",
    arms: [create(ArmSchema, { outputType: plan, agentId: "a", pulls: 9n, meanReward: 0.5 })],
  });

/** What stands behind the router. */
const others = createLocalTransport(
  [
    route(CacheService, { get: () => ({}), put: () => ({}) }),
    route(LearnerService, {
      getSnapshot() {
        if (learnerIsAway) throw new TypeError("away");
        return learned > 0n ? { snapshot: snapshot(learned) } : {};
      },
    }),
    route(MonitorService, {
      reportSpans({ spans }) {
        behind.push(`spans ${spans.length}`);
        return {};
      },
    }),
    route(ArtifactService, {
      async putBlob(pieces) {
        let size = 0;
        for await (const { chunk, attemptToken } of pieces) {
          size += chunk.length;
          behind.push(`piece ${chunk.length} with token "${attemptToken}"`);
        }
        return { digest: "d", size: BigInt(size) };
      },
      async *getBlob({ digest, attemptToken }) {
        behind.push(`read ${digest} with token "${attemptToken}"`);
        yield { chunk: new Uint8Array(3) };
      },
    }),
    route(MemoryService, {
      readValue({ runId, key }) {
        behind.push(`value ${key} of ${runId}`);
        return {};
      },
      writeValue({ runId, key, expectedRevision }) {
        behind.push(`write ${key} of ${runId} at ${expectedRevision}`);
        return { revision: 1n };
      },
    }),
  ],
  { throughBytes: true },
);

beforeEach(async () => {
  [learned, learnerIsAway, logged, behind] = [0n, false, [], []];
  bus = await openEmbeddedBus({ clock });
  router = await openRouter({
    clock,
    random: () => 0,
    bus,
    orchestrator: others,
    monitor: others,
    learner: others,
    cache: others,
    tokenKey: "key",
    epoch: 4n,
    log: (message) => void logged.push(message),
  });
});
afterEach(async () => {
  await router[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
});

const transport = (principal?: Principal): Transport =>
  createLocalTransport([...router.routes, ...router.passThrough], {
    throughBytes: true,
    ...(principal ? { principal } : {}),
  });
const registry = () => createClient(RegistryService, transport(agent));
const service = () => createClient(RouterService, transport());
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );

function register(instanceId = "a-1", more: MessageInitShape<typeof RegisterRequestSchema> = {}) {
  const { manifest, address, proof } = registration(instanceId);
  return registry().register({ manifest, instanceId, address, instanceProof: proof, ...more });
}

describe("registering", () => {
  test("gives a lease of this router and epoch, and a secret to be called with", async () => {
    const { lease, callToken } = await register();
    expect(lease).toMatchObject({ routerId: "router", epoch: 4n, sequence: 1n, contractVersion: 1 });
    expect([msFromDuration(lease!.timeToLive!), msFromDuration(lease!.heartbeatInterval!)]).toEqual([3000, 1000]);
    expect(callToken).toMatch(/^[\w-]{43}$/);
    expect((await register("a-2")).callToken).not.toBe(callToken);
  });

  test.each<[string, MessageInitShape<typeof RegisterRequestSchema>]>([
    ["INVALID_ARGUMENT", { manifest: undefined }],
    ["INVALID_ARGUMENT", { manifest: { ...registration().manifest, agentId: "" } }],
    ["INVALID_ARGUMENT", { instanceId: "" }],
    ["INVALID_ARGUMENT", { instanceId: "../etc" }],
    ["INVALID_ARGUMENT", { instanceProof: "" }],
    ["INVALID_ARGUMENT", { instanceProof: "x".repeat(257) }],
    ["INVALID_ARGUMENT", { address: "" }],
    ["INVALID_ARGUMENT", { address: "127.0.0.1" }],
    ["INVALID_ARGUMENT", { address: "127.0.0.1:0" }],
    ["INVALID_ARGUMENT", { address: "127.0.0.1:65536" }],
    ["INVALID_ARGUMENT", { address: "http://host:80/path" }],
    ["CONTRACT_MISMATCH", { manifest: { ...registration().manifest, contractVersions: [9] } }],
  ])("is refused with %s: %j", async (reason, more) => {
    expect(await reasonOf(register("a-1", more))).toBe(reason);
    expect((await registry().listAgents({})).agents).toEqual([]);
  });

  test("an id that another proof holds is INSTANCE_TAKEN", async () => {
    await register();
    expect(await reasonOf(register("a-1", { instanceProof: "stolen" }))).toBe("INSTANCE_TAKEN");
  });

  test("a type that conflicts is refused, until whoever brought the other one is gone", async () => {
    const type = (of: Type) =>
      brings(plan, { package: "t.v1", messageType: [{ name: "Plan", field: [{ name: "x", number: 1, type: of }] }] });
    const brought = (of: Type) => ({ manifest: { ...registration().manifest, types: [type(of)] } });
    const { lease } = await register("a-1", brought(Type.DOUBLE));
    expect(await reasonOf(register("b-1", brought(Type.STRING)))).toBe("TYPE_CONFLICT");
    expect((await registry().listAgents({})).agents).toHaveLength(1);
    await registry().deregister({ leaseId: lease!.id });
    expect(await reasonOf(register("b-1", brought(Type.STRING)))).toBe("none");
  });
});

describe("a lease", () => {
  test("ends without heartbeats; the next one is UNKNOWN_LEASE", async () => {
    const { lease } = await register();
    clock.advance(2900);
    expect(await reasonOf(registry().heartbeat({ leaseId: lease!.id }))).toBe("none");
    clock.advance(2900);
    expect((await registry().listAgents({})).agents[0]!.state).toBe(AgentState.SUSPECT);
    expect(logged).toEqual([]);
    clock.advance(250);
    expect(logged).toEqual(["a lease ended"]);
    expect(await reasonOf(registry().heartbeat({ leaseId: lease!.id }))).toBe("UNKNOWN_LEASE");
    expect((await registry().listAgents({})).agents).toEqual([]);
  });

  test("that ended, or whose process did, is said for a minute when nobody else is there: not of who said goodbye", async () => {
    const facts = () =>
      service()
        .decide({ want: wanted() })
        .then(String, (error: unknown) => toMeshError(error).facts);
    const { lease } = await register();
    await registry().deregister({ leaseId: lease!.id });
    expect(await facts()).toEqual({ type: plan });
    await register("a-1", { pid: 42 });
    router.processEnded(42, "SIGKILL");
    expect(await facts()).toEqual({ type: plan, lost: "true" });
    clock.advance(60_000);
    expect(await facts()).toEqual({ type: plan });
    await register();
    clock.advance(3500);
    expect(await facts()).toEqual({ type: plan, lost: "true" });
    router.setGivenUp([{ name: "a", why: "it ended five times" }]);
    expect(await facts()).toEqual({ type: plan });
  });

  test("tells on each renewal whether to drain", async () => {
    const { lease } = await register();
    expect((await registry().heartbeat({ leaseId: lease!.id })).drain).toBe(false);
    expect(await service().drainAgent({ agentId: "a" })).toMatchObject({ instances: 1 });
    expect((await registry().heartbeat({ leaseId: lease!.id })).drain).toBe(true);
    expect((await registry().listAgents({})).agents[0]!.state).toBe(AgentState.DRAINING);
  });

  test("a heartbeat's load goes to whoever listens", async () => {
    const heard: string[] = [];
    await bus.subscribe("telemetry.load", ({ subject }) => void heard.push(subject));
    const { lease } = await register();
    await registry().heartbeat({ leaseId: lease!.id, load: { inFlight: 2 } });
    await settle();
    expect(heard).toEqual(["telemetry.load"]);
    expect((await registry().listAgents({})).agents[0]!.load?.inFlight).toBe(2);
  });

  test("an agent under strain is told of once, every five seconds at the latest", async () => {
    const heard: string[] = [];
    await bus.subscribe("telemetry.load.strain", ({ body }) => {
      const { instanceId, strain, begins, value } = fromBinary(LoadStrainedSchema, body);
      heard.push(`${instanceId} ${strain} ${begins} ${value}`);
    });
    const { lease } = await register();
    for (let second = 0; second < 12; second++) {
      await registry().heartbeat({ leaseId: lease!.id, load: { cpu: 0.95, memory: 0.5 } });
      await clock.advanceAsync(1000);
    }
    expect(heard).toEqual(["a-1 1 true 0.95"]);
  });
});

test("agents are listed by id, without the descriptor sets that would make the list too large", async () => {
  const types = [brings(plan, { package: "t.v1", messageType: [{ name: "Plan" }] })];
  for (const id of ["b-1", "a-2", "a-1"]) await register(id, { manifest: { ...registration(id).manifest, types } });
  const { agents } = await registry().listAgents({});
  expect(agents.map((one) => one.instanceId)).toEqual(["a-1", "a-2", "b-1"]);
  expect(agents[0]!.manifest!.types.map((type) => [type.name, type.descriptorSet.length])).toEqual([[plan, 0]]);
  expect(agents[0]!).toMatchObject({ state: AgentState.READY, attempts: 0n, failures: 0n, routerInFlight: 0 });
});

test("a capability is offered once however many copies of its agent run, and not by those that drain", async () => {
  const other = {
    manifest: { ...registration("b-1", { capabilities: [promise({ outputType: "t.v1.A" })] }).manifest },
  };
  for (const id of ["a-1", "a-2"]) await register(id);
  await register("b-1", other);
  const offered = async () =>
    (await service().listCapabilities({})).capabilities.map((c) => `${c.agentId} ${c.capability!.outputType}`);
  expect(await offered()).toEqual(["b t.v1.A", "a t.v1.Plan"]);
  await service().drainAgent({ agentId: "a" });
  expect(await offered()).toEqual(["b t.v1.A"]);
});

describe("questions and refusals", () => {
  test("a choice may be asked for without any work", async () => {
    await register();
    expect((await service().decide({ want: wanted() })).decision).toMatchObject({ chosenInstanceId: "a-1", runId: "" });
    expect((await registry().listAgents({})).agents[0]!.attempts).toBe(0n);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["INVALID_ARGUMENT", () => service().decide({})],
    ["NO_CAPABLE_AGENT", () => service().decide({ want: wanted() })],
    ["NOT_FOUND", () => service().drainAgent({ agentId: "nobody" })],
    ["NOT_FOUND", () => service().drainAgent({})],
    ["INVALID_ARGUMENT", () => Array.fromAsync(service().dispatch({ attemptId: "x" }))],
    ["INVALID_ARGUMENT", () => Array.fromAsync(service().dispatch({ want: wanted() }))],
    ["NO_CAPABLE_AGENT", () => Array.fromAsync(service().dispatch({ attemptId: "x", want: wanted() }))],
  ])("%s", async (reason, task) => {
    expect(await reasonOf(task())).toBe(reason);
  });
});

describe("the policy snapshot", () => {
  const versionUsed = async () => (await service().decide({ want: wanted() })).decision!.policyVersion;

  test("comes by the bus; an older one changes nothing, nor does a message that is none", async () => {
    await register();
    expect(await versionUsed()).toBe(0n);
    const publish = async (version: bigint) => {
      const body = toBinary(SnapshotPublishedSchema, create(SnapshotPublishedSchema, { snapshot: snapshot(version) }));
      await bus.append({ subject: "learning.snapshot", body }, `v${version}`);
      await settle();
    };
    await publish(5n);
    expect(await versionUsed()).toBe(5n);
    await publish(3n);
    await bus.append({ subject: "learning.snapshot", body: new Uint8Array([255]) }, "junk");
    await settle();
    expect(await versionUsed()).toBe(5n);
  });

  test("is asked for now and then, in case the bus lost it; a learner that is away changes nothing", async () => {
    await register();
    learned = 8n;
    const beat = async (ms: number) => {
      for (let at = 0; at < ms; at += 1000) {
        await clock.advanceAsync(1000);
        const { agents } = await registry().listAgents({});
        if (agents.length === 0) await register();
        else await register("a-1");
      }
    };
    await beat(10_000);
    expect(await versionUsed()).toBe(8n);
    learnerIsAway = true;
    await beat(10_000);
    expect(await versionUsed()).toBe(8n);
  });
});

describe("calls of agents that go through", () => {
  const claims = { runId: "run-1", attemptId: "run-1/s1/1", tenant: "local", expiresMs: clock.nowMs() + 1e9 };
  const attemptToken = sealToken(claims, "key");
  const forged = sealToken(claims, "another key");
  const old = sealToken({ ...claims, expiresMs: 1 }, "key");
  const artifacts = (principal?: Principal) => createClient(ArtifactService, transport(principal));
  const memory = (principal?: Principal) => createClient(MemoryService, transport(principal));
  async function* pieces(token: string) {
    yield { chunk: new Uint8Array(2), attemptToken: token };
    yield { chunk: new Uint8Array(3), attemptToken: "ignored" };
  }

  test("need the attempt's token", async () => {
    for (const token of ["", forged, old]) {
      expect(await reasonOf(artifacts(agent).putBlob(pieces(token)))).toBe("DENIED");
      expect(await reasonOf(Array.fromAsync(artifacts(agent).getBlob({ digest: "d", attemptToken: token })))).toBe(
        "DENIED",
      );
      expect(await reasonOf(memory(agent).readValue({ key: "k", runId: "run-2", attemptToken: token }))).toBe("DENIED");
      expect(await reasonOf(memory(agent).writeValue({ key: "k", attemptToken: token }))).toBe("DENIED");
    }
    expect(behind).toEqual([]);
  });

  test("reach what is behind, without the token", async () => {
    expect(await artifacts(agent).putBlob(pieces(attemptToken))).toMatchObject({ size: 5n });
    await Array.fromAsync(artifacts(agent).getBlob({ digest: "d", attemptToken }));
    expect(behind).toEqual(['piece 2 with token ""', 'piece 3 with token ""', 'read d with token ""']);
  });

  test("are bound to the run of the token, whatever run they name", async () => {
    await memory(agent).readValue({ key: "k", runId: "run-2", attemptToken });
    await memory(agent).writeValue({ key: "k", runId: "run-2", expectedRevision: 3n, attemptToken });
    expect(behind).toEqual(["value k of run-1", "write k of run-1 at 3"]);
  });

  test("of a service need none and name the run", async () => {
    await memory().readValue({ key: "k", runId: "run-2" });
    expect(behind).toEqual(["value k of run-2"]);
  });

  test("report spans", async () => {
    await createClient(MonitorService, transport(agent)).reportSpans({ spans: [{}, {}] });
    expect(behind).toEqual(["spans 2"]);
  });
});
