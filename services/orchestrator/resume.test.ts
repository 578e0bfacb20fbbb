import { create } from "@bufbuild/protobuf";
import { DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { RunState, StepAcceptedSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import type { Journal } from "@viba/store/journal";
import { settle } from "@viba/testkit/clock";
import { forSeeds } from "@viba/testkit/seeds";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newEvent, toRecord } from "./events.ts";
import { openWorld, runId, type World } from "./fixtures.ts";
import { maker } from "./fixtures-mesh.ts";
import { artifact } from "./fixtures-artifacts.ts";
import type { RegistryClient, RouterClient, RunPorts } from "./ports.ts";
import { driveRun } from "./run-driver.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.admit();
});
afterEach(() => world[Symbol.asyncDispose]());

const a = () => world.mesh.maker("t.v1.A");
const begun = (agentId: string) => world.mesh.begun.filter((one) => one.startsWith(`${agentId} `)).length;

/** Drives until A is under way at its agent, then the orchestrator is gone as by kill -9. */
async function killInTheMiddle(more: Partial<ReturnType<typeof a>> = {}): Promise<void> {
  Object.assign(a(), { workMs: 1000, ...more });
  const { ports, die } = mortal(world);
  void driveRun(runId, ports, never, never);
  await world.when(async () => begun("a") === 1 && (await world.view()).open.get("s1")?.instanceId === "a-1");
  die();
  world.clock.advance(3000);
}

describe("a run taken up by a second orchestrator", () => {
  test.each([
    { story: "while the agent still works on it", workMs: 30_000 },
    { story: "after the agent has made it", workMs: 1000 },
  ])("$story: the same attempt is asked for, and nothing is made twice", async ({ workMs }) => {
    await killInTheMiddle({ workMs, idempotent: false });
    await world.drive();
    const { run } = await world.view();
    expect([run.state, begun("a"), run.steps[1]!.attempts]).toEqual([RunState.FINISHED, 1, 1]);
    expect(world.mesh.questions).toEqual(["r/s1/1 at a-1"]);
    expect(run.outcomes.filter((one) => one.agentId === "a")).toHaveLength(1);
  });

  test("after the agent has failed it for good: the agent's own reason ends the run", async () => {
    await killInTheMiddle({ failures: [new MeshError("OUT_OF_RANGE", "no such height")] });
    await world.drive();
    const { run } = await world.view();
    expect([run.state, run.message, begun("a")]).toEqual([RunState.FAILED, "no such height", 1]);
  });

  test("after the agent has failed it in passing: another attempt is made", async () => {
    await killInTheMiddle({ failures: [new MeshError("AGENT_FAILED", "out of memory")] });
    await world.drive();
    const { run } = await world.view();
    expect([run.state, begun("a"), run.steps[1]!.attempts]).toEqual([RunState.FINISHED, 2, 2]);
  });

  test("whose agent was started anew: made again, since running twice does no harm", async () => {
    await killInTheMiddle();
    world.mesh.kill(a());
    const startMs = world.clock.monotonicMs();
    await world.drive();
    const { run } = await world.view();
    expect([run.state, begun("a"), run.steps[1]!.attempts]).toEqual([RunState.FINISHED, 2, 2]);
    // The instance might have come back: four seconds it was waited for.
    expect(world.clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(4000);
  });

  test("whose agent was started anew, and what it did is not known: in doubt, nothing is repeated", async () => {
    await killInTheMiddle({ idempotent: false });
    world.mesh.kill(a());
    await world.drive();
    const { run, failures } = await world.view();
    expect([run.state, begun("a"), failures.get("s1")?.reason]).toEqual([RunState.FAILED, 1, "UNKNOWN_OUTCOME"]);
  });

  test("whose agent never comes back: what may run twice is made by another", async () => {
    await killInTheMiddle();
    world.mesh.kill(a());
    a().there = false;
    world.mesh.makers.push(maker("a2", "t.v1.A", ["t.v1.Brief"]));
    await world.drive();
    const { run } = await world.view();
    expect([run.state, begun("a"), begun("a2")]).toEqual([RunState.FINISHED, 1, 1]);
  });

  test("whose agent never comes back, nor anybody like it: that is what is said", async () => {
    await killInTheMiddle();
    world.mesh.kill(a());
    a().there = false;
    await world.drive();
    expect((await world.view()).failures.get("s1")).toMatchObject({ reason: "NO_CAPABLE_AGENT" });
  });

  test("whose agent never comes back with what must not run twice: in doubt", async () => {
    await killInTheMiddle({ idempotent: false });
    world.mesh.kill(a());
    a().there = false;
    await world.drive();
    expect((await world.view()).failures.get("s1")).toMatchObject({
      reason: "UNKNOWN_OUTCOME",
      facts: { instance: "a-1", idempotent: "false" },
    });
  });

  test("whose agent comes back within the limit with the work in hand", async () => {
    await killInTheMiddle({ idempotent: false });
    a().there = false;
    const back = world.clock.after(3500, () => (a().there = true));
    await world.drive();
    back.cancel();
    expect([(await world.view()).run.state, begun("a")]).toEqual([RunState.FINISHED, 1]);
  });

  test("that died after choosing and before sending: the one who was chosen gets it, once", async () => {
    Object.assign(a(), { workMs: 1000, idempotent: false });
    const { ports, die } = mortal(world, { dieAt: (kind) => kind === "after agentChosen of s1" });
    void driveRun(runId, ports, never, never);
    await world.when(async () => (await world.view()).open.get("s1")?.instanceId === "a-1");
    die();
    expect(begun("a")).toBe(0);
    world.clock.advance(3000);
    const startMs = world.clock.monotonicMs();
    await world.drive();
    expect([(await world.view()).run.state, begun("a")]).toEqual([RunState.FINISHED, 1]);
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(3000);
    expect(world.mesh.dispatched.findLast((sent) => sent.stepId === "s1")!.instanceId).toBe("a-1");
  });

  test("while the router is away for a moment: it is asked again", async () => {
    await killInTheMiddle({ idempotent: false });
    let away = 5;
    const findAttempt: RouterClient["findAttempt"] = async (request, options) => {
      if (away-- > 0) throw new MeshError("NOT_STARTED", "the router is away");
      return world.mesh.router.findAttempt(request, options);
    };
    await world.drive(world.ports({ router: { ...world.mesh.router, findAttempt } }));
    expect([(await world.view()).run.state, begun("a")]).toEqual([RunState.FINISHED, 1]);
  });

  test("whose result the lost one had accepted, unseen: it is not asked for again", async () => {
    await killInTheMiddle({ idempotent: false });
    world.mesh.kill(a());
    const driving = world.drive();
    await world.when(() => world.mesh.questions.length > 0);
    const value = create(StepAcceptedSchema, {
      stepId: "s1",
      attemptId: "r/s1/1",
      agentId: "a",
      instanceId: "a-1",
      done: create(DoneSchema, { artifact: artifact("t.v1.A") }),
    });
    const late = newEvent(runId, 0, { case: "stepAccepted", value });
    await world.journal.append([toRecord(late, 0, "accepted/s1")]);
    await driving;
    expect([(await world.view()).run.state, begun("a")]).toEqual([RunState.FINISHED, 1]);
    expect(world.mesh.dispatched.filter((sent) => sent.stepId === "s1")).toHaveLength(1);
    expect((await world.keys()).filter((key) => /^(failed|gaveup)/.test(key))).toEqual([]);
  });

  test("whose result comes in from the lost one just as another attempt begins: the first one counts", async () => {
    await killInTheMiddle();
    world.mesh.kill(a());
    const value = create(StepAcceptedSchema, {
      stepId: "s1",
      attemptId: "r/s1/1",
      agentId: "a",
      instanceId: "a-1",
      done: create(DoneSchema, { artifact: artifact("t.v1.A") }),
    });
    const late = toRecord(newEvent(runId, 0, { case: "stepAccepted", value }), 0, "accepted/s1");
    const journal = overlay(world.journal, {
      async decide(id, holder, records, change) {
        if (records[0]?.key === "attempt/s1/2") await world.journal.append([late]);
        return world.journal.decide(id, holder, records, change);
      },
    });
    await world.drive(world.ports({ journal }));
    const { run, open } = await world.view();
    expect([run.state, run.steps[1]!.instanceId, open.size]).toEqual([RunState.FINISHED, "a-1", 0]);
    expect(world.mesh.dispatched.filter((sent) => sent.stepId === "s1").length).toBeLessThanOrEqual(2);
  });

  test("that died between beginning an attempt and hearing whom it went to: all agents are asked", async () => {
    Object.assign(a(), { workMs: 1000, idempotent: false });
    const { ports, die } = mortal(world, { dieAt: (kind) => kind === "before agentChosen of s1" });
    void driveRun(runId, ports, never, never);
    await world.when(async () => (await world.view()).open.has("s1"));
    for (let n = 0; n < 50; n++) await settle();
    die();
    expect((await world.view()).open.get("s1")).toMatchObject({ attemptId: "r/s1/1", instanceId: "" });
    world.clock.advance(3000);
    await world.drive();
    expect(world.mesh.questions[0]).toBe("r/s1/1 at anybody");
    expect([(await world.view()).run.state, begun("a")]).toEqual([RunState.FINISHED, 1]);
  });
});

describe("the lease of a run", () => {
  test("lost in mid-run stops its driver: it decides and sends nothing more", async () => {
    a().workMs = 5000;
    const driving = driveRun(runId, world.ports(), never, never);
    await world.when(() => begun("a") === 1);
    // Another process of another machine, whose clock of the store says that the lease is over.
    await world.journal.release(runId, { owner: "o1", epoch: 1 });
    expect(await world.journal.lease(runId, "thief", 60_000)).toBe(2);
    const startMs = world.clock.monotonicMs();
    expect(await world.until(driving)).toBe("stopped");
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(1500);
    const before = await world.keys();
    const sent = world.mesh.dispatched.length;
    for (let n = 0; n < 100; n++) await settle();
    expect([await world.keys(), world.mesh.dispatched.length]).toEqual([before, sent]);
    expect((await world.journal.run(runId))!).toMatchObject({ owner: "thief", epoch: 2 });
  });

  test("is noticed at the next decision, even before the next renewal", async () => {
    a().workMs = 100;
    const driving = driveRun(runId, world.ports({}, { leaseMs: 1e9 }), never, never);
    await world.when(() => begun("goal") === 1);
    await world.journal.release(runId, { owner: "o1", epoch: 1 });
    await world.journal.lease(runId, "thief", 60_000);
    expect(await world.until(driving)).toBe("stopped");
    expect(begun("a")).toBe(0);
  });

  test("that can't be renewed in time stops its driver, though nobody has taken it", async () => {
    a().workMs = 60_000;
    let broken = false;
    const journal = overlay(world.journal, {
      lease: (...args) =>
        broken ? Promise.reject(new MeshError("STORAGE_FAILED", "no")) : world.journal.lease(...args),
    });
    const driving = driveRun(runId, world.ports({ journal }), never, never);
    await world.when(() => begun("a") === 1);
    broken = true;
    const startMs = world.clock.monotonicMs();
    expect(await world.until(driving)).toBe("stopped");
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(5000);
    // One failure is nothing: the next renewal comes in time.
  });

  test("survives a renewal that fails once", async () => {
    a().workMs = 10_000;
    let failures = 2;
    const journal = overlay(world.journal, {
      lease: async (...args) => {
        if (begun("a") === 1 && failures-- === 1) throw new MeshError("OVERLOADED", "later");
        return world.journal.lease(...args);
      },
    });
    expect(await world.drive(world.ports({ journal }))).toBe("ended");
  });
});

describe("a journal that takes nothing in", () => {
  const breaking = (reason: MeshError["reason"], times: number) => {
    let left = times;
    return overlay(world.journal, {
      append: async (records) => {
        if (records[0]!.kind === "stepAccepted" && left-- > 0) throw new MeshError(reason, "not now");
        return world.journal.append(records);
      },
    });
  };

  test("for a moment costs no result: it is written a little later", async () => {
    expect(await world.drive(world.ports({ journal: breaking("OVERLOADED", 3) }))).toBe("ended");
    expect([(await world.view()).run.state, world.mesh.begun.length]).toEqual([RunState.FINISHED, 5]);
  });

  test("for longer stops the driver; the next one asks the agent for the same attempt", async () => {
    expect(await world.drive(world.ports({ journal: breaking("STORAGE_FAILED", 1e9) }))).toBe("stopped");
    expect((await world.view()).run).toMatchObject({ state: RunState.RUNNING, message: "" });
    expect(await world.drive()).toBe("ended");
    expect([(await world.view()).run.state, world.mesh.begun.length]).toEqual([RunState.FINISHED, 5]);
  });

  test("and a blob store that takes nothing in are the same", async () => {
    a().made = { files: [{ name: "big", content: artifact("", new Uint8Array(50_000)) }] };
    world.blobs.failing = new MeshError("STORAGE_FAILED", "the disk is full");
    expect(await world.drive()).toBe("stopped");
    expect([(await world.view()).run.steps[1]!.attempts, begun("a")]).toEqual([1, 1]);
    world.blobs.failing = undefined;
    expect(await world.drive()).toBe("ended");
    expect([(await world.view()).run.state, begun("a")]).toEqual([RunState.FINISHED, 1]);
  });

  test("that can't be read at all is an error of its own", async () => {
    const journal = overlay(world.journal, {
      records: () => Promise.reject(new MeshError("DAMAGED_RECORD", "record 7 is damaged")),
    });
    await expect(world.drive(world.ports({ journal }))).rejects.toThrow("record 7 is damaged");
    expect((await world.journal.run(runId))!.owner).toBe("");
  });
});

test("wherever orchestrators die, each step is accepted once, made once, and never sent once it is accepted", async () => {
  await forSeeds("crash points", { count: 200 }, async (random) => {
    await using one = await openWorld(Math.floor(random() * 1e9));
    await one.admit();
    for (const each of one.mesh.makers) {
      Object.assign(each, { workMs: random() * 4000, idempotent: false, fromCache: random() < 0.1 });
    }
    const accepted = new Set<string>();
    const sentAfter: string[] = [];
    const crashes = 1 + Math.floor(random() * 4);
    for (let start = 0; start <= crashes; start++) {
      const dieAfter = start < crashes ? 1 + Math.floor(random() * 30) : Infinity;
      const { ports, dead } = mortal(one, { ...dying(random, dieAfter), accepted, sentAfter });
      const driving = driveRun(runId, ports, never, never);
      let over = false;
      driving.then(
        () => (over = true),
        () => (over = true),
      );
      await one.when(() => over || dead(), 100);
      if ((await one.journal.run(runId))!.state === "finished") break;
      one.clock.advance(3000);
    }
    const { run, open } = await one.view();
    expect([run.state, open.size]).toEqual([RunState.FINISHED, 0]);
    const keys = await one.keys();
    for (const step of run.steps) {
      expect(keys.filter((key) => key === `accepted/${step.step!.stepId}`)).toHaveLength(1);
      expect(step.attempts).toBe(1);
    }
    const made = one.mesh.begun.map((text) => text.split(" ")[0]);
    expect(made).toEqual([...new Set(made)]);
    expect(sentAfter).toEqual([]);
    expect(keys.filter((key) => key === "ended")).toHaveLength(1);
  });
}, 180_000);

test("wherever orchestrators and agents die, what may run twice is made in the end, and accepted once", async () => {
  await forSeeds("crashes of both", { count: 100 }, async (random) => {
    await using one = await openWorld(Math.floor(random() * 1e9));
    await one.admit();
    for (const each of one.mesh.makers) each.workMs = random() * 3000;
    const accepted = new Set<string>();
    const sentAfter: string[] = [];
    const strikes = [1, 2, 3].map(() =>
      one.clock.after(random() * 15_000, () => {
        const victim = one.mesh.makers[Math.floor(random() * one.mesh.makers.length)]!;
        if (random() < 0.5) one.mesh.kill(victim);
        else one.mesh.cut(victim);
      }),
    );
    for (let start = 0; (await one.journal.run(runId))!.state !== "finished"; start++) {
      const dieAfter = start < 2 ? 1 + Math.floor(random() * 30) : Infinity;
      const { ports, dead } = mortal(one, { ...dying(random, dieAfter), accepted, sentAfter });
      let over: string | undefined;
      driveRun(runId, ports, never, never).then(
        (driven) => (over = driven),
        (error: unknown) => (over = String(error)),
      );
      await one.when(() => over !== undefined || dead(), 100);
      expect([undefined, "ended"]).toContain(over);
      expect((await one.view()).run.message).toBe("");
      one.clock.advance(3000);
    }
    for (const strike of strikes) strike.cancel();
    const keys = await one.keys();
    for (const step of (await one.view()).run.steps) {
      expect(keys.filter((key) => key === `accepted/${step.step!.stepId}`)).toHaveLength(1);
    }
    expect(sentAfter).toEqual([]);
  });
}, 180_000);

/** Dies at the n-th write, either before the journal has it or after, when only the answer is lost. */
function dying(random: Random, dieAfter: number) {
  let writes = 0;
  const after = random() < 0.5;
  return { dieAt: (kind: string) => kind.startsWith(after ? "after" : "before") && ++writes === dieAfter };
}

const never = new AbortController().signal;

function overlay(journal: Journal, over: Partial<Journal>): Journal {
  return { ...journal, ...over };
}

interface MortalOptions {
  /** Asked before and after each write, with what it writes: "before attemptStarted of s1". */
  readonly dieAt?: (kind: string) => boolean;
  /** Keys of the steps accepted so far, over all lives. */
  readonly accepted?: Set<string>;
  /** Steps that were sent although they had been accepted. */
  readonly sentAfter?: string[];
}

/** An orchestrator's ports that stop answering once it is dead: it is as a process that was killed. */
function mortal(of: World, { dieAt = () => false, accepted = new Set(), sentAfter = [] }: MortalOptions = {}) {
  let isDead = false;
  const silence = new Promise<never>(() => {});
  const { journal } = of;
  const write = async (records: Parameters<Journal["append"]>[0], task: () => Promise<boolean[]>) => {
    const what = `${records[0]?.kind} of ${/s\d+/.exec(records[0]?.key ?? "")?.[0] ?? ""}`;
    if (!isDead && dieAt(`before ${what}`)) isDead = true;
    if (isDead) return silence;
    const stored = await task();
    for (const [n, { kind, key }] of records.entries()) {
      if (kind === "stepAccepted" && stored[n]) accepted.add(key!.split("/")[1]!);
    }
    if (!isDead && dieAt(`after ${what}`)) isDead = true;
    return isDead ? silence : stored;
  };
  const alive =
    <A extends unknown[], T>(task: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (isDead) return silence;
      const answer = await task(...args);
      return isDead ? silence : answer;
    };
  const router = of.mesh.router;
  const ports: RunPorts = of.ports({
    journal: overlay(journal, {
      append: (records) => write(records, () => journal.append(records)),
      decide: (id, holder, records, change) => write(records, () => journal.decide(id, holder, records, change)),
      lease: alive((...args: Parameters<Journal["lease"]>) => journal.lease(...args)),
      release: alive((...args: Parameters<Journal["release"]>) => journal.release(...args)),
      records: alive((id: string) => journal.records(id)),
      read: alive((...args: Parameters<Journal["read"]>) => journal.read(...args)),
    }),
    registry: {
      listAgents: alive((...args: Parameters<RegistryClient["listAgents"]>) => of.mesh.registry.listAgents(...args)),
    },
    router: {
      findAttempt: alive((...args: Parameters<RouterClient["findAttempt"]>) => router.findAttempt(...args)),
      releaseAttempt: alive((...args: Parameters<RouterClient["releaseAttempt"]>) => router.releaseAttempt(...args)),
      listCapabilities: alive((...args: Parameters<RouterClient["listCapabilities"]>) =>
        router.listCapabilities(...args),
      ),
      async *dispatch(request, options) {
        if (isDead) await silence;
        if (accepted.has(request.stepId!)) sentAfter.push(request.stepId!);
        for await (const response of router.dispatch(request, options)) {
          if (isDead) await silence;
          yield response;
        }
      },
    },
  });
  return { ports, die: () => (isDead = true), dead: () => isDead };
}
