import { create } from "@bufbuild/protobuf";
import { ConditionSchema, Operator } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { AttributeValuesSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { describe, expect, test } from "vitest";
import { firstBroken, holds } from "./conditions.ts";

const given = (attributes: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, values]) => [name, create(AttributeValuesSchema, { values })]),
  );
const goal = given({ style: ["hanok", "modern"], storeys: ["2", "3"], empty: [], word: ["many"] });

describe("conditions", () => {
  test.each([
    { attribute: "style", operator: Operator.IN, values: ["hanok", "brick"], expected: true },
    { attribute: "style", operator: Operator.IN, values: ["brick"], expected: false },
    { attribute: "style", operator: Operator.IN, values: [], expected: false },
    { attribute: "absent", operator: Operator.IN, values: ["hanok"], expected: false },
    { attribute: "style", operator: Operator.NOT_IN, values: ["brick"], expected: true },
    { attribute: "style", operator: Operator.NOT_IN, values: ["modern"], expected: false },
    { attribute: "absent", operator: Operator.NOT_IN, values: ["modern"], expected: true },
    { attribute: "style", operator: Operator.EXISTS, values: [], expected: true },
    { attribute: "empty", operator: Operator.EXISTS, values: [], expected: false },
    { attribute: "absent", operator: Operator.ABSENT, values: [], expected: true },
    { attribute: "style", operator: Operator.ABSENT, values: [], expected: false },
    { attribute: "storeys", operator: Operator.AT_LEAST, values: ["2"], expected: true },
    { attribute: "storeys", operator: Operator.AT_LEAST, values: ["2.5"], expected: false },
    { attribute: "storeys", operator: Operator.AT_MOST, values: ["3"], expected: true },
    { attribute: "storeys", operator: Operator.AT_MOST, values: ["2"], expected: false },
    { attribute: "absent", operator: Operator.AT_MOST, values: ["2"], expected: false },
    { attribute: "word", operator: Operator.AT_LEAST, values: ["0"], expected: false },
    { attribute: "storeys", operator: Operator.AT_LEAST, values: [], expected: false },
    { attribute: "style", operator: Operator.UNSPECIFIED, values: ["hanok"], expected: false },
    { attribute: "style", operator: 99, values: ["hanok"], expected: false },
  ])("$attribute, operator $operator, $values: $expected", ({ expected, ...condition }) => {
    expect(holds(create(ConditionSchema, condition as never), goal)).toBe(expected);
  });

  test("the first that is broken is named", () => {
    const style = create(ConditionSchema, { attribute: "style", operator: Operator.EXISTS });
    const absent = create(ConditionSchema, { attribute: "absent", operator: Operator.EXISTS });
    const empty = create(ConditionSchema, { attribute: "empty", operator: Operator.EXISTS });
    expect(firstBroken([style, absent, empty], goal)).toBe(absent);
    expect(firstBroken([style], goal)).toBeUndefined();
    expect(firstBroken([], goal)).toBeUndefined();
  });
});
