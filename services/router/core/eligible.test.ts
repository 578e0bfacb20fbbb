import { Operator, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, brief, plan, promise, registryWith, wanted } from "../fixtures.ts";
import { fits, fitting, isRefiner } from "./eligible.ts";
import { createRegistry } from "./registry.ts";
import { type Instance, leaseDefaults } from "./instance.ts";

const reads = (...types: string[]) => types.map((type) => ({ type, presence: Presence.REQUIRED }));
const style = (...values: string[]) => ({ style: { values } });

describe("whether a promise fits", () => {
  test.each([
    ["all is there", promise(), wanted(), true],
    ["another type is wanted", promise(), wanted({ outputType: "t.v1.Model" }), false],
    ["a required input is missing", promise(), wanted({ availableTypes: [] }), false],
    ["one of two is missing", promise({ inputs: reads(brief, "t.v1.Site") }), wanted(), false],
    [
      "an optional one is missing",
      promise({ inputs: [{ type: "t.v1.Site", presence: Presence.OPTIONAL }] }),
      wanted(),
      true,
    ],
    ["many are missing", promise({ inputs: [{ type: "t.v1.Site", presence: Presence.MANY }] }), wanted(), false],
    ["more is there than read", promise({ inputs: [] }), wanted(), true],
    ["a refiner, where none is wanted", promise({ inputs: reads(plan) }), wanted({ availableTypes: [plan] }), false],
    [
      "a refiner, where one is",
      promise({ inputs: reads(plan) }),
      wanted({ availableTypes: [plan], refine: true }),
      true,
    ],
    ["none, where a refiner is wanted", promise(), wanted({ refine: true }), false],
    [
      "its condition holds",
      promise({ conditions: [{ attribute: "style", operator: Operator.IN, values: ["hanok"] }] }),
      wanted({ attributes: style("hanok") }),
      true,
    ],
    [
      "its condition does not",
      promise({ conditions: [{ attribute: "style", operator: Operator.IN, values: ["hanok"] }] }),
      wanted({ attributes: style("modern") }),
      false,
    ],
    [
      "one of two conditions does not",
      promise({
        conditions: [
          { attribute: "style", operator: Operator.EXISTS },
          { attribute: "use", operator: Operator.EXISTS },
        ],
      }),
      wanted({ attributes: style("modern") }),
      false,
    ],
    [
      "its condition is of a kind this version does not know",
      promise({ conditions: [{ attribute: "style", operator: 99 as Operator }] }),
      wanted({ attributes: style("a") }),
      false,
    ],
  ])("%s", (_story, capability, want, is) => {
    expect(fits(capability, want)).toBe(is);
  });

  test("an unmet required input is never made good by anything else", () => {
    const type = fc.constantFrom("t.v1.A", "t.v1.B", "t.v1.C", plan);
    fc.assert(
      fc.property(fc.uniqueArray(type), fc.uniqueArray(type), fc.boolean(), (needs, there, refine) => {
        const capability = promise({ inputs: reads(...needs) });
        const fit = fits(capability, wanted({ availableTypes: there, refine }));
        expect(fit).toBe(needs.every((one) => there.includes(one)) && isRefiner(capability) === refine);
      }),
    );
  });
});

describe("who gets no work now, and why", () => {
  const given = (change: (instance: Instance) => void = () => {}) => {
    const registry = createRegistry(leaseDefaults);
    const instance = add(registry, "a-1", promise({ cost: 3 }));
    change(instance);
    return registry;
  };
  test.each<[string | undefined, Parameters<typeof given>[0], Parameters<typeof wanted>[0], number]>([
    [undefined, undefined, {}, 0],
    ["excluded by the request", undefined, { constraints: { excludedAgents: ["b", "a"] } }, 0],
    [undefined, undefined, { constraints: { excludedAgents: ["b"] } }, 0],
    ["version 1.2.0 is outside ^2.0.0", undefined, { constraints: { versions: { a: "^2.0.0" } } }, 0],
    [undefined, undefined, { constraints: { versions: { a: "^1.0.0", b: "^2.0.0" } } }, 0],
    ["version 1.2.0 is outside nonsense", undefined, { constraints: { versions: { a: "nonsense" } } }, 0],
    ["cost 3 is above 2.5", undefined, { constraints: { maxCost: 2.5 } }, 0],
    [undefined, undefined, { constraints: { maxCost: 3 } }, 0],
    ["works for other tenants", (i) => void (i.manifest.tenants = ["kim"]), { tenant: "lee" }, 0],
    [undefined, (i) => void (i.manifest.tenants = ["kim", "lee"]), { tenant: "lee" }, 0],
    ["runs in a place it doesn't name, not in kr", undefined, { constraints: { locality: "kr" } }, 0],
    ["runs in us, not in kr", (i) => void (i.manifest.locality = "us"), { constraints: { locality: "kr" } }, 0],
    [undefined, (i) => void (i.manifest.locality = "kr"), { constraints: { locality: "kr" } }, 0],
    [
      "does not hold isms-p",
      (i) => void (i.manifest.certificates = ["iso"]),
      { constraints: { certificates: ["iso", "isms-p"] } },
      0,
    ],
    [undefined, (i) => void (i.manifest.certificates = ["iso"]), { constraints: { certificates: ["iso"] } }, 0],
    ["drains", (i) => (i.draining = true), {}, 0],
    ["stands by while another version is tried", (i) => (i.standby = true), {}, 0],
    ["suspect: its link or a call to it was lost", (i) => (i.unreachable = true), {}, 0],
    ["suspect: a heartbeat is overdue", undefined, {}, 2001],
    [
      "breaker open for 1 s more: 5 failures in a row",
      (i) => (i.work.breaker = { state: "open", untilMs: 1000 }),
      {},
      999,
    ],
    [undefined, (i) => (i.work.breaker = { state: "open", untilMs: 1000 }), {}, 1000],
    ["busy: 1 of 1 in flight", (i) => i.work.running.set("plan", 1), {}, 0],
    [undefined, (i) => i.work.running.set("another", 1), {}, 0],
    ["busy: asked for a pause", (i) => (i.work.pausedUntilMs = 10), {}, 9],
    [undefined, (i) => (i.work.pausedUntilMs = 10), {}, 10],
    [
      "ejected for 2 s more, the 1st time; the last: AGENT_FAILED: oops",
      (i) => {
        i.work.outlier = { failures: 0, ejections: 1, ejectedUntilMs: 1500 };
        i.work.lastFailure = "AGENT_FAILED: oops";
      },
      {},
      0,
    ],
    [
      "breaker half-open: a probe is under way",
      (i) => (i.work.breaker = { state: "half-open", sinceMs: 0, probing: true }),
      {},
      5,
    ],
  ])("%s", (why, change, want, nowMs) => {
    const found = fitting(given(change).all(), wanted(want), leaseDefaults, nowMs);
    expect(found.map((fit) => fit.leftOut)).toEqual([why]);
  });

  test("an agent named like a property of every object is held to no version", () => {
    const registry = createRegistry(leaseDefaults);
    add(registry, "constructor-1");
    expect(fitting(registry.all(), wanted({ constraints: {} }), leaseDefaults, 0)[0]!.leftOut).toBeUndefined();
  });

  test.each([
    { pool: 1, out: 1, used: 0 },
    { pool: 2, out: 2, used: 0 },
    { pool: 3, out: 1, used: 2 },
    { pool: 3, out: 2, used: 3 },
    { pool: 10, out: 5, used: 5 },
    { pool: 10, out: 6, used: 10 },
  ])("of $pool instances $out are unwell: $used are used", ({ pool, out, used }) => {
    const registry = registryWith(...Array.from({ length: pool }, (_, n) => `a-${n}`));
    for (let n = 0; n < out; n++) registry.get(`a-${n}`)!.work.breaker = { state: "open", untilMs: 1e6 };
    const found = fitting(registry.all(), wanted(), leaseDefaults, 0);
    expect(found.filter((fit) => fit.leftOut === undefined)).toHaveLength(used);
  });

  test("an instance counts once for each promise that fits", () => {
    const registry = createRegistry(leaseDefaults);
    add(registry, "a-1", promise(), promise({ name: "plan.b" }), promise({ name: "model", outputType: "t.v1.Model" }));
    const found = fitting(registry.all(), wanted(), leaseDefaults, 0);
    expect(found.map((fit) => fit.capability.name)).toEqual(["plan", "plan.b"]);
  });
});
