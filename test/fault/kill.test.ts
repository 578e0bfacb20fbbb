import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { RunState, StepState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { isAlive, startMesh, type TestMesh, until, withoutRivals } from "../support/mesh.ts";

const sentence = "강남에 50평 모던 카페를 설계해줘";
/** An agent that takes its time, so that there is a middle to kill in. */
const slow = join(root, "test", "fixtures", "slow_agent");
const ledger = (data: string) => {
  const path = join(data, "slow-ledger.txt");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
};

async function pids(mesh: TestMesh): Promise<number[]> {
  const [{ agents }, { pid }] = await Promise.all([mesh.gateway.listAgents({}), mesh.gateway.getStatus({})]);
  return [mesh.parent.pid!, pid, ...agents.map((agent) => agent.pid)];
}

/** Starts a run and returns when the slow agent's handler is in the middle of its step. */
async function startSlowRun(mesh: TestMesh, data: string) {
  const { runId } = await mesh.gateway.startDesign({ text: sentence, fresh: true });
  await until(() => ledger(data).length > 0);
  return runId;
}

async function finished(mesh: TestMesh, runId: string) {
  let run = (await mesh.gateway.getRun({ runId }).catch(() => ({ run: undefined }))).run;
  await until(async () => {
    run = (await mesh.gateway.getRun({ runId })).run;
    return run!.state === RunState.FINISHED || run!.state === RunState.FAILED;
  });
  expect(run!.message).toBe("");
  expect(run!.state).toBe(RunState.FINISHED);
  return run!;
}

const options = (data: string) => ({
  args: ["--agent", slow, "--without", "performance_analyst", ...withoutRivals],
  env: { SLOW_LEDGER: join(data, "slow-ledger.txt"), SLOW_MS: "1500" },
});

test("kill -9 of the parent in mid-run: nothing lives on, and up again finishes the run", async () => {
  using folder = tempFolder();
  const first = await startMesh(folder.path, options(folder.path));
  const runId = await startSlowRun(first, folder.path);
  const before = (await first.gateway.getRun({ runId })).run!;
  const all = await pids(first);
  await first.kill();
  await until(() => all.every((pid) => !isAlive(pid)));

  await using second = await startMesh(folder.path, options(folder.path));
  const run = await finished(second, runId);
  for (const step of before.steps.filter((s) => s.state === StepState.ACCEPTED)) {
    const after = run.steps.find((s) => s.step!.stepId === step.step!.stepId)!;
    expect([after.attempts, after.instanceId, after.artifact?.digest]).toEqual([
      step.attempts,
      step.instanceId,
      step.artifact?.digest,
    ]);
  }
});

test("kill -9 of npm: what it started ends with it", async () => {
  using folder = tempFolder();
  const up = [
    "up",
    "--data",
    folder.path,
    "--port",
    "0",
    "--agents-port",
    "0",
    "--no-sample",
    "--json",
    ...withoutRivals,
  ];
  const npm = spawn("npm", ["start", "--silent", "--", ...up], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  const line = await new Promise<string>((resolve) => createInterface({ input: npm.stdout }).once("line", resolve));
  const { pid } = JSON.parse(line) as { pid: number };
  expect(isAlive(pid)).toBe(true);
  npm.kill("SIGKILL");
  await until(() => !isAlive(pid));
});

test("kill -9 of the mesh process: agents live on with their work, and no step is made twice", async () => {
  using folder = tempFolder();
  await using mesh = await startMesh(folder.path, options(folder.path));
  const runId = await startSlowRun(mesh, folder.path);
  const [parent, meshPid, ...agents] = await pids(mesh);
  process.kill(meshPid!, "SIGKILL");
  await until(async () => (await mesh.gateway.getStatus({})).pid !== meshPid);
  await finished(mesh, runId);
  expect(isAlive(parent!)).toBe(true);
  expect(agents.filter(isAlive)).toEqual(agents);
  expect(ledger(folder.path)).toHaveLength(1);
});

test("kill -9 of an agent in mid-step: it is started again and the run finishes", async () => {
  using folder = tempFolder();
  await using mesh = await startMesh(folder.path, options(folder.path));
  const runId = await startSlowRun(mesh, folder.path);
  const { agents } = await mesh.gateway.listAgents({});
  process.kill(agents.find((agent) => agent.manifest!.agentId === "slow_agent")!.pid, "SIGKILL");
  const run = await finished(mesh, runId);
  const step = run.steps.find((s) => s.agentId === "slow_agent")!;
  expect(step.attempts).toBe(2);
  expect(ledger(folder.path)).toHaveLength(2);
});

test("an agent that computes without a pause for four lease times loses no lease", async () => {
  using folder = tempFolder();
  await using mesh = await startMesh(folder.path, {
    ...options(folder.path),
    env: { ...options(folder.path).env, SLOW_MS: "4000", SLOW_BUSY: "1", VIBA_LEASE_MS: "1000" },
  });
  const runId = await startSlowRun(mesh, folder.path);
  const run = await finished(mesh, runId);
  expect(run.steps.find((s) => s.agentId === "slow_agent")!.attempts).toBe(1);
  expect(mesh.stderr()).not.toContain("a lease ended");
});
