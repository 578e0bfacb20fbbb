/** Why no plan can be made of a brief. */
export type InfeasibleReason = "AREA_TOO_SMALL" | "SITE_TOO_SMALL" | "OUT_OF_RANGE";

/** A brief no planner can satisfy; the message says, in Korean, what to change. */
export class InfeasibleBrief extends Error {
  readonly reason: InfeasibleReason;

  constructor(reason: InfeasibleReason, message: string) {
    super(message);
    this.name = "InfeasibleBrief";
    this.reason = reason;
  }
}
