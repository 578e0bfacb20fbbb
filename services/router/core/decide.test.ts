import { ArmSchema, PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { create } from "@bufbuild/protobuf";
import { LoadSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { toMeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, type DecideGiven, decideOnce, plan, promise, registration, registryWith, wanted } from "../fixtures.ts";
import { maxRecorded, triedKey } from "./pick-input.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { type Instance, leaseDefaults } from "./instance.ts";

const input = (registry: Registry, more: Omit<DecideGiven, "registry"> = {}): DecideGiven => ({ registry, ...more });
const decide = decideOnce;
const refusal = (given: DecideGiven) => {
  try {
    return decide(given).decision.chosenInstanceId;
  } catch (error) {
    return toMeshError(error);
  }
};
const once = promise({ idempotent: false });

describe("a choice", () => {
  test("is a record of who, why and how likely", () => {
    const registry = registryWith("a-1", "b-1");
    const busy = registry.get("b-1")!;
    busy.work.inFlight = 1;
    registry.changed(busy, 0);
    const { decision, chosen } = decide(input(registry));
    expect(chosen.instance.instanceId).toBe("a-1");
    expect(decision).toMatchObject({
      decisionId: "decision_000000000000000d0000000000000001",
      runId: "r",
      stepId: "s1",
      outputType: plan,
      chosenAgentId: "a",
      chosenInstanceId: "a-1",
      chosenVersion: "1.2.0",
      chosenCapability: "plan",
      propensity: 1,
      policyVersion: 0n,
    });
    expect(decision.candidates.map((c) => [c.instanceId, c.leftOut])).toEqual([
      ["a-1", ""],
      ["b-1", ""],
    ]);
    expect(Object.values(decision.weights).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(decision.because).toContain("a (plan)");
  });

  test("says whether its work may be done twice, as the agent promised", () => {
    const told = [promise({ idempotent: true }), once].map((one) => {
      const registry = createRegistry(leaseDefaults);
      add(registry, "a-1", one);
      return decide(input(registry)).decision.chosenIdempotent;
    });
    expect(told).toEqual([true, false]);
  });

  test("looks at the load an instance tells as well as at what was sent to it", () => {
    const registry = registryWith("a-1", "b-1");
    registry.heartbeat("lease a-1", create(LoadSchema, { inFlight: 4 }), 0);
    expect(decide(input(registry)).decision.chosenInstanceId).toBe("b-1");
  });

  test("follows the snapshot, and names it", () => {
    const registry = registryWith("a-1", "b-1");
    const arm = (agentId: string, meanReward: number) =>
      create(ArmSchema, { outputType: plan, agentId, meanReward, pulls: 50n });
    const snapshot = create(PolicySnapshotSchema, { version: 7n, kind: "ucb1", arms: [arm("a", 0.1), arm("b", 0.9)] });
    registry.follow(snapshot);
    const { decision } = decide(input(registry, { snapshot }));
    expect([decision.chosenAgentId, decision.policyVersion]).toEqual(["b", 7n]);
  });

  test("leaves out those who may not, and says why of each", () => {
    const registry = registryWith("a-1", "b-1", "c-1", "d-1");
    registry.get("b-1")!.draining = true;
    const want = wanted({ constraints: { excludedAgents: ["c"] } });
    const { decision } = decide(input(registry, { want, tried: new Set(["d-1"]) }));
    expect(decision.candidates.map((c) => [c.agentId, c.leftOut])).toEqual([
      ["a", ""],
      ["b", "drains"],
      ["c", "excluded by the request"],
      ["d", "tried and lost"],
    ]);
  });

  test("of one that was well is still seen what the index is not told of, and that it works for others alone", () => {
    const spoil: [string, (instance: Instance) => void][] = [
      ["drains", (one) => (one.draining = true)],
      ["stands by while another version is tried", (one) => (one.standby = true)],
      ["suspect: its link or a call to it was lost", (one) => (one.unreachable = true)],
      ["suspect: it doesn't answer", (one) => (one.unhealthy = "it doesn't answer")],
      ["suspect: a heartbeat is overdue", (one) => (one.lastSeenMs = -2001)],
    ];
    for (const [because, change] of spoil) {
      const registry = registryWith("a-1", "b-1");
      change(registry.get("a-1")!);
      const { candidates } = decide(input(registry)).decision;
      expect(candidates.map((c) => [c.agentId, c.leftOut])).toEqual([
        ["b", ""],
        ["a", because],
      ]);
    }
    const registry = registryWith("b-1");
    const choosy = registration("a-1");
    choosy.manifest.tenants = ["t2"];
    registry.register(choosy, { leaseId: "l", callToken: "c" }, 0, 0);
    const chosen = (tenant: string) => decide(input(registry, { want: wanted({ tenant }) })).decision.candidates;
    expect(chosen("t1").filter((c) => c.leftOut === "").length).toBe(1);
    expect(chosen("t2").filter((c) => c.leftOut === "").length).toBe(2);
  });

  test("records at most sixteen of each kind", () => {
    const registry = createRegistry(leaseDefaults);
    for (let n = 0; n < 60; n++) add(registry, `a-${n}`).draining = n % 2 === 0;
    const { candidates } = decide(input(registry)).decision;
    const weighed = candidates.filter((c) => c.leftOut === "").length;
    expect([weighed >= 14, weighed <= maxRecorded]).toEqual([true, true]);
    expect(candidates.filter((c) => c.leftOut !== "").length).toBeLessThanOrEqual(maxRecorded);
  });

  test("is never one that was tried, is excluded or has its breaker open, and is always made if anybody may", () => {
    const ids = ["a-1", "a-2", "b-1", "c-1", "d-1"];
    const some = fc.subarray(ids);
    fc.assert(
      fc.property(some, some, some, fc.subarray(["a", "b", "c"]), fc.nat(), (tried, open, draining, excluded, seed) => {
        const registry = registryWith(...ids);
        for (const id of open) {
          const instance = registry.get(id)!;
          instance.work.breaker = { state: "open", untilMs: 1 };
          registry.changed(instance, 0);
        }
        for (const id of draining) registry.get(id)!.draining = true;
        const there = ids.filter((id) => !draining.includes(id));
        const well = there.filter((id) => !open.includes(id));
        // When most of three or more are unwell, health is ignored.
        const panic = there.length >= 3 && well.length < there.length / 2;
        const may = (panic ? there : well).filter((id) => !tried.includes(id) && !excluded.includes(id.split("-")[0]!));
        const want = wanted({ constraints: { excludedAgents: excluded } });
        const found = refusal(input(registry, { want, tried: new Set(tried), random: seededRandom(seed) }));
        if (may.length > 0) expect(may).toContain(found);
        else expect(found).toMatchObject({ reason: "NO_CAPABLE_AGENT", retryable: true, facts: { type: plan } });
      }),
    );
  });
});

describe("an attempt that an instance had before", () => {
  test("goes there again, whatever speaks against new work there", () => {
    const registry = registryWith("a-1", "b-1");
    const had = registry.get("b-1")!;
    Object.assign(had, { draining: true, unreachable: true });
    had.work.breaker = { state: "open", untilMs: 1e9 };
    const { decision } = decide(input(registry, { preferred: "b-1", nowMs: 2500 }));
    expect([decision.chosenInstanceId, decision.propensity]).toEqual(["b-1", 1]);
    expect(decision.because).toContain("had this attempt before");
  });

  test("goes to somebody else only where running twice does no harm", () => {
    const registry = createRegistry(leaseDefaults);
    add(registry, "b-1", once);
    add(registry, "c-1", promise({ cost: 9 }));
    expect(refusal(input(registry, { preferred: "a-1" }))).toBe("c-1");
  });

  test("that nobody may run twice is in doubt once its instance is gone", () => {
    const registry = createRegistry(leaseDefaults);
    add(registry, "b-1", once);
    expect(refusal(input(registry, { preferred: "a-1" }))).toMatchObject({
      reason: "UNKNOWN_OUTCOME",
      facts: { instance: "a-1", idempotent: "false" },
    });
    expect(refusal(input(registry, { preferred: "b-1", tried: new Set(["b-1"]) }))).toMatchObject({
      reason: "NO_CAPABLE_AGENT",
    });
  });

  test("may belong to another promise of the same instance", () => {
    const registry = createRegistry(leaseDefaults);
    add(registry, "a-1", once, promise({ name: "plan.b", idempotent: false }));
    const first = decide(input(registry, { preferred: "a-1" })).chosen;
    expect(first.capability.name).toBe("plan");
    const second = decide(input(registry, { preferred: "a-1", tried: new Set([triedKey(first)]) })).chosen;
    expect([second.instance.instanceId, second.capability.name]).toEqual(["a-1", "plan.b"]);
  });
});

test("nobody there: the type is named in both languages, and why each of the others may not", () => {
  const registry = registryWith("a-1", "a-2", "b-1");
  for (const one of registry.all()) one.draining = one.instanceId.startsWith("a");
  const error = refusal(input(registry, { tried: new Set(["b-1"]) }));
  expect(error).toMatchObject({
    message: "nobody makes t.v1.Plan now (a: drains; b: tried and lost)",
    messageKo: expect.stringContaining(plan),
  });
  expect(error).toHaveProperty("facts", { type: plan });
});

test("nobody there, but somebody with a lease who is silent: that is said, since it may be heard again", () => {
  const registry = registryWith("a-1", "b-1");
  for (const one of registry.all()) one.unreachable = one.instanceId === "a-1";
  expect(refusal(input(registry, { tried: new Set(["b-1"]) }))).toHaveProperty("facts", { type: plan, suspect: "1" });
});

test("nobody there, but somebody who is left alone after failures: that is said too, since it is asked again soon", () => {
  const registry = registryWith("a-1");
  const ill = registry.get("a-1")!;
  ill.work.breaker = { state: "open", untilMs: 60_000 };
  registry.changed(ill, 0);
  expect(refusal(input(registry))).toHaveProperty("facts", { type: plan, suspect: "1" });
});
