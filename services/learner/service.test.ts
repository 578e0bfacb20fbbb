import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { SpanKind, trace } from "@opentelemetry/api";
import type { Bus } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { OutcomeSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { OutcomesRecordedSchema, SnapshotPublishedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { LearnerService, type PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { type RunEvent, RunEventSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import { createMetrics } from "@viba/runtime/metrics";
import { seededRandom } from "@viba/runtime/random";
import { withSpan } from "@viba/runtime/trace/context";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { fakeClock, settle } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LearnerOptions, type LearnerServiceHandle, openLearnerService } from "./service.ts";

const clock = fakeClock();
let journal: RunEvent[];
let failing: boolean;
let bus: Bus;
let logged: string[];
let published: PolicySnapshot[];
let learners: LearnerServiceHandle[];

beforeEach(async () => {
  [journal, failing, logged, published, learners] = [[], false, [], [], []];
  bus = await openEmbeddedBus({ clock });
  await bus.subscribe("learning.snapshot", ({ body }) => {
    published.push(fromBinary(SnapshotPublishedSchema, body).snapshot!);
  });
});
afterEach(async () => {
  for (const learner of learners) await learner[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
});

/** The journal's end of the orchestrator; pages are short, so that reading takes several. */
const orchestrator = () =>
  route(OrchestratorService, {
    readJournal({ cursor, limit }) {
      if (failing) throw new MeshError("NOT_STARTED", "the orchestrator is away");
      const events = journal.filter(({ sequence }) => sequence > cursor).slice(0, Math.min(3, limit));
      return { events, cursor: events.at(-1)?.sequence ?? cursor };
    },
  });

function record(agents: Record<string, number>): RunEvent {
  const outcomes = Object.entries(agents).map(([agentId, reward]) =>
    create(OutcomeSchema, { outputType: "t.Plan", agentId, reward, latencyMs: 80, succeeded: true }),
  );
  const event = create(RunEventSchema, {
    runId: "r",
    sequence: BigInt(journal.length + 1),
    event: { case: "outcomesRecorded", value: { outcomes } },
  });
  journal.push(event);
  return event;
}

async function announce(): Promise<void> {
  const body = toBinary(OutcomesRecordedSchema, create(OutcomesRecordedSchema, { runId: "r", outcomes: 1 }));
  await bus.append({ subject: "learning.outcome", body }, `outcome-${journal.length}-${published.length}`);
}

async function open(options: Partial<LearnerOptions> = {}) {
  const learner = await openLearnerService({
    clock,
    random: seededRandom(1),
    bus,
    orchestrator: createLocalTransport([orchestrator()], { throughBytes: true }),
    log: (message) => void logged.push(message),
    ...options,
  });
  learners.push(learner);
  const client = createClient(LearnerService, createLocalTransport(learner.routes, { throughBytes: true }));
  const latest = async () => (await client.getSnapshot({})).snapshot!;
  return { learner, client, latest };
}

/** Lets the bus deliver, the learner read and the bus deliver again. */
async function quiet(learner: LearnerServiceHandle): Promise<void> {
  await settle();
  await learner.idle();
  await settle();
}

describe("learner", () => {
  test("knows nothing before the first outcome, and publishes nothing", async () => {
    const { learner, latest } = await open();
    await quiet(learner);
    expect(await latest()).toMatchObject({ version: 0n, kind: "ucb1", arms: [] });
    expect(published).toEqual([]);
  });

  test("reads what there is at its start, over all pages, and publishes once", async () => {
    for (let run = 0; run < 10; run++) record({ a: 0.5, b: run / 10 });
    const { learner, latest } = await open();
    await quiet(learner);
    const snapshot = await latest();
    expect(snapshot).toMatchObject({ version: 10n, cursor: 10n });
    expect(snapshot.arms.map(({ agentId, pulls, meanLatencyMs }) => [agentId, pulls, meanLatencyMs])).toEqual([
      ["a", 10n, 80],
      ["b", 10n, 80],
    ]);
    expect(snapshot.arms[1]!.meanReward).toBeCloseTo(0.45, 9);
    expect(published).toEqual([snapshot]);
  });

  test("news on the bus lead to a new snapshot; news without outcomes to none", async () => {
    const { learner, latest } = await open();
    await quiet(learner);
    record({ a: 0.9 });
    await announce();
    await quiet(learner);
    expect((await latest()).version).toBe(1n);
    await announce();
    await quiet(learner);
    expect(published.map(({ version }) => version)).toEqual([1n]);
  });

  test("without the bus's word it finds the outcomes itself", async () => {
    const { learner, latest } = await open();
    await quiet(learner);
    record({ a: 0.9 });
    await clock.advanceAsync(10_000);
    await quiet(learner);
    expect((await latest()).version).toBe(1n);
  });

  test("a journal that is away is asked again, and the call never fails because of it", async () => {
    failing = true;
    record({ a: 0.9 });
    const { learner, latest } = await open();
    await quiet(learner);
    expect([logged, (await latest()).version]).toEqual([[], 0n]);
    await clock.advanceAsync(2000);
    expect(logged).toContain("the journal could not be read");
    failing = false;
    await clock.advanceAsync(10_000);
    await quiet(learner);
    expect((await latest()).version).toBe(1n);
  });

  test("wiping the bus and starting anew loses nothing: the state after a rebuild is identical", async () => {
    const first = await open();
    for (let run = 0; run < 30; run++) {
      record({ a: (run % 7) / 7, [`b${run % 5}`]: (run % 3) / 3 });
      if (run % 4 === 0) await announce();
      if (run % 8 === 0) await quiet(first.learner);
    }
    await announce();
    await quiet(first.learner);
    const before = { latest: await first.latest(), listed: (await first.client.listPolicies({})).snapshots };
    await first.learner[Symbol.asyncDispose]();

    await using empty = await openEmbeddedBus({ clock });
    const second = await open({ bus: empty });
    await quiet(second.learner);
    const after = { latest: await second.latest(), listed: (await second.client.listPolicies({})).snapshots };
    expect(after).toEqual(before);
    expect(after.listed.length).toBe(20);
    expect(after.listed[0]).toEqual(after.latest);
    await second.learner[Symbol.asyncDispose]();
  });

  test("after a restart routers hear the snapshot again, on the same bus", async () => {
    record({ a: 0.9 });
    const first = await open();
    await quiet(first.learner);
    await first.learner[Symbol.asyncDispose]();
    const second = await open();
    await quiet(second.learner);
    expect(published.map(({ version }) => version)).toEqual([1n, 1n]);
  });

  test("a snapshot that the bus refused is published later", async () => {
    let refuse = true;
    const append: Bus["append"] = (message, id) =>
      refuse ? Promise.reject(new MeshError("OVERLOADED", "the bus is full")) : bus.append(message, id);
    record({ a: 0.9 });
    const { learner } = await open({ bus: { ...bus, append } });
    await quiet(learner);
    expect([published.length, logged]).toEqual([0, ["a snapshot was not published"]]);
    refuse = false;
    await clock.advanceAsync(10_000);
    await quiet(learner);
    expect(published.map(({ version }) => version)).toEqual([1n]);
  });

  test("its span is no part of the producer's trace but links to it", async () => {
    const ring = createSpanRing({ clock, service: "test", instance: "1", random: seededRandom(3), sampleShare: 1 });
    using _tracing = installTracing(ring);
    const { learner } = await open();
    await quiet(learner);
    record({ a: 0.9 });
    await withSpan(trace.getTracer("test"), "producer", {}, announce);
    await quiet(learner);
    const spans = ring.kept();
    const producer = spans.find(({ name }) => name === "send learning.outcome")!;
    const consumer = spans.find(({ name }) => name === "learning.outcome process")!;
    expect(consumer).toMatchObject({ kind: SpanKind.CONSUMER, parentId: "" });
    expect(consumer.traceId).not.toBe(producer.traceId);
    expect(consumer.links).toMatchObject([{ traceId: producer.traceId, spanId: producer.spanId }]);
  });

  test("its metrics say how much it knows and what it dropped", async () => {
    const metrics = createMetrics("learner");
    record({ a: 0.9, b: 0.1, c: 0.2 });
    const { learner } = await open({ metrics, limits: { maxArms: 2 } });
    await quiet(learner);
    const text = await metrics.text();
    expect(text).toContain('viba_learner_arms{service="learner"} 2');
    expect(text).toContain('viba_learner_dropped_outcomes{service="learner"} 1');
  });
});
