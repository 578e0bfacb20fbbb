import type { Condition } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { Operator } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import type { AttributeValues } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** Facts of a goal by name. */
export type Attributes = Readonly<Record<string, AttributeValues>>;

/** Whether one condition holds; an operator this version does not know never holds. */
export function holds(condition: Condition, attributes: Attributes): boolean {
  const actual = attributes[condition.attribute]?.values ?? [];
  switch (condition.operator) {
    case Operator.IN:
      return actual.some((value) => condition.values.includes(value));
    case Operator.NOT_IN:
      return !actual.some((value) => condition.values.includes(value));
    case Operator.EXISTS:
      return actual.length > 0;
    case Operator.ABSENT:
      return actual.length === 0;
    case Operator.AT_LEAST:
      return compares(actual, condition.values, (a, b) => a >= b);
    case Operator.AT_MOST:
      return compares(actual, condition.values, (a, b) => a <= b);
    default:
      return false;
  }
}

/** The first condition that does not hold, or undefined when all do. */
export function firstBroken(conditions: readonly Condition[], attributes: Attributes): Condition | undefined {
  return conditions.find((condition) => !holds(condition, attributes));
}

function compares(
  actual: readonly string[],
  wanted: readonly string[],
  test: (a: number, b: number) => boolean,
): boolean {
  const limit = Number(wanted[0] ?? Number.NaN);
  return actual.length > 0 && actual.every((value) => test(Number(value), limit));
}
