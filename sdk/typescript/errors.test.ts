import { expect, test } from "vitest";
import { MeshError, refuseAs } from "./errors.ts";

class TooSmall extends Error {
  readonly messageKo = "너무 작습니다";
  readonly facts = { least: "40" };
}

const caught = (step: () => unknown): unknown => {
  try {
    return step();
  } catch (error) {
    return error;
  }
};

test("a refusal of the domain becomes a row of the error table, its texts and facts kept", () => {
  const error = new TooSmall("too small");
  const refused = caught(() => refuseAs("OUT_OF_RANGE", TooSmall, () => raise(error)));
  expect(refused).toBeInstanceOf(MeshError);
  expect(refused).toMatchObject({
    reason: "OUT_OF_RANGE",
    message: "too small",
    messageKo: "너무 작습니다",
    facts: { least: "40" },
    cause: error,
  });
});

test("other errors, and what a step makes, pass as they are", () => {
  const error = new RangeError("a slip");
  expect(caught(() => refuseAs("OUT_OF_RANGE", TooSmall, () => raise(error)))).toBe(error);
  expect(refuseAs("OUT_OF_RANGE", TooSmall, () => 7)).toBe(7);
});

function raise(error: Error): never {
  throw error;
}
