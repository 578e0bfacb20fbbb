import { fromBinary } from "@bufbuild/protobuf";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { subjectOf } from "@viba/bus/subjects";
import { MetricsRolledUpSchema, OutcomesRecordedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { expect, test } from "vitest";
import { tempFolder, viba } from "./command.ts";
import { until } from "./mesh.ts";
import { startNats } from "./nats.ts";
import { startProxy, type TestProxy, type Toxic } from "./proxy.ts";
import { waitMs } from "./real-clock.ts";
import { startServices, type TestServices } from "./services.ts";

const sentence = "강남에 50평 모던 카페를 설계해줘";

/** Ways in which a path goes bad; `away`: nothing passes. */
const faults: readonly { name: string; away: boolean; toxics: readonly Toxic[] }[] = [
  { name: "cut", away: true, toxics: [] },
  { name: "half-open", away: true, toxics: [{ type: "timeout", attributes: { timeout: 0 } }] },
  { name: "latency", away: false, toxics: [{ type: "latency", attributes: { latency: 400, jitter: 200 } }] },
  { name: "bandwidth", away: false, toxics: [{ type: "bandwidth", attributes: { rate: 16 }, stream: "upstream" }] },
];

/** The path to NATS made bad for this long while designs go on; the same test with seconds and with a minute. */
export function natsCutSuite(cutMs: number): void {
  test.each(faults)(
    `$name for ${cutMs / 1000} s: runs keep finishing, the status says what is degraded, no outcome is lost`,
    async ({ away, toxics }) => {
      using folder = tempFolder();
      await using nats = await startNats({ folder: folder.path });
      await using proxy = await startProxy(nats.port);
      const data = `${folder.path}/data`;
      await using mesh = await startServices({ data, env: { VIBA_NATS_URL: `nats://127.0.0.1:${proxy.port}` } });
      const runs = [await design(mesh)];

      const heal = await breakPath(proxy, away && toxics.length === 0, toxics);
      const cut = waitMs(cutMs);
      if (away) {
        // Every process notices by itself, and the mesh says which.
        await until(async () => (await busLine(mesh)).note.startsWith("NATS has been away"));
        await until(async () => (await metric(mesh, "viba_bus_connected")) === 0);
        const doctor = await viba(["doctor", "--data", data, "--json"], mesh.env);
        const { checks } = JSON.parse(doctor.stdout) as { checks: { check: string; ok: boolean; next: string }[] };
        expect(checks.find(({ check }) => check === "bus")).toMatchObject({ ok: false });
        expect(checks.find(({ check }) => check === "bus")!.next).toContain("nats-server -js");
      }
      runs.push(await design(mesh), await design(mesh));
      await cut;
      expect((await mesh.gateway.getStatus({})).ready).toBe(true);
      await heal();
      await until(async () => (await busLine(mesh)).serving);
      runs.push(await design(mesh));

      // Truth is the journal: the learner knows every outcome, those of the cut too.
      await until(async () => pulls((await mesh.gateway.listPolicies({})).snapshots[0]) >= runs.length);
      // And what was acknowledged is there: a stranger finds in the streams all that the orchestrator counted as taken.
      const acknowledged = await appendedBy("orchestrator", nats.port);
      const { states, outcomes } = await storedIn(nats.port);
      expect(outcomes).toEqual(expect.arrayContaining([runs[0], runs.at(-1)]));
      expect(states + outcomes.length).toBeGreaterThanOrEqual(acknowledged);
      console.log(`acknowledged ${acknowledged}, stored ${states + outcomes.length}, runs ${runs.length}`);
    },
  );
}

async function breakPath(proxy: TestProxy, cut: boolean, toxics: readonly Toxic[]): Promise<() => Promise<void>> {
  if (cut) await proxy.cut();
  const removals = await Promise.all(toxics.map((toxic) => proxy.add(toxic)));
  return async () => {
    if (cut) await proxy.restore();
    for (const remove of removals) await remove();
  };
}

async function design(mesh: TestServices): Promise<string> {
  const { runId } = await mesh.gateway.startDesign({ text: sentence, fresh: true });
  await until(async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED);
  const { run } = await mesh.gateway.getRun({ runId });
  expect(run!.message).toBe("");
  expect(run!.state).toBe(RunState.FINISHED);
  return runId;
}

async function busLine(mesh: TestServices) {
  return (await mesh.gateway.getStatus({})).services.find(({ name }) => name === "bus")!;
}

/** A value of the gateway's own metrics. */
async function metric(mesh: TestServices, name: string, labels = ""): Promise<number> {
  const text = await (await fetch(`${mesh.studio}/metrics`)).text();
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name}{${labels}`))
      ?.split(" ")
      .at(-1),
  );
}

function pulls(snapshot: { arms: readonly { pulls: bigint; outputType: string }[] } | undefined): number {
  const plans = snapshot?.arms.filter((arm) => arm.outputType === "viba.aec.v1.Plan") ?? [];
  return plans.reduce((sum, arm) => sum + Number(arm.pulls), 0);
}

/** What a service's newest roll-up says it appended with the server's acknowledgement. */
async function appendedBy(service: string, port: number): Promise<number> {
  const connection = await connect({ port });
  try {
    const metrics = connection.subscribe(subjectOf("metrics", service, "x").replace(/x$/, "*"));
    for await (const { data } of metrics) {
      const { points } = fromBinary(MetricsRolledUpSchema, data);
      const point = points.find(
        ({ name, labels }) => name === "viba_bus_events_total" && labels["kind"] === "appended",
      );
      if (point?.value.case === "total") return point.value.value;
    }
    throw new Error("the connection ended");
  } finally {
    await connection.close();
  }
}

/** What a stranger finds in the streams: how many states of runs, and the runs with outcomes. */
async function storedIn(port: number): Promise<{ states: number; outcomes: string[] }> {
  const connection = await connect({ port });
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info("RUNS");
  const consumer = await jetstream(connection).consumers.get("LEARNING", { filter_subjects: [subjectOf("outcome")] });
  const outcomes: string[] = [];
  for (;;) {
    const message = await consumer.next({ expires: 1000 });
    if (!message) break;
    outcomes.push(fromBinary(OutcomesRecordedSchema, message.data).runId);
  }
  await connection.close();
  return { states: state.messages, outcomes };
}
