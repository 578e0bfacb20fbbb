import type { ReasonName } from "@viba/runtime/error-table";
import { MeshError } from "@viba/runtime/errors";

/** The error a handler throws to say why: its reason, texts and facts reach the caller as they are. */
export { MeshError, type MeshErrorOptions } from "@viba/runtime/errors";
export type { ReasonName } from "@viba/runtime/error-table";

/** An error of a domain that says why a thing can't be made: `message` in English, `messageKo` in Korean. */
export interface Refusal extends Error {
  readonly messageKo: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** Runs a step; what it throws of the class `kind` becomes a MeshError with `reason`, its texts and facts kept. */
export function refuseAs<T>(reason: ReasonName, kind: abstract new (...args: never[]) => Refusal, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof kind)) throw error;
    const { message, messageKo, facts } = error;
    throw new MeshError(reason, message, { messageKo, facts: { ...facts }, cause: error });
  }
}
