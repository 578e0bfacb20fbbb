import { describe, expect, test } from "vitest";
import { registryWith } from "../fixtures.ts";
import { beginWork, endWork, illness } from "./health.ts";
import type { Registry } from "./registry.ts";

/** A call of an instance that ends so. */
function call(registry: Registry, instanceId: string, outcome: "ok" | "failed" | "ignored", nowMs = 0) {
  const instance = registry.get(instanceId)!;
  const fitting = { instance, capability: instance.manifest.capabilities[0]!, leftOut: undefined };
  beginWork(fitting, nowMs);
  endWork(fitting, { outcome, startedMs: nowMs, why: "AGENT_FAILED: oops" }, registry.all(), nowMs);
}
const calls = (registry: Registry, instanceId: string, outcomes: string, nowMs = 0) => {
  for (const one of outcomes) {
    call(registry, instanceId, one === "f" ? "failed" : one === "o" ? "ok" : "ignored", nowMs);
  }
};
const ids = (count: number) => Array.from({ length: count }, (_, n) => `a-${n}`);
const state = (registry: Registry, nowMs = 0) =>
  ids(registry.size).map((id) => illness(registry.get(id)!.work, nowMs)?.split(" ")[0] ?? "well");

describe("failures in a row", () => {
  test.each([
    { story: "two are chance", outcomes: "ff", is: "well" },
    { story: "three eject", outcomes: "fff", is: "ejected" },
    { story: "five open the breaker", outcomes: "fffff", is: "breaker" },
    { story: "a good one between begins anew", outcomes: "ffoff", is: "well" },
    { story: "a cancelled one between says nothing", outcomes: "ffif", is: "ejected" },
  ])("$story", ({ outcomes, is }) => {
    const registry = registryWith(...ids(10));
    calls(registry, "a-0", outcomes);
    expect(state(registry)[0]).toBe(is);
  });

  test("eject no more than a tenth; the breaker needs no leave", () => {
    const registry = registryWith(...ids(10));
    calls(registry, "a-0", "fff");
    calls(registry, "a-1", "ffff");
    expect(state(registry).slice(0, 2)).toEqual(["ejected", "well"]);
    calls(registry, "a-1", "f");
    expect(state(registry).slice(0, 2)).toEqual(["ejected", "breaker"]);
  });

  test("never eject who is alone", () => {
    const registry = registryWith("a-0");
    calls(registry, "a-0", "ffff");
    expect(state(registry)).toEqual(["well"]);
  });

  test("eject for longer each time, until it has worked", () => {
    const registry = registryWith(...ids(10));
    calls(registry, "a-0", "fff");
    expect([state(registry, 29_999)[0], state(registry, 30_000)[0]]).toEqual(["ejected", "well"]);
    const { work } = registry.get("a-0")!;
    expect(illness(work, 1000)).toBe("ejected for 29 s more, the 1st time; the last: AGENT_FAILED: oops");
    calls(registry, "a-0", "o", 30_000);
    calls(registry, "a-0", "fff", 31_000);
    expect([state(registry, 60_999)[0], state(registry, 61_000)[0]]).toEqual(["ejected", "well"]);
  });
});

test("places are counted by capability and given back", () => {
  const registry = registryWith("a-0");
  const instance = registry.get("a-0")!;
  const fitting = { instance, capability: instance.manifest.capabilities[0]!, leftOut: undefined };
  beginWork(fitting, 0);
  beginWork(fitting, 0);
  expect([instance.work.inFlight, instance.work.running.get("plan")]).toEqual([2, 2]);
  for (let n = 0; n < 2; n++) endWork(fitting, { outcome: "ok", startedMs: 0 }, registry.all(), 0);
  expect([instance.work.inFlight, instance.work.running.size]).toEqual([0, 0]);
});
