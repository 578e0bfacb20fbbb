import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { OutcomeSchema } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { type RunEvent, RunEventSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance, armsOf, latestOf, learnerDefaults, type LearnerState, newLearner, snapshotsOf } from "./state.ts";

const limits = { ...learnerDefaults, history: 3 };

/** An event of the journal; without agents it is one that has nothing to teach. */
function event(sequence: number, agents: string[] | undefined): RunEvent {
  const outcomes = (agents ?? []).map((agentId, at) =>
    create(OutcomeSchema, {
      outputType: "t.Plan",
      agentId,
      reward: (at % 10) / 10,
      latencyMs: 7.3 * at,
      succeeded: true,
    }),
  );
  return create(RunEventSchema, {
    runId: "r",
    sequence: BigInt(sequence),
    at: timestampFromMs(1_000_000 + sequence),
    event: agents ? { case: "outcomesRecorded", value: { outcomes } } : { case: "runEnded", value: {} },
  });
}

function read(events: RunEvent[], pageSizes: number[]): LearnerState {
  let state = newLearner;
  let at = 0;
  for (let page = 0; at < events.length; page++) {
    const part = events.slice(at, at + pageSizes[page % pageSizes.length]!);
    at += part.length;
    state = advance(state, { events: part, cursor: part.at(-1)!.sequence }, limits);
  }
  return state;
}

describe("learner state", () => {
  test("before the first outcome: version 0, nothing to list", () => {
    const state = advance(newLearner, { events: [event(1, undefined)], cursor: 1n }, limits);
    expect(latestOf(state, limits)).toMatchObject({ version: 0n, kind: "ucb1", arms: [] });
    expect(snapshotsOf(state, limits)).toEqual([]);
    expect(state.cursor).toBe(1n);
  });

  test("each recording makes a snapshot, of which the newest are listed", () => {
    const state = read(
      [event(2, ["a"]), event(3, undefined), event(5, ["b", "a"]), event(9, []), event(12, ["a"])],
      [2],
    );
    const listed = snapshotsOf(state, limits);
    expect(listed.map(({ version, cursor }) => [version, cursor])).toEqual([
      [12n, 12n],
      [9n, 9n],
      [5n, 5n],
    ]);
    expect(listed.map(({ arms }) => arms.map((arm) => `${arm.agentId}${arm.pulls}`))).toEqual([
      ["a3", "b1"],
      ["a2", "b1"],
      ["a2", "b1"],
    ]);
    expect(listed[0]).toEqual(latestOf(state, limits));
    expect(listed[2]!.madeAt).toEqual(timestampFromMs(1_000_005));
  });

  test("more arms than there is room for: dropped and counted, in what is listed too", () => {
    const small = { ...limits, maxArms: 2 };
    const events = [1, 2, 3, 4, 5].map((sequence) => event(sequence, ["a", `b${sequence}`]));
    const state = advance(newLearner, { events, cursor: 5n }, small);
    expect(armsOf(state, small).dropped).toBe(4);
    expect(latestOf(state, small).arms.map((arm) => arm.agentId)).toEqual(["a", "b1"]);
  });

  test("however the journal is cut into pages, and whatever is read twice, the state is the same", () => {
    const agents = fc.option(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 5 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(agents, { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.nat(29),
        (recorded, pageSizes, again) => {
          const events = recorded.map((list, at) => event(at * 2 + 1, list));
          const whole = read(events, [events.length]);
          const pages = read(events, pageSizes);
          expect(pages).toEqual(whole);
          const repeated = events.slice(again);
          expect(advance(pages, { events: repeated, cursor: 1n }, limits)).toEqual(whole);
        },
      ),
    );
  });

  test("agents that worked on one run are a pair of the snapshot", () => {
    const state = read([event(2, ["b", "a"]), event(3, ["a"])], [1]);
    const [newest, before] = snapshotsOf(state, limits);
    expect(newest!.synergies.map((pair) => [pair.agentId, pair.otherAgentId, pair.runs])).toEqual([["a", "b", 1n]]);
    expect(latestOf(state, limits)).toEqual(newest);
    expect(before!.synergies).toHaveLength(1);
  });
});
