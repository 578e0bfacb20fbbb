import { MeshError } from "@viba/runtime/errors";
import { settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { promise } from "./fixtures.ts";
import { accepted, type Behaviour, done, says } from "./fixtures-agents.ts";
import { setUpDispatch } from "./fixtures-dispatch.ts";

/** Two agents whose work has taken 10 ms so far; "a-1" then does this, and is chosen first. */
async function setUp(then: Behaviour, capability = promise(), ...more: (typeof capability)[]) {
  const rig = setUpDispatch({ "a-1": [capability, ...more], "b-1": [capability, ...more] });
  const takes = (ms: number): Behaviour =>
    async function* () {
      yield accepted;
      await new Promise<void>((resolve) => void rig.clock.after(ms, resolve));
      yield done();
    };
  for (const id of ["a-1", "b-1"]) rig.agents.behave(id, takes(10));
  for (let n = 0; n < 25; n++) {
    const warm = rig.run({ attemptId: `warm${n}`, runId: `warm${n}` });
    await rig.clock.advanceAsync(10);
    await warm;
  }
  rig.agents.behave("a-1", then);
  rig.agents.heard.length = 0;
  rig.hedges.length = 0;
  return { ...rig, takes };
}

let cancelled = false;
const hangs: Behaviour = async function* (_request, signal) {
  yield accepted;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  cancelled = true;
};

describe("a hedge", () => {
  test("runs beside the first once that takes longer than nearly all before; the loser is cancelled", async () => {
    cancelled = false;
    const { run, clock, hedges, agents, work } = await setUp(hangs);
    const running = run();
    await clock.advanceAsync(9);
    expect(agents.heard).toHaveLength(1);
    await clock.advanceAsync(1);
    expect(agents.heard).toEqual(["a-1 execute r/s1/1", "b-1 execute r/s1/1"]);
    await clock.advanceAsync(10);
    expect((await running).told).toEqual(["decision a-1", "accepted", "hedge b-1", "accepted", "done"]);
    await settle();
    expect([cancelled, hedges]).toEqual([true, ["won"]]);
    for (const id of ["a-1", "b-1"]) expect(work(id)).toMatchObject({ inFlight: 0, failures: 0 });
    expect(clock.pending).toBe(0);
  });

  test("may lose, and costs its agent nothing", async () => {
    const { run, clock, hedges, agents, takes, work } = await setUp(says());
    agents.behave("a-1", takes(15));
    const running = run();
    await clock.advanceAsync(15);
    expect((await running).told).toEqual(["decision a-1", "accepted", "hedge b-1", "accepted", "done"]);
    await settle();
    expect([hedges, work("b-1").inFlight, work("b-1").failures]).toEqual([["lost"], 0, 0]);
  });

  test("that fails after the first has: neither is asked again, not for another promise either", async () => {
    const failing = new MeshError("AGENT_FAILED", "broken");
    const { run, clock, agents } = await setUp(says(), promise(), promise({ name: "plan.b" }));
    const failsAfter = (ms: number): Behaviour =>
      async function* () {
        yield accepted;
        await new Promise<void>((resolve) => void clock.after(ms, resolve));
        throw failing;
      };
    agents.behave("a-1", failsAfter(12));
    agents.behave("b-1", failsAfter(12));
    const running = run();
    await clock.advanceAsync(60);
    expect((await running).error?.reason).toBe("AGENT_FAILED");
    expect(agents.heard).toEqual(["a-1 execute r/s1/1", "b-1 execute r/s1/1"]);
  });

  test("goes on when the first fails, and the first when the hedge fails", async () => {
    const failing = new MeshError("AGENT_FAILED", "broken");
    const { run, clock, agents, takes } = await setUp(says());
    agents.behave("a-1", async function* () {
      yield accepted;
      await new Promise<void>((resolve) => void clock.after(12, resolve));
      throw failing;
    });
    let running = run();
    await clock.advanceAsync(30);
    expect((await running).told).toEqual(["decision a-1", "accepted", "hedge b-1", "accepted", "done"]);
    agents.behave("a-1", takes(20));
    agents.behave("b-1", says(accepted, failing));
    running = run({ attemptId: "r/s2/1" });
    await clock.advanceAsync(30);
    expect((await running).told.at(-1)).toBe("done");
  });

  test.each([
    { story: "may not run twice", capability: promise({ idempotent: false }) },
    { story: "is dear", capability: promise({ cost: 1.1 }) },
  ])("is never sent when the work $story", async ({ capability }) => {
    const { run, clock, agents } = await setUp(hangs, capability);
    const left = new AbortController();
    const running = run({}, left.signal);
    await clock.advanceAsync(50);
    expect(agents.heard).toEqual(["a-1 execute r/s1/1"]);
    left.abort();
    await running;
  });

  test("is never sent when nobody is free, and comes out of the run's budget", async () => {
    const { run, clock, agents, work } = await setUp(hangs);
    work("b-1").inFlight = 1;
    work("b-1").running.set("plan", 1);
    const left = new AbortController();
    const running = run({}, left.signal);
    await clock.advanceAsync(50);
    expect(agents.heard).toHaveLength(1);
    left.abort();
    await running;
    work("b-1").inFlight = 0;
    work("b-1").running.clear();
    for (let n = 0; n < 12; n++) {
      const one = new AbortController();
      const waiting = run({ attemptId: `n${n}` }, one.signal);
      await clock.advanceAsync(30);
      one.abort();
      await waiting;
    }
    expect(agents.heard.filter((heard) => heard.startsWith("b-1"))).toHaveLength(10);
  });
});
