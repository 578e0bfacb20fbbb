import { AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { describe, expect, test } from "vitest";
import { createWhereabouts } from "./core/whereabouts.ts";
import { findAttempt, releaseAttempt } from "./find-attempt.ts";
import { registryWith } from "./fixtures.ts";
import { fakeAgents } from "./fixtures-agents.ts";

const { signal } = new AbortController();
const { UNKNOWN, RUNNING, DONE } = AttemptState;

function setUp(...ids: string[]) {
  const agents = fakeAgents();
  const registry = registryWith(...ids);
  const whereabouts = createWhereabouts();
  const ports = { registry, whereabouts, connections: agents.connections };
  const find = async (attemptId: string, instanceId = "") =>
    (await findAttempt(attemptId, instanceId, ports, signal)).attempt?.state;
  const release = (attemptId: string, instanceId = "") => releaseAttempt(attemptId, instanceId, ports, signal);
  return { agents, whereabouts, find, release };
}

describe("what became of an attempt", () => {
  test("is asked of the instance that is named", async () => {
    const { agents, find } = setUp("a-1", "a-2");
    agents.know("a-1", "x", RUNNING);
    agents.know("a-2", "x", DONE);
    expect([await find("x", "a-2"), await find("y", "a-2")]).toEqual([DONE, UNKNOWN]);
    expect(agents.heard).toEqual(["a-2 get x", "a-2 get y"]);
  });

  test("is unknown when that instance is gone", async () => {
    const { agents, find } = setUp("a-1");
    expect(await find("x", "b-1")).toBe(UNKNOWN);
    expect(agents.heard).toEqual([]);
  });

  test("is an error while the instance can't be reached: nobody may take that for an answer", async () => {
    const { agents, find } = setUp("a-1");
    agents.lose("a-1");
    await expect(find("x", "a-1")).rejects.toThrow("a-1 is away");
  });

  test("is asked of whom it was sent to, if this router knows", async () => {
    const { agents, whereabouts, find } = setUp("a-1", "a-2");
    whereabouts.note("x", "a-2");
    agents.know("a-2", "x", RUNNING);
    expect(await find("x")).toBe(RUNNING);
    expect(agents.heard).toEqual(["a-2 get x"]);
  });

  test("is asked of everybody else, some of whom may be away; the one who knows is remembered", async () => {
    const ids = Array.from({ length: 70 }, (_, n) => `a-${n}`);
    const { agents, whereabouts, find } = setUp(...ids);
    agents.lose("a-3");
    agents.know("a-60", "x", DONE);
    expect(await find("x")).toBe(DONE);
    expect(whereabouts.of("x")).toBe("a-60");
    expect(await find("y")).toBe(UNKNOWN);
    expect(whereabouts.of("y")).toBeUndefined();
  });
});

describe("letting go of an attempt", () => {
  test("lets its instance forget the result", async () => {
    const { agents, whereabouts, release } = setUp("a-1");
    whereabouts.note("x", "a-1");
    agents.know("a-1", "x", DONE);
    await release("x", "a-1");
    expect([agents.heard, whereabouts.of("x")]).toEqual([["a-1 acknowledge x"], undefined]);
  });

  test("that still runs cancels it", async () => {
    const { agents, release } = setUp("a-1");
    agents.know("a-1", "x", RUNNING);
    await release("x", "a-1");
    expect(agents.heard).toEqual(["a-1 acknowledge x", "a-1 cancel x"]);
  });

  test("of somebody who is gone is done already", async () => {
    const { release } = setUp("a-1");
    await release("x", "b-1");
    await release("x");
  });

  test("of somebody who is away is an error", async () => {
    const { agents, release } = setUp("a-1");
    agents.lose("a-1");
    await expect(release("x", "a-1")).rejects.toThrow("away");
  });
});
