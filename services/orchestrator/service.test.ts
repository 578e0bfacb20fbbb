import { fromBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import type { Bus, BusMessage } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { OutcomesRecordedSchema, type RunChanged, RunChangedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing } from "@viba/runtime/trace/ring";
import type { Journal } from "@viba/store/journal";
import { createLocalTransport } from "@viba/transport/local";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorld, type World } from "./fixtures.ts";
import type { RunLimits } from "./ports.ts";
import { openOrchestrator, type OrchestratorService as Orchestrator } from "./service.ts";

let world: World;
let bus: Bus;
let open: Orchestrator[];
beforeEach(async () => {
  world = await openWorld();
  bus = await openEmbeddedBus({ clock: world.clock });
  open = [];
});
afterEach(async () => {
  for (const one of open) await world.until(Promise.resolve(one[Symbol.asyncDispose]()));
  await bus[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

function start(limits: Partial<RunLimits> = {}, journal: Journal = world.journal) {
  const { clock, blobs, mesh } = world;
  const one = openOrchestrator({
    clock,
    random: seededRandom(1),
    journal,
    blobs,
    bus,
    router: mesh.transport,
    limits,
    log: (message) => void world.logged.push(message),
  });
  open.push(one);
  return { one, client: createClient(OrchestratorService, createLocalTransport(one.routes, { throughBytes: true })) };
}
type Client = ReturnType<typeof start>["client"];

const request = { text: "카페" };
const begun = () => world.mesh.begun.length;
const stateOf = async (client: Client, runId: string) => (await client.getRun({ runId })).run!.state;
const ended = (client: Client, runId: string) =>
  world.when(async () => ![RunState.ACCEPTED, RunState.RUNNING].includes((await stateOf(client, runId)) as 1));
const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );

describe("a run", () => {
  test("is taken in, carried to its end and shown", async () => {
    const { client } = start();
    const { runId, traceId } = await client.startRun({ request });
    const watched: string[] = [];
    const watching = (async () => {
      for await (const { event } of client.watchRun({ runId })) watched.push(event!.event.case!);
    })();
    await world.until(watching);
    expect(watched[0]).toBe("runAdmitted");
    expect(watched.at(-1)).toBe("runEnded");
    expect(watched.filter((kind) => kind === "stepAccepted")).toHaveLength(5);
    expect(watched.filter((kind) => kind === "stepProgress")).toHaveLength(5);
    const { run } = await client.getRun({ runId });
    expect(run).toMatchObject({ state: RunState.FINISHED, traceId });
    expect(run!.steps[1]!.decisions).toHaveLength(1);
  });

  test("sent twice is carried once", async () => {
    const { client } = start();
    await Promise.all([client.startRun({ runId: "r", request }), client.startRun({ runId: "r", request })]);
    await ended(client, "r");
    await client.startRun({ runId: "r", request });
    expect(begun()).toBe(5);
  });

  test("tells on the bus each new state, once", async () => {
    const heard: RunChanged[] = [];
    await bus.subscribe("run.events.*", ({ body }) => void heard.push(fromBinary(RunChangedSchema, body)));
    const { client } = start();
    const { runId, traceId } = await client.startRun({ request });
    await world.when(() => heard.length > 1);
    expect(heard).toMatchObject([
      { runId, traceId, state: "running" },
      { runId, traceId, state: "finished" },
    ]);
  });

  test("tells on the bus, in its own trace, that there are outcomes", async () => {
    const ring = createSpanRing({ clock: world.clock, service: "test", instance: "test" });
    using _tracing = installTracing(ring);
    const heard: BusMessage[] = [];
    await bus.subscribe("learning.outcome", (message) => void heard.push(message));
    const { client } = start();
    const { runId, traceId } = await client.startRun({ request });
    await world.when(() => heard.length > 0);
    expect(fromBinary(OutcomesRecordedSchema, heard[0]!.body)).toMatchObject({ runId, outcomes: 5 });
    const span = ring.spansOf(traceId).find((one) => one.name === "send learning.outcome")!;
    expect(heard[0]!.headers["traceparent"]).toBe(`00-${traceId}-${span.spanId}-01`);
  });

  test.each<[string, (client: Client) => Promise<unknown>]>([
    ["NOT_FOUND", (client) => client.getRun({ runId: "x" })],
    ["NOT_FOUND", (client) => client.cancelRun({ runId: "x" })],
    ["NOT_FOUND", (client) => Array.fromAsync(client.watchRun({ runId: "x" }))],
    ["TEXT_EMPTY", (client) => client.startRun({})],
  ])("%s", async (reason, call) => {
    expect(await reasonOf(world.until(call(start().client)))).toBe(reason);
  });
});

describe("a cancel", () => {
  test("ends a run that is carried, and is answered when it has ended", async () => {
    world.mesh.maker("t.v1.A").workMs = 60_000;
    const { client } = start();
    await client.startRun({ runId: "r", request });
    await world.when(() => begun() === 2);
    await world.until(client.cancelRun({ runId: "r" }));
    expect(await stateOf(client, "r")).toBe(RunState.CANCELLED);
    await world.until(client.cancelRun({ runId: "r" }));
  });

  test("ends a run that nobody carries yet", async () => {
    await world.admit();
    const { client } = start();
    await world.until(client.cancelRun({ runId: "r" }));
    expect([await stateOf(client, "r"), begun()]).toEqual([RunState.CANCELLED, 0]);
  });

  test("of a run that another orchestrator carries says so", async () => {
    await world.admit();
    await world.journal.lease("r", "another", 60_000);
    expect(await reasonOf(world.until(start().client.cancelRun({ runId: "r" })))).toBe("NOT_OWNER");
  });
});

describe("unfinished runs", () => {
  test("go on after a restart, however many; ended ones are left alone", async () => {
    for (let n = 0; n < 1203; n++) {
      await world.admit({ runId: `r${n}` });
      if (n % 400 === 0) world.clock.advance(1);
    }
    const { one, client } = start({ concurrentRuns: 40 });
    expect(await one.resume()).toBe(1203);
    await world.when(
      async () => (await world.journal.runs({ states: ["accepted", "running"], limit: 1 })).length === 0,
      200,
    );
    expect((await client.listRuns({ limit: 500 })).runs.every((run) => run.state === RunState.FINISHED)).toBe(true);
    expect(begun()).toBe(1203 * 5);
    expect(await one.resume()).toBe(0);
  }, 120_000);

  test("are carried at most so many at a time, the one that waits longest first", async () => {
    for (const one of world.mesh.makers) one.workMs = 500;
    const { client } = start({ concurrentRuns: 2 });
    for (let n = 0; n < 6; n++) {
      await client.startRun({ runId: `r${n}`, request });
      world.clock.advance(1);
    }
    let most = 0;
    const order: string[] = [];
    await world.when(async () => {
      const rows = await world.journal.runs({ limit: 9 });
      most = Math.max(most, rows.filter((row) => row.state === "running").length);
      for (const row of rows) if (row.state === "finished" && !order.includes(row.runId)) order.push(row.runId);
      return order.length === 6;
    });
    expect(most).toBe(2);
    expect([order.slice(0, 2).sort(), order.slice(4).sort()]).toEqual([
      ["r0", "r1"],
      ["r4", "r5"],
    ]);
  });

  test("are carried two for each place at the agents, so that a flood ends one run after the other", async () => {
    for (const one of world.mesh.makers) one.workMs = 500;
    const { one, client } = start({ fewRuns: 1, concurrentRuns: 50 });
    await one.resume();
    for (let n = 0; n < 30; n++) await client.startRun({ runId: `r${n}`, request });
    let most = 0;
    await world.when(async () => {
      const rows = await world.journal.runs({ limit: 40 });
      most = Math.max(most, rows.filter((row) => row.state === "running").length);
      return rows.every((row) => row.state === "finished");
    });
    expect(most).toBe(2 * world.mesh.makers.length);
    const asked = world.mesh.listed;
    await one.resume();
    expect([asked > 0, world.mesh.listed]).toEqual([true, asked]);
  });

  test("make room for one another without the journal being searched", async () => {
    const searches: number[] = [];
    const journal: Journal = {
      ...world.journal,
      runs(filter) {
        searches.push(world.clock.monotonicMs());
        return world.journal.runs(filter);
      },
    };
    const { client } = start({ concurrentRuns: 1, leaseMs: 600_000 }, journal);
    for (let n = 0; n < 8; n++) await client.startRun({ runId: `r${n}`, request });
    await world.when(async () => (await world.journal.runs({ states: ["finished"], limit: 9 })).length === 8);
    expect(searches).toEqual([]);
  });

  test("are refused with OVERLOADED once too many wait", async () => {
    world.mesh.maker("t.v1.A").workMs = 60_000;
    const { client } = start({ concurrentRuns: 1, waitingRuns: 2 });
    const reasons: string[] = [];
    for (let n = 0; n < 5; n++) reasons.push(await reasonOf(client.startRun({ runId: `r${n}`, request })));
    expect(reasons).toEqual(["none", "none", "none", "OVERLOADED", "OVERLOADED"]);
    expect(await world.journal.run("r3")).toBeUndefined();
  });

  test("of a lost orchestrator are taken up once its leases have ended, and not before", async () => {
    await world.admit();
    await world.journal.lease("r", "lost", 5000);
    const { client } = start();
    world.clock.advance(4500);
    await world.when(() => world.clock.monotonicMs() > 4900);
    expect([await stateOf(client, "r"), begun()]).toEqual([RunState.ACCEPTED, 0]);
    await ended(client, "r");
    expect(await stateOf(client, "r")).toBe(RunState.FINISHED);
  });

  test("are let go when the orchestrator stops, and the next one has them at once", async () => {
    world.mesh.maker("t.v1.A").workMs = 5000;
    const first = start();
    await first.client.startRun({ runId: "r", request });
    await world.when(() => begun() === 2);
    await world.until(Promise.resolve(first.one[Symbol.asyncDispose]()));
    const second = start();
    const startMs = world.clock.monotonicMs();
    await second.one.resume();
    await ended(second.client, "r");
    expect([await stateOf(second.client, "r"), begun()]).toEqual([RunState.FINISHED, 5]);
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(6000);
  });

  test("that can't be read are tried ever more rarely, and keep nobody else from going on", async () => {
    await world.admit({ runId: "damaged" });
    await world.admit({ runId: "sound" });
    const journal: Journal = {
      ...world.journal,
      records: (runId) =>
        runId === "damaged"
          ? Promise.reject(new MeshError("DAMAGED_RECORD", "record 1 is damaged"))
          : world.journal.records(runId),
    };
    const { one, client } = start({}, journal);
    await one.resume();
    await ended(client, "sound");
    await world.when(() => world.clock.monotonicMs() > 120_000, 1000);
    const tries = world.logged.filter((message) => message === "a run can't be driven").length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(12);
  });
});

describe("listing", () => {
  test("reads no record of a run that has ended or not begun, and leaves decisions out", async () => {
    const read: string[] = [];
    const journal: Journal = {
      ...world.journal,
      records(runId) {
        read.push(runId);
        return world.journal.records(runId);
      },
    };
    world.mesh.maker("t.v1.A").workMs = 1000;
    const { client } = start({ concurrentRuns: 1 }, journal);
    await client.startRun({ runId: "running", request });
    await world.when(() => begun() === 2);
    await client.startRun({ runId: "waiting", request });
    read.length = 0;
    const { runs } = await client.listRuns({});
    expect(runs.map((run) => [run.runId, run.state, run.steps.length])).toEqual([
      ["waiting", RunState.ACCEPTED, 0],
      ["running", RunState.RUNNING, 5],
    ]);
    expect(runs[1]!.steps.every((step) => step.decisions.length === 0)).toBe(true);
    expect(read).toEqual(["running"]);
    world.clock.advance(1000);
    await ended(client, "running");
    read.length = 0;
    expect((await client.listRuns({ limit: 500 })).runs.find((run) => run.runId === "running")).toMatchObject({
      state: RunState.FINISHED,
      request: { text: "카페" },
      endedAt: expect.anything(),
    });
    expect(read.filter((runId) => runId === "running")).toEqual([]);
  });

  test("the journal is read from a cursor on", async () => {
    await world.admit();
    const { client } = start();
    const first = await client.readJournal({ limit: 1 });
    expect(first.events.map((event) => event.event.case)).toEqual(["runAdmitted"]);
    expect((await client.readJournal({ cursor: first.cursor })).events).toEqual([]);
  });
});
