import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { toMeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { startMesh, type TestMesh, until } from "../support/mesh.ts";

const agent = join(root, "test", "fixtures", "storm_agent");
const others = readdirSync(join(root, "plugins"))
  .filter((name) => existsSync(join(root, "plugins", name, "agent.ts")))
  .flatMap((name) => ["--without", name]);
const copies = 3;
const deadlineMs = 4000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Six callers that never pause; each call ends with "done" or the reason of the error table. */
function load({ gateway }: TestMesh) {
  let stopped = false;
  const ended: { outcome: string; ms: number; why: string }[] = [];
  const caller = async () => {
    while (!stopped) {
      const startedMs = performance.now();
      const failure = await gateway.callCapability({ outputType: "viba.aec.v1.Brief" }, { timeoutMs: deadlineMs }).then(
        () => undefined,
        (error: unknown) => toMeshError(error),
      );
      const outcome = failure?.reason ?? "done";
      ended.push({ outcome, ms: performance.now() - startedMs, why: failure?.message ?? "" });
      // Who is told that nobody is there does not ask a thousand times a second.
      if (outcome !== "done") await pause(50);
    }
  };
  const callers = Promise.all(Array.from({ length: 6 }, caller));
  return {
    ended,
    async stop() {
      stopped = true;
      await callers;
    },
  };
}

/** Kills and freezes agents by the seed, and kills the mesh process in the middle. */
async function storm(mesh: TestMesh, seed: number): Promise<Record<string, number>> {
  const random = seededRandom(seed);
  const done = { kills: 0, freezes: 0, mesh: 0 };
  for (let n = 0; n < 12; n++) {
    await pause(500 + random() * 500);
    const agents = await mesh.gateway.listAgents({}).then(
      (answer) => answer.agents,
      () => [],
    );
    const { pid } = agents[Math.floor(random() * agents.length)] ?? { pid: 0 };
    if (n === 6) {
      process.kill((await mesh.gateway.getStatus({})).pid, "SIGKILL");
      done.mesh++;
    } else if (pid !== 0 && random() < 0.5) {
      process.kill(pid, "SIGKILL");
      done.kills++;
    } else if (pid !== 0) {
      process.kill(pid, "SIGSTOP");
      done.freezes++;
      setTimeout(() => {
        try {
          process.kill(pid, "SIGCONT");
        } catch {
          // It was killed meanwhile.
        }
      }, 1500);
    }
  }
  await pause(2000);
  return done;
}

test("agents killed and frozen, the mesh killed, under load: every call ends with a result or a typed error", async () => {
  using folder = tempFolder();
  await using mesh = await startMesh(folder.path, {
    args: [...Array.from({ length: copies }, () => ["--agent", agent]).flat(), ...others],
    agents: copies,
  });
  const calls = load(mesh);
  await until(() => calls.ended.length > 20);
  const faults = await storm(mesh, 7);
  const before = calls.ended.length;
  await until(() => calls.ended.slice(before).filter(({ outcome }) => outcome === "done").length > 50);
  await calls.stop();
  const outcomes = Object.fromEntries(
    [...Map.groupBy(calls.ended, ({ outcome }) => outcome)].map(([outcome, { length }]) => [outcome, length]),
  );
  const longestMs = Math.round(Math.max(...calls.ended.map(({ ms }) => ms)));
  console.log(JSON.stringify({ faults, outcomes, longest_ms: longestMs }));
  const lawful = ["done", "UNKNOWN_OUTCOME", "NOT_STARTED", "NO_CAPABLE_AGENT", "DEADLINE", "OVERLOADED", "CANCELLED"];
  expect(calls.ended.filter(({ outcome }) => !lawful.includes(outcome))).toEqual([]);
  // Time for the machine to get round to it; a call that nobody ends would take a minute.
  expect(longestMs).toBeLessThan(deadlineMs + 5000);
  await until(async () => (await mesh.gateway.listAgents({})).agents.length === copies);
  const { agents } = await mesh.gateway.listAgents({});
  expect(agents.map(({ routerInFlight }) => routerInFlight)).toEqual(agents.map(() => 0));
});
