import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { DecisionRow, DecisionRows } from "./decision-rows.ts";
import type { Offer } from "./offer-group.ts";
import { pick } from "./pick.ts";
import type { PickInput } from "./pick-input.ts";
import { nobody } from "./refusal.ts";
import { decisionOf } from "./render.ts";

/** Whom, and where it is noted why. */
export interface Choice {
  readonly chosen: Offer;
  /** Which decision of this router it is. */
  readonly number: number;
  /** The record, where it was asked for. */
  readonly decision: Decision | undefined;
}

/** A choice with its record. */
export interface ExplainedChoice extends Choice {
  readonly decision: Decision;
}

/** What a choice is made from, and what it is for. */
export interface DecideInput extends PickInput {
  readonly runId: string;
  readonly stepId: string;
  readonly wallMs: number;
}

/**
 * Chooses and notes the choice; throws NO_CAPABLE_AGENT naming the type when none may, OVERLOADED when all that may are busy.
 */
export function decide(input: DecideInput, rows: DecisionRows): DecisionRow {
  const row = pick(input, rows);
  if (!row) throw nobody(input);
  row.runId = input.runId;
  row.stepId = input.stepId;
  row.wallMs = input.wallMs;
  row.durationUs = 0;
  return row;
}

/** The choice that a row notes, with its record. */
export function explained(row: DecisionRow, rows: DecisionRows): ExplainedChoice {
  return { chosen: row.chosen!, number: row.number, decision: decisionOf(row, rows) };
}
