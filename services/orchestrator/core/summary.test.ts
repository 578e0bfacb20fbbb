import { create, toBinary } from "@bufbuild/protobuf";
import { RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { RunSchema, RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { expect, test } from "vitest";
import { artifact } from "../fixtures-artifacts.ts";
import { listedRun, summaryOf, summaryRun } from "./summary.ts";

const large = artifact("t.v1.Brief", new Uint8Array(10_000));
const run = create(RunSchema, {
  runId: "r",
  traceId: "t",
  state: RunState.FINISHED,
  request: { text: "카페", siteGeojson: "{}".repeat(5000) },
  goal: { titleKo: "카페", attached: [large] },
  steps: [{ step: { stepId: "s1" }, agentId: "a", attempts: 2, decisions: [{ decisionId: "d" }] }],
  files: [{ name: "x.svg", mediaType: "image/svg+xml", content: large }],
  assessment: { quality: 0.9, checks: [{ id: "c" }] },
  outcomes: [{ runId: "r" }],
});

test("a listed run says what it is and what it made, without the weight", () => {
  const listed = listedRun(run);
  expect(listed).toMatchObject({
    runId: "r",
    state: RunState.FINISHED,
    request: { text: "카페", siteGeojson: "" },
    goal: { titleKo: "카페", attached: [{ digest: large.digest, size: 10_000n }] },
    steps: [{ agentId: "a", attempts: 2, decisions: [] }],
    files: [{ name: "x.svg", content: { digest: large.digest } }],
    assessment: { quality: 0.9 },
    outcomes: [],
  });
  expect(summaryOf(run).length).toBeLessThan(1000);
  // The run itself is left as it was.
  expect([run.steps[0]!.decisions.length, run.files[0]!.content!.inline.length]).toEqual([1, 10_000]);
});

test("a summary gives the listed run back", () => {
  expect(summaryRun("r", summaryOf(run))).toEqual(listedRun(run));
});

test.each([
  ["another run's", summaryOf({ ...run, runId: "x" })],
  ["none", new Uint8Array()],
  ["something else", toBinary(RequestSchema, create(RequestSchema, { text: "카페", language: "ko" }))],
  ["damaged", new Uint8Array([255, 255, 255])],
])("%s is no summary of the run", (_story, summary) => {
  expect(summaryRun("r", summary)).toBeUndefined();
});
