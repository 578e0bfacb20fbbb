import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";
import { startMesh, until } from "../support/mesh.ts";

/** Steps of a cafe: goal, concept, plan, model, energy, code report, review. */
const steps = 7;

test("one run is one trace, from the keyboard through every hop to the bus", async () => {
  using folder = tempFolder();
  const data = join(folder.path, "data");
  await using mesh = await startMesh(data);
  const args = ["--out", join(folder.path, "out"), "--data", data, "--json", "--fresh"];
  const ended = await viba(["design", "강남에 50평 모던 카페를 설계해줘", ...args]);
  expect(ended.code).toBe(0);
  const {
    run_id: runId,
    trace_id: traceId,
    artifacts,
  } = JSON.parse(ended.stdout) as {
    run_id: string;
    trace_id: string;
    artifacts: Record<string, string>;
  };
  const files = Object.keys(artifacts).length;
  const ask = () => mesh.gateway.getTrace({ runId });
  // Agents ship their last spans a moment after the run, and the learner reads the outcomes when the bus tells it.
  await until(async () => {
    const { spans } = await ask();
    const acknowledged = spans.filter((s) => s.name.endsWith("AgentService/Acknowledge") && s.kind === "server");
    return acknowledged.length === steps && spans.some((s) => s.kind === "consumer");
  });
  const { spans } = await ask();
  const own = spans.filter((span) => span.traceId === traceId);
  const count = (service: string, kind: string, name: string) =>
    own.filter(
      (s) =>
        (service === "agent" ? !["mesh", "cli"].includes(s.service) : s.service === service) &&
        s.kind === kind &&
        s.name.endsWith(name),
    ).length;

  expect(Object.fromEntries(table(files).map(([what]) => [what.join(" "), count(...what)]))).toEqual(
    Object.fromEntries(table(files).map(([what, wanted]) => [what.join(" "), wanted])),
  );
  const known = new Set(own.map((span) => span.spanId));
  expect(own.filter((span) => !known.has(span.parentId)).map((span) => span.name)).toEqual(["viba design"]);
  const agents = new Set(own.map((span) => span.service).filter((service) => !["mesh", "cli"].includes(service)));
  expect([...agents].sort()).toEqual(["bim_specialist", "design_reviewer", "design_theorist", "performance_analyst"]);
  const consumers = spans.filter((span) => span.kind === "consumer" && span.traceId !== traceId);
  expect(consumers.map((span) => span.name)).toContain("learning.outcome process");
  expect(consumers.every((span) => span.links.some((link) => link.traceId === traceId && known.has(link.spanId)))).toBe(
    true,
  );
});

/** How many spans of each kind one fresh cafe run with so many files makes. */
function table(files: number): [[string, string, string], number][] {
  return [
    [["cli", "internal", "viba design"], 1],
    [["cli", "client", "GatewayService/StartDesign"], 1],
    [["cli", "client", "GatewayService/WatchRun"], 1],
    [["cli", "client", "GatewayService/GetRun"], 1],
    [["cli", "client", "GatewayService/GetFile"], files],
    [["mesh", "server", "GatewayService/StartDesign"], 1],
    [["mesh", "server", "GatewayService/GetFile"], files],
    [["mesh", "server", "OrchestratorService/StartRun"], 1],
    [["mesh", "internal", "run"], 1],
    [["mesh", "server", "RouterService/ListCapabilities"], 1],
    [["mesh", "server", "RouterService/Dispatch"], steps],
    [["mesh", "client", "AgentService/Execute"], steps],
    [["agent", "server", "AgentService/Execute"], steps],
    [["mesh", "server", "CacheService/Put"], steps],
    [["mesh", "server", "RouterService/ReleaseAttempt"], steps],
    [["agent", "server", "AgentService/Acknowledge"], steps],
  ];
}
