import { expect, test } from "vitest";
import { add, plan, promise } from "../fixtures.ts";
import { createRegistry } from "./registry.ts";
import { type Instance, leaseDefaults } from "./instance.ts";
import { anyFree, capacityOf, slotsOf } from "./slots.ts";
import { registration } from "../fixtures.ts";

/** An instance with this capacity that joined at 100 s, long after the first of all. */
function joined(maxConcurrency: number, links = 1) {
  const registry = createRegistry(leaseDefaults);
  add(registry, "first-1", promise({ maxConcurrency }));
  const brought = registration("a-1", { capabilities: [promise({ maxConcurrency })] });
  const added = registry.register(brought, { leaseId: "l", callToken: "c" }, 100_000, 0);
  if (typeof added === "string") throw new TypeError(added);
  added.links = links;
  return { registry, instance: added, capability: added.manifest.capabilities[0]! };
}

test.each([
  { declared: 0, links: 1, ageMs: 60_000, slots: 1 },
  { declared: 8, links: 1, ageMs: 60_000, slots: 8 },
  { declared: 8, links: 3, ageMs: 60_000, slots: 2 },
  { declared: 2, links: 3, ageMs: 60_000, slots: 1 },
  { declared: 8, links: 0, ageMs: 60_000, slots: 8 },
  { declared: 8, links: 1, ageMs: 0, slots: 1 },
  { declared: 8, links: 1, ageMs: 5000, slots: 4 },
  { declared: 8, links: 1, ageMs: 9999, slots: 8 },
])("of $declared declared over $links links after $ageMs ms: $slots", ({ declared, links, ageMs, slots }) => {
  const { instance, capability } = joined(declared, links);
  expect(slotsOf(instance, capability, 100_000 + ageMs)).toBe(slots);
});

test("those that come while the registry fills have all of theirs at once", () => {
  const { registry } = joined(8);
  const first = registry.get("first-1")!;
  expect(slotsOf(first, first.manifest.capabilities[0]!, 0)).toBe(8);
});

test("the capacity of a type counts who takes work, and anybody is free as long as it isn't used up", () => {
  const { registry, instance } = joined(2);
  const count = () => [capacityOf(registry.making(plan), plan, 1e6), anyFree(registry.making(plan), plan, 1e6)];
  expect(count()).toEqual([{ slots: 4, used: 0 }, true]);
  const run = ({ work }: Instance, plans: number) => {
    work.inFlight = plans;
    work.running.set("plan", plans);
  };
  run(registry.get("first-1")!, 2);
  run(instance, 1);
  expect(count()).toEqual([{ slots: 4, used: 3 }, true]);
  run(instance, 2);
  expect(count()).toEqual([{ slots: 4, used: 4 }, false]);
  // As many of another capability leave this one's slots free.
  instance.work.running.set("plan", 0);
  instance.work.running.set("another", 2);
  expect(count()).toEqual([{ slots: 4, used: 2 }, true]);
  run(instance, 2);
  instance.draining = true;
  expect(count()).toEqual([{ slots: 2, used: 2 }, false]);
});
