import type { DispatchResponse } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Held } from "./core/instance.ts";
import type { Place } from "./admission.ts";

/** One attempt under way. */
export interface Lane {
  readonly place: Place;
  readonly events: AsyncGenerator<DispatchResponse>;
  /** Ends it: another was faster, or nobody reads on. */
  stop(why: MeshError): void;
}

/** When a second lane is opened beside the first, and how. */
export interface HedgePlan {
  readonly clock: Clock;
  readonly afterMs: number;
  /** Undefined when nobody is free or the budget is spent: the first goes on alone. */
  readonly open: () => Lane | undefined;
  /** How it came out, when there were two. */
  readonly onWon?: (winner: Lane) => void;
}

/** A capability dearer than this, in cost units, is never run twice on purpose. */
export const dearestHedge = 1;

/** Whether a second copy may be sent early: running it twice must do no harm and cost little. */
export function mayHedge({ capability }: Held): boolean {
  return capability.idempotent && capability.cost <= dearestHedge;
}

/** Thrown when no lane brought a result: why, and whose place was lost last. */
export class LanesFailed extends Error {
  override readonly name = "LanesFailed";
  readonly error: MeshError;
  readonly place: Place;

  constructor(error: MeshError, place: Place) {
    super(error.message, { cause: error });
    this.error = error;
    this.place = place;
  }
}

/** Passes on what an attempt says that no second will run beside: most do, and need none of what a race does. */
export async function* alone(place: Place, events: AsyncGenerator<DispatchResponse>): AsyncGenerator<DispatchResponse> {
  try {
    yield* events;
  } catch (thrown) {
    throw new LanesFailed(toMeshError(thrown), place);
  }
}

type Told = { readonly lane: Lane; readonly next?: IteratorResult<DispatchResponse>; readonly error?: MeshError };

/**
 * Passes on what the first lane says; if it takes longer than planned, a second runs beside it. The first result
 * counts and ends the other. A failure ends both if it says that nobody else would do better.
 */
export async function* race(
  first: Lane,
  plan: HedgePlan,
  isFinal: (error: MeshError, lane: Lane) => boolean,
): AsyncGenerator<DispatchResponse> {
  const lanes = [first];
  const told = new Map<Lane, Promise<Told>>();
  const ended = new AbortController();
  let due: Promise<Told | "due"> | undefined = sleep(plan.clock, plan.afterMs, ended.signal).then(
    () => "due" as const,
    () => "due" as const,
  );
  let result: DispatchResponse | undefined;
  try {
    while (!result) {
      for (const lane of lanes) if (!told.has(lane)) told.set(lane, listen(lane));
      const heard = await Promise.race<Told | "due">([...told.values(), ...(due ? [due] : [])]);
      if (heard === "due") {
        due = undefined;
        const second = plan.open();
        if (second) lanes.push(second);
        continue;
      }
      const { lane, next, error } = heard;
      told.delete(lane);
      if (error) {
        lanes.splice(lanes.indexOf(lane), 1);
        if (lanes.length === 0 || isFinal(error, lane)) throw new LanesFailed(error, lane.place);
      } else if (next!.done) return;
      else if (next!.value.event.case !== "done") yield next!.value;
      else {
        plan.onWon?.(lane);
        result = next!.value;
      }
    }
  } finally {
    ended.abort();
    for (const lane of lanes) {
      lane.stop(new MeshError("CANCELLED", "another was faster, or nobody waits any more"));
      void lane.events.return(undefined).catch(() => {});
    }
  }
  // After the other is stopped: a reader that has what it wants may never ask for more.
  yield result;
}

function listen(lane: Lane): Promise<Told> {
  return lane.events.next().then(
    (next) => ({ lane, next }),
    (thrown: unknown) => ({ lane, error: toMeshError(thrown) }),
  );
}
