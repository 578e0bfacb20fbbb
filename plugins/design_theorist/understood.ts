import { MeshError } from "@viba/sdk/errors";
import type { Interpretation } from "./interpret.ts";

/** The interpretation of a sentence that was understood; otherwise the question to the person, as a typed refusal. */
export function understood(interpretation: Interpretation): Extract<Interpretation, { ok: true }> {
  if (interpretation.ok) return interpretation;
  const { reason, messageEn, messageKo, facts } = interpretation.problem;
  throw new MeshError(reason, messageEn, { messageKo, facts: { ...facts } });
}
