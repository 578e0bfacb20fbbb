import { InfeasibleBrief } from "@viba/building/concept/infeasible";
import { MeshError } from "@viba/sdk/errors";

/** Runs a design step; a brief that no building satisfies becomes a typed refusal with what to change, in Korean. */
export function feasible<T>(design: () => T): T {
  try {
    return design();
  } catch (error) {
    if (!(error instanceof InfeasibleBrief)) throw error;
    throw new MeshError("OUT_OF_RANGE", `no building satisfies the brief: ${error.reason}`, {
      messageKo: error.message,
      facts: { infeasible: error.reason },
      cause: error,
    });
  }
}
