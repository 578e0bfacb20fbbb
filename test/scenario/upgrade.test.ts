import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";
import { isAlive, startMesh, type TestMesh, until } from "../support/mesh.ts";

const fixture = (name: string) => join(root, "test", "fixtures", name);
const others = readdirSync(join(root, "plugins"))
  .filter((name) => existsSync(join(root, "plugins", name, "agent.ts")))
  .flatMap((name) => ["--without", name]);

/** A mesh with version 1 of one agent, and what that was given. */
async function start(data: string) {
  const ledger = join(data, "versioned-ledger.txt");
  const mesh = await startMesh(data, {
    args: ["--agent", fixture("versioned_agent"), ...others],
    agents: 1,
    env: { VERSIONED_LEDGER: ledger },
  });
  const begun = () => (existsSync(ledger) ? readFileSync(ledger, "utf8").trim().split("\n") : []);
  const versions = async () => (await mesh.gateway.listAgents({})).agents.map((agent) => agent.manifest!.version);
  return { mesh, begun, versions };
}

/** Four callers that never pause, until told to stop; the answer is how many calls went well, and what failed. */
function load({ gateway }: TestMesh) {
  let stopped = false;
  let done = 0;
  const failed: string[] = [];
  const caller = async () => {
    while (!stopped) {
      await gateway.callCapability({ outputType: "viba.aec.v1.Brief" }).then(
        () => done++,
        (error: unknown) => failed.push(String(error)),
      );
    }
  };
  const callers = Promise.all([caller(), caller(), caller(), caller()]);
  return {
    done: () => done,
    async stop() {
      stopped = true;
      await callers;
      return { done, failed };
    },
  };
}

test("a rolling upgrade under load: no call fails, none is made twice, and the old version goes", async () => {
  using folder = tempFolder();
  const { mesh, begun, versions } = await start(folder.path);
  await using _mesh = mesh;
  const [before] = (await mesh.gateway.listAgents({})).agents;
  const calls = load(mesh);
  await until(() => calls.done() > 20);
  const ended = await viba([
    "upgrade",
    "versioned_agent",
    "--to",
    fixture("versioned_agent_2"),
    "--data",
    folder.path,
    "--json",
  ]);
  expect(ended).toMatchObject({ code: 0 });
  const { stages } = JSON.parse(ended.stdout) as { stages: { stage: string }[] };
  expect(stages.map(({ stage }) => stage)).toEqual(["started", "joined", "switched", "drained", "done"]);
  expect([await versions(), isAlive(before!.pid)]).toEqual([["2.0.0"], false]);
  const { done, failed } = await calls.stop();
  expect(failed).toEqual([]);
  const attempts = begun().map((line) => line.split(" ")[1]!);
  expect([attempts.length, new Set(attempts).size]).toEqual([done, done]);
  expect(new Set(begun().map((line) => line.split(" ")[0]!))).toEqual(new Set(["1.0.0", "2.0.0"]));
});

test("a new version that fails is ended, and the old one goes on", async () => {
  using folder = tempFolder();
  const { mesh, versions } = await start(folder.path);
  await using _mesh = mesh;
  const calls = load(mesh);
  await until(() => calls.done() > 5);
  const ended = await viba([
    "upgrade",
    "versioned_agent",
    "--to",
    fixture("versioned_agent_broken"),
    "--data",
    folder.path,
  ]);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain("rolled-back");
  expect(ended.stderr).toContain("versioned_agent stays at 1.0.0");
  const sofar = calls.done();
  await until(() => calls.done() > sofar + 5);
  expect([(await calls.stop()).failed, await versions()]).toEqual([[], ["1.0.0"]]);
});

test("an agent that ends too often is given up, and the list of agents says why", async () => {
  using folder = tempFolder();
  const mesh = await startMesh(folder.path, {
    args: ["--agent", fixture("versioned_agent_broken"), ...others],
    agents: 0,
  });
  await using _mesh = mesh;
  await until(async () => (await mesh.gateway.listAgents({})).agents.length > 0);
  const { stdout } = await viba(["agents", "--data", folder.path, "--json"]);
  const [agent] = JSON.parse(stdout) as { id: string; state: string; evidence: string }[];
  expect(agent).toMatchObject({ id: "versioned_agent_broken", state: "quarantined" });
  expect(agent!.evidence).toContain("it ended 11 times within a minute, last with exit code 1");
});
