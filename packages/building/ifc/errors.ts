/** Why a plan could not be written as a model. */
export type ModelErrorReason = "NOT_FINITE" | "UNKNOWN_KEY" | "DEGENERATE" | "BAD_DATE";

/** A plan that cannot become a model; `subject` names the element or attribute at fault. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly reason: ModelErrorReason;
  readonly subject: string;

  constructor(reason: ModelErrorReason, subject: string, message: string) {
    super(`${subject}: ${message}`);
    this.reason = reason;
    this.subject = subject;
  }
}
