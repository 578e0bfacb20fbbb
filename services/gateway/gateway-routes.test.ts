import { createClient } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { StatusService } from "@viba/contracts/gen/viba/core/v1/status_pb";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { LearnerService } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService, type StartRunRequest } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { type DispatchRequest, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { settle } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import type { Principal } from "@viba/transport/principal";
import { route } from "@viba/transport/routes";
import { beforeEach, describe, expect, test } from "vitest";
import { gatewayRoute } from "./gateway-routes.ts";

let heard: string[];
let started: StartRunRequest[];
let dispatched: DispatchRequest[];
let ready: boolean;
let routerIsAway: boolean;
let agentFails: boolean;
let busIsAway: boolean;
beforeEach(() => {
  busIsAway = false;
  [heard, started, dispatched] = [[], [], []];
  [ready, routerIsAway, agentFails] = [true, false, false];
});

/** How each service says it is. */
const to = (name: string) =>
  createLocalTransport([
    route(StatusService, {
      getProcessStatus() {
        if (name === "router" && routerIsAway) throw new MeshError("NOT_STARTED", "away");
        const working = !(name === "learner" && busIsAway);
        const bus = { name: "bus", working, note: working ? "NATS" : "away for 3 s" };
        return { instance: name, serving: true, engines: [bus] };
      },
    }),
  ]);

const large = Buffer.alloc(600_000, 7);

/** Services that note what reaches them and answer something that can be told apart. */
const mesh = createLocalTransport(
  [
    route(OrchestratorService, {
      startRun(request) {
        started.push(request);
        return { runId: request.runId || "new", traceId: "t" };
      },
      async *watchRun({ runId, afterSequence }, { signal }) {
        yield { event: { runId, sequence: afterSequence + 1n } };
        yield {};
        if (runId !== "endless") return;
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
        heard.push("the watch was left");
      },
      getRun({ runId }) {
        if (runId === "none") throw new MeshError("NOT_FOUND", "no run none", { messageKo: "없음" });
        const files = [
          { name: "small", content: { inline: Buffer.from("abc"), size: 3n } },
          { name: "inline", content: { inline: large, size: BigInt(large.length) } },
          { name: "stored", content: { digest: "d", size: 6n } },
        ];
        return { run: { runId, traceId: `trace of ${runId}`, files } };
      },
      listRuns: ({ limit }) => ({ runs: [{ runId: `one of ${limit}` }] }),
      cancelRun({ runId }) {
        heard.push(`cancel ${runId}`);
        return {};
      },
    }),
    route(ArtifactService, {
      async *getBlob({ digest }) {
        yield { chunk: Buffer.from(`${digest}12`) };
        yield { chunk: Buffer.from("345") };
      },
    }),
    route(RegistryService, {
      listAgents() {
        if (routerIsAway) throw new MeshError("NOT_STARTED", "away");
        return { agents: [{ instanceId: "a-1" }, { instanceId: "b-1" }] };
      },
    }),
    route(RouterService, {
      decide: ({ want }) => ({ decision: { outputType: want!.outputType, because: `for ${want!.tenant}` } }),
      decideTeam: ({ wants, maxSize }) => ({
        unmet: [maxSize],
        value: wants.length,
        members: [{ agentId: wants[0]!.tenant }],
      }),
      async *dispatch(request) {
        dispatched.push(request);
        yield { event: { case: "decision", value: { chosenInstanceId: "a-1", chosenAgentId: "a" } } };
        if (agentFails) throw new MeshError("OUT_OF_RANGE", "too high");
        if (request.want?.outputType === "t.v1.Nothing") return;
        yield { event: { case: "progress", value: { fraction: 1 } } };
        yield { event: { case: "done", value: { cpuMs: 4 } } };
      },
      releaseAttempt({ attemptId, instanceId }) {
        heard.push(`release ${attemptId === dispatched[0]!.attemptId} ${instanceId}`);
        return {};
      },
    }),
    route(LearnerService, { listPolicies: () => ({ snapshots: [{ version: 3n }] }) }),
    route(MonitorService, {
      getTrace: ({ traceId }) => ({ spans: [{ traceId }], partial: true }),
      reportSpans({ spans }) {
        heard.push(`spans ${spans.length}`);
        return {};
      },
    }),
  ],
  { throughBytes: true },
);

const person: Principal = { roles: [Role.ADMIN], subject: "p", tenant: "acme" };
const gateway = () =>
  createClient(
    GatewayService,
    createLocalTransport([gatewayRoute({ mesh, to, version: "1.2.3", pid: 42, ready: () => ready })], {
      throughBytes: true,
      principal: person,
    }),
  );
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );

describe("starting a design", () => {
  test("passes on what was asked, in the name of who asked", async () => {
    const asked = {
      text: "카페",
      permitDate: "2026-01-01",
      language: "en",
      siteGeojson: "{}",
      runId: "r",
      fresh: true,
    };
    const answer = await gateway().startDesign({ ...asked, seed: 9n, constraints: { maxCost: 3 } });
    expect(answer).toMatchObject({ runId: "r", traceId: "t" });
    expect(started[0]).toMatchObject({
      runId: "r",
      tenant: "acme",
      fresh: true,
      constraints: { maxCost: 3 },
      request: { text: "카페", permitDate: "2026-01-01", language: "en", siteGeojson: "{}", seed: 9n },
    });
  });

  test("makes the seed from the sentence: the same sentence, the same building", async () => {
    for (const text of ["카페", " 카페\n", "한옥"]) await gateway().startDesign({ text });
    await gateway().startDesign({ text: "카페", seed: 0n });
    const [one, two, three, zero] = started.map((request) => request.request!.seed);
    expect([one === two, one === three, zero]).toEqual([true, false, 0n]);
  });

  test("is refused while the mesh drains", async () => {
    ready = false;
    expect(await reasonOf(gateway().startDesign({ text: "카페" }))).toBe("DRAINING");
    expect(started).toEqual([]);
  });
});

describe("looking at runs", () => {
  test("passes questions on", async () => {
    expect((await gateway().getRun({ runId: "r" })).run!.runId).toBe("r");
    expect((await gateway().listRuns({ limit: 7 })).runs[0]!.runId).toBe("one of 7");
    await gateway().cancelRun({ runId: "r" });
    expect(heard).toEqual(["cancel r"]);
  });

  test("a watch goes on after a sequence, and ends with its caller", async () => {
    const events = await Array.fromAsync(gateway().watchRun({ runId: "r", afterSequence: 4n }));
    expect(events.map(({ event }) => event?.sequence)).toEqual([5n, undefined]);
    const left = new AbortController();
    const watching = gateway().watchRun({ runId: "endless" }, { signal: left.signal })[Symbol.asyncIterator]();
    await watching.next();
    await watching.next();
    const last = reasonOf(watching.next());
    await settle();
    left.abort();
    expect(await last).toBe("CANCELLED");
    await settle();
    expect(heard).toEqual(["the watch was left"]);
  });

  test("an error keeps its reason and its words", async () => {
    const error = toMeshError(
      await gateway()
        .getRun({ runId: "none" })
        .catch((thrown: unknown) => thrown),
    );
    expect(error).toMatchObject({ reason: "NOT_FOUND", message: "no run none", messageKo: "없음" });
  });

  test("a trace is found by its run or by its own id", async () => {
    expect(await gateway().getTrace({ runId: "r" })).toMatchObject({
      spans: [{ traceId: "trace of r" }],
      partial: true,
    });
    expect((await gateway().getTrace({ runId: "r", traceId: "own" })).spans[0]!.traceId).toBe("own");
  });

  test.each([
    ["small", "abc", 1],
    ["inline", large.toString(), 3],
    ["stored", "d12345", 2],
  ])("the file %s comes whole, in pieces that share a connection", async (name, text, pieces) => {
    const chunks = await Array.fromAsync(gateway().getFile({ runId: "r", name }));
    expect(Buffer.concat(chunks.map(({ chunk }) => chunk)).toString()).toBe(text);
    expect(chunks).toHaveLength(pieces);
    expect(chunks.every(({ chunk }) => chunk.length <= 256 * 1024)).toBe(true);
  });

  test.each(["other", "", "../small"])("the file %j is not there", async (name) => {
    expect(await reasonOf(Array.fromAsync(gateway().getFile({ runId: "r", name })))).toBe("NOT_FOUND");
  });
});

describe("asking who would be chosen", () => {
  test("goes to the router, for the caller's own tenant whatever it says", async () => {
    const { decision } = await gateway().decide({ want: { outputType: "t.v1.Plan", tenant: "another" } });
    expect(decision).toMatchObject({ outputType: "t.v1.Plan", because: "for acme" });
  });

  test("a team as well", async () => {
    const wants = [{ outputType: "t.v1.Plan", tenant: "another" }, { outputType: "t.v1.Model" }];
    const { team } = await gateway().decideTeam({ team: { wants, maxSize: 3 } });
    expect(team).toMatchObject({ value: 2, unmet: [3], members: [{ agentId: "acme" }] });
  });

  test("nothing is refused before it reaches the router", async () => {
    expect(await reasonOf(gateway().decide({}))).toBe("INVALID_ARGUMENT");
    expect(await reasonOf(gateway().decideTeam({ team: {} }))).toBe("INVALID_ARGUMENT");
  });
});

describe("calling one capability", () => {
  test("runs it once, fresh, and lets its agent forget it", async () => {
    const inputs = [{ type: "t.v1.Brief", digest: "d" }];
    const { done, decision } = await gateway().callCapability({ outputType: "t.v1.Plan", inputs, seed: 5n });
    expect([done!.cpuMs, decision!.chosenAgentId]).toEqual([4, "a"]);
    expect(dispatched[0]).toMatchObject({
      fresh: true,
      seed: 5n,
      want: { outputType: "t.v1.Plan", availableTypes: ["t.v1.Brief"], tenant: "acme" },
    });
    await settle();
    expect(heard).toEqual(["release true a-1"]);
  });

  test.each<[string, string, number]>([
    ["INVALID_ARGUMENT", "", 0],
    ["INVALID_ARGUMENT", "t.v1.Plan", 65],
    ["INTERNAL", "t.v1.Nothing", 0],
  ])("%s: %j with %d inputs", async (reason, outputType, count) => {
    const inputs = Array.from({ length: count }, () => ({ type: "t.v1.Brief" }));
    expect(await reasonOf(gateway().callCapability({ outputType, inputs }))).toBe(reason);
  });

  test("that fails tells the agent's reason, and nothing is kept there", async () => {
    agentFails = true;
    expect(await reasonOf(gateway().callCapability({ outputType: "t.v1.Plan" }))).toBe("OUT_OF_RANGE");
    await settle();
    expect(heard).toEqual(["release true a-1"]);
  });
});

describe("the rest of the door", () => {
  test("agents, policies and spans pass through", async () => {
    expect((await gateway().listAgents({})).agents.map((one) => one.instanceId)).toEqual(["a-1", "b-1"]);
    expect((await gateway().listPolicies({})).snapshots[0]!.version).toBe(3n);
    await gateway().reportSpans({ spans: [{}, {}, {}] });
    expect(heard).toEqual(["spans 3"]);
  });

  test("the status says who runs here and how it is", async () => {
    expect(await gateway().getStatus({})).toMatchObject({ version: "1.2.3", pid: 42, ready: true, agents: 2 });
    expect((await gateway().getStatus({})).services.every((one) => one.serving)).toBe(true);
    ready = false;
    const serving = (await gateway().getStatus({})).services.filter((one) => one.serving);
    expect(serving.map(({ name }) => name)).toEqual(["bus"]);
  });

  test("the status is answered even while the router is away, and says so", async () => {
    routerIsAway = true;
    const { agents, services } = await gateway().getStatus({});
    expect(agents).toBe(0);
    expect(services.filter((one) => !one.serving)).toMatchObject([{ name: "router", note: "does not answer" }]);
  });

  test("the status names the bus that some are without, and the mesh stays ready", async () => {
    expect((await gateway().getStatus({})).services.at(-1)).toMatchObject({ name: "bus", serving: true, note: "NATS" });
    busIsAway = true;
    const { ready: takesWork, services } = await gateway().getStatus({});
    expect(takesWork).toBe(true);
    expect(services.filter((one) => !one.serving)).toMatchObject([{ name: "bus", note: "away for 3 s (learner)" }]);
  });
});
