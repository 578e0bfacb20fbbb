import { Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { type RunEvent, RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admittedAtMs, beginning, drawing, recordedRun, recordedRunId, rest, runEvent } from "../fixtures.ts";
import { foldEvent, phaseOf } from "./fold.ts";
import { elapsedMs, emptyRun, hasEnded, type RunModel, stepCount } from "./run-model.ts";

const fold = (events: readonly RunEvent[], from: RunModel = emptyRun(recordedRunId)) => events.reduce(foldEvent, from);
const stepOf = (run: RunModel, id: string) => run.steps.find((step) => step.id === id)!;

describe("a run under way", () => {
  const run = fold(beginning);

  test("knows its request, goal and steps", () => {
    expect(run).toMatchObject({ phase: "running", traceId: "a".repeat(32), admittedMs: admittedAtMs });
    expect(run.request?.permitDate).toBe("2026-11-22");
    expect(run.goal?.titleKo).toBe("강남 모던 카페");
    expect(run.steps.map((step) => [step.id, step.phase])).toEqual([
      ["s0", "accepted"],
      ["s1", "accepted"],
      ["s2", "running"],
      ["s3", "pending"],
      ["s4", "pending"],
      ["s5", "pending"],
    ]);
    expect(run.missing).toEqual(["viba.aec.v1.Certification"]);
    expect(stepCount(run)).toEqual({ done: 2, total: 6 });
  });

  test("shows how far the running step is, and who runs it", () => {
    expect(stepOf(run, "s2")).toMatchObject({
      agentId: "design_theorist",
      capability: "plan.general",
      fraction: 0.4,
      messageKo: "벽을 세우는 중",
      startedMs: admittedAtMs + 53,
    });
  });

  test("marks what came from the cache", () => {
    expect(run.steps.filter((step) => step.cached).map((step) => step.id)).toEqual(["s1"]);
  });

  test("lets steps laid out after the goal wait for the step that made it", () => {
    expect(stepOf(run, "s0").needs).toEqual([]);
    expect(stepOf(run, "s1").needs).toEqual(["s0"]);
    expect(stepOf(run, "s2").needs).toEqual(["s1"]);
  });
});

describe("a run that has ended", () => {
  const run = fold(rest, fold(beginning));

  test("keeps the newest file of each name, the judgement and the time", () => {
    expect(run.phase).toBe("finished");
    expect(run.files.map((file) => file.name)).toEqual(["plan-1F.svg", "view.svg", "report.html"]);
    expect(run.files[0]?.content?.digest).toBe(drawing("plan-1F.svg", "#fdfdf8").content?.digest);
    expect(run.assessment?.quality).toBe(0.87);
    expect(elapsedMs(run, admittedAtMs + 1e9)).toBe(435);
  });

  test("tells of a lost attempt that another one made good", () => {
    const step = stepOf(run, "s3");
    expect(step).toMatchObject({ phase: "accepted", attempts: 2 });
    expect(step.failedAttempts).toMatchObject([
      { attemptId: "s3-1", problem: { reason: "NOT_STARTED", messageKo: "에이전트가 사라졌습니다" } },
    ]);
    expect(step.decisions).toHaveLength(2);
  });

  test("names an optional step that was given up among what is missing", () => {
    expect(stepOf(run, "s4")).toMatchObject({ phase: "failed", problem: { reason: "NO_CAPABLE_AGENT" } });
    expect(run.missing).toEqual(["viba.aec.v1.Certification", "viba.aec.v1.Energy"]);
  });

  test("says why it failed", () => {
    const failed = fold([
      runEvent(9, {
        case: "runEnded",
        value: {
          state: RunState.FAILED,
          message: "nobody makes viba.aec.v1.Model",
          error: { reason: Reason.NO_WORKFLOW, messageKo: "없습니다", nextKo: "시작하세요", facts: { missing: "x" } },
        },
      }),
    ]);
    expect(failed).toMatchObject({
      phase: "failed",
      problem: { reason: "NO_WORKFLOW", messageKo: "없습니다", nextKo: "시작하세요", facts: { missing: "x" } },
    });
    expect(hasEnded(failed)).toBe(true);
  });
});

test("events heard before change nothing, wherever the watch began again", () => {
  fc.assert(
    fc.property(fc.nat(recordedRun.length), fc.nat(recordedRun.length), (heard, again) => {
      const once = fold(recordedRun);
      const twice = fold(recordedRun.slice(Math.min(heard, again)), fold(recordedRun.slice(0, heard)));
      expect({ ...twice, lastStepId: "" }).toEqual({ ...once, lastStepId: "" });
    }),
  );
});

test("hearing an old event again never takes a run back", () => {
  const journal = recordedRun.filter(({ event }) => event.case !== "stepProgress");
  for (let heard = 1; heard <= journal.length; heard++) {
    const run = fold(journal.slice(0, heard));
    for (const old of journal.slice(0, heard)) {
      expect({ ...foldEvent(run, old), lastStepId: "" }, `${heard}: ${old.event.case}`).toEqual({
        ...run,
        lastStepId: "",
      });
    }
  }
});

test("an event without a body, or about an unknown step, leaves the run as it is", () => {
  const run = fold(beginning);
  const strange = [
    runEvent(1, { case: undefined }),
    runEvent(1, { case: "attemptStarted", value: { stepId: "s99", attempt: 1 } }),
    runEvent(1, { case: "stepAccepted", value: { stepId: "s99" } }),
  ];
  for (const event of strange) expect(foldEvent(run, event)).toBe(run);
});

test.each([
  [RunState.ACCEPTED, "accepted"],
  [RunState.RUNNING, "running"],
  [RunState.WAITING, "waiting"],
  [RunState.FINISHED, "finished"],
  [RunState.FAILED, "failed"],
  [RunState.CANCELLED, "cancelled"],
  [99 as RunState, "running"],
])("state %i is shown as %s", (state, phase) => expect(phaseOf(state)).toBe(phase));
