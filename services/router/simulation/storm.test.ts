import type { Random } from "@viba/runtime/random";
import { forSeeds, seedsOf } from "@viba/testkit/seeds";
import { expect, test } from "vitest";
import { leaseDefaults } from "../core/instance.ts";
import { plan } from "../fixtures.ts";
import type { Mood } from "./fixtures-agent.ts";
import { createWorld, model, type World } from "./fixtures-world.ts";

const file = "services/router/simulation/storm.test.ts";
const { heartbeatMs, ttlMs } = leaseDefaults;
const agents = 1000;
const capacity = 1;
/** Half of all work fails for so long. */
const errorsMs = 30_000;

/** What agent number n is like, in good times. */
function character(n: number): Mood {
  return (["hangs", "lies", "slow", "ends"] as const)[n % 50] ?? "good";
}

interface Storm {
  readonly world: World;
  /** Agents that were alive and reachable, and those of them with a lease, two heartbeats after the router came back. */
  readonly back: { readonly alive: number; readonly leased: number };
}

async function storm(random: Random): Promise<Storm> {
  let failing = false;
  let calm = false;
  const world = createWorld({
    random,
    restartAgents: true,
    mood(agentId) {
      if (failing && random() < 0.5) return "fails";
      return calm ? "good" : character(Number(agentId.slice(1)));
    },
    takesMs: () => 20 + random() * 100,
  });
  const { clock } = world;
  for (let n = 0; n < agents; n++) world.addAgent(`a${n}`, capacity);
  await clock.advanceAsync(2 * heartbeatMs);
  const pick = () => world.agents[Math.floor(random() * world.agents.length)]!;
  const some = (count: number, task: (agent: World["agents"][number]) => void) => {
    for (let n = 0; n < count; n++) clock.after(random() * errorsMs, () => task(pick()));
  };
  const seconds = 2 + errorsMs / 1000 + 4;
  for (let n = 0; n < 40 * seconds; n++) {
    clock.after(random() * seconds * 1000, () => {
      void world.call({
        name: `c${n}`,
        runId: `r${n % 50}`,
        tenant: `t${n % 5}`,
        outputType: n % 3 === 0 ? model : plan,
        timeoutMs: 300 + random() * 4000,
      });
    });
  }
  some(100, (agent) => agent.die());
  some(50, (agent) => {
    agent.cut("half-open");
    clock.after(random() * 8000, () => (agent.link = "up"));
  });
  some(50, (agent) => {
    agent.cut("lost");
    clock.after(random() * 2000, () => (agent.link = "up"));
  });
  await clock.advanceAsync(2000);
  failing = true;
  await clock.advanceAsync(errorsMs / 2);
  const awayMs = 500;
  world.restartRouter(awayMs);
  await clock.advanceAsync(awayMs + 2 * heartbeatMs);
  const there = world.agents.filter((agent) => agent.alive && agent.link === "up");
  const leased = there.filter((agent) => world.router!.registry.get(agent.instanceId)).length;
  await clock.advanceAsync(errorsMs / 2 - awayMs - 2 * heartbeatMs);
  [failing, calm] = [false, true];
  for (const agent of world.agents) agent.link = "up";
  // Until the last call's deadline, and the last lease of the dead.
  await clock.advanceAsync(4000 + 4300 + ttlMs + 2 * heartbeatMs);
  return { world, back: { alive: there.length, leased } };
}

test(
  "a thousand agents, a hundred killed, others hanging, lying, slow, half-open, the router restarted, half of all failing",
  async () => {
    await forSeeds("a storm", seedsOf(file, 1, process.env), async (random) => {
      const { world, back } = await storm(random);
      const { calls, executed, broken } = world;
      expect(broken).toEqual([]);
      expect(calls.filter(({ outcome }) => outcome === undefined)).toEqual([]);
      expect(calls.filter(({ outcome }) => outcome === "INTERNAL")).toEqual([]);
      expect(Math.max(...calls.map(({ endedMs, deadlineMs }) => endedMs! - deadlineMs))).toBeLessThanOrEqual(1e-6);
      // A fifth more than asked for, and twenty in each window of ten seconds, anew for a restarted router.
      expect(executed.length).toBeLessThanOrEqual(calls.length * 1.2 + 20 * 6);
      const once = executed.filter(({ request, begun }) => begun && request.capability === "model");
      expect(new Set(once.map(({ request }) => request.attemptId)).size).toBe(once.length);
      // Who died in these two seconds may be replaced by somebody who has just started.
      expect(back.leased).toBeGreaterThanOrEqual(back.alive - 10);
      const { registry } = world.router!;
      const alive = world.agents.filter((agent) => agent.alive).map(({ instanceId }) => instanceId);
      expect([...registry.all()].map(({ instanceId }) => instanceId).toSorted()).toEqual(alive.toSorted());
      expect([...registry.all()].filter(({ work }) => work.inFlight > 0)).toEqual([]);
      const late = calls.filter(({ startedMs }) => startedMs > 2 * heartbeatMs + 2000 + errorsMs + 2000);
      expect(late.filter(({ outcome }) => outcome === "done").length / late.length).toBeGreaterThan(0.95);
      world.stop();
    });
  },
  12 * 3_600_000,
);
