import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { nodeFlags } from "@viba/runtime/node-flags";
import { expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { startMesh, type TestMesh, until, withoutRivals } from "../support/mesh.ts";
import { startRelay } from "../support/relay.ts";

const sentence = "강남에 50평 모던 카페를 설계해줘";
const agentId = "slow_agent";
const ledger = (data: string) => {
  const path = join(data, "slow-ledger.txt");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
};

/** A mesh of which one agent, the slow one, comes from outside by a path that the test holds. */
async function start(data: string, scheme: "link" | "grpc", slowMs: number) {
  const mesh = await startMesh(data, {
    args: ["--without", "performance_analyst", ...withoutRivals],
    agents: 4,
  });
  const relay = await startRelay(Number(mesh.grpc.split(":")[1]));
  const agent = spawn(process.execPath, [...nodeFlags, join(root, "test", "fixtures", agentId, "agent.ts")], {
    stdio: ["ignore", "ignore", "ignore"],
    env: {
      ...process.env,
      VIBA_ROUTER: `${scheme}://127.0.0.1:${relay.port}`,
      VIBA_DATA: data,
      SLOW_LEDGER: join(data, "slow-ledger.txt"),
      SLOW_MS: String(slowMs),
    },
  });
  const gone = new Promise<void>((resolve) => agent.once("exit", () => resolve()));
  await until(async () => (await slowOne(mesh)) !== undefined);
  return {
    mesh,
    relay,
    async [Symbol.asyncDispose]() {
      agent.kill("SIGKILL");
      await gone;
      await relay[Symbol.asyncDispose]();
      await mesh[Symbol.asyncDispose]();
    },
  };
}

async function slowOne(mesh: TestMesh) {
  const { agents } = await mesh.gateway.listAgents({});
  return agents.find((agent) => agent.manifest!.agentId === agentId);
}

async function finished(mesh: TestMesh, runId: string) {
  const run = async () => (await mesh.gateway.getRun({ runId })).run!;
  await until(async () => [RunState.FINISHED, RunState.FAILED].includes((await run()).state as 4));
  const { state, message, steps } = await run();
  expect([message, state]).toEqual(["", RunState.FINISHED]);
  return steps.find((step) => step.agentId === agentId)!;
}

test("agents of viba up are on links: they listen on no port", async () => {
  using folder = tempFolder();
  await using mesh = await startMesh(folder.path);
  const { agents } = await mesh.gateway.listAgents({});
  expect(agents.map(({ address, state }) => [address, state])).toEqual(agents.map(() => ["", AgentState.READY]));
});

test.each([
  { fault: "cut", begun: 1 },
  // The lease ends before the silence does: what may run twice is asked of whoever is there by then.
  { fault: "swallow", begun: 2 },
] as const)(
  "a link whose path is $fault in mid-step: the same instance comes back, and its step was begun at most $begun times",
  async ({ fault, begun }) => {
    using folder = tempFolder();
    await using all = await start(folder.path, "link", 2000);
    const { mesh, relay } = all;
    const before = await slowOne(mesh);
    const { runId } = await mesh.gateway.startDesign({ text: sentence, fresh: true });
    await until(() => ledger(folder.path).length > 0);
    relay[fault]();
    const step = await finished(mesh, runId);
    const after = await slowOne(mesh);
    expect([after?.instanceId, step.instanceId]).toEqual([before?.instanceId, before?.instanceId]);
    expect(ledger(folder.path).length).toBeLessThanOrEqual(begun);
    expect(relay.taken).toBe(2);
  },
);

test("an agent that is dialled: the same run with nothing changed but the address", async () => {
  using folder = tempFolder();
  await using all = await start(folder.path, "grpc", 100);
  const { runId } = await all.mesh.gateway.startDesign({ text: sentence, fresh: true });
  const step = await finished(all.mesh, runId);
  const slow = await slowOne(all.mesh);
  expect([slow?.address, step.instanceId, step.attempts]).toEqual([expect.stringMatching(/^127/), slow?.instanceId, 1]);
});
