import { type Clock, sleep } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";

/** How long a lost mesh may take to come back. */
export const returnMs = 60_000;
const againMs = 200;

/** Asks again while the mesh is away, as it is for a moment when its process is started anew. Only for what may be asked twice. */
export async function insist<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  const endMs = clock.monotonicMs() + returnMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const { reason } = toMeshError(error);
      const isAway = reason === "NOT_STARTED" || reason === "UNKNOWN_OUTCOME";
      if (!isAway || clock.monotonicMs() >= endMs) throw error;
      await sleep(clock, againMs);
    }
  }
}
