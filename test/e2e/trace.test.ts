import { join } from "node:path";
import type { GetTraceResponse } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { Span } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import type { Run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";
import { startMesh, type TestMesh, until, withoutRivals } from "../support/mesh.ts";

/** Steps of a cafe: goal, concept, plan, model, energy, code report, review. */
const steps = 7;
/** Bytes above which the journal keeps a digest, and above which an agent sends and fetches one. */
const limits = { journal: 16 * 1024, call: 256 * 1024 } as const;

test("one run is one trace, from the keyboard through every hop to the bus", async () => {
  using folder = tempFolder();
  const data = join(folder.path, "data");
  await using mesh = await startMesh(data, { args: withoutRivals });
  const args = ["--out", join(folder.path, "out"), "--data", data, "--json", "--fresh"];
  const ended = await viba(["design", "강남에 50평 모던 카페를 설계해줘", ...args]);
  expect(ended.code).toBe(0);
  const { run_id: runId, trace_id: traceId } = JSON.parse(ended.stdout) as { run_id: string; trace_id: string };
  const run = (await mesh.gateway.getRun({ runId })).run!;
  expect(run.steps).toHaveLength(steps);
  const agents = [...new Set(run.steps.map((step) => step.agentId))];
  const wanted = expected(run);
  const { spans, partial } = await settled(mesh, runId, total(wanted));
  const own = spans.filter((span) => span.traceId === traceId);
  expect(countsOf(own)).toEqual(wanted);
  expect(own).toHaveLength(total(wanted));

  expect(partial).toBe(false);
  const byId = new Map(own.map((span) => [span.spanId, span]));
  expect(byId.size).toBe(own.length);
  expect(own.filter((span) => !byId.has(span.parentId)).map((span) => span.name)).toEqual(["viba design"]);
  // Every hop hangs below the one that made it.
  expect(pathTo(byId, own, "attempt model.ifc")).toEqual([
    "cli internal viba design",
    "cli client GatewayService/StartDesign",
    "mesh server GatewayService/StartDesign",
    "mesh server OrchestratorService/StartRun",
    "mesh internal run",
    "mesh internal step viba.aec.v1.Model",
    "mesh server RouterService/Dispatch",
    "mesh client AgentService/Execute",
    "bim_specialist server AgentService/Execute",
    "bim_specialist internal attempt model.ifc",
  ]);
  expect([...new Set(own.map((span) => span.service))].sort()).toEqual(["cli", "mesh", ...agents].sort());
  expect(own.filter((span) => span.status === "error")).toEqual([]);

  // The learner's reading is a trace of its own: one reading may serve many runs. It links back to this one.
  const consumers = spans.filter((span) => span.kind === "consumer" && span.traceId !== traceId);
  expect(consumers.map((span) => span.name)).toContain("learning.outcome process");
  const linked = (span: Span) => span.links.some((link) => link.traceId === traceId && byId.has(link.spanId));
  expect(consumers.filter((span) => !linked(span))).toEqual([]);

  // A run that the studio or another program starts, with no trace of its own, begins with the gateway's call and is as whole.
  const untraced = await mesh.gateway.startDesign({ text: "강남에 50평 모던 카페를 설계해줘", fresh: true });
  let theirs: Span[] = [];
  await until(async () => {
    const answer = await mesh.gateway.getTrace({ runId: untraced.runId });
    theirs = answer.spans.filter((span) => span.traceId === untraced.traceId);
    const known = new Set(theirs.map((span) => span.spanId));
    // The run's span ends it; what agents still report comes a moment later.
    const ended = theirs.some((span) => span.name === "run");
    const acknowledged = theirs.filter((span) => span.kind === "server" && span.name.endsWith("/Acknowledge")).length;
    return ended && acknowledged === steps && theirs.every((span) => !span.parentId || known.has(span.parentId));
  });
  expect((await mesh.gateway.getTrace({ runId: untraced.runId })).partial).toBe(false);
  expect(theirs.filter((span) => !span.parentId).map((span) => nameOf(span))).toEqual([
    "mesh server GatewayService/StartDesign",
  ]);
});

/**
 * The trace once all its spans are there, or once none has come for a hundred questions: agents ship their last spans a
 * moment after the run, and the learner reads the outcomes when the bus tells it.
 */
async function settled(mesh: TestMesh, runId: string, count: number): Promise<GetTraceResponse> {
  let answer = await mesh.gateway.getTrace({ runId });
  let unchanged = 0;
  await until(async () => {
    const next = await mesh.gateway.getTrace({ runId });
    unchanged = next.spans.length === answer.spans.length ? unchanged + 1 : 0;
    answer = next;
    const { traceId } = answer.spans[0]!;
    const own = answer.spans.filter((span) => span.traceId === traceId).length;
    return unchanged >= 100 || (own === count && answer.spans.some((span) => span.kind === "consumer"));
  });
  return answer;
}

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** "mesh server RouterService/Dispatch"; the agents but their names count as one. */
const nameOf = ({ service, kind, name }: Span, merged = false) =>
  `${merged && !["cli", "mesh"].includes(service) ? "agent" : service} ${kind} ${name.replace(/^viba\.\w+\.v1\.(?=\w+Service\/)/, "")}`;

function countsOf(spans: readonly Span[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const span of spans) {
    const name = nameOf(span, true);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** The names from the root down to the one span of this name. */
function pathTo(byId: ReadonlyMap<string, Span>, spans: readonly Span[], name: string): string[] {
  const path: string[] = [];
  for (let span = spans.find((one) => one.name === name); span; span = byId.get(span.parentId)) {
    path.unshift(nameOf(span));
  }
  return path;
}

/**
 * How many spans of each name one fresh run makes: one for each call at either end that is traced (a service in the
 * mesh's own process has the server's end alone), one for the run, one for each step and each attempt. What is too large
 * for the journal or a call takes calls of its own.
 */
function expected(run: Run): Record<string, number> {
  const files = run.files.map((file) => Number(file.content!.size));
  const made = run.steps.map((step) => Number(step.artifact!.size));
  const sizes = new Map(run.steps.map((step) => [step.artifact!.type, Number(step.artifact!.size)]));
  for (const artifact of run.goal!.attached)
    if (!sizes.has(artifact.type)) sizes.set(artifact.type, Number(artifact.size));
  const above = (all: readonly number[], limit: number) => all.filter((size) => size > limit).length;
  const stored = above(files, limits.journal);
  const put = above([...files, ...made], limits.call);
  const got = above(
    run.steps.flatMap((step) => step.step!.inputTypes.map((type) => sizes.get(type) ?? 0)),
    limits.call,
  );
  const counts: Record<string, number> = {
    "cli internal viba design": 1,
    "cli client GatewayService/StartDesign": 1,
    "mesh server GatewayService/StartDesign": 1,
    "mesh server OrchestratorService/StartRun": 1,
    "cli client GatewayService/WatchRun": 1,
    "mesh server GatewayService/WatchRun": 1,
    "mesh server OrchestratorService/WatchRun": 1,
    "cli client GatewayService/GetRun": 1,
    "mesh server GatewayService/GetRun": 1,
    // The small ones come along with the run.
    "cli client GatewayService/GetFile": stored,
    "mesh server GatewayService/GetFile": stored,
    // Once for the command, and once for each file that is asked for, which is looked up in its run.
    "mesh server OrchestratorService/GetRun": 1 + stored,
    "mesh internal run": 1,
    // To the bus: accepted, running, finished; and that there are outcomes.
    "mesh producer send run.events.<run_id>": 3,
    "mesh producer send learning.outcome": 1,
    "mesh server RouterService/ListCapabilities": 1,
    "mesh server RouterService/Dispatch": steps,
    "mesh client AgentService/Execute": steps,
    "agent server AgentService/Execute": steps,
    "mesh server CacheService/Put": steps,
    "mesh server RouterService/ReleaseAttempt": steps,
    "mesh client AgentService/Acknowledge": steps,
    "agent server AgentService/Acknowledge": steps,
    // Of a file by the gateway; of an agent by the router, which passes it on to the orchestrator.
    "mesh server ArtifactService/GetBlob": stored + 2 * got,
    "agent client ArtifactService/GetBlob": got,
    "agent client ArtifactService/PutBlob": put,
    "mesh server ArtifactService/PutBlob": 2 * put,
  };
  for (const { step, capability } of run.steps) {
    counts[`mesh internal step ${step!.outputType}`] = 1;
    counts[`agent internal attempt ${capability}`] = 1;
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
