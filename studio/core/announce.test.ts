import { expect, test } from "vitest";
import { beginning, recordedRun, recordedRunId } from "../fixtures.ts";
import { announce } from "./announce.ts";
import { foldEvent } from "./fold.ts";
import { emptyRun } from "./run-model.ts";

const after = (count: number) => recordedRun.slice(0, count).reduce(foldEvent, emptyRun(recordedRunId));

test.each([
  [0, "접수됨", "Taken in"],
  [5, "1/1 요청 이해 완료, 38 ms", "1/1 Goal Done, 38 ms"],
  [11, "2/6 평면 진행 중", "2/6 Plan Running"],
  [recordedRun.length, "완성, 품질 0.87", "Finished, Quality 0.87"],
])("after %i events a listener hears where the run stands", (count, ko, en) => {
  expect(announce(after(count), "ko")).toBe(ko);
  expect(announce(after(count), "en")).toBe(en);
});

test("progress within a step isn't announced", () => {
  expect(announce(after(beginning.length), "ko")).toBe(announce(after(beginning.length - 1), "ko"));
});
