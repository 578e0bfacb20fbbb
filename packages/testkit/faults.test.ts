import { seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { fakeClock, settle } from "./clock.ts";
import { anyOf, atCall, fault, type FaultPlan, pass, randomFaults, withFaults } from "./faults.ts";
import { forSeeds, SeedFailure, seedsOf } from "./seeds.ts";

/** A port that notes what reaches it. */
function setUp(plan: FaultPlan) {
  const clock = fakeClock();
  const reached: number[] = [];
  const port = {
    name: "port",
    add: async (n: number) => reached.push(n),
    other: async () => "other",
  };
  return { clock, reached, port: withFaults(port, plan, clock) };
}

test("passes what the plan passes", async () => {
  const { reached, port } = setUp(() => pass);
  expect([port.name, await port.add(1), await port.other(), reached]).toEqual(["port", 1, "other", [1]]);
});

test.each([
  ["drop", { kind: "drop", error: fault("gone") }, []],
  ["lose-answer", { kind: "lose-answer", error: fault("gone") }, [1]],
] as const)("%s: the caller sees an error", async (_kind, chosen, expected) => {
  const { reached, port } = setUp(atCall("add", 1, chosen));
  await expect(port.add(1)).rejects.toThrow("gone");
  expect(reached).toEqual(expected);
  expect(await port.add(2)).toBe(expected.length + 1);
});

test("delay: reaches the port later", async () => {
  const { clock, reached, port } = setUp(atCall("add", 1, { kind: "delay", delayMs: 10 }));
  const call = port.add(1);
  await clock.advanceAsync(9);
  expect(reached).toEqual([]);
  await clock.advanceAsync(1);
  expect(await call).toBe(1);
});

test("repeat: reaches the port more than once, the first answer counts", async () => {
  const { reached, port } = setUp(atCall("add", 2, { kind: "repeat", times: 3 }));
  expect([await port.add(1), await port.add(2)]).toEqual([1, 2]);
  expect(reached).toEqual([1, 2, 2, 2]);
});

test("hang: never answers", async () => {
  const { reached, port } = setUp(atCall("add", 1, { kind: "hang" }));
  let ended = false;
  void port.add(1).then(() => (ended = true));
  await settle();
  expect([ended, reached]).toEqual([false, []]);
});

test("anyOf: the first plan that does something decides", async () => {
  const drop = (message: string) => ({ kind: "drop", error: fault(message) }) as const;
  const plan = anyOf(atCall("add", 2, drop("second")), atCall("add", 1, drop("first")));
  const { port } = setUp(plan);
  await expect(port.add(1)).rejects.toThrow("first");
  await expect(port.add(1)).rejects.toThrow("second");
});

test("randomFaults: about as often as asked, the same for a seed, only where asked", () => {
  const rates = { drop: 0.1, loseAnswer: 0.2, repeat: 0.3, delay: 0.1 };
  const kinds = () => {
    const plan = randomFaults(seededRandom(3), rates, ["add"]);
    return Array.from({ length: 10_000 }, (_, n) => plan({ method: "add", args: [], number: n }).kind);
  };
  const share = (kind: string) => kinds().filter((each) => each === kind).length / 10_000;
  expect(kinds()).toEqual(kinds());
  expect(share("drop")).toBeCloseTo(0.1, 1);
  expect(share("lose-answer")).toBeCloseTo(0.2, 1);
  expect(share("repeat")).toBeCloseTo(0.3, 1);
  expect(share("pass")).toBeCloseTo(0.3, 1);
  const elsewhere = randomFaults(seededRandom(3), { drop: 1 }, ["add"]);
  expect(elsewhere({ method: "other", args: [], number: 1 })).toBe(pass);
});

test("a failing seed is named", async () => {
  const seen: number[] = [];
  const run = forSeeds("law", { first: 5, count: 10 }, (random, seed) => {
    seen.push(random());
    if (seed === 7) throw new TypeError("broken");
  });
  await expect(run).rejects.toThrow(SeedFailure);
  await expect(run).rejects.toMatchObject({ seed: 7, message: expect.stringContaining("seed 7 fails") });
  expect(seen).toEqual([5, 6, 7].map((seed) => seededRandom(seed)()));
});

test.each([
  [{}, { count: 200 }],
  [{ VIBA_SEEDS: "7" }, { count: 7 }],
  [
    { VIBA_SEED: "41", VIBA_SEEDS: "7" },
    { first: 41, count: 7 },
  ],
  [{ VIBA_SEED: "41" }, { first: 41, count: 1 }],
])("%j asks for %j", (env, seeds) => {
  expect(seedsOf("a.test.ts", 200, env)).toMatchObject(seeds);
});

test("a failure names the command that replays it", async () => {
  const run = forSeeds("law", seedsOf("a.test.ts", 3, {}), (_random, seed) => {
    if (seed === 2) throw new TypeError("broken");
  });
  await expect(run).rejects.toThrow("VIBA_SEED=2 npx vitest run --project unit a.test.ts");
});
