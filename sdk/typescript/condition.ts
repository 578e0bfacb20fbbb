import { Operator } from "@viba/contracts/gen/viba/core/v1/capability_pb";

/** A demand on the goal; all conditions of a capability must hold for it to be chosen. */
export interface Demand {
  readonly attribute: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** At least one value of the attribute is among these. */
export function isOneOf(attribute: string, ...values: string[]): Demand {
  return { attribute, operator: Operator.IN, values };
}

/** No value of the attribute is among these; true when the attribute is absent. */
export function isNoneOf(attribute: string, ...values: string[]): Demand {
  return { attribute, operator: Operator.NOT_IN, values };
}

/** The attribute has a value. */
export function exists(attribute: string): Demand {
  return { attribute, operator: Operator.EXISTS, values: [] };
}

/** The attribute has no value. */
export function absent(attribute: string): Demand {
  return { attribute, operator: Operator.ABSENT, values: [] };
}

/** Every value of the attribute, as a number, is at least this. */
export function isAtLeast(attribute: string, least: number): Demand {
  return { attribute, operator: Operator.AT_LEAST, values: [String(least)] };
}

/** Every value of the attribute, as a number, is at most this. */
export function isAtMost(attribute: string, most: number): Demand {
  return { attribute, operator: Operator.AT_MOST, values: [String(most)] };
}
