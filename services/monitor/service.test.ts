import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { subjects } from "@viba/bus/subjects";
import { LoadStrainedSchema, Strain } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { MonitorService } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { toMeshError } from "@viba/runtime/errors";
import { createMetrics } from "@viba/runtime/metrics";
import { seededRandom } from "@viba/runtime/random";
import { spansToProto } from "@viba/runtime/trace/proto";
import { createSpanRing, type SpanRing } from "@viba/runtime/trace/ring";
import { fakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { describe, expect, test } from "vitest";
import { completeTraces } from "./complete.ts";
import { openMonitorService } from "./service.ts";

const clock = fakeClock();

/** The ring of a process; every trace is kept from its head on. */
function process(service: string, seed: number, maxTraces = 256): SpanRing {
  const random = seededRandom(seed);
  return createSpanRing({ clock, service, instance: `${service}-1`, random, sampleShare: 1, maxTraces });
}

/** A span that lasts 2 ms of the clock, or longer if others do within it; its context is for children. */
function spend(ring: SpanRing, name: string, parent = ROOT_CONTEXT) {
  const span = ring.provider.getTracer("test").startSpan(name, { kind: SpanKind.SERVER, attributes: { name } }, parent);
  clock.advance(1);
  return {
    context: trace.setSpan(parent, span),
    traceId: span.spanContext().traceId,
    end() {
      clock.advance(1);
      span.end();
    },
  };
}

async function open(folder?: string) {
  const [ring, agent, metrics, logged] = [
    process("mesh", 1),
    process("agent", 2),
    createMetrics("mesh"),
    [] as string[],
  ];
  const bus = await openEmbeddedBus({ clock });
  const service = await openMonitorService({
    ring,
    bus,
    metrics,
    clock,
    instance: "monitor-1",
    ...(folder === undefined ? {} : { folder }),
    log: (message) => void logged.push(message),
  });
  const client = createClient(MonitorService, createLocalTransport(service.routes, { throughBytes: true }));
  return { ring, agent, logged, client, bus, service };
}

/** A root in the mesh with a child in the agent, both ended. */
function oneTrace(ring: SpanRing, agent: SpanRing): string {
  const root = spend(ring, "run");
  const child = spend(agent, "execute", root.context);
  child.end();
  root.end();
  return root.traceId;
}

describe("monitor", () => {
  test("puts a trace together from two processes, by start", async () => {
    const { ring, agent, client } = await open();
    const traceId = oneTrace(ring, agent);
    await client.reportSpans({ spans: spansToProto(agent.take()) });
    const { spans, partial } = await client.getTrace({ traceId });
    expect(spans.map(({ name, service, kind }) => [name, service, kind])).toEqual([
      ["run", "mesh", "server"],
      ["execute", "agent", "server"],
    ]);
    expect(spans[1]!.parentId).toBe(spans[0]!.spanId);
    expect(spans.map(({ durationUs }) => durationUs)).toEqual([4000, 2000]);
    expect(partial).toBe(false);
  });

  test("a report sent twice changes nothing", async () => {
    const { ring, agent, client } = await open();
    const traceId = oneTrace(ring, agent);
    const spans = spansToProto(agent.take());
    await client.reportSpans({ spans });
    await client.reportSpans({ spans });
    expect((await client.getTrace({ traceId })).spans.length).toBe(2);
  });

  test("says that a trace is partial when a parent is missing, or its process dropped spans", async () => {
    const { ring, agent, client } = await open();
    const mine = oneTrace(ring, agent);
    const root = spend(agent, "root");
    root.end();
    const [child, lonely] = agent.take();
    expect((await client.getTrace({ traceId: mine })).partial).toBe(false);

    const orphan = { ...child!, parentId: "b7ad6b7169203331" };
    await client.reportSpans({ spans: spansToProto([orphan]) });
    expect((await client.getTrace({ traceId: mine })).partial).toBe(true);

    await client.reportSpans({ spans: spansToProto([lonely!]), dropped: 3n });
    expect((await client.getTrace({ traceId: root.traceId })).partial).toBe(true);
  });

  test.each([
    { story: "no id", traceId: "run_1", reason: "INVALID_ARGUMENT" },
    { story: "zeros", traceId: "0".repeat(32), reason: "INVALID_ARGUMENT" },
    { story: "a trace nobody holds", traceId: "0af7651916cd43dd8448eb211c80319c", reason: "NOT_FOUND" },
  ])("asked for $story: $reason", async ({ traceId, reason }) => {
    const { client } = await open();
    const error = await client.getTrace({ traceId }).catch((thrown: unknown) => thrown);
    expect(toMeshError(error).reason).toBe(reason);
  });

  test("a wrong report is refused whole, with the field that is wrong, and counted", async () => {
    const { ring, agent, client, logged } = await open();
    oneTrace(ring, agent);
    const [good] = spansToProto(agent.take());
    const spans = [good!, { ...good!, spanId: "c7ad6b7169203331", kind: "bot" }];
    const error = toMeshError(await client.reportSpans({ spans, dropped: 5n }).catch((thrown: unknown) => thrown));
    expect(error).toMatchObject({ reason: "INVALID_ARGUMENT", facts: { field: "spans[1].kind" } });
    expect((await client.getTrace({ traceId: good!.traceId })).spans.length).toBe(1);
    expect(logged).toEqual(["a report of spans was refused"]);
    await client.reportSpans({ spans: [good!], dropped: 4n });
    const { text } = await client.getMetrics({});
    expect(text).toContain('viba_reported_spans_total{fate="refused",service="mesh"} 2');
    expect(text).toContain('viba_reported_spans_total{fate="taken",service="mesh"} 1');
    expect(text).toContain('viba_reported_spans_total{fate="dropped",service="mesh"} 4');
  });

  test("an answer never grows past one message: what doesn't fit is left out, and it says so", async () => {
    const { agent, client } = await open();
    const root = spend(agent, "root");
    root.end();
    const [record] = agent.take();
    const long = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`k${at}`, "x".repeat(4096)]));
    const records = Array.from({ length: 200 }, (_, at) => {
      const spanId = (at + 1).toString(16).padStart(16, "0");
      return { ...record!, spanId, attributes: long };
    });
    for (const half of [records.slice(0, 100), records.slice(100)]) {
      await client.reportSpans({ spans: spansToProto(half) });
    }
    const { spans, partial } = await client.getTrace({ traceId: root.traceId });
    expect(spans.length).toBeGreaterThan(100);
    expect(spans.length).toBeLessThan(200);
    expect(partial).toBe(true);
  });
});

describe("a trace whose process was ended by force", () => {
  test("gets its missing parent once the run has ended and nothing more comes, and only then", async () => {
    const { ring, agent, client } = await open();
    const root = spend(ring, "start");
    const lostCall = spend(process("router", 3), "dispatch", root.context);
    const child = spend(agent, "execute", lostCall.context);
    child.end();
    root.end();
    await client.reportSpans({ spans: spansToProto(agent.take()) });
    const names = async () => (await client.getTrace({ traceId: root.traceId })).spans.map(({ name }) => name);
    clock.advance(10_000);
    // No run has ended: the parent may still be open somewhere.
    expect(await names()).toEqual(["start", "execute"]);
    const run = ring.provider.getTracer("test").startSpan("run", { attributes: { "viba.run.id": "r" } }, root.context);
    run.end();
    clock.advance(5000);
    expect(await names()).not.toContain("span lost");
    clock.advance(2000);
    const { spans, partial } = await client.getTrace({ traceId: root.traceId });
    expect(spans.filter(({ name }) => name === "span lost")).toHaveLength(1);
    expect(spans.every(({ parentId }) => parentId === "" || spans.some(({ spanId }) => spanId === parentId))).toBe(
      true,
    );
    expect(partial).toBe(true);
  });
});

test("who is under strain is told until it is over", async () => {
  const { client, bus } = await open();
  let heard = () => {};
  await bus.subscribe(subjects.strain.name, () => heard());
  const tell = async (begins: boolean) => {
    const passed = new Promise<void>((resolve) => (heard = resolve));
    const event = { agentId: "a", instanceId: "a-1", strain: Strain.CPU, begins, value: 0.95 };
    bus.publish({
      subject: subjects.strain.name,
      body: toBinary(LoadStrainedSchema, create(LoadStrainedSchema, event)),
    });
    await passed;
  };
  const told = async () => (await client.listStrains({})).strains.map(({ strain }) => strain?.instanceId);
  await tell(true);
  expect(await told()).toEqual(["a-1"]);
  expect((await client.getMetrics({})).text).toMatch(/^viba_forgotten_strains_total\S* 0$/m);
  await tell(false);
  expect(await told()).toEqual([]);
});

describe("the trace of a run that has ended", () => {
  /** A run with one span below it, and one of a run that goes on. */
  const run = (ring: SpanRing) => {
    const span = spend(ring, "start");
    const ended = ring.provider
      .getTracer("test")
      .startSpan("run", { attributes: { "viba.run.id": "r" } }, span.context);
    ended.end();
    span.end();
    const open = spend(ring, "start");
    open.end();
    return { ended: span.traceId, goesOn: open.traceId };
  };

  test("is found by the next monitor, whether this one ends at once or much later", async () => {
    for (const laterMs of [0, 30_000]) {
      using folder = tempFolder();
      const { ring, service } = await open(folder.path);
      const { ended, goesOn } = run(ring);
      clock.advance(laterMs);
      await service[Symbol.asyncDispose]();
      const next = await open(folder.path);
      expect((await next.client.getTrace({ traceId: ended })).spans.map(({ name }) => name)).toEqual(["start", "run"]);
      const none = await next.client.getTrace({ traceId: goesOn }).catch((error: unknown) => toMeshError(error));
      expect(none).toMatchObject({ reason: "NOT_FOUND" });
    }
  });

  test("may have left the ring before its turn to be kept came", async () => {
    using folder = tempFolder();
    const { ring, service, logged } = await open(folder.path);
    run(ring);
    clock.advance(10_000);
    for (let more = 0; more < 600; more++) spend(ring, "later").end();
    await service[Symbol.asyncDispose]();
    expect(readdirSync(folder.path)).toEqual([]);
    expect(logged).toEqual([]);
  });

  test("waits its turn to be kept, and of very many that end at once some are only counted", async () => {
    const ring = process("mesh", 4, 700);
    const metrics = createMetrics("mesh");
    const told: string[] = [];
    const completing = completeTraces({
      ...{ ring, clock, metrics, instance: "monitor-1" },
      onComplete: async (traceId) => void told.push(traceId),
    });
    const ended = Array.from({ length: 300 }, () => run(ring).ended);
    await completing[Symbol.asyncDispose]();
    expect(told).toEqual(ended.slice(0, 256));
    expect(await metrics.text()).toContain('viba_unkept_traces_total{service="mesh"} 44');
  });

  test("is in memory only where the folder can't be used, and that is said", async () => {
    using folder = tempFolder();
    const taken = join(folder.path, "taken");
    writeFileSync(taken, "");
    const { ring, service, logged, client } = await open(taken);
    const { ended } = run(ring);
    expect((await client.getTrace({ traceId: ended })).spans).toHaveLength(2);
    expect(logged).toEqual(["traces are kept in memory only"]);
    await service[Symbol.asyncDispose]();
  });
});

function tempFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "viba-monitor-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
