import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { describe, expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { jaegerTrace, startJaeger } from "../support/jaeger.ts";
import { startMesh, type TestMesh, until } from "../support/mesh.ts";
import { findServer, skipReason } from "../support/servers.ts";

const skip = skipReason("python");

/** Generates Python code from our protos with the tools a stranger would use. */
function generate(python: string, into: string): void {
  mkdirSync(into, { recursive: true });
  const proto = join(root, "proto");
  const files = readdirSync(proto, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".proto"));
  const args = ["-m", "grpc_tools.protoc", `-I${proto}`, `--python_out=${into}`, `--grpc_python_out=${into}`, ...files];
  execFileSync(python, args, { cwd: proto });
}

/** What a test does with a mesh whose energy figures come from Python. */
interface WithPython {
  readonly mesh: TestMesh;
  readonly energyBy: string | undefined;
  readonly traceId: string;
}

async function designWithPython(env: Record<string, string>, use: (result: WithPython) => Promise<void> | void) {
  const python = findServer("python")!;
  using folder = tempFolder();
  const generated = join(folder.path, "generated");
  generate(python, generated);
  const data = join(folder.path, "data");
  const without = ["performance_analyst", "energy_screener"];
  await using mesh = await startMesh(data, { args: without.flatMap((name) => ["--without", name]), env });
  const { agents: builtIn } = await mesh.gateway.getStatus({});
  const script = join(root, "test", "interop", "python_agent.py");
  const agent = spawn(python, [script, generated, mesh.grpc, join(data, "join-token")], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  try {
    await until(async () => (await mesh.gateway.getStatus({})).agents === builtIn + 1);
    const { runId } = await mesh.gateway.startDesign({ text: "강남에 50평 모던 카페를 설계해줘", fresh: true });
    await until(async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED);
    const { run } = await mesh.gateway.getRun({ runId });
    expect(run!.message).toBe("");
    expect(run!.state).toBe(RunState.FINISHED);
    const energy = run!.steps.find((step) => step.step?.outputType === "viba.aec.v1.Energy");
    await use({ mesh, energyBy: energy?.agentId, traceId: run!.traceId });
  } finally {
    const gone = new Promise((resolve) => agent.once("exit", resolve));
    agent.stdin!.end();
    await gone;
  }
}

describe.skipIf(skip)(`a Python agent without an SDK ${skip ?? ""}`, () => {
  test("registers, is chosen by its promise and called, and its result stands in the run", async () => {
    await designWithPython({}, ({ energyBy }) => expect(energyBy).toBe("python_agent"));
  });

  const traced = skipReason("python", "jaeger");
  test.skipIf(traced)(`stands in the run's trace in Jaeger, below the router's call ${traced ?? ""}`, async () => {
    using folder = tempFolder();
    await using jaeger = await startJaeger(folder.path);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: jaeger.otlp, VIBA_TRACE_SHARE: "1" };
    await designWithPython(env, async ({ traceId }) => {
      const inTrace = async () => {
        const trace = await jaegerTrace(jaeger.query, traceId);
        const mine = trace?.spans.filter((s) => trace.processes[s.processID]!.serviceName === "python_agent") ?? [];
        const parents = mine.flatMap(({ references }) => references.map(({ spanID }) => spanID));
        return trace?.spans.filter(({ spanID }) => parents.includes(spanID)).map((s) => s.operationName) ?? [];
      };
      await until(async () => (await inTrace()).length > 0);
      expect(await inTrace()).toEqual(["viba.agent.v1.AgentService/Execute"]);
    });
  });
});
