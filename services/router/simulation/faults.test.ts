import type { Random } from "@viba/runtime/random";
import { seedsOf, forSeeds } from "@viba/testkit/seeds";
import { expect, test } from "vitest";
import { plan } from "../fixtures.ts";
import type { Mood } from "./fixtures-agent.ts";
import { createWorld, model, type World } from "./fixtures-world.ts";

const file = "services/router/simulation/faults.test.ts";

/** What can go wrong, and how often it does in one world. */
function temper(random: Random): Record<Mood, number> {
  const some = (most: number) => (random() < 0.5 ? 0 : random() * most);
  return {
    slow: some(0.2),
    hangs: some(0.1),
    fails: some(0.4),
    lies: some(0.2),
    refuses: some(0.2),
    ends: some(0.1),
    dies: some(0.05),
    good: 1,
  };
}

function pick(random: Random, tempers: Record<Mood, number>): Mood {
  for (const [mood, rate] of Object.entries(tempers)) if (mood !== "good" && random() < rate) return mood as Mood;
  return "good";
}

/** Calls and faults of every kind for some seconds, then peace. */
async function suffer(random: Random): Promise<World> {
  const troubleMs = 6000;
  let tempers = temper(random);
  let peace = false;
  const world = createWorld({
    random,
    mood: (_agent, { attemptId }) => (attemptId.includes("poison") ? "dies" : peace ? "good" : pick(random, tempers)),
    takesMs: () => 5 + random() * 200,
  });
  const { clock } = world;
  const capacity = 1 + Math.floor(random() * 3);
  for (let n = 0; n < 2 + random() * 5; n++) world.addAgent(`a${n}`, capacity);
  await clock.advanceAsync(500);
  const runs = 1 + Math.floor(random() * 4);
  for (let n = 0; n < 50; n++) {
    const name = random() < 0.03 ? `poison${n}` : `c${n}`;
    clock.after(random() * troubleMs, () => {
      void world.call({
        name,
        runId: `r${n % runs}`,
        tenant: `t${n % 3}`,
        outputType: random() < 0.3 ? model : plan,
        timeoutMs: 200 + random() * 5000,
        priority: Math.floor(random() * 4) - 2,
      });
    });
  }
  for (let n = 0; n < random() * 6; n++) clock.after(random() * troubleMs, () => mischief(world, random));
  clock.after(troubleMs / 2, () => (tempers = temper(random)));
  clock.after(troubleMs, () => {
    peace = true;
    for (const agent of world.agents) agent.link = "up";
  });
  await clock.advanceAsync(troubleMs + 6500);
  return world;
}

function mischief(world: World, random: Random): void {
  const alive = world.agents.filter((agent) => agent.alive);
  const agent = alive[Math.floor(random() * alive.length)];
  const kind = random();
  if (kind < 0.2) world.restartRouter(100 + random() * 900);
  else if (kind < 0.5) agent?.die();
  else if (kind < 0.75) agent?.cut("lost");
  else agent?.cut("half-open");
  if (agent && kind >= 0.5) world.clock.after(random() * 4000, () => (agent.link = "up"));
}

function check(world: World): void {
  expect(world.broken).toEqual([]);
  for (const call of world.calls) {
    expect(call.outcome, `${call.name} has a result or a typed error`).toBeDefined();
    expect(call.outcome, call.name).not.toBe("INTERNAL");
    expect(call.endedMs! - call.deadlineMs, `${call.name} ends by its deadline`).toBeLessThanOrEqual(1e-6);
  }
  expect(withinBudget(world)).toEqual([]);
  expect(onceOnly(world)).toEqual([]);
  const { registry, ports } = world.router!;
  const alive = world.agents.filter((agent) => agent.alive).map((agent) => agent.instanceId);
  expect([...registry.all()].map((one) => one.instanceId).toSorted(), "leases").toEqual(alive.toSorted());
  for (const { instanceId, work } of registry.all()) {
    expect([work.inFlight, work.running.size, work.watchers.length], instanceId).toEqual([0, 0, 0]);
  }
  expect(ports.admission.counts().waiting).toBe(0);
}

/** Runs for which more was sent than a fifth above what was asked for, or ten; a restarted router counts anew. */
function withinBudget({ calls, executed }: World): string[] {
  const runOf = (one: { runId: string }, epoch: bigint) => `${one.runId} ${epoch}`;
  const asked = Map.groupBy(calls, (call) => runOf(call, call.epoch));
  const sent = Map.groupBy(executed, ({ request, epoch }) => runOf(request, epoch));
  return [...asked].flatMap(([run, { length }]) => {
    const attempts = sent.get(run)?.length ?? 0;
    return attempts > length + Math.max(10, Math.floor(length * 0.2)) ? [`${run}: ${attempts} for ${length}`] : [];
  });
}

/** Work that may not run twice and yet was begun twice. */
function onceOnly({ executed }: World): string[] {
  const begun = executed
    .filter(({ request, begun }) => begun && request.capability === "model")
    .map(({ request }) => request.attemptId);
  return begun.filter((name, at) => begun.indexOf(name) !== at);
}

test(
  "no call is lost, whatever routers, agents and links do",
  async () => {
    await forSeeds("a world of faults", seedsOf(file, 200, process.env), async (random) => {
      const world = await suffer(random);
      check(world);
      world.stop();
    });
  },
  12 * 3_600_000,
);
