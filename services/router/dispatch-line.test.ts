import { MeshError } from "@viba/runtime/errors";
import { settle } from "@viba/testkit/clock";
import { describe, expect, test, vi } from "vitest";
import { promise, wanted } from "./fixtures.ts";
import { accepted, done, says } from "./fixtures-agents.ts";
import { setUpDispatch } from "./fixtures-dispatch.ts";
import { loseInstance } from "./open-dispatch.ts";

/** Agents with these capacities, which all take 100 ms; `send` begins a call and notes when it ends. */
function setUp(capacities: Record<string, number> = { "a-1": 1 }, queue = {}) {
  const rig = setUpDispatch(
    Object.fromEntries(
      Object.entries(capacities).map(([id, maxConcurrency]) => [
        id,
        [promise({ maxConcurrency, idempotent: false, timeout: { seconds: 200n } })],
      ]),
    ),
    queue,
  );
  for (const id of Object.keys(capacities)) {
    rig.agents.behave(id, async function* () {
      yield accepted;
      await new Promise<void>((resolve) => void rig.clock.after(100, resolve));
      yield done();
    });
  }
  const ended: string[] = [];
  const errors: (MeshError | undefined)[] = [];
  const send = async (
    name: string,
    more: { tenant?: string; priority?: number; seconds?: number; without?: string } = {},
    signal?: AbortSignal,
  ) => {
    const { told, error } = await rig.run(
      {
        attemptId: name,
        runId: name,
        want: wanted({
          tenant: more.tenant ?? "t",
          ...(more.without ? { constraints: { excludedAgents: [more.without] } } : {}),
        }),
        priority: more.priority ?? 0,
        ...(more.seconds ? { timeout: { seconds: BigInt(more.seconds) } } : {}),
      },
      signal,
    );
    ended.push(error ? `${name} ${error.reason}` : `${name} ${told.at(-1)}`);
    errors.push(error);
  };
  const counts = () => rig.ports.admission.counts();
  /** Time goes by, with the heartbeats it takes to stay there. */
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 100) {
      for (const { leaseId } of rig.registry.all()) rig.registry.heartbeat(leaseId, undefined, rig.clock.monotonicMs());
      await rig.clock.advanceAsync(Math.min(100, ms - at));
    }
  };
  return { ...rig, send, ended, errors, counts, pass };
}

describe("an agent that is busy", () => {
  test("gets no more than it declares; who waits follows in order", async () => {
    const { send, ended, agents, counts, pass, work } = setUp({ "a-1": 2 });
    for (const name of ["one", "two", "three", "four"]) void send(name);
    await settle();
    expect([agents.heard.length, work().inFlight, counts().waiting]).toEqual([2, 2, 2]);
    await pass(100);
    expect(ended).toEqual(["one done", "two done"]);
    expect([agents.heard.length, counts().waiting]).toEqual([4, 0]);
    await pass(100);
    expect(ended.slice(2)).toEqual(["three done", "four done"]);
    expect([work().inFlight, counts()]).toEqual([0, expect.objectContaining({ admitted: 4, waited: 2, waiting: 0 })]);
  });

  test("is passed over for a free one, and a new one takes what waits", async () => {
    const { send, ended, pass, ports, registry } = setUp({ "a-1": 1, "b-1": 1 });
    registry.get("b-1")!.draining = true;
    for (const name of ["one", "two"]) void send(name);
    await settle();
    registry.get("b-1")!.draining = false;
    ports.admission.wake();
    await pass(100);
    expect(ended).toEqual(["one done", "two done"]);
  });

  test("that says it is overloaded is left alone for the time it names", async () => {
    const { send, ended, agents, pass, ports, two } = setUp({ "a-1": 4, "b-1": 1 });
    agents.behave("a-1", says(new MeshError("OVERLOADED", "full", { retryAfterMs: 150 })));
    void send("one");
    void send("two");
    await pass(100);
    expect([ended, two()]).toEqual([["two done"], [1, 2]]);
    agents.behave("a-1", says(accepted, done()));
    void send("three");
    await pass(100);
    ports.admission.wake();
    await pass(100);
    expect(ended).toEqual(["two done", "one done", "three done"]);
    expect(two()[0]).toBe(2);
  });
});

describe("in line", () => {
  test("tenants take turns, and urgent work goes first within its own", async () => {
    const { send, ended, pass } = setUp();
    void send("running");
    await settle();
    for (const name of ["a1", "a2", "a3"]) void send(name, { tenant: "a" });
    void send("a urgent", { tenant: "a", priority: 1 });
    void send("b1", { tenant: "b" });
    await settle();
    await pass(600);
    expect(ended).toEqual(["running", "a urgent", "b1", "a1", "a2", "a3"].map((name) => `${name} done`));
  });

  test("whom a free agent suits is found behind any number whom it doesn't, who are looked for once", async () => {
    const { send, ended, pass, counts, agents, ports } = setUp({ "a-1": 1, "b-1": 1 });
    agents.behave("a-1", async function* () {
      yield accepted;
      await new Promise(() => {});
    });
    void send("on a", { without: "b" });
    void send("on b", { without: "a" });
    await settle();
    for (let n = 0; n < 150; n++) void send(`for a ${n}`, { without: "b" });
    for (const name of ["any", "for b"]) void send(name, name === "any" ? {} : { without: "a" });
    await settle();
    expect(counts().waiting).toBe(152);
    const looks = vi.spyOn(ports.chooser, "explain");
    await pass(100);
    expect(ended).toEqual(["on b done"]);
    expect([counts().waiting, looks.mock.calls.length]).toEqual([151, 2]);
    await pass(100);
    expect(ended).toEqual(["on b done", "any done"]);
    await pass(100);
    expect(ended).toEqual(["on b done", "any done", "for b done"]);
  });

  test("who was lost elsewhere is not taken for one of those who want the same", async () => {
    const { send, ended, pass, agents, ports, counts } = setUp({ "a-1": 1, "b-1": 1 });
    for (const id of ["a-1", "b-1"]) {
      agents.behave(id, async function* () {
        yield accepted;
        await new Promise<void>((resolve) => void ports.clock.after(100, resolve));
        yield done();
      });
    }
    agents.behave("a-1", says(new MeshError("OVERLOADED", "full", { retryAfterMs: 50 })));
    void send("on b", { without: "a" });
    await settle();
    // It was at a, which was full: only b is left for it, while the one behind may have either.
    void send("back from a");
    await settle();
    void send("new");
    await settle();
    expect(counts().waiting).toBe(2);
    agents.behave("a-1", says(accepted, done()));
    await pass(60);
    ports.admission.wake();
    await settle();
    expect(ended).toEqual(["new done"]);
    await pass(200);
    expect(ended).toEqual(["new done", "on b done", "back from a done"]);
  });

  test("work for idle times waits while nine tenths are in use, and others pass it", async () => {
    const { send, ended, pass, counts } = setUp({ "a-1": 10 });
    for (let n = 0; n < 9; n++) void send(`n${n}`);
    await settle();
    void send("idle", { priority: -1 });
    await settle();
    expect(counts().waiting).toBe(1);
    void send("normal");
    await settle();
    expect(counts()).toMatchObject({ waiting: 1, admitted: 10 });
    await pass(200);
    expect(ended.slice(-1)).toEqual(["idle done"]);
  });

  test.each([
    { story: "its time is over", seconds: 1, waits: 1000, error: "DEADLINE" },
    { story: "it named none: after a minute", seconds: 0, waits: 60_000, error: "DEADLINE" },
  ])("nobody waits longer than it may: $story", async ({ seconds, waits, error }) => {
    const { send, ended, pass, counts, agents } = setUp();
    agents.behave("a-1", async function* (_request, signal) {
      yield accepted;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    });
    void send("running", { seconds: 100 });
    await settle();
    void send("waits", seconds ? { seconds } : {});
    await settle();
    await pass(waits - 1);
    expect(ended).toEqual([]);
    await pass(1);
    expect(ended.find((one) => one.startsWith("waits"))).toBe(`waits ${error}`);
    expect(counts()).toMatchObject({ waiting: 0, expired: 1 });
  });

  test("who leaves is out, and the one behind follows", async () => {
    const { send, ended, pass, counts, agents } = setUp();
    void send("running");
    await settle();
    const left = new AbortController();
    void send("leaves", {}, left.signal);
    void send("stays");
    await settle();
    left.abort(new MeshError("CANCELLED", "left"));
    await pass(200);
    expect(ended).toEqual(["leaves CANCELLED", "running done", "stays done"]);
    expect([counts().abandoned, agents.heard.length]).toEqual([1, 2]);
  });

  test("whoever can't be done in time is refused at once, with a time to come back", async () => {
    const { send, ended, errors, pass, counts } = setUp();
    void send("first");
    await pass(100);
    for (let n = 0; n < 12; n++) void send(`n${n}`);
    await settle();
    void send("hasty", { seconds: 1 });
    await settle();
    expect(ended).toEqual(["first done", "hasty OVERLOADED"]);
    expect(errors.at(-1)).toMatchObject({ retryable: true, retryAfterMs: 1200, facts: { ahead: "11", slots: "1" } });
    expect(counts().shedLate).toBe(1);
    void send("patient", { seconds: 2 });
    await pass(1500);
    expect(ended).toContain("patient done");
  });

  test("a full line sheds, and one within its share pushes out the last of a crowd", async () => {
    const { send, ended, errors, pass, counts } = setUp({ "a-1": 1 }, { maxItems: 4, maxPerTenant: 4 });
    void send("running");
    await settle();
    for (const name of ["c1", "c2", "c3", "c4", "c5"]) void send(name, { tenant: "crowd" });
    await settle();
    expect(ended).toEqual(["c5 OVERLOADED"]);
    void send("single", { tenant: "single" });
    await settle();
    expect(ended).toEqual(["c5 OVERLOADED", "c4 OVERLOADED"]);
    expect(errors.every((error) => (error?.retryAfterMs ?? 0) > 0)).toBe(true);
    await pass(600);
    expect(ended.slice(2)).toEqual(["running", "c1", "single", "c2", "c3"].map((name) => `${name} done`));
    expect(counts()).toMatchObject({ shedFull: 2, waiting: 0 });
  });

  test("nobody waits for agents that are gone", async () => {
    const { send, ended, ports, registry } = setUp();
    void send("running");
    void send("waits");
    await settle();
    const gone = registry.deregister("lease a-1")!;
    loseInstance(gone, "its process ended");
    await settle();
    ports.admission.wake();
    await settle();
    expect(ended.toSorted()).toEqual(["running UNKNOWN_OUTCOME", "waits NO_CAPABLE_AGENT"]);
  });
});

describe("a task that ends the process of every agent that takes it", () => {
  const ended = new MeshError("UNKNOWN_OUTCOME", "read ECONNRESET");

  test("is given to nobody after the third, with the evidence", async () => {
    const ids = ["a-1", "b-1", "c-1", "d-1"];
    const { agents, run } = setUpDispatch(Object.fromEntries(ids.map((id) => [id, [promise()]])));
    for (const id of ids) agents.behave(id, says(accepted, ended));
    const first = await run();
    expect(first.told.filter((one) => one.startsWith("decision"))).toHaveLength(3);
    const again = await run({ attemptId: "r/s1/2" });
    expect(again.error).toMatchObject({
      reason: "QUARANTINED",
      retryable: false,
      facts: { task: "r/s1", agents: "a,b,c" },
    });
    expect(again.error!.facts["evidence"]).toContain("a (a-1): read ECONNRESET");
    expect(agents.heard).toHaveLength(3);
    agents.behave("d-1", says(accepted, done()));
    expect((await run({ attemptId: "r/s2/1", stepId: "s2" })).told.at(-1)).toBe("done");
  });

  test("is not suspected of what a lost link did: the agents live", async () => {
    const ids = ["a-1", "b-1", "c-1", "d-1"];
    const { agents, ports, run } = setUpDispatch(Object.fromEntries(ids.map((id) => [id, [promise()]])));
    for (const id of ids) agents.behave(id, says(accepted, ended));
    await run();
    for (const id of ids) ports.quarantine.absolve(id);
    agents.behave("d-1", says(accepted, done()));
    expect((await run({ attemptId: "r/s1/2" })).told.at(-1)).toBe("done");
  });
});

test("an attempt at an instance that is gone ends at once, and goes elsewhere if it may", async () => {
  const { agents, registry, run } = setUpDispatch({ "a-1": [promise()], "b-1": [promise()] });
  agents.behave("a-1", async function* () {
    yield accepted;
    await new Promise(() => {});
  });
  const running = run();
  await settle();
  loseInstance(registry.deregister("lease a-1")!, "its lease ended");
  expect((await running).told).toEqual([
    "decision a-1",
    "accepted",
    "failover a-1",
    "decision b-1",
    "accepted",
    "done",
  ]);
  expect(registry.get("b-1")!.work.inFlight).toBe(0);
});
