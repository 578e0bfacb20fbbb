import { AttemptState, type GetAttemptResponse } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { sleep } from "@viba/runtime/clock";
import { fromDetail, MeshError } from "@viba/runtime/errors";
import type { OpenAttempt, RunView } from "./core/fold.ts";
import type { StepContext } from "./step-context.ts";

/** What became of an attempt that nobody listens to. */
export type Found =
  /** Under the same name it can be asked for again, and nothing is made twice: its agent knows it, or never had it. */
  | { readonly kind: "there" }
  | { readonly kind: "failed"; readonly error: MeshError }
  /** Nobody who can be asked knows of it. */
  | { readonly kind: "gone" };

type FindContext = Pick<StepContext, "ports" | "signal">;

/**
 * Asks the instance that had an attempt, and waits for it to come back within the limit. An attempt that was begun but
 * of which no choice is known may have reached somebody all the same: then all who are there are asked.
 */
export async function findLost(
  attempt: OpenAttempt,
  { ports, signal }: FindContext,
  { wait }: { readonly wait: boolean },
): Promise<Found> {
  const endMs = ports.clock.monotonicMs() + ports.limits.returnMs;
  for (;;) {
    const answer = await ask(attempt, { ports, signal });
    const found = answer && foundOf(answer);
    if (found) return found;
    // It lives and has never heard of it: the call was lost on its way, and is made again, to it and nobody else.
    if (answer && (await isThere(attempt, { ports, signal }))) return { kind: "there" };
    const over = !wait || ports.clock.monotonicMs() >= endMs;
    // Of all who are there nobody has it. Under the same name it may be sent again: whoever has it all the same knows it.
    if (attempt.instanceId === "" && (answer || over)) return { kind: "there" };
    if (over) return { kind: "gone" };
    await sleep(ports.clock, ports.limits.backoffMs, signal);
  }
}

/** Whether a lost attempt may be made again, by what its agent promised when it was chosen. Where nobody was chosen there is nothing to repeat. */
export function mayRepeat({ attemptId }: OpenAttempt, view: RunView): boolean {
  const decision = view.choices.findLast((choice) => choice.attemptId === attemptId)?.decision;
  return decision?.chosenIdempotent ?? true;
}

/** Whether an instance has a lease now; false while nobody can say. */
async function isThere({ instanceId }: OpenAttempt, { ports, signal }: FindContext): Promise<boolean> {
  if (instanceId === "") return false;
  try {
    const { agents } = await ports.registry.listAgents({}, { signal });
    return agents.some((agent) => agent.instanceId === instanceId);
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function ask(attempt: OpenAttempt, { ports, signal }: FindContext): Promise<GetAttemptResponse | undefined> {
  const { attemptId, instanceId } = attempt;
  try {
    return (await ports.router.findAttempt({ attemptId, instanceId }, { signal })).attempt;
  } catch {
    // The router or the instance is away for now: the caller asks again within its limit.
    signal.throwIfAborted();
    return undefined;
  }
}

function foundOf({ state, error, message }: GetAttemptResponse): Found | undefined {
  switch (state) {
    case AttemptState.RUNNING:
    case AttemptState.DONE:
      return { kind: "there" };
    case AttemptState.FAILED:
      return { kind: "failed", error: error ? fromDetail(error, message) : new MeshError("AGENT_FAILED", message) };
    default:
      return undefined;
  }
}
