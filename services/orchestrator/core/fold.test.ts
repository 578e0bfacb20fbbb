import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ChoiceRole } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { type RunEvent, RunEventSchema, RunState, StepState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toDetail } from "@viba/runtime/errors";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { artifact } from "../fixtures-artifacts.ts";
import { applyEvent, emptyRun, hasEnded, type RunView, stepOf } from "./fold.ts";
import { artifactsFor, failedStep, readySteps } from "./ready.ts";

type Happened = NonNullable<MessageInitShape<typeof RunEventSchema>["event"]>;

const event = (happened: Happened): RunEvent => create(RunEventSchema, { event: happened, at: { seconds: 5n } });
const fold = (...happened: Happened[]): RunView => {
  const view = emptyRun("r");
  for (const one of happened) applyEvent(view, event(one));
  return view;
};

const planned = (...steps: { stepId: string; needs?: string[]; optional?: boolean }[]): Happened => ({
  case: "workflowPlanned",
  value: {
    workflow: { steps: steps.map((one) => ({ outputType: `t.v1.${one.stepId.toUpperCase()}`, ...one })) },
  },
});
const started = (stepId: string, attempt = 1): Happened => ({
  case: "attemptStarted",
  value: { stepId, attemptId: `${stepId}/${attempt}`, attempt },
});
const chosen = (stepId: string, instanceId: string, attempt = 1, decisionId = "d"): Happened => ({
  case: "agentChosen",
  value: {
    stepId,
    attemptId: `${stepId}/${attempt}`,
    decision: { decisionId, chosenAgentId: instanceId.split("-")[0]!, chosenInstanceId: instanceId },
  },
});
const hedged = (stepId: string, instanceId: string): Happened => ({
  case: "agentChosen",
  value: {
    stepId,
    attemptId: `${stepId}/1`,
    decision: { decisionId: "h", role: ChoiceRole.HEDGE, chosenInstanceId: instanceId },
  },
});
const failed = (stepId: string, attempt = 1, reason: MeshError["reason"] = "AGENT_FAILED"): Happened => ({
  case: "attemptFailed",
  value: { stepId, attemptId: `${stepId}/${attempt}`, message: "m", error: toDetail(new MeshError(reason, "m")) },
});
const gaveUp = (stepId: string, reason: MeshError["reason"] = "AGENT_FAILED"): Happened => ({
  case: "stepFailed",
  value: { stepId, message: "given up", error: toDetail(new MeshError(reason, "given up")) },
});
const accepted = (stepId: string, more: object = {}): Happened => ({
  case: "stepAccepted",
  value: {
    stepId,
    attemptId: `${stepId}/1`,
    agentId: "a",
    instanceId: "a-1",
    durationMs: 7,
    done: { artifact: artifact(`t.v1.${stepId.toUpperCase()}`) },
    ...more,
  },
});

describe("what events add up to", () => {
  test("an admitted run is as it was asked for", () => {
    const view = fold({
      case: "runAdmitted",
      value: {
        request: { text: "카페" },
        traceId: "t",
        rootSpanId: "s",
        tenant: "x",
        fresh: true,
        constraints: { maxCost: 2 },
      },
    });
    expect(view).toMatchObject({ tenant: "x", fresh: true, rootSpanId: "s", constraints: { maxCost: 2 } });
    expect(view.run).toMatchObject({ state: RunState.ACCEPTED, traceId: "t", admittedAt: { seconds: 5n } });
  });

  test("an attempt is open from its beginning until it is accepted or has failed", () => {
    expect([...fold(planned({ stepId: "a" }), started("a")).open]).toEqual([
      ["a", { attemptId: "a/1", attempt: 1, instanceId: "" }],
    ]);
    const at = fold(planned({ stepId: "a" }), started("a"), chosen("a", "a-1"));
    expect(at.open.get("a")!.instanceId).toBe("a-1");
    expect(stepOf(at, "a")).toMatchObject({ state: StepState.RUNNING, attempts: 1, instanceId: "a-1" });
    for (const last of [failed("a"), accepted("a")]) {
      expect(fold(planned({ stepId: "a" }), started("a"), chosen("a", "a-1"), last).open.size).toBe(0);
    }
  });

  test("what comes late of an earlier attempt changes nothing about the open one", () => {
    const view = fold(
      planned({ stepId: "a" }),
      started("a", 1),
      failed("a", 1),
      started("a", 2),
      chosen("a", "b-1", 1),
      failed("a", 1),
    );
    expect(view.open.get("a")).toEqual({ attemptId: "a/2", attempt: 2, instanceId: "" });
  });

  test("a step is accepted once; a second result is no result", () => {
    const second = accepted("a", { instanceId: "b-1", done: { artifact: artifact("t.v1.A", "other") } });
    const view = fold(planned({ stepId: "a" }), started("a"), accepted("a"), second);
    expect(view.accepted.get("a")!.instanceId).toBe("a-1");
    expect(stepOf(view, "a")).toMatchObject({ state: StepState.ACCEPTED, durationMs: 7, message: "" });
    expect(stepOf(view, "a")!.artifact!.inline).toHaveLength(0);
  });

  test("files are the newest of each name; the last judgement counts", () => {
    const with_ = (name: string, text: string, quality: number) => ({
      done: { files: [{ name, content: artifact("", text) }], assessment: { quality } },
    });
    const view = fold(
      planned({ stepId: "a" }, { stepId: "b" }, { stepId: "c" }),
      accepted("a", with_("x", "old", 0.1)),
      accepted("b", with_("y", "one", 0.2)),
      accepted("c", with_("x", "new", 0.3)),
    );
    expect(view.run.files.map((file) => [file.name, Buffer.from(file.content!.inline).toString()])).toEqual([
      ["x", "new"],
      ["y", "one"],
    ]);
    expect(view.run.assessment!.quality).toBe(0.3);
  });

  test("a step that was given up says why; an optional one is named as missing", () => {
    const view = fold(planned({ stepId: "a" }, { stepId: "b", optional: true }), gaveUp("a", "DEADLINE"), gaveUp("b"));
    expect(view.failures.get("a")).toMatchObject({ reason: "DEADLINE", message: "given up" });
    expect([failedStep(view)?.step?.stepId, view.run.missingOptional]).toEqual(["a", ["t.v1.B"]]);
  });

  test("a step that was made after all is not missing", () => {
    const view = fold(planned({ stepId: "a", optional: true }), gaveUp("a"), accepted("a"), gaveUp("a"));
    expect([view.run.missingOptional, view.failures.size, failedStep(view)]).toEqual([[], 0, undefined]);
    expect(stepOf(view, "a")!.state).toBe(StepState.ACCEPTED);
  });

  test.each([
    [RunState.FINISHED, true],
    [RunState.FAILED, true],
    [RunState.CANCELLED, true],
    [RunState.RUNNING, false],
    [RunState.WAITING, false],
  ])("state %d has ended: %s", (state, is) => {
    expect(hasEnded(fold({ case: "runEnded", value: { state, message: "m" } }).run)).toBe(is);
  });

  test("events of steps nobody planned, and of kinds this version does not know, change nothing", () => {
    const before = fold(planned({ stepId: "a" }));
    const after = fold(planned({ stepId: "a" }), gaveUp("x"), accepted("x"), chosen("x", "a-1"), failed("x"), {
      case: undefined,
    });
    expect(after.run).toEqual(before.run);
    expect([after.accepted.size, after.choices]).toEqual([0, []]);
  });

  test("any order and repetition of a step's events leaves one acceptance, and never an open attempt beside it", () => {
    const some = fc.constantFrom(
      started("a", 1),
      started("a", 2),
      chosen("a", "a-1"),
      failed("a", 1),
      failed("a", 2),
      gaveUp("a"),
      accepted("a"),
    );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (events) => {
        const view = fold(planned({ stepId: "a" }), ...events, accepted("a"));
        expect([...view.accepted.keys()]).toEqual(["a"]);
        expect(stepOf(view, "a")!.state).toBe(StepState.ACCEPTED);
        expect(view.open.size).toBe(0);
      }),
    );
  });
});

describe("what came of each choice", () => {
  const fates = (...happened: Happened[]) =>
    fold(planned({ stepId: "a" }), ...happened).choices.map((one) => `${one.decision.chosenInstanceId} ${one.fate}`);

  test.each<[string, Happened[], string[]]>([
    ["accepted", [started("a"), chosen("a", "a-1"), accepted("a")], ["a-1 accepted"]],
    ["still open", [started("a"), chosen("a", "a-1")], ["a-1 open"]],
    [
      "sent elsewhere",
      [started("a"), chosen("a", "a-1"), chosen("a", "b-1"), accepted("a")],
      ["a-1 moved", "b-1 accepted"],
    ],
    [
      "hedged, and the first was faster",
      [started("a"), chosen("a", "a-1"), hedged("a", "b-1"), accepted("a")],
      ["a-1 accepted", "b-1 open"],
    ],
    [
      "hedged, and the hedge was faster",
      [started("a"), chosen("a", "a-1"), hedged("a", "b-1"), accepted("a", { instanceId: "b-1" })],
      ["a-1 open", "b-1 accepted"],
    ],
    ["taken up again", [started("a"), chosen("a", "a-1"), chosen("a", "a-1", 1, "e"), accepted("a")], ["a-1 accepted"]],
    ["failed", [started("a"), chosen("a", "a-1"), failed("a", 1, "DEADLINE")], ["a-1 DEADLINE"]],
    [
      "failed, then another attempt",
      [
        started("a"),
        chosen("a", "a-1"),
        failed("a"),
        started("a", 2),
        chosen("a", "a-1", 2),
        accepted("a", { attemptId: "a/2" }),
      ],
      ["a-1 AGENT_FAILED", "a-1 accepted"],
    ],
    ["failed before anybody was chosen", [started("a"), failed("a")], []],
  ])("%s", (_story, happened, is) => {
    expect(fates(...happened)).toEqual(is);
  });
});

describe("which steps may run", () => {
  const ready = (...happened: Happened[]) => readySteps(fold(...happened)).map((step) => step.stepId);
  const diamond = planned(
    { stepId: "a" },
    { stepId: "b", needs: ["a"], optional: true },
    { stepId: "c", needs: ["a"] },
    { stepId: "d", needs: ["b", "c"] },
  );

  test.each<[string, Happened[], string[]]>([
    ["those that need nothing", [diamond], ["a"]],
    ["one that was begun, until it is over", [diamond, started("a")], ["a"]],
    ["all that an accepted one lets go", [diamond, accepted("a")], ["b", "c"]],
    ["none whose need is under way", [diamond, accepted("a"), accepted("c"), started("b")], ["b"]],
    ["one whose optional need was given up", [diamond, accepted("a"), accepted("c"), gaveUp("b")], ["d"]],
    ["none whose need was given up for good", [diamond, accepted("a"), gaveUp("c"), accepted("b")], []],
    ["none when all are accepted", [diamond, accepted("a"), accepted("b"), accepted("c"), accepted("d")], []],
    ["one whose need is no step at all", [planned({ stepId: "a", needs: ["elsewhere"] })], ["a"]],
  ])("%s", (_story, happened, is) => {
    expect(ready(...happened)).toEqual(is);
  });

  test("what a step reads is the newest of each type that there is", () => {
    const view = fold(
      { case: "goalSet", value: { goal: { attached: [artifact("t.v1.A", "attached"), artifact("t.v1.X", "x")] } } },
      diamond,
      accepted("a"),
    );
    const texts = artifactsFor(view, ["t.v1.X", "t.v1.A", "t.v1.B"]).map((one) => Buffer.from(one.inline).toString());
    expect(texts).toEqual(["x", "t.v1.A"]);
  });
});
