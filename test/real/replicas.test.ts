import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RunState, StepState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { AgentState, RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { createClient } from "@connectrpc/connect";
import { dial } from "@viba/transport/dial";
import { expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { until } from "../support/mesh.ts";
import { startNats } from "../support/nats.ts";
import { skipReason } from "../support/servers.ts";
import { builtInAgents, startServices, type TestServices } from "../support/services.ts";

const skip = skipReason("nats");
const slow = join(root, "test", "fixtures", "slow_agent", "agent.ts");
const sentence = "강남에 50평 모던 카페를 설계해줘";

/** Who is ready at each of the routers. */
function routersOf({ env }: TestServices) {
  const token = readFileSync(join(env["VIBA_DATA"]!, "owner-token"), "utf8").trim();
  const dialled = env["VIBA_ROUTERS"]!.split(",").map((address) => dial(`grpc://${address}`, { token: () => token }));
  return {
    async ready(): Promise<string[][]> {
      const lists = dialled.map(({ transport }) => createClient(RegistryService, transport).listAgents({}));
      return (await Promise.all(lists)).map(({ agents }) =>
        agents
          .filter(({ state }) => state === AgentState.READY)
          .map(({ instanceId }) => instanceId)
          .sort(),
      );
    },
    [Symbol.dispose]: () => dialled.forEach((one) => one.close()),
  };
}

/** Two heartbeats, and as much again for a machine that does other things too. */
const backWithinMs = 2 * 2000;

test.skipIf(skip).each(["router", "router-2"])(
  `two routers, %s killed in mid-run under load: every run finishes, no step is accepted twice, and the agents come back ${skip ?? ""}`,
  async (victim) => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path });
    const ledger = `${folder.path}/ledger.txt`;
    await using mesh = await startServices({
      data: `${folder.path}/data`,
      env: { VIBA_NATS_URL: nats.url },
      agents: [...builtInAgents(["performance_analyst", "energy_screener"]), slow],
      agentEnv: { SLOW_LEDGER: ledger, SLOW_MS: "1500" },
      // One agent has no link: it registers at the first router, and the second knows of it by the bus.
      envOf: (name, env): Record<string, string> =>
        name === "quick_reviewer" ? { VIBA_ROUTER: `grpc://${env["VIBA_ROUTER"]}` } : {},
      moreRouters: 1,
    });
    using routers = routersOf(mesh);
    const all = builtInAgents().length - 1;
    await until(async () => (await routers.ready()).every((ready) => ready.length === all));
    const before = await routers.ready();
    expect(before[0]).toEqual(before[1]);

    const begun = () => (existsSync(ledger) ? readFileSync(ledger, "utf8").trim().split("\n") : []);
    const runs = await Promise.all(
      Array.from({ length: 4 }, async () => (await mesh.gateway.startDesign({ text: sentence, fresh: true })).runId),
    );
    await until(() => begun().length > 0);
    const sinceMs = performance.now();
    await mesh.killAndRestart(victim);
    const backMs = performance.now();
    await until(async () => (await routers.ready()).every((ready) => ready.length === all));
    const returnedMs = performance.now();
    expect(await routers.ready()).toEqual(before);
    expect(returnedMs - backMs).toBeLessThan(backWithinMs);

    const steps = new Map<string, number>();
    for (const runId of runs) {
      await until(async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED);
      const { run } = await mesh.gateway.getRun({ runId });
      expect([run!.message, run!.state]).toEqual(["", RunState.FINISHED]);
      for await (const { event } of mesh.gateway.watchRun({ runId })) {
        if (event?.event.case !== "stepAccepted") continue;
        const key = `${runId} ${event.event.value.stepId}`;
        steps.set(key, (steps.get(key) ?? 0) + 1);
      }
      expect(run!.steps.filter(({ state }) => state === StepState.ACCEPTED).length).toBeGreaterThan(4);
    }
    expect([...steps].filter(([, times]) => times > 1)).toEqual([]);
    expect(steps.size).toBeGreaterThan(20);
    // An attempt is made once: its instance lives on, and whoever takes the step over asks for it there.
    expect(new Set(begun()).size).toBe(begun().length);
    console.log(
      JSON.stringify({
        killed: victim,
        router_down_ms: Math.round(backMs - sinceMs),
        agents_back_ms: Math.round(returnedMs - backMs),
        steps: steps.size,
        slow_attempts: begun().length,
      }),
    );
  },
);
