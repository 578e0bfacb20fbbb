import { create, type Message } from "@bufbuild/protobuf";
import { type Check, CheckSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { expect, test } from "vitest";
import { kindOf, sortChecks } from "./checks.ts";

const check = (id: string, fields: Partial<Omit<Check, keyof Message>>) =>
  create(CheckSchema, { id, score: 1, passed: true, ...fields });

test("what failed comes first, by consequence; then what lost most marks", () => {
  const { failed, partly, passed } = sortChecks([
    check("shown", {}),
    check("small", { weight: 1, score: 0.9 }),
    check("light", { weight: 1, score: 0, passed: false }),
    check("full", { weight: 3 }),
    check("heavy", { weight: 2, score: 0, passed: false }),
    check("hard", { weight: 1, score: 0.5, hard: true, passed: false }),
    check("large", { weight: 2, score: 0.5 }),
    check("gate", { gate: true, score: 0, passed: false }),
  ]);
  expect(failed.map((c) => c.id)).toEqual(["gate", "hard", "heavy", "light"]);
  expect(partly.map((c) => c.id)).toEqual(["large", "small"]);
  expect(passed.map((c) => c.id)).toEqual(["shown", "full"]);
});

test.each([
  [{ gate: true, hard: true, weight: 1 }, "gate"],
  [{ hard: true, weight: 1 }, "hard"],
  [{ weight: 1 }, "weighed"],
  [{}, "shown"],
])("%o is of kind %s", (fields, kind) => expect(kindOf(check("a", fields))).toBe(kind));
