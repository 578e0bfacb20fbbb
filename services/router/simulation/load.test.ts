import type { Random } from "@viba/runtime/random";
import { forSeeds, seedsOf } from "@viba/testkit/seeds";
import { describe, expect, test } from "vitest";
import { createWorld, type SimCall, type World } from "./fixtures-world.ts";

const seeds = seedsOf("services/router/simulation/load.test.ts", 2, process.env);
const hour = 3_600_000;
const capacity = 2;
const meanMs = 100;

/** Agents that take 100 ms on average and have this many places together. */
async function meshOf(places: number, random: Random, fails: () => number = () => 0): Promise<World> {
  const world = createWorld({
    random,
    mood: () => (random() < fails() ? "fails" : "good"),
    takesMs: () => meanMs * (0.5 + random()),
  });
  for (let n = 0; n < places / capacity; n++) world.addAgent(`a${n}`, capacity);
  await world.clock.advanceAsync(1000);
  return world;
}

/** Calls of a tenant at random times, this many a second on average. */
function offer(world: World, random: Random, load: { tenant: string; perSecond: number; forMs: number }): void {
  const { tenant, perSecond, forMs } = load;
  for (let n = 0; n < (perSecond * forMs) / 1000; n++) {
    const name = `${tenant}${n}`;
    world.clock.after(random() * forMs, () => void world.call({ name, tenant, timeoutMs: 2000 }));
  }
}

const outcomes = (calls: readonly SimCall[]) =>
  Object.fromEntries(
    [...Map.groupBy(calls, (call) => call.outcome ?? "none")].map(([key, { length }]) => [key, length]),
  );
const busyMs = (world: World) => world.agents.reduce((sum, agent) => sum + agent.busyMs, 0);

describe("under load", () => {
  test(
    "with twice the work that can be done agents are busy, and who is refused is told when to come back",
    async () => {
      await forSeeds("saturation", seeds, async (random) => {
        const places = 10;
        const world = await meshOf(places, random);
        offer(world, random, { tenant: "t", perSecond: (2 * places * 1000) / meanMs, forMs: 3000 });
        await world.clock.advanceAsync(1000);
        const before = busyMs(world);
        await world.clock.advanceAsync(3000);
        // Work under way at the two ends is counted when it ends: one mean each way.
        expect((busyMs(world) - before) / (places * 2000)).toBeGreaterThanOrEqual(0.95);
        await world.clock.advanceAsync(4000);
        const { done = 0, OVERLOADED: refused = 0, DEADLINE: late = 0, ...others } = outcomes(world.calls);
        expect(others).toEqual({});
        expect(refused).toBeGreaterThan(0);
        // Nobody waits his time out in the line. Who gets a place has at least the time that nineteen of twenty keep to,
        // so of those begun at the edge of it one in twenty is late; twice that leaves room for chance.
        expect(world.router!.ports.admission.counts().expired).toBe(0);
        expect(late).toBeLessThanOrEqual((done + late) / 10);
        world.stop();
      });
    },
    hour,
  );

  test(
    "one tenant at ten times its share costs the others nothing",
    async () => {
      await forSeeds("a crowd", seeds, async (random) => {
        const world = await meshOf(10, random);
        // 100 a second can be done: a share of 25 for each of four.
        offer(world, random, { tenant: "crowd", perSecond: 250, forMs: 3000 });
        for (const tenant of ["a", "b", "c"]) offer(world, random, { tenant, perSecond: 20, forMs: 3000 });
        await world.clock.advanceAsync(8000);
        for (const tenant of ["a", "b", "c"]) {
          const own = world.calls.filter((call) => call.tenant === tenant);
          expect(outcomes(own), tenant).toEqual({ done: own.length });
        }
        expect(outcomes(world.calls)["OVERLOADED"]).toBeGreaterThan(100);
        world.stop();
      });
    },
    hour,
  );

  test(
    "half of everything fails for 30 s: attempts stay within a fifth more, and two seconds later all is well",
    async () => {
      await forSeeds("errors", seeds, async (random) => {
        let failing = true;
        const world = await meshOf(20, random, () => (failing ? 0.5 : 0));
        offer(world, random, { tenant: "t", perSecond: 20, forMs: 40_000 });
        await world.clock.advanceAsync(30_000);
        failing = false;
        await world.clock.advanceAsync(13_000);
        // A floor of twenty in each window of ten seconds.
        expect(world.executed.length).toBeLessThanOrEqual(world.calls.length * 1.2 + 20);
        const after = world.calls.filter((call) => call.startedMs >= 33_000);
        expect(outcomes(after)).toEqual({ done: after.length });
        world.stop();
      });
    },
    hour,
  );
});
