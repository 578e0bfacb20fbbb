import type { Facts } from "./facts.ts";

/** How well a figure is confirmed: V1 read in the act, V2 seen in a secondary page, G general knowledge. */
export type Status = "V1" | "V2" | "G";

/** What a rule found. */
export interface Outcome {
  /** Whether the demand is met; undefined when a plan cannot tell (papers, finishes, ordinances). */
  readonly holds: boolean | undefined;
  /** Measured figure with unit. */
  readonly measured: string;
  /** Demanded figure with unit. */
  readonly demanded: string;
  /** Keys of the plan elements concerned. */
  readonly elements?: readonly string[];
  /** Remark in Korean. */
  readonly note?: string;
}

/** One rule of the code as data: when it is in force, whom it binds, and how it is measured. */
export interface Rule {
  /** Key, for example "sun.n.le10". */
  readonly id: string;
  readonly ko: string;
  readonly en: string;
  readonly article: string;
  /** Confirmation of the figure; a function where it differs by zone or climate. */
  readonly status: Status | ((facts: Facts) => Status);
  /** First permit date it binds, YYYY-MM-DD. */
  readonly from?: string;
  /** Last permit date it binds. */
  readonly until?: string;
  /** Whether it binds this building. */
  readonly applies: (facts: Facts) => boolean;
  /** Measures the building against it. */
  readonly check: (facts: Facts) => Outcome;
}
