import { fromBinary } from "@bufbuild/protobuf";
import { connect } from "@nats-io/transport-node";
import { messageOf } from "@viba/bus/subjects";
import { MetricsRolledUpSchema, RunChangedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { describe, expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";
import { jaegerTrace, jaegerTraces, orphansOf, startJaeger } from "../support/jaeger.ts";
import { startMesh, type TestMesh, until } from "../support/mesh.ts";
import { startNats } from "../support/nats.ts";
import { startProxy } from "../support/proxy.ts";
import { skipReason } from "../support/servers.ts";

const sentences = [
  "강남에 50평 모던 카페를 설계해줘",
  "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
  "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서",
];

async function design(mesh: TestMesh, text: string) {
  const { runId, traceId } = await mesh.gateway.startDesign({ text, fresh: true });
  await until(async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED);
  const { run } = await mesh.gateway.getRun({ runId });
  expect(run!.message).toBe("");
  expect(run!.state).toBe(RunState.FINISHED);
  return { runId, traceId };
}

/** The value of one sample of the mesh's metrics. */
async function metric(mesh: TestMesh, name: string, labels: string): Promise<number> {
  const text = await (await fetch(`${mesh.studio}/metrics`)).text();
  const line = text
    .split("\n")
    .find((each) => each.startsWith(`${name}{${labels}`) || (each.startsWith(`${name}{`) && labels === ""));
  return Number(line?.split(" ").at(-1));
}

const skip = skipReason("nats", "jaeger", "toxiproxy");
describe.skipIf(skip)(`the mesh on NATS and Jaeger ${skip ?? ""}`, () => {
  test("three sentences: a stranger reads the events, each run is one trace with its links, the CLI shows both", async () => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path });
    await using jaeger = await startJaeger(folder.path);
    const env = { VIBA_NATS_URL: nats.url, OTEL_EXPORTER_OTLP_ENDPOINT: jaeger.otlp };
    const stranger = await connect({ port: nats.port });
    const heard = new Map<string, Uint8Array[]>();
    stranger.subscribe(">", {
      callback: (_error, { subject, data }) => {
        const type = messageOf(subject);
        if (type) heard.set(type, [...(heard.get(type) ?? []), data]);
      },
    });
    await using mesh = await startMesh(`${folder.path}/data`, { env });
    const watching = viba(["events", "learning.>", "run.events.*", "--for", "20", "--json"], env);

    for (const text of sentences) {
      // As a person does it: from the command line, whose spans are part of the trace.
      const ended = await viba(
        ["design", text, "--data", `${folder.path}/data`, "--out", `${folder.path}/out`, "--fresh", "--json"],
        env,
      );
      expect(ended.code).toBe(0);
      const { trace_id: traceId, run_id: runId } = JSON.parse(ended.stdout) as { trace_id: string; run_id: string };
      await until(async () => {
        const trace = await jaegerTrace(jaeger.query, traceId);
        return (
          trace !== undefined && orphansOf(trace).length === 0 && trace.spans.some((s) => s.operationName === "run")
        );
      });
      const trace = (await jaegerTrace(jaeger.query, traceId))!;
      const services = new Set(Object.values(trace.processes).map(({ serviceName }) => serviceName));
      expect([...services]).toEqual(
        expect.arrayContaining(["mesh", "cli", "bim_specialist", "design_theorist", "design_reviewer"]),
      );
      expect(trace.spans.map(({ operationName }) => operationName)).toContain("send learning.outcome");
      // The learner's work is a trace of its own that links to the run which caused it.
      await until(async () => {
        const all = await jaegerTraces(jaeger.query, "mesh");
        return all.some(
          (each) =>
            each.traceID !== traceId &&
            each.spans.some(({ references }) =>
              references.some((ref) => ref.refType === "FOLLOWS_FROM" && ref.traceID === traceId),
            ),
        );
      });
      const states = (heard.get("viba.event.v1.RunChanged") ?? []).map((body) => fromBinary(RunChangedSchema, body));
      expect(states.filter((each) => each.runId === runId).map(({ state }) => state)).toContain("finished");
    }
    // Where the time went, read from Jaeger, is what the mesh's own memory says.
    const [newest] = (await mesh.gateway.listRuns({ limit: 1 })).runs;
    const traced = async (more: Record<string, string>) => {
      const { stdout } = await viba(["trace", newest!.runId, "--data", `${folder.path}/data`, "--json"], {
        ...env,
        ...more,
      });
      return JSON.parse(stdout) as { analysis: { bottleneck: { spent: string; who: string }; total_us: number } };
    };
    const fromJaeger = (await traced({ VIBA_JAEGER_URL: jaeger.query })).analysis;
    const fromMesh = (await traced({})).analysis;
    expect(fromJaeger.bottleneck).toMatchObject({ spent: fromMesh.bottleneck.spent, who: fromMesh.bottleneck.who });
    expect(fromJaeger.total_us).toBeCloseTo(fromMesh.total_us, -1);

    await until(() => (heard.get("viba.event.v1.MetricsRolledUp") ?? []).length > 0);
    const metrics = fromBinary(MetricsRolledUpSchema, heard.get("viba.event.v1.MetricsRolledUp")![0]!);
    expect(metrics.points.map(({ name }) => name)).toContain("viba_call_duration_seconds");
    for (const type of ["LoadReported", "OutcomesRecorded", "SnapshotPublished", "SpansSummarised"]) {
      expect([...heard.keys()]).toContain(`viba.event.v1.${type}`);
    }
    const lines = (await watching).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["viba.event.v1.OutcomesRecorded", "viba.event.v1.RunChanged"]),
    );
    await stranger.close();
  });

  test("NATS cut: runs keep finishing, metrics say so; NATS wiped: the learner knows what it knew", async () => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path });
    await using proxy = await startProxy(nats.port);
    await using mesh = await startMesh(`${folder.path}/data`, {
      env: { VIBA_NATS_URL: `nats://127.0.0.1:${proxy.port}` },
    });
    await design(mesh, sentences[0]!);
    await proxy.cut();
    await until(async () => (await metric(mesh, "viba_bus_connected", "")) === 0);
    await design(mesh, sentences[0]!);
    await design(mesh, sentences[2]!);
    const learned = async () => (await mesh.gateway.listPolicies({})).snapshots[0];
    await proxy.restore();
    await until(async () => (await metric(mesh, "viba_bus_connected", "")) === 1);
    await design(mesh, sentences[0]!);
    await until(async () => pullsOf(await learned()) >= 4);
    const before = await learned();
    // Wiped: the folder is gone and the server begins empty.
    await nats.stop("SIGKILL");
    await nats.wipe();
    await nats.start();
    await until(async () => (await metric(mesh, "viba_bus_connected", "")) === 1);
    expect((await learned())!.arms).toEqual(before!.arms);
    await design(mesh, sentences[0]!);
    await until(async () => pullsOf(await learned()) > pullsOf(before));
  });

  test("Jaeger cut: designs take as long as before, what was not delivered is counted, and the mesh says so", async () => {
    using folder = tempFolder();
    await using jaeger = await startJaeger(folder.path);
    await using proxy = await startProxy(jaeger.otlpPort);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${proxy.port}`, VIBA_TRACE_SHARE: "1" };
    await using mesh = await startMesh(`${folder.path}/data`, { env });
    const traces = async () => (await mesh.gateway.getStatus({})).services.find(({ name }) => name === "traces")!;
    await design(mesh, sentences[0]!);
    await until(async () => (await metric(mesh, "viba_exported_spans_total", 'fate="exported"')) > 0);
    const took = { there: [] as number[], away: [] as number[] };
    const timed = async (kind: keyof typeof took) => {
      const startMs = performance.now();
      await design(mesh, sentences[0]!);
      took[kind].push(Math.round(performance.now() - startMs));
    };
    // In turns, so that a slow minute of the machine meets both.
    for (let round = 0; round < 4; round++) {
      await timed("there");
      await proxy.cut();
      await timed("away");
      if (round === 3) {
        await until(async () => (await metric(mesh, "viba_exported_spans_total", 'fate="failed"')) > 0);
        // The count may be of an earlier round's cut; the state follows with this round's next batch.
        await until(async () => !(await traces()).serving);
        expect((await traces()).note).toContain("don't arrive");
      }
      await proxy.restore();
    }
    const middle = (all: number[]) => all.toSorted((a, b) => a - b)[1]!;
    console.log(`designs took, ms: with Jaeger ${took.there.join(", ")}; without ${took.away.join(", ")}`);
    expect(middle(took.away)).toBeLessThan(middle(took.there) * 2 + 1000);
    const { traceId } = await design(mesh, sentences[0]!);
    await until(async () => (await jaegerTrace(jaeger.query, traceId)) !== undefined);
    await until(async () => (await traces()).serving);
  });
});

function pullsOf(snapshot: { arms: readonly { pulls: bigint; outputType: string }[] } | undefined): number {
  const plans = snapshot?.arms.filter((arm) => arm.outputType === "viba.aec.v1.Plan") ?? [];
  return plans.reduce((sum, arm) => sum + Number(arm.pulls), 0);
}
