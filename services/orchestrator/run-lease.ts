import { MeshError } from "@viba/runtime/errors";
import type { RunPorts } from "./ports.ts";

/** The right to decide over a run, held by this process. */
export interface HeldLease {
  readonly epoch: number;
  /** Aborts when somebody else has it, or may have it because it could not be renewed in time. */
  readonly lost: AbortSignal;
  /** Gives it back; the journal sees to it that a lost one takes nothing from its new owner. */
  release(): Promise<void>;
}

type LeasePorts = Pick<RunPorts, "clock" | "journal" | "owner" | "limits">;

/** Takes the lease of a run and renews it; undefined when somebody else holds it. */
export async function holdLease(runId: string, ports: LeasePorts): Promise<HeldLease | undefined> {
  const { clock, journal, owner } = ports;
  const { leaseMs } = ports.limits;
  const epoch = await journal.lease(runId, owner, leaseMs);
  if (epoch === undefined) return undefined;
  const lost = new AbortController();
  let renewedMs = clock.monotonicMs();
  let asking = false;
  const lose = (because: string) => lost.abort(new MeshError("NOT_OWNER", `the run's lease was lost: ${because}`));
  const renew = async () => {
    const askedMs = clock.monotonicMs();
    asking = true;
    try {
      const still = await journal.lease(runId, owner, leaseMs);
      if (still === epoch) renewedMs = askedMs;
      else lose("another orchestrator took it");
    } catch {
      // Not the end yet: the lease runs on, and it is tried again.
    } finally {
      asking = false;
    }
  };
  const beat = clock.every(leaseMs / 3, () => {
    if (clock.monotonicMs() - renewedMs >= leaseMs) lose("it could not be renewed in time");
    else if (!asking && !lost.signal.aborted) void renew();
  });
  return {
    epoch,
    lost: lost.signal,
    async release() {
      beat.cancel();
      await journal.release(runId, { owner, epoch }).catch(() => {
        // It ends by its time.
      });
    },
  };
}
