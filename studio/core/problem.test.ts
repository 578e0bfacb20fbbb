import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorDetailSchema, Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { expect, test } from "vitest";
import { isPassing, problemOf, problemOfDetail } from "./problem.ts";

const detail = create(ErrorDetailSchema, {
  reason: Reason.NOT_UNDERSTOOD,
  messageKo: "무엇을 지을지 모르겠습니다",
  nextKo: "건물의 종류를 적어 주세요.",
  nextEn: "Name a kind of building.",
  facts: { word: "?" },
});

test("an error of the mesh says what went wrong and what to do, in both languages", () => {
  const error = new ConnectError("not understood", Code.InvalidArgument, undefined, [
    { desc: ErrorDetailSchema, value: detail },
  ]);
  expect(problemOf(error)).toEqual({
    reason: "NOT_UNDERSTOOD",
    messageKo: "무엇을 지을지 모르겠습니다",
    messageEn: "not understood",
    nextKo: "건물의 종류를 적어 주세요.",
    nextEn: "Name a kind of building.",
    retryable: false,
    facts: { word: "?" },
  });
});

test.each([
  ["a failed fetch", new TypeError("Failed to fetch"), "UNREACHABLE"],
  ["a failed fetch inside a call", ConnectError.from(new TypeError("network error"), Code.Internal), "UNREACHABLE"],
  ["a closed door", new ConnectError("HTTP 503", Code.Unavailable), "UNREACHABLE"],
  ["something else", new Error("odd"), "INTERNAL"],
  ["no error at all", "odd", "INTERNAL"],
])("%s has the reason it deserves", (_, error, reason) => expect(problemOf(error).reason).toBe(reason));

test("without a Korean message the English one is shown rather than none", () => {
  expect(problemOfDetail(undefined, "broken")).toMatchObject({ messageKo: "broken", messageEn: "broken" });
});

test.each([
  ["NOT_FOUND", false],
  ["DENIED", false],
  ["UNREACHABLE", true],
  ["OVERLOADED", true],
  ["UNAUTHENTICATED", true],
])("%s passes: %s", (reason, passes) => expect(isPassing({ ...problemOf("x"), reason })).toBe(passes));
