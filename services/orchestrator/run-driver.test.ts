import { create } from "@bufbuild/protobuf";
import { DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import {
  GoalSetSchema,
  RunState,
  StepAcceptedSchema,
  WorkflowPlannedSchema,
  WorkflowStepSchema,
} from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorld, type World } from "./fixtures.ts";
import { artifact, goal } from "./fixtures-artifacts.ts";
import { toRecord, newEvent } from "./events.ts";
import { type Maker, maker } from "./fixtures-mesh.ts";
import { goalStep } from "./plan-run.ts";
import { summaryRun } from "./core/summary.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.admit();
});
afterEach(() => world[Symbol.asyncDispose]());

const failed = (reason: MeshError["reason"], more: ConstructorParameters<typeof MeshError>[2] = {}) =>
  new MeshError(reason, `${reason} on purpose`, more);
/** "A accepted x2": the steps as they stand, with their attempts. */
const steps = async () => {
  const { run } = await world.view();
  const names: Record<number, string> = { 1: "pending", 2: "running", 3: "accepted", 4: "failed" };
  return run.steps.map((step) => `${step.step!.outputType.split(".").at(-1)} ${names[step.state]} x${step.attempts}`);
};
const begun = (agentId: string) => world.mesh.begun.filter((one) => one.startsWith(`${agentId} `)).length;

describe("a run that goes well", () => {
  test("ends finished, each step accepted once, with an outcome for each and files in its head", async () => {
    const ended: [string, number][] = [];
    const ports = world.ports({ onEnded: (...args) => void ended.push(args) });
    expect(await world.drive(ports)).toBe("ended");
    const { run, open } = await world.view();
    expect([run.state, run.message, open.size]).toEqual([RunState.FINISHED, "", 0]);
    expect(await steps()).toEqual([
      "Goal accepted x1",
      "A accepted x1",
      "B accepted x1",
      "C accepted x1",
      "D accepted x1",
    ]);
    expect(run.outcomes.map((one) => [one.agentId, one.succeeded])).toEqual(
      ["goal", "a", "b", "c", "d"].map((agentId) => [agentId, true]),
    );
    expect(ended).toEqual([["r", 5]]);
    const row = await world.journal.run("r");
    expect([row!.state, row!.owner]).toEqual(["finished", ""]);
    expect(summaryRun("r", row!.summary)).toMatchObject({ state: RunState.FINISHED, runId: "r" });
  });

  test("runs in parallel what needs nothing of one another", async () => {
    for (const one of world.mesh.makers) one.workMs = 1000;
    const startMs = world.clock.monotonicMs();
    await world.drive();
    const tookMs = world.clock.monotonicMs() - startMs;
    // Goal, A, B beside C, D.
    expect(tookMs).toBeGreaterThanOrEqual(4000);
    expect(tookMs).toBeLessThan(4900);
  });

  test("lets each agent forget what is safe", async () => {
    await world.drive();
    await world.when(() => world.mesh.released.length === 5);
    expect(world.mesh.released).toContain("r/s0/1 at goal-1");
  });

  test("hands each step what it reads, and the request's seed and language", async () => {
    await world.drive();
    const last = world.mesh.dispatched.at(-1)!;
    expect(last.inputs.map((one) => one.type)).toEqual(["t.v1.B", "t.v1.C"]);
    expect(last).toMatchObject({ runId: "r", attemptId: "r/s4/1", language: "ko", epoch: 1n, fresh: false });
  });

  test("takes results from the cache, which teach nobody anything and are nobody's to forget", async () => {
    for (const one of world.mesh.makers) one.fromCache = true;
    await world.drive();
    const { run } = await world.view();
    expect([run.state, run.outcomes, world.mesh.begun, world.mesh.released]).toEqual([RunState.FINISHED, [], [], []]);
    expect(run.steps.every((step) => step.fromCache)).toBe(true);
  });
});

describe("attempts", () => {
  test("are made again after a failure that may pass, with growing waits", async () => {
    const { failures } = world.mesh.maker("t.v1.A");
    failures.push(failed("AGENT_FAILED"), failed("AGENT_FAILED"), failed("OVERLOADED"));
    await world.drive();
    expect(await steps()).toContain("A accepted x4");
    const outcomes = (await world.view()).run.outcomes.filter((one) => one.agentId === "a");
    expect(outcomes.map((one) => [one.succeeded, one.reward > 0])).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
  });

  test("wait within bounds that double, and at least as long as the agent asks", async () => {
    const one = world.mesh.maker("t.v1.A");
    one.workMs = 0;
    one.failures.push(...Array.from({ length: 3 }, () => failed("AGENT_FAILED")));
    one.failures.push(failed("OVERLOADED", { retryAfterMs: 5000 }));
    const at: number[] = [];
    const router: typeof world.mesh.router = {
      ...world.mesh.router,
      dispatch(request, options) {
        if (request.want?.outputType === "t.v1.A") at.push(world.clock.monotonicMs());
        return world.mesh.router.dispatch(request, options);
      },
    };
    await world.drive(world.ports({ router, random: () => 0.999 }));
    const waits = at.slice(1).map((ms, n) => ms - at[n]!);
    // 100, 200, 400 and 5000 + 800, each rounded up to the test's clock and what the journal takes.
    [100, 200, 400, 5800].forEach((least, n) => {
      expect(waits[n]).toBeGreaterThanOrEqual(least - 1);
      expect(waits[n]).toBeLessThan(least + 100);
    });
  });

  test("are not used up by a full line that turns them away: they come back when they are told to", async () => {
    const at: number[] = [];
    const router: typeof world.mesh.router = {
      ...world.mesh.router,
      dispatch(request, options) {
        if (request.want?.outputType !== "t.v1.A") return world.mesh.router.dispatch(request, options);
        at.push(world.clock.monotonicMs());
        if (at.length > 7) return world.mesh.router.dispatch(request, options);
        throw failed("OVERLOADED", { retryAfterMs: 3000, facts: { type: "t.v1.A", ahead: "256", slots: "4" } });
      },
    };
    await world.drive(world.ports({ router, random: () => 0 }));
    expect(await steps()).toContain("A accepted x1");
    const { run } = await world.view();
    expect([run.state, run.outcomes.filter(({ agentId }) => agentId === "a").length]).toEqual([RunState.FINISHED, 1]);
    expect(at.slice(1).every((ms, n) => ms - at[n]! >= 3000)).toBe(true);
  });

  test("end after the fifth; the run fails with the agent's reason", async () => {
    world.mesh.maker("t.v1.A").failures = Array.from({ length: 9 }, () =>
      failed("AGENT_FAILED", { messageKo: "고장" }),
    );
    await world.drive();
    const { run, failures } = await world.view();
    expect([run.state, run.message, begun("a"), begun("b")]).toEqual([
      RunState.FAILED,
      "AGENT_FAILED on purpose",
      5,
      0,
    ]);
    expect(failures.get("s1")?.messageKo).toBe("고장");
    expect((await world.journal.run("r"))!.state).toBe("failed");
  });

  test("are not made again where that can't help, and nobody is blamed for a sentence that says nothing", async () => {
    world.mesh.maker("viba.core.v1.Goal").failures = [failed("NOT_UNDERSTOOD")];
    await world.drive();
    const { run } = await world.view();
    expect([run.state, run.steps[0]!.attempts, run.outcomes]).toEqual([RunState.FAILED, 1, []]);
  });

  test("that were lost are taken up again while their agent still works on them", async () => {
    const one = world.mesh.maker("t.v1.A");
    Object.assign(one, { workMs: 2000, idempotent: false });
    const driving = world.drive();
    await world.when(() => begun("a") === 1);
    world.mesh.cut(one);
    await driving;
    expect([begun("a"), await steps()]).toEqual([1, expect.arrayContaining(["A accepted x1"])]);
  });

  test("that were lost with their agent are made again only where running twice does no harm", async () => {
    for (const idempotent of [true, false]) {
      await using again = await openWorld();
      await again.admit();
      const one = again.mesh.maker("t.v1.A");
      Object.assign(one, { workMs: 1000, idempotent });
      const driving = again.drive();
      await again.when(() => again.mesh.begun.some((text) => text.startsWith("a ")));
      again.mesh.kill(one);
      await driving;
      const { run, failures } = await again.view();
      expect(run.state).toBe(idempotent ? RunState.FINISHED : RunState.FAILED);
      if (!idempotent) expect(failures.get("s1")?.reason).toBe("UNKNOWN_OUTCOME");
      expect(again.mesh.begun.filter((text) => text.startsWith("a "))).toHaveLength(idempotent ? 2 : 1);
    }
  });

  test("that an agent loses time after time come to an end", async () => {
    const one = world.mesh.maker("t.v1.A");
    Object.assign(one, { workMs: 60_000, idempotent: false });
    const driving = world.drive();
    await world.when(() => begun("a") === 1);
    const cutting = world.clock.every(30, () => world.mesh.cut(one));
    await driving;
    cutting.cancel();
    expect((await world.view()).run.state).toBe(RunState.FAILED);
    expect(world.mesh.dispatched.filter((sent) => sent.attemptId === "r/s1/1").length).toBeLessThan(15);
  });
});

describe("waiting for an agent", () => {
  test("goes on for ten seconds under the same attempt", async () => {
    const one = world.mesh.maker("t.v1.A");
    const layOut = world.when(() => begun("goal") === 1);
    const driving = world.drive();
    await layOut;
    await world.when(async () => (await world.view()).run.goal !== undefined);
    one.there = false;
    const back = world.clock.after(9000, () => (one.there = true));
    await driving;
    back.cancel();
    expect(await steps()).toContain("A accepted x1");
  });

  test("is not held against who comes", async () => {
    world.mesh.maker("t.v1.A").workMs = 1000;
    const late = world.mesh.maker("t.v1.B");
    const driving = world.drive();
    await world.when(() => begun("a") === 1);
    late.there = false;
    world.clock.after(6000, () => (late.there = true));
    await driving;
    const { run } = await world.view();
    const step = run.steps.find((made) => made.step!.outputType === late.outputType)!;
    const outcome = run.outcomes.find((made) => made.agentId === late.agentId)!;
    expect(step.durationMs).toBeGreaterThanOrEqual(4000);
    expect(outcome.latencyMs).toBeLessThan(1000);
  });

  test("forgets whom it was meant for: whoever comes next may take it", async () => {
    const named: string[] = [];
    const router: typeof world.mesh.router = {
      ...world.mesh.router,
      async *dispatch(request, options) {
        if (request.stepId === "s1") named.push(`${request.attemptId} for "${request.instanceId}"`);
        for await (const response of world.mesh.router.dispatch(request, options)) {
          yield response;
          // As a router says when the one it chose could not be reached and nobody else is there.
          if (named.length === 1) throw failed("NO_CAPABLE_AGENT");
        }
      },
    };
    await world.drive(world.ports({ router }));
    expect(named).toEqual(['r/s1/1 for ""', 'r/s1/1 for ""']);
    expect(await steps()).toContain("A accepted x1");
  });

  test("is over after that, and is not begun again", async () => {
    const driving = world.drive();
    await world.when(async () => (await world.view()).run.goal !== undefined);
    world.mesh.maker("t.v1.D").there = false;
    const startMs = world.clock.monotonicMs();
    await driving;
    const { run, failures } = await world.view();
    expect([run.state, failures.get("s4")?.reason]).toEqual([RunState.FAILED, "NO_CAPABLE_AGENT"]);
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(13_000);
    expect(run.outcomes.every((one) => one.succeeded)).toBe(true);
  });

  test.each([
    { awayMs: 50_000, ends: "accepted", leastMs: 50_000 },
    { awayMs: 600_000, ends: "failed", leastMs: 90_000 },
  ])(
    "that has a lease and is silent for $awayMs ms lasts a minute and a half: $ends",
    async ({ awayMs, ends, leastMs }) => {
      const driving = world.drive();
      await world.when(async () => (await world.view()).run.goal !== undefined);
      const late = world.mesh.maker("t.v1.D");
      late.silent = true;
      const back = world.clock.after(awayMs, () => (late.silent = false));
      const startMs = world.clock.monotonicMs();
      await driving;
      back.cancel();
      expect(await steps()).toContain(`D ${ends} x1`);
      expect(world.clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(leastMs);
      expect(world.clock.monotonicMs() - startMs).toBeLessThan(leastMs + 3000);
    },
  );

  test("whose lease ends is over ten seconds after it was last known", async () => {
    const driving = world.drive();
    await world.when(async () => (await world.view()).run.goal !== undefined);
    const lost = world.mesh.maker("t.v1.D");
    lost.silent = true;
    world.clock.after(5000, () => (lost.there = false));
    const startMs = world.clock.monotonicMs();
    await driving;
    expect(await steps()).toContain("D failed x1");
    expect(world.clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(14_000);
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(18_000);
  });

  test("lasts as long for the router itself, when the workflow is laid out and at each step", async () => {
    const { router } = world.mesh;
    const startMs = world.clock.monotonicMs();
    let asked = 0;
    const goneUntil = (ms: number) => {
      // The first one is lost on its way, as when the router is killed in the middle.
      if (asked++ === 0) throw failed("UNKNOWN_OUTCOME");
      if (world.clock.monotonicMs() - startMs < ms) throw failed("NOT_STARTED");
    };
    const restarting: typeof router = {
      ...router,
      async listCapabilities(request, options) {
        goneUntil(20_000);
        return router.listCapabilities(request, options);
      },
      async *dispatch(request, options) {
        if (request.stepId !== "s0") goneUntil(60_000);
        yield* router.dispatch(request, options);
      },
    };
    await world.drive(world.ports({ router: restarting }));
    expect(await steps()).toContain("A accepted x1");
    expect((await world.view()).run.state).toBe(RunState.FINISHED);
  });

  test("begins anew after an attempt that took long", async () => {
    const one = world.mesh.maker("t.v1.A");
    Object.assign(one, { workMs: 20_000, failures: [failed("AGENT_FAILED")] });
    const driving = world.drive();
    await world.when(() => begun("a") === 1);
    world.clock.after(19_000, () => (one.there = false));
    world.clock.after(26_000, () => Object.assign(one, { there: true, workMs: 10 }));
    await driving;
    expect(await steps()).toContain("A accepted x2");
  });

  test("is no use when the step's input was given up", async () => {
    world.mesh.maker("viba.core.v1.Goal").made = {
      artifact: goal({ wanted: ["t.v1.A"], optional: ["t.v1.B", "t.v1.E"] }),
    };
    world.mesh.makers.push(maker("e", "t.v1.E", ["t.v1.B"]));
    world.mesh.maker("t.v1.B").failures = [failed("INVALID_ARGUMENT")];
    const startMs = world.clock.monotonicMs();
    await world.drive();
    expect(await steps()).toEqual(["Goal accepted x1", "A accepted x1", "B failed x1", "E failed x1"]);
    expect((await world.view()).run).toMatchObject({ state: RunState.FINISHED, missingOptional: ["t.v1.B", "t.v1.E"] });
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(2000);
  });

  test("counts on who promised it a moment ago, for what is only wished for too", async () => {
    world.mesh.maker("viba.core.v1.Goal").made = { artifact: goal({ wanted: ["t.v1.B"], optional: ["t.v1.C"] }) };
    const ports = world.ports();
    // What another run saw.
    ports.seen.note((await ports.router.listCapabilities({})).capabilities, world.clock.monotonicMs(), 60_000);
    for (const [type, awayMs] of Object.entries({ "t.v1.B": 3000, "t.v1.C": 6000 })) {
      world.mesh.maker(type).there = false;
      world.clock.after(awayMs, () => (world.mesh.maker(type).there = true));
    }
    await world.drive(ports);
    expect(await steps()).toEqual(["Goal accepted x1", "A accepted x1", "B accepted x1", "C accepted x1"]);
    expect((await world.view()).run.missingOptional).toEqual([]);
  });

  test("goes on while the workflow is laid out, and then the missing type is named", async () => {
    world.mesh.maker("t.v1.B").there = false;
    const startMs = world.clock.monotonicMs();
    await world.drive();
    const { run } = await world.view();
    expect([run.state, run.message, run.error?.facts]).toEqual([
      RunState.FAILED,
      "nobody makes t.v1.B",
      { missing: "t.v1.B" },
    ]);
    expect(world.clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(10_000);
  });
});

describe("a step that is not needed", () => {
  const wants = (more: Parameters<typeof goal>[0]) =>
    (world.mesh.maker("viba.core.v1.Goal").made = { artifact: goal(more) });

  test("is named when it fails, and the run finishes", async () => {
    wants({ wanted: ["t.v1.B"], optional: ["t.v1.C"] });
    world.mesh.maker("t.v1.C").failures = [failed("BAD_ARTIFACT")];
    await world.drive();
    const { run } = await world.view();
    expect([run.state, run.missingOptional]).toEqual([RunState.FINISHED, ["t.v1.C"]]);
  });

  test("is named when nobody promises it", async () => {
    wants({ wanted: ["t.v1.B"], optional: ["t.v1.X"] });
    await world.drive();
    expect((await world.view()).run).toMatchObject({ state: RunState.FINISHED, missingOptional: ["t.v1.X"] });
  });
});

describe("a step that fails for good", () => {
  test("ends the others at once, and their agents hear of it", async () => {
    world.mesh.maker("t.v1.B").workMs = 30_000;
    world.mesh.maker("t.v1.C").failures = [failed("INVALID_ARGUMENT")];
    const startMs = world.clock.monotonicMs();
    await world.drive();
    expect((await world.view()).run.state).toBe(RunState.FAILED);
    expect(world.clock.monotonicMs() - startMs).toBeLessThan(3000);
    await world.when(() => world.mesh.released.includes("r/s2/1 at b-1"));
    // What was under way has not failed: nobody is blamed for it.
    expect((await world.view()).run.outcomes.map((one) => one.agentId)).not.toContain("b");
  });
});

describe("what comes back is held against what was promised", () => {
  test.each<[string, Maker["made"]]>([
    ["another type", { artifact: artifact("t.v1.X") }],
    ["nothing", { artifact: undefined }],
    ["bytes of another digest", { artifact: { ...artifact("t.v1.A"), digest: "0".repeat(64) } }],
    ["a digest of nothing in the store", { artifact: { type: "t.v1.A", digest: "0".repeat(64), size: 9n } }],
    ["a file of another digest", { files: [{ name: "a", content: { ...artifact(""), digest: "1".repeat(64) } }] }],
  ])("%s fails the step without another attempt", async (_story, made) => {
    world.mesh.maker("t.v1.A").made = made;
    await world.drive();
    const { run, failures } = await world.view();
    expect([run.state, begun("a")]).toEqual([RunState.FAILED, 1]);
    expect(["BAD_ARTIFACT", "NOT_FOUND"]).toContain(failures.get("s1")?.reason);
  });

  test("a cached result whose bytes are gone is made anew", async () => {
    const one = world.mesh.maker("t.v1.A");
    Object.assign(one, { fromCache: true });
    one.made = { artifact: { type: "t.v1.A", digest: artifact("t.v1.A").digest, size: 6n } };
    const driving = world.drive();
    await world.when(() => world.mesh.dispatched.some((sent) => sent.fresh));
    one.made = {};
    await driving;
    expect(await steps()).toContain("A accepted x1");
    expect((await world.view()).run.state).toBe(RunState.FINISHED);
  });

  test.each([
    ["no goal", artifact("viba.core.v1.Goal", new Uint8Array([255, 255]))],
    ["a goal that wants nothing", goal({ wanted: [] })],
    ["a goal that wants too much", goal({ wanted: Array.from({ length: 300 }, (_, n) => `t.v1.T${n}`) })],
    [
      "a goal whose brief has another digest",
      goal({ attached: [{ ...artifact("t.v1.Brief"), digest: "0".repeat(64) }] }),
    ],
  ])("%s ends the run as a bad artifact", async (_story, made) => {
    world.mesh.maker("viba.core.v1.Goal").made = { artifact: made };
    await world.drive();
    expect((await world.view()).run).toMatchObject({ state: RunState.FAILED, error: { reason: 23 } });
  });

  test("a large brief goes to the blob store, and its reader gets it all the same", async () => {
    const large = artifact("t.v1.Brief", new Uint8Array(100_000).fill(7));
    world.mesh.maker("viba.core.v1.Goal").made = { artifact: goal({ attached: [large] }) };
    await world.drive();
    const { run } = await world.view();
    expect([run.state, run.goal!.attached[0]!.inline.length]).toEqual([RunState.FINISHED, 0]);
    expect(world.mesh.dispatched.find((sent) => sent.stepId === "s1")!.inputs[0]!.inline.length).toBe(100_000);
  });
});

test("each step names who has made something of the run, for synergy", async () => {
  await using teamed = await openWorld();
  await teamed.admit();
  await teamed.drive();
  const teams = teamed.mesh.dispatched.map(({ want }) => want!.team);
  expect(teams[0]).toEqual([]);
  expect(new Set(teams.at(-1)).size).toBe(teams.at(-1)!.length);
  expect(teams.at(-1)!.length).toBeGreaterThan(0);
});

describe("limits of the caller", () => {
  test("hold for the lay-out and for each step, beside those of the goal", async () => {
    await using limited = await openWorld();
    await limited.admit({ constraints: { excludedAgents: ["b"], versions: { a: "^1.0.0" }, maxCost: 9 } });
    limited.mesh.makers.push(maker("b2", "t.v1.B", ["t.v1.A"]));
    limited.mesh.maker("viba.core.v1.Goal").made = {
      artifact: goal({ constraints: { excludedAgents: ["x"], maxCost: 20, versions: { a: "^0.1.0", c: "*" } } }),
    };
    await limited.drive();
    expect((await limited.view()).run.state).toBe(RunState.FINISHED);
    expect(limited.mesh.begun.some((one) => one.startsWith("b "))).toBe(false);
    const { constraints } = limited.mesh.dispatched.at(-1)!.want!;
    expect(constraints).toMatchObject({ excludedAgents: ["b", "x"], versions: { a: "^1.0.0", c: "*" } });
    // Nine units less four steps of 0.1 s of CPU.
    expect(constraints!.maxCost).toBeCloseTo(8.6, 9);
  });

  test("a budget that is spent ends the run", async () => {
    await using limited = await openWorld();
    await limited.admit({ constraints: { maxCost: 0.25 } });
    await limited.drive();
    const { run, failures } = await limited.view();
    expect([run.state, failures.get("s4")?.reason]).toEqual([RunState.FAILED, "BUDGET_EXHAUSTED"]);
  });

  test.each([
    ["an excluded agent", { excludedAgents: ["b"] }],
    ["an agent whose version is outside its range", { versions: { b: "^2.0.0" } }],
  ])("%s whose work nobody else does leaves no workflow", async (_story, constraints) => {
    await using limited = await openWorld();
    await limited.admit({ constraints });
    await limited.drive();
    expect((await limited.view()).run.error?.facts).toEqual({ missing: "t.v1.B" });
  });
});

describe("letting go", () => {
  test("a person's cancel ends the run, and its agents hear of it", async () => {
    world.mesh.maker("t.v1.A").workMs = 30_000;
    const cancel = new AbortController();
    const driving = world.drive(world.ports(), undefined, cancel.signal);
    await world.when(() => begun("a") === 1);
    cancel.abort();
    expect(await driving).toBe("ended");
    const { run } = await world.view();
    expect([run.state, run.message]).toEqual([RunState.CANCELLED, "a person cancelled the run"]);
    await world.when(() => world.mesh.released.includes("r/s1/1 at a-1"));
  });

  test("a stop leaves the run as it is, free for the next", async () => {
    world.mesh.maker("t.v1.A").workMs = 30_000;
    const stop = new AbortController();
    const driving = world.drive(world.ports(), stop.signal);
    await world.when(() => begun("a") === 1);
    stop.abort();
    expect(await driving).toBe("stopped");
    expect((await world.journal.run("r"))!).toMatchObject({ state: "running", owner: "" });
    expect(world.mesh.released).toEqual(["r/s0/1 at goal-1"]);
    expect(await world.drive()).toBe("ended");
    expect([begun("a"), (await world.view()).run.state]).toEqual([1, RunState.FINISHED]);
  });

  test("a run that takes too long fails, and says so", async () => {
    world.mesh.maker("t.v1.A").workMs = 1e9;
    await world.drive(world.ports({}, { runMs: 60_000 }));
    expect((await world.view()).run).toMatchObject({
      state: RunState.FAILED,
      message: "the run took longer than 60 s",
      error: { messageKo: "실행이 60초보다 오래 걸렸습니다", retryAfter: { seconds: 60n } },
    });
  });

  test("a run that somebody else holds is left to them; one that has ended is left alone", async () => {
    await world.journal.lease("r", "somebody", 3000);
    expect(await world.drive()).toBe("held");
    expect(world.mesh.dispatched).toEqual([]);
    world.clock.advance(3000);
    expect(await world.drive()).toBe("ended");
    const before = await world.keys();
    expect(await world.drive()).toBe("ended");
    expect(await world.keys()).toEqual(before);
  });

  test("a workflow whose steps wait for one another fails, and is not called finished", async () => {
    const step = (stepId: string, need: string) =>
      create(WorkflowStepSchema, { stepId, outputType: `t.v1.${stepId}`, needs: [need] });
    const done = create(DoneSchema, { artifact: goal() });
    const events: Parameters<typeof newEvent>[2][] = [
      { case: "workflowPlanned", value: create(WorkflowPlannedSchema, { workflow: { steps: [goalStep] } }) },
      { case: "stepAccepted", value: create(StepAcceptedSchema, { stepId: "s0", done }) },
      { case: "goalSet", value: create(GoalSetSchema, { goal: { wanted: ["t.v1.s1"] } }) },
      {
        case: "workflowPlanned",
        value: create(WorkflowPlannedSchema, { workflow: { steps: [step("s1", "s2"), step("s2", "s1")] } }),
      },
    ];
    await world.journal.append(events.map((event, n) => toRecord(newEvent("r", 0, event), 0, `by hand ${n}`)));
    await world.drive();
    expect((await world.view()).run).toMatchObject({
      state: RunState.FAILED,
      message: "step s1 waits for what no step makes",
    });
  });
});
