import { create } from "@bufbuild/protobuf";
import { DecisionSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { AssessmentSchema, GoalSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { StepAcceptedSchema, StepState, StepViewSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { describe, expect, test } from "vitest";
import { type Chosen, emptyRun, type RunView } from "./fold.ts";
import { constraintsOf, spentOn } from "./limits-of.ts";
import { outcomesOf } from "./outcomes.ts";

/** A run with one step, whose choices came to these. */
function view(...fates: Chosen["fate"][]): RunView {
  const run = emptyRun("r");
  run.run.goal = create(GoalSchema, { attributes: { style: { values: ["hanok", "modern"] } } });
  run.run.assessment = create(AssessmentSchema, { quality: 0.8 });
  run.run.steps.push(
    create(StepViewSchema, {
      step: { stepId: "s1", outputType: "t.v1.A" },
      state: StepState.ACCEPTED,
      // Longer than the agent took: the step had waited for it to join.
      durationMs: 5000,
    }),
  );
  run.accepted.set("s1", create(StepAcceptedSchema, { stepId: "s1", done: { cpuMs: 250 }, agentMs: 500 }));
  for (const [n, fate] of fates.entries()) {
    const decision = create(DecisionSchema, {
      decisionId: `d${n}`,
      outputType: "t.v1.A",
      chosenAgentId: `agent${n}`,
      chosenVersion: "1.0.0",
      propensity: 0.5,
    });
    run.choices.push({ stepId: "s1", attemptId: "s1/1", decision, fate });
  }
  return run;
}
const brief = (run: RunView) => outcomesOf(run).map((one) => `${one.agentId} ${one.succeeded} ${one.reward > 0}`);

describe("outcomes", () => {
  test("of an accepted choice carry the run's quality, its time and its cost", () => {
    expect(outcomesOf(view("accepted"))).toEqual([
      expect.objectContaining({
        decisionId: "d0",
        runId: "r",
        stepId: "s1",
        outputType: "t.v1.A",
        agentId: "agent0",
        version: "1.0.0",
        quality: 0.8,
        latencyMs: 500,
        cost: 0.25,
        succeeded: true,
        propensity: 0.5,
        context: { style: "hanok,modern" },
      }),
    ]);
  });

  test("of a run whose result could be better earn less, though its checks hold as well", () => {
    const merit = (value?: number) => {
      const run = view("accepted");
      run.run.assessment = create(AssessmentSchema, { quality: 0.8, ...(value === undefined ? {} : { merit: value }) });
      return outcomesOf(run)[0]!;
    };
    expect([merit(0.5).merit, merit(0.5).quality, merit().merit]).toEqual([0.5, 0.8, undefined]);
    expect(merit().reward - merit(0.5).reward).toBeCloseTo(0.7 * 0.8 * 0.5, 9);
  });

  test.each<[Chosen["fate"], string[]]>([
    ["accepted", ["agent0 true true"]],
    ["moved", ["agent0 false false"]],
    ["AGENT_FAILED", ["agent0 false false"]],
    ["BAD_ARTIFACT", ["agent0 false false"]],
    ["DEADLINE", ["agent0 false false"]],
    ["UNKNOWN_OUTCOME", ["agent0 false false"]],
    ["open", []],
    ["CANCELLED", []],
    ["NOT_UNDERSTOOD", []],
    ["INVALID_ARGUMENT", []],
    ["NO_CAPABLE_AGENT", []],
    ["BUDGET_EXHAUSTED", []],
  ])("of a choice that came to %s: %j", (fate, is) => {
    expect(brief(view(fate))).toEqual(is);
  });

  test("of a step that moved on are one for each who had it", () => {
    expect(brief(view("moved", "AGENT_FAILED", "accepted"))).toEqual([
      "agent0 false false",
      "agent1 false false",
      "agent2 true true",
    ]);
  });

  test("of a cached result are none, but those who failed before are not forgotten", () => {
    const cached = view("moved", "accepted");
    cached.run.steps[0]!.fromCache = true;
    expect(brief(cached)).toEqual(["agent0 false false"]);
  });
});

describe("limits", () => {
  test("of caller and goal hold together", () => {
    const limited = view();
    expect(constraintsOf(limited)).toMatchObject({ maxCost: 0, excludedAgents: [], versions: {} });
    limited.run.goal = create(GoalSchema, {
      constraints: {
        maxCost: 2,
        excludedAgents: ["x", "y"],
        versions: { a: "1.0.0", b: "2.0.0" },
        locality: "kr",
        certificates: ["iso"],
      },
    });
    limited.constraints = create(GoalSchema, {
      constraints: { excludedAgents: ["y", "z"], versions: { a: "^1.5.0" }, certificates: ["isms-p", "iso"] },
    }).constraints;
    expect(constraintsOf(limited)).toMatchObject({
      maxCost: 2,
      excludedAgents: ["y", "z", "x"],
      versions: { a: "^1.5.0", b: "2.0.0" },
      locality: "kr",
      certificates: ["isms-p", "iso"],
    });
    limited.constraints!.maxCost = 1.5;
    expect(constraintsOf(limited).maxCost).toBe(1.5);
  });

  test("count what accepted steps took, and nothing for the cache", () => {
    const spent = view();
    expect(spentOn(spent)).toBe(0.25);
    spent.accepted.set("s2", create(StepAcceptedSchema, { done: { cpuMs: 500 } }));
    spent.accepted.set("s3", create(StepAcceptedSchema, { done: { cpuMs: 9000 }, fromCache: true }));
    expect(spentOn(spent)).toBe(0.75);
  });
});
