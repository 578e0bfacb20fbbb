import { create } from "@bufbuild/protobuf";
import { ArmSchema, type PolicySnapshot, PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { LoadSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { compareArms } from "@viba/policy/arms";
import { candidateOf, claimsOf, factsOf, goalWords } from "@viba/policy/candidate";
import { scoreCandidates } from "@viba/policy/score";
import { normaliseWeights, objectives } from "@viba/policy/weights";
import { type Random, seededRandom } from "@viba/runtime/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, type DecideGiven, decideOnce, plan, promise, wanted } from "../fixtures.ts";
import { fitting } from "./eligible.ts";
import { busyOf } from "./offer-group.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { leaseDefaults } from "./instance.ts";

const input = (registry: Registry, want: Want, more: Partial<DecideGiven> = {}): DecideGiven => ({
  registry,
  want,
  nowMs: 1500,
  random: seededRandom(1),
  ...more,
});
const decide = decideOnce;

const ms = (latency: number) => ({ seconds: 0n, nanos: latency * 1e6 });

/** Agents of any price, speed, load and state; some told of changes, some changed by work, some gone. */
function busyMesh(random: Random, agents: number): { registry: Registry; snapshot: PolicySnapshot } {
  const registry = createRegistry(leaseDefaults);
  const pick = <T>(...from: T[]) => from[Math.floor(random() * from.length)]!;
  for (let n = 0; n < agents; n++) {
    const capability = promise({
      cost: random() * 4,
      expectedLatency: ms(Math.floor(1 + random() * 900)),
      maxConcurrency: pick(1, 4, 8),
      tags: pick([], ["hanok"], ["cafe", "hanok"]),
    });
    const instance = add(registry, `a${n}-1`, capability);
    instance.manifest.locality = pick("kr", "us");
  }
  const all = [...registry.all()];
  // Sometimes so many that health counts for nothing.
  const ill = pick(0.1, 0.1, 0.8);
  for (const instance of all) {
    const load = create(LoadSchema, { inFlight: pick(0, 1, 5), queued: pick(0, 2), cpu: random(), memory: random() });
    if (random() < 0.7) registry.heartbeat(instance.leaseId, load, Math.floor(random() * 1500));
    const sent = pick(0, 0, 1, 3);
    instance.work.inFlight += sent;
    instance.work.running.set("plan", sent);
    if (random() < ill) instance.work.breaker = { state: "open", untilMs: 9999 };
    if (random() < 0.1) instance.draining = true;
    registry.changed(instance, 1500);
  }
  for (const { leaseId } of all) if (random() < 0.1) registry.deregister(leaseId);
  const arms = all.flatMap(({ manifest: { agentId } }) =>
    random() < 0.5 ? create(ArmSchema, { outputType: plan, agentId, pulls: 9n, meanReward: random() }) : [],
  );
  const snapshot = create(PolicySnapshotSchema, { version: 1n, kind: "frozen", arms: arms.sort(compareArms) });
  registry.follow(snapshot);
  return { registry, snapshot };
}

/** The best total of all that may be chosen, by looking at every one. */
function fullScan(registry: Registry, want: Want, snapshot: PolicySnapshot): number | undefined {
  const work = { words: goalWords(want.attributes), types: want.availableTypes };
  const candidates = fitting(registry.all(), want, leaseDefaults, 1500)
    .filter(({ leftOut }) => leftOut === undefined)
    .map(({ instance, capability }) => {
      const { manifest, instanceId, load, lastSeenMs } = instance;
      const facts = factsOf(capability);
      const seen = { silentMs: 1500 - lastSeenMs, leaseMs: leaseDefaults.ttlMs, inFlight: busyOf(instance) };
      const strain = { queued: load?.queued ?? 0, cpu: load?.cpu ?? 0, memory: load?.memory ?? 0 };
      const who = { agentId: manifest.agentId, instanceId, version: manifest.version };
      return candidateOf(facts, { ...who, ...seen, ...strain }, claimsOf(facts, work));
    });
  const totals = scoreCandidates(candidates, normaliseWeights(want.weights), snapshot).map(({ total }) => total);
  return totals.length === 0 ? undefined : Math.max(...totals);
}

describe("the choice among many", () => {
  test("is as good as that of a full scan, whatever the weights and however few may", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 150 }), fc.boolean(), fc.boolean(), (seed, agents, own, few) => {
        const random = seededRandom(seed);
        const { registry, snapshot } = busyMesh(random, agents);
        const weights = own ? Object.fromEntries(objectives.map((objective) => [objective, random()])) : {};
        const constraints = few ? { maxCost: 0.2, certificates: [], locality: "" } : {};
        const want = wanted({ weights, constraints, attributes: { style: { values: ["hanok"] } } });
        // Who meets the constraints is remembered from the second time on; then the best leaves, and others come, of whom the
        // best is not among the three newest.
        for (const change of ["none", "none", "leaves", "none", "comes", "none"]) {
          const best = fullScan(registry, want, snapshot);
          if (best === undefined) {
            expect(() => decide(input(registry, want, { snapshot }))).toThrow(/^nobody makes|are busy$/);
          } else {
            const { decision } = decide(input(registry, want, { snapshot }));
            expect(decision.candidates[0]!.total).toBeCloseTo(best, 9);
            if (change === "leaves") registry.deregister(`lease ${decision.chosenInstanceId}`);
          }
          if (change !== "comes") continue;
          for (let n = 0; n < 5; n++) add(registry, `late${n}-1`, promise({ cost: 0.01 * (n + 1), tags: ["hanok"] }));
        }
      }),
      { numRuns: 200 },
    );
  });

  const crowd = (agents: number) => {
    const registry = createRegistry(leaseDefaults);
    for (let n = 0; n < agents; n++) add(registry, `a${n}-1`, promise({ cost: 1 + n }));
    return registry;
  };

  test("weighs the eleven best, the three newest and two that chance brings", () => {
    const numbers = [0.5, 0.75, 0];
    const { decision } = decide(input(crowd(100), wanted(), { random: () => numbers.shift()! }));
    const came = (as: string) => decision.candidates.filter((c) => c.cameAs === as).map((c) => c.agentId);
    expect(came("best")).toEqual(["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10"]);
    expect(came("newest").sort()).toEqual(["a97", "a98", "a99"]);
    expect(came("random").sort()).toEqual(["a50", "a75"]);
    expect([decision.fitting, decision.propensity]).toEqual([100, 1]);
  });

  test("one that chance brought has that chance in its propensity", () => {
    const registry = crowd(100);
    const synergy = { agentId: "a0", otherAgentId: "a50", gain: 1, runs: 9n };
    const snapshot = create(PolicySnapshotSchema, { version: 1n, kind: "frozen", synergies: [synergy] });
    const numbers = [0.5, 0.75, 0];
    const want = wanted({ team: ["a0"], weights: { synergy: 1 } });
    const { decision } = decide(input(registry, want, { snapshot, random: () => numbers.shift()! }));
    expect([decision.chosenAgentId, decision.propensity, decision.team]).toEqual(["a50", 2 / 100, ["a0"]]);
  });

  test("each is drawn as often as any other", () => {
    const registry = crowd(40);
    const random = seededRandom(5);
    const drawn = new Map<string, number>();
    for (let round = 0; round < 4000; round++) {
      for (const { agentId, cameAs } of decide(input(registry, wanted(), { random })).decision.candidates) {
        if (cameAs === "random") drawn.set(agentId, (drawn.get(agentId) ?? 0) + 1);
      }
    }
    const counts = [...drawn.values()];
    expect(counts).toHaveLength(40 - 14);
    // 2/40 of 4,000 rounds are 200; four deviations either way.
    expect(Math.min(...counts)).toBeGreaterThan(200 - 56);
    expect(Math.max(...counts)).toBeLessThan(200 + 56);
  });

  test("constraints that bar the best make the search look at all, and the record says which", () => {
    const registry = crowd(200);
    const excludedAgents = Array.from({ length: 150 }, (_, n) => `a${n}`);
    const { decision } = decide(input(registry, wanted({ constraints: { excludedAgents } })));
    expect([decision.chosenAgentId, decision.widened, decision.givenUp]).toEqual(["a150", ["excluded"], []]);
    const free = decide(input(registry, wanted({ constraints: { excludedAgents: ["a0"] } })));
    expect([free.decision.chosenAgentId, free.decision.widened]).toEqual(["a1", []]);
  });

  test("a place where nobody can do it is given up, and the record says so", () => {
    const registry = crowd(30);
    const there = decide(input(registry, wanted({ constraints: { locality: "kr" } }))).decision;
    expect([there.chosenAgentId, there.givenUp]).toEqual(["a0", ["locality"]]);
    registry.get("a20-1")!.manifest.locality = "kr";
    const found = decide(input(registry, wanted({ constraints: { locality: "kr" } }))).decision;
    expect([found.chosenAgentId, found.givenUp]).toEqual(["a20", []]);
  });

  test("who made the earlier one goes on with it; where it is away others do, and the record says so", () => {
    const registry = crowd(30);
    const by = (want: Parameters<typeof wanted>[0]) => {
      const { decision } = decide(input(registry, wanted(want)));
      return [decision.chosenAgentId, decision.givenUp];
    };
    expect(by({ familiar: ["a20"] })).toEqual(["a20", []]);
    expect(by({ familiar: ["a25", "a20", "nobody"] })).toEqual(["a20", []]);
    expect(by({ familiar: ["nobody"] })).toEqual(["a0", ["familiar"]]);
    expect(by({ familiar: ["a20"], constraints: { excludedAgents: ["a20"] } })).toEqual(["a0", ["familiar"]]);
    expect(by({ familiar: ["a20"], constraints: { locality: "kr" } })).toEqual(["a0", ["locality", "familiar"]]);
  });

  test("who is overdue is passed over, and is back with its next sign of life", () => {
    const registry = crowd(30);
    const late = (nowMs: number) => decide(input(registry, wanted(), { nowMs })).decision.chosenAgentId;
    for (let n = 1; n < 30; n++) registry.heartbeat(`lease a${n}-1`, undefined, 2000);
    expect(late(2500)).toBe("a1");
    registry.heartbeat("lease a0-1", undefined, 2500);
    expect(late(2500)).toBe("a0");
  });
});
