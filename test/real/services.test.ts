import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, toJson } from "@bufbuild/protobuf";
import { connect } from "@nats-io/transport-node";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { messageOf } from "@viba/bus/subjects";
import { MetricsRolledUpSchema, RunChangedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { type PolicySnapshot, PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { describe, expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";
import { type JaegerTrace, jaegerTrace, jaegerTraces, orphansOf, startJaeger } from "../support/jaeger.ts";
import { until } from "../support/mesh.ts";
import { startNats } from "../support/nats.ts";
import { skipReason } from "../support/servers.ts";
import { builtInAgents, startServices, type TestServices } from "../support/services.ts";

const sentences = [
  "강남에 50평 모던 카페를 설계해줘",
  "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
  "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서",
];

/** "router server viba.router.v1.RouterService/Dispatch" for each span. */
function spanNames(trace: JaegerTrace): string[] {
  return trace.spans.map(({ operationName, processID, tags }) => {
    const kind = tags.find(({ key }) => key === "span.kind")?.value ?? "internal";
    return `${trace.processes[processID]!.serviceName} ${String(kind)} ${operationName.replace(/^viba\.\w+\.v1\.(?=\w+Service\/)/, "")}`;
  });
}

/** What Jaeger says of a span in the form of an attribute. */
const jaegersOwn = ["span.kind", "error", "otel.scope.name", "otel.status_code", "otel.status_description"];

/** Attributes that are neither OpenTelemetry's, nor on our page, nor Jaeger's. */
function unknownAttributes({ spans }: JaegerTrace): string[] {
  const page = readFileSync(join(root, "docs", "reference", "attributes.md"), "utf8");
  const known = new Set<unknown>([
    ...Object.values(conventions),
    ...jaegersOwn,
    ...[...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name),
  ]);
  const emitted = new Set(spans.flatMap(({ tags }) => tags.map(({ key }) => key)));
  return [...emitted].filter((name) => !known.has(name));
}

/** Designs and waits until it is there. */
async function finished(mesh: TestServices, text: string) {
  const { runId } = await mesh.gateway.startDesign({ text, fresh: true });
  await until(async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED);
  expect((await mesh.gateway.getRun({ runId })).run!.state).toBe(RunState.FINISHED);
}

/** Floor plans whose outcome the learner has counted: one for each run. */
function pullsOf(snapshot: PolicySnapshot | undefined): number {
  const plans = snapshot?.arms.filter((arm) => arm.outputType === "viba.aec.v1.Plan") ?? [];
  return plans.reduce((sum, arm) => sum + Number(arm.pulls), 0);
}

/** Hops that every run has, whatever the sentence. */
const hops = [
  "cli internal viba design",
  "cli client GatewayService/StartDesign",
  "gateway server GatewayService/StartDesign",
  "gateway client OrchestratorService/StartRun",
  "orchestrator server OrchestratorService/StartRun",
  "orchestrator internal run",
  "orchestrator internal step viba.aec.v1.Model",
  "orchestrator client RouterService/Dispatch",
  "router server RouterService/Dispatch",
  "router client AgentService/Execute",
  "bim_specialist server AgentService/Execute",
  "bim_specialist internal attempt model.ifc",
  "router client CacheService/Put",
  "cache server CacheService/Put",
  "orchestrator producer send run.events.<run_id>",
  "orchestrator producer send learning.outcome",
];

const skip = skipReason("nats", "jaeger");
describe.skipIf(skip)(`every service a process of its own ${skip ?? ""}`, () => {
  test("three sentences: each run is one trace with every hop and its bus links, and a stranger hears the events", async () => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path });
    await using jaeger = await startJaeger(folder.path);
    const data = `${folder.path}/data`;
    const stranger = await connect({ port: nats.port });
    const heard = new Map<string, Uint8Array[]>();
    const senders = new Set<string>();
    stranger.subscribe(">", {
      callback: (_error, { subject, data: body }) => {
        const type = messageOf(subject);
        if (!type) return;
        heard.set(type, [...(heard.get(type) ?? []), body]);
        if (type.endsWith("MetricsRolledUp")) senders.add(fromBinary(MetricsRolledUpSchema, body).service);
      },
    });
    await using mesh = await startServices({
      data,
      env: { VIBA_NATS_URL: nats.url, OTEL_EXPORTER_OTLP_ENDPOINT: jaeger.otlp },
    });

    for (const text of sentences) {
      const ended = await viba(
        ["design", text, "--data", data, "--out", `${folder.path}/out`, "--fresh", "--json"],
        mesh.env,
      );
      expect(ended.stderr).toBe("");
      expect(ended.code).toBe(0);
      const { trace_id: traceId, run_id: runId } = JSON.parse(ended.stdout) as { trace_id: string; run_id: string };
      await until(async () => {
        const trace = await jaegerTrace(jaeger.query, traceId);
        return trace !== undefined && orphansOf(trace).length === 0 && spanNames(trace).includes(hops[5]!);
      });
      const trace = (await jaegerTrace(jaeger.query, traceId))!;
      expect(spanNames(trace)).toEqual(expect.arrayContaining(hops));
      expect(orphansOf(trace)).toEqual([]);
      expect(unknownAttributes(trace)).toEqual([]);
      // One root: the keyboard.
      expect(trace.spans.filter(({ references }) => references.length === 0).map((s) => s.operationName)).toEqual([
        "viba design",
      ]);
      // The learner's work is a trace of its own that links to the run which caused it.
      await until(async () =>
        (await jaegerTraces(jaeger.query, "learner")).some(
          (each) =>
            each.traceID !== traceId &&
            each.spans.some(({ references }) =>
              references.some((ref) => ref.refType === "FOLLOWS_FROM" && ref.traceID === traceId),
            ),
        ),
      );
      const states = (heard.get("viba.event.v1.RunChanged") ?? []).map((body) => fromBinary(RunChangedSchema, body));
      expect(states.filter((each) => each.runId === runId).map(({ state }) => state)).toContain("finished");
    }
    // Slow calls lead to a trace; every service shows its own.
    for (const name of ["gateway", "orchestrator", "router"]) {
      expect(await mesh.metrics(name)).toMatch(/^viba_call_duration_seconds_bucket{.*# {trace_id="[0-9a-f]{32}"}/m);
    }
    expect(await mesh.metrics("monitor")).toMatch(/^viba_exported_spans_total{fate="exported".*} [1-9]/m);
    await until(() => senders.size === 6);
    for (const type of ["LoadReported", "OutcomesRecorded", "SnapshotPublished", "SpansSummarised"]) {
      expect([...heard.keys()]).toContain(`viba.event.v1.${type}`);
    }
    await stranger.close();
  });

  test("NATS wiped and all started anew: the learner knows what it knew, from the journal alone", async () => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path });
    await using mesh = await startServices({ data: `${folder.path}/data`, env: { VIBA_NATS_URL: nats.url } });
    const learned = async () => {
      const { snapshots } = await mesh.gateway.listPolicies({});
      return snapshots.map((snapshot) => toJson(PolicySnapshotSchema, snapshot));
    };
    for (const text of sentences.slice(0, 2)) await finished(mesh, text);
    await until(async () => pullsOf((await mesh.gateway.listPolicies({})).snapshots[0]) >= 2);
    const before = await learned();
    await nats.stop("SIGKILL");
    await nats.wipe();
    await nats.start();
    for (const name of ["learner", "orchestrator", "router"]) await mesh.killAndRestart(name);
    await until(async () => pullsOf((await mesh.gateway.listPolicies({})).snapshots[0]) >= 2);
    expect(await learned()).toEqual(before);
    expect(before[0]).toMatchObject({ arms: expect.arrayContaining([expect.objectContaining({ pulls: "2" })]) });
    // And it goes on learning over the empty bus.
    await until(async () => (await mesh.gateway.getStatus({})).agents >= builtInAgents().length);
    await finished(mesh, sentences[0]!);
    await until(async () => pullsOf((await mesh.gateway.listPolicies({})).snapshots[0]) >= 3);
  });

  const slow = join(root, "test", "fixtures", "slow_agent", "agent.ts");
  test.each([
    { victim: "slow_agent", lostAttempts: 1, handled: 2 },
    { victim: "router", lostAttempts: 0, handled: 1 },
    { victim: "orchestrator", lostAttempts: 0, handled: 1 },
  ])(
    "kill -9 of $victim in mid-run: the run finishes, and in its trace every parent is present",
    async ({ victim, lostAttempts, handled }) => {
      using folder = tempFolder();
      await using nats = await startNats({ folder: folder.path });
      await using jaeger = await startJaeger(folder.path);
      const data = `${folder.path}/data`;
      const ledger = `${folder.path}/ledger.txt`;
      await using mesh = await startServices({
        data,
        env: { VIBA_NATS_URL: nats.url, OTEL_EXPORTER_OTLP_ENDPOINT: jaeger.otlp, VIBA_TRACE_SHARE: "1" },
        agents: [...builtInAgents(["performance_analyst", "energy_screener"]), slow],
        agentEnv: { SLOW_LEDGER: ledger, SLOW_MS: "2500" },
      });
      const { runId, traceId } = await mesh.gateway.startDesign({ text: sentences[0]!, fresh: true });
      const begun = () => (existsSync(ledger) ? readFileSync(ledger, "utf8").trim().split("\n").length : 0);
      await until(() => begun() > 0);
      await mesh.killAndRestart(victim);
      await until(
        async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED,
        async () => [
          await mesh.gateway.listAgents({}),
          (await mesh.gateway.getRun({ runId })).run,
          mesh.stderr(victim),
        ],
      );
      const { run } = await mesh.gateway.getRun({ runId });
      expect([run!.message, run!.state]).toEqual(["", RunState.FINISHED]);
      // One more if this machine brings the router back later than a lost attempt is waited for.
      expect([handled, victim === "router" ? handled + 1 : handled]).toContain(begun());

      const complete = async () => {
        const trace = await jaegerTrace(jaeger.query, traceId);
        const there = trace && spanNames(trace).includes("orchestrator internal run");
        return there && orphansOf(trace).length === 0 ? trace : undefined;
      };
      await until(
        async () => (await complete()) !== undefined,
        async () => {
          const trace = await jaegerTrace(jaeger.query, traceId);
          return trace ? { orphans: orphansOf(trace), spans: spanNames(trace) } : `no trace ${traceId}`;
        },
      );
      const trace = (await complete())!;
      const named = (name: string) => trace.spans.filter(({ operationName }) => operationName === name);
      // Other steps are made again too where a busy machine brings the router back late: each of their lost attempts is told.
      const again = run!.steps.reduce((sum, { attempts }) => sum + attempts - 1, 0);
      expect(named("attempt lost")).toHaveLength(again);
      if (victim !== "router") expect(again).toBe(lostAttempts + begun() - handled);
      expect(trace.spans.filter(({ references }) => references.length === 0)).toHaveLength(1);
      // What the killed process had open hangs below the call that went unanswered.
      if (victim !== "slow_agent") expect(named("span lost").length).toBeGreaterThan(0);
      const services = new Set(Object.values(trace.processes).map(({ serviceName }) => serviceName));
      expect([...services]).toEqual(expect.arrayContaining(["gateway", "orchestrator", "router", "slow_agent"]));
    },
  );
});
