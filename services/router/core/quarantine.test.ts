import { describe, expect, test } from "vitest";
import { createQuarantine, type Quarantine } from "./quarantine.ts";

const strike = (quarantine: Quarantine, task: string, ...instanceIds: string[]) => {
  for (const instanceId of instanceIds) {
    quarantine.strike(task, { agentId: instanceId.split("-")[0]!, instanceId, atMs: 1, why: "ECONNRESET" });
  }
};
const heldAgainst = (quarantine: Quarantine, task: string) => quarantine.verdict(task)?.map((one) => one.instanceId);

describe("a task", () => {
  test("that took three agents with it is given to nobody, and the evidence is kept", () => {
    const quarantine = createQuarantine();
    strike(quarantine, "r/s", "a-1", "a-2");
    expect(quarantine.verdict("r/s")).toBeUndefined();
    strike(quarantine, "r/s", "b-1");
    expect(heldAgainst(quarantine, "r/s")).toEqual(["a-1", "a-2", "b-1"]);
    expect(quarantine.verdict("r/other")).toBeUndefined();
  });

  test.each<[string, (quarantine: Quarantine) => void]>([
    ["an agent that lives was not ended by it", (quarantine) => quarantine.absolve("a-2")],
    ["a task that was done ended nobody", (quarantine) => quarantine.clear("r/s")],
  ])("%s", (_story, then) => {
    const quarantine = createQuarantine();
    strike(quarantine, "r/s", "a-1", "a-2", "a-3");
    then(quarantine);
    expect(quarantine.verdict("r/s")).toBeUndefined();
  });

  test("the oldest is forgotten when there are too many", () => {
    const quarantine = createQuarantine(2);
    for (const task of ["one", "two", "three"]) strike(quarantine, task, "a-1", "a-2", "a-3");
    expect(["one", "two", "three"].map((task) => heldAgainst(quarantine, task)?.length)).toEqual([undefined, 3, 3]);
    quarantine.absolve("a-1");
    expect(quarantine.verdict("three")).toBeUndefined();
  });
});
