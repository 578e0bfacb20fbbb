import { create } from "@bufbuild/protobuf";
import { StepAcceptedSchema, StepState, WorkflowPlannedSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Journal } from "@viba/store/journal";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stepOf } from "./core/fold.ts";
import type { EventBody } from "./events.ts";
import { openWorld, runId, type World } from "./fixtures.ts";
import { artifact } from "./fixtures-artifacts.ts";
import { NotRecordedError, openRunLog, readRun } from "./run-log.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.admit();
});
afterEach(() => world[Symbol.asyncDispose]());

/** A log under a lease taken now, over a journal that may misbehave. */
async function openLog(over: Partial<Journal> = {}) {
  const ports = world.ports({ journal: { ...world.journal, ...over } });
  const epoch = (await world.journal.lease(runId, ports.owner, 3000))!;
  return openRunLog(runId, epoch, ports);
}
const planned: EventBody = {
  case: "workflowPlanned",
  value: create(WorkflowPlannedSchema, {
    workflow: { steps: ["s1", "s2"].map((stepId) => ({ stepId, outputType: "t.v1.A" })) },
  }),
};
const accepted = (stepId: string, instanceId: string): EventBody => ({
  case: "stepAccepted",
  value: create(StepAcceptedSchema, { stepId, instanceId, done: { artifact: artifact("t.v1.A") } }),
});

describe("a run's log", () => {
  test("shows what it has written, and only once it is written", async () => {
    const log = await openLog();
    const writing = log.decide([{ event: planned, key: "w" }], { state: "running" });
    expect(log.view.run.steps).toEqual([]);
    await writing;
    expect(log.view.run.steps).toHaveLength(2);
    expect((await world.journal.run(runId))!.state).toBe("running");
  });

  test("shows what another has written before it, not its own", async () => {
    const log = await openLog();
    const other = await openRunLog(runId, 9, world.ports());
    await log.decide([{ event: planned, key: "w" }]);
    expect(await other.append(accepted("s1", "theirs"), "accepted/s1")).toBe(true);
    expect(await log.append(accepted("s1", "mine"), "accepted/s1")).toBe(false);
    expect(log.view.accepted.get("s1")!.instanceId).toBe("theirs");
    expect(log.view).toEqual(await readRun(runId, world));
  });

  test("loses nothing that its steps write at once, even if one of them finds that another was first", async () => {
    const log = await openLog();
    await log.decide([{ event: planned, key: "w" }]);
    const other = await openRunLog(runId, 9, world.ports());
    await other.append(accepted("s1", "theirs"), "accepted/s1");
    await Promise.all([
      log.append(accepted("s1", "mine"), "accepted/s1"),
      log.append(accepted("s2", "mine"), "accepted/s2"),
      log.refresh(),
    ]);
    expect(log.view.run.steps.map((step) => step.state)).toEqual([StepState.ACCEPTED, StepState.ACCEPTED]);
    expect(stepOf(log.view, "s2")!.instanceId).toBe("mine");
  });
});

describe("a write that fails", () => {
  const failing = (reason: MeshError["reason"], times: number) => {
    let left = times;
    return {
      append: (async (records) => {
        if (left-- > 0) throw new MeshError(reason, "no");
        return world.journal.append(records);
      }) satisfies Journal["append"],
    };
  };
  const outcome = async (reason: MeshError["reason"], times: number) => {
    const log = await openLog(failing(reason, times));
    return world.until(log.append(accepted("s1", "x"), "k")).then(String, (error: unknown) => error);
  };

  test.each([
    ["OVERLOADED", 3],
    ["STORAGE_FAILED", 3],
  ] as const)("in passing (%s, %d times) is tried again", async (reason, times) => {
    expect(await outcome(reason, times)).toBe("true");
  });

  test.each([
    ["OVERLOADED", 4],
    ["NOT_OWNER", 1],
    ["DAMAGED_RECORD", 1],
  ] as const)("for good (%s, %d times) says nothing about the run", async (reason, times) => {
    const error = await outcome(reason, times);
    expect(error).toBeInstanceOf(NotRecordedError);
    expect(toMeshError((error as NotRecordedError).cause).reason).toBe(reason);
  });

  test("because of what was to be written is the writer's own", async () => {
    expect(await outcome("TOO_LARGE", 1)).toMatchObject({ reason: "TOO_LARGE" });
  });
});
