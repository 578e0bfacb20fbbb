import { expect, test } from "vitest";
import { plan, promise, add, wanted } from "../fixtures.ts";
import { brokenBy, type Limits, limitsOf } from "./eligible.ts";
import { createFeasible } from "./feasible.ts";
import type { Offer } from "./offer-group.ts";
import { createRegistry } from "./registry.ts";
import { leaseDefaults } from "./instance.ts";

/** Offers of which every tenth costs 0.1, the others 1. */
function offers(): Offer[] {
  const registry = createRegistry(leaseDefaults);
  for (let n = 0; n < 40; n++) add(registry, `a${n}-1`, promise({ cost: n % 10 === 0 ? 0.1 : 1 }));
  return [...registry.making(plan).groups].flatMap((group) => [...group.offers]);
}

const demand = (limits: Limits) => ({
  key: limits.key,
  isMetBy: ({ instance, capability }: Offer) => brokenBy(instance, capability, limits) === undefined,
});
const upTo = (maxCost: number) => demand(limitsOf(wanted({ constraints: { maxCost } })));
const names = (found: readonly Offer[] | undefined) => found?.map(({ instance }) => instance.instanceId);

test("those who meet constraints are known when they are asked for again, until somebody comes or goes", () => {
  const feasible = createFeasible(offers());
  expect(feasible.of(upTo(0.5))).toBeUndefined();
  expect(names(feasible.of(upTo(0.5)))).toEqual(["a0-1", "a10-1", "a20-1", "a30-1"]);
  expect(feasible.of(upTo(0.5))).toBe(feasible.of(upTo(0.5)));
  feasible.forget();
  expect(feasible.of(upTo(0.5))).toBeUndefined();
});

test("nobody among them is an answer; so many that it saves nothing are none", () => {
  const feasible = createFeasible(offers());
  for (let asked = 0; asked < 2; asked++) feasible.of(upTo(0.01));
  expect(feasible.of(upTo(0.01))).toEqual([]);
  for (let asked = 0; asked < 3; asked++) expect(feasible.of(upTo(2))).toBeUndefined();
});

test("a place is a constraint, but not for who gives it up; what is too long is never remembered", () => {
  const want = wanted({ constraints: { locality: "kr" } });
  expect(limitsOf(want).key).not.toBe(limitsOf(want, true).key);
  expect(limitsOf(want, true)).toEqual(limitsOf(wanted({ constraints: {} })));
  const long = limitsOf(wanted({ constraints: { excludedAgents: ["a".repeat(2000)], maxCost: 0.5 } }));
  const feasible = createFeasible(offers());
  for (let asked = 0; asked < 3; asked++) expect(feasible.of(demand(long))).toBeUndefined();
});

test("of more constraints than it remembers it forgets the rest", () => {
  const feasible = createFeasible(offers());
  for (let asked = 0; asked < 2; asked++) feasible.of(upTo(0.5));
  for (let n = 0; n < 16; n++) feasible.of(upTo(1 + n));
  expect(feasible.of(upTo(0.5))).toBeUndefined();
});
