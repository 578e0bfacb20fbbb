import { file_viba_event_v1_event } from "@viba/contracts/gen/viba/event/v1/event_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPattern, isSubject, matches } from "./subject-match.ts";
import { messageOf, patternOf, streams, subjectOf, subjects, token } from "./subjects.ts";

describe("matches", () => {
  test.each([
    ["a.b", "a.b", true],
    ["a.b", "a.c", false],
    ["a.b", "a", false],
    ["a", "a.b", false],
    ["a.*", "a.b", true],
    ["a.*", "a.b.c", false],
    ["a.*.c", "a.b.c", true],
    ["*.*", "a.b", true],
    ["a.>", "a.b", true],
    ["a.>", "a.b.c", true],
    ["a.>", "a", false],
    [">", "a", true],
  ])("%s takes %s: %s", (pattern, subject, expected) => {
    expect(matches(pattern, subject)).toBe(expected);
  });

  test("every subject matches itself, and itself with any token as a star", () => {
    const part = fc.stringMatching(/^[a-z0-9_-]{1,5}$/);
    const property = fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.nat(), (parts, at) => {
      const index = at % parts.length;
      const starred = parts.map((each, i) => (i === index ? "*" : each)).join(".");
      expect(matches(parts.join("."), parts.join("."))).toBe(true);
      expect(matches(starred, parts.join("."))).toBe(true);
      expect(matches(starred, `${parts.join(".")}.more`)).toBe(false);
    });
    fc.assert(property);
  });
});

test("a pattern ends where a subject would not", () => {
  expect(["a", "a.*", "a.>", ">", "*"].every(isPattern)).toBe(true);
  expect(["", "a.>.b", "a..b", "a*", "a b"].some(isPattern)).toBe(false);
  expect(isSubject("강남.카페")).toBe(true);
});

describe("the table", () => {
  const rows = Object.keys(subjects) as (keyof typeof subjects)[];

  test.each(rows)("%s: appended exactly if one stream takes it", (row) => {
    const taking = streams.filter((stream) =>
      stream.subjects.some((pattern) => matches(pattern, patternOf(row).replaceAll("*", "x"))),
    );
    expect(taking.length).toBe(subjects[row].delivery === "append" ? 1 : 0);
  });

  test("names are made of the table", () => {
    expect(subjectOf("runEvents", "r1")).toBe("run.events.r1");
    expect(subjectOf("metrics", "router", "a.b c")).toBe("telemetry.metrics.router.a_b_c");
    expect(patternOf("metrics")).toBe("telemetry.metrics.*.*");
  });

  test.each(rows.filter((row) => row !== "deadLetters"))("%s: carries a message of our protos", (row) => {
    const subject = patternOf(row).replaceAll("*", "x");
    expect(file_viba_event_v1_event.messages.map(({ typeName }) => typeName)).toContain(messageOf(subject));
  });

  test("a subject that is none of ours carries nothing known", () => {
    expect(messageOf("telemetry.other")).toBeUndefined();
    expect(messageOf("dead.RUNS.d")).toBeUndefined();
  });

  test("any value becomes one token", () => {
    fc.assert(fc.property(fc.string(), (value) => isSubject(token(value)) && !token(value).includes(".")));
  });
});
