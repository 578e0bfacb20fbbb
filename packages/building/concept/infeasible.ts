/** Why no plan can be made of a brief. */
export type InfeasibleReason = "AREA_TOO_SMALL" | "SITE_TOO_SMALL" | "OUT_OF_RANGE";

/** A brief no planner can satisfy; both messages say what to change. */
export class InfeasibleBrief extends Error {
  readonly reason: InfeasibleReason;
  readonly messageKo: string;
  /** For programs: `infeasible` is the reason. */
  readonly facts: { readonly infeasible: InfeasibleReason };

  constructor(reason: InfeasibleReason, { ko, en }: { readonly ko: string; readonly en: string }) {
    super(en);
    this.name = "InfeasibleBrief";
    this.reason = reason;
    this.messageKo = ko;
    this.facts = { infeasible: reason };
  }
}
