import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { ChoiceRole } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { createSlates, type Slates } from "@viba/policy/slate";
import { defaultWeights, type Weights } from "@viba/policy/weights";
import type { Held } from "./instance.ts";
import type { Offer } from "./offer-group.ts";
import type { WantPlan } from "./plan.ts";
import { type CameAs, shortlistLength } from "./shortlist.ts";

/** One that was not weighed, and why not, as text. */
export interface LeftOut {
  readonly offer: Held;
  readonly because: string;
}

/**
 * A decision as the router notes it, beside its slate: what a record is made of when somebody asks for one. Rows are used again and
 * again, so a row says nothing of a decision whose number it no longer has.
 */
export interface DecisionRow {
  /** Place among the rows, and of its slate. */
  readonly at: number;
  /** Which decision of this router it is; from 1. */
  number: number;
  plan: WantPlan | undefined;
  runId: string;
  stepId: string;
  role: ChoiceRole;
  chosen: Offer | undefined;
  /** The one chosen had the attempt before: nothing was weighed. */
  again: boolean;
  /** Candidates weighed, and which of them was drawn. */
  count: number;
  index: number;
  readonly offers: (Offer | undefined)[];
  readonly cameAs: CameAs[];
  /** Probability with which each came among those weighed. */
  readonly inclusions: number[];
  leftOut: readonly LeftOut[];
  fitting: number;
  widened: readonly string[];
  givenUp: readonly string[];
  snapshot: PolicySnapshot | undefined;
  weights: Weights;
  wallMs: number;
  durationUs: number;
}

/** The last decisions of a router. */
export interface DecisionRows {
  readonly slates: Slates;
  /** A row for the next decision, in place of the oldest. */
  next(): DecisionRow;
  idOf(row: Pick<DecisionRow, "number">): string;
  /** The row of a decision; undefined when it was another router's, or is so old that its row was used again. */
  find(decisionId: string): DecisionRow | undefined;
}

/**
 * Decisions remembered. A second of a busy router is tens of thousands: whoever wants to keep a record asks for it with the call. What
 * each decision writes goes round in their rows, and those of a thousand are 2 MiB, which no core keeps in its cache beside all else.
 */
export const rowsDefault = 256;

const prefix = "decision_";
/** Digits of the part that tells one start of a router from another, and of the number. */
const digits = 16;

/** No decision yet; `origin` are hex digits that no other router has. */
export function createDecisionRows(origin: string, capacity: number = rowsDefault): DecisionRows {
  const head = prefix + origin.padStart(digits, "0").slice(0, digits);
  const slates = createSlates(capacity, shortlistLength);
  const rows: DecisionRow[] = [];
  let last = 0;
  return {
    slates,
    next() {
      last += 1;
      const at = last % capacity;
      const row = (rows[at] ??= newRow(at));
      row.number = last;
      return row;
    },
    idOf: ({ number }) => head + number.toString(16).padStart(digits, "0"),
    find(decisionId) {
      if (!decisionId.startsWith(head) || decisionId.length !== head.length + digits) return undefined;
      const number = Number.parseInt(decisionId.slice(head.length), 16);
      const row = rows[number % capacity];
      return row?.number === number ? row : undefined;
    },
  };
}

function newRow(at: number): DecisionRow {
  return {
    at,
    number: 0,
    plan: undefined,
    runId: "",
    stepId: "",
    role: ChoiceRole.FIRST,
    chosen: undefined,
    again: false,
    count: 0,
    index: 0,
    offers: Array.from({ length: shortlistLength }, () => undefined),
    cameAs: Array.from({ length: shortlistLength }, () => ""),
    inclusions: Array.from({ length: shortlistLength }, () => 1.5),
    leftOut: noneLeftOut,
    fitting: 0,
    widened: nothing,
    givenUp: nothing,
    snapshot: undefined,
    weights: defaultWeights,
    wallMs: 0,
    durationUs: 0,
  };
}

/** Shared, since nobody writes to them. */
export const nothing: readonly string[] = [];
export const noneLeftOut: readonly LeftOut[] = [];
