import type { Model, Operation } from "@viba/testkit/linearizable";

/** What was asked of the lease that one router has of one instance, and what it answered. */
export type LeaseCall =
  | { readonly kind: "register"; readonly proof: string; readonly got: Granted | "taken" | undefined }
  | { readonly kind: "heartbeat"; readonly leaseId: string; readonly got: "ok" | "drains" | "unknown" | undefined }
  | { readonly kind: "deregister"; readonly leaseId: string }
  /** The router swept it away. */
  | { readonly kind: "expire"; readonly leaseId: string }
  | { readonly kind: "drain"; readonly found: boolean | undefined }
  /** Whether the router counts the instance among those who are there. */
  | { readonly kind: "look"; readonly there: boolean }
  /** The router's process died and began anew. */
  | { readonly kind: "restart" };

/** A lease that was given. */
export interface Granted {
  readonly leaseId: string;
  readonly epoch: number;
  readonly sequence: number;
}

/** The lease there is now. */
interface Held extends Granted {
  readonly proof: string;
  readonly draining: boolean;
  /** It was renewed at a moment from the one to the other. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The lease, and the newest that was ever given: later ones have a higher epoch, or sequence within it. */
export interface LeaseState {
  readonly held: Held | undefined;
  readonly newest: Granted | undefined;
}

/** Times of the leases that are judged. */
export interface LeaseModelTimes {
  readonly ttlMs: number;
  /** Between two sweeps: so much longer an ended lease may be seen. */
  readonly sweepMs: number;
  /** From when on another router may have said that the instance is to leave, and may have taken it back. @default never */
  readonly drainedFromMs?: number;
}

/**
 * The lease of one instance at one router, as it should be: one holder at a time, no end before its time, none kept
 * after it, ordered by epoch and sequence. When exactly a renewal took effect is not known, only between which moments: what
 * could have been so is allowed.
 */
export function leaseModel(times: LeaseModelTimes): Model<LeaseState, LeaseCall> {
  const { ttlMs, sweepMs, drainedFromMs = Number.POSITIVE_INFINITY } = times;
  const mayHaveLapsed = (held: Held, op: Operation<LeaseCall>) => op.returnedMs >= held.fromMs + ttlMs;
  const hasLapsed = (held: Held, op: Operation<LeaseCall>, graceMs = 0) =>
    op.invokedMs >= held.untilMs + ttlMs + graceMs;
  const none = ({ newest }: LeaseState): LeaseState => ({ held: undefined, newest });

  const register = (state: LeaseState, op: Operation<LeaseCall>, proof: string, got: Granted | "taken" | undefined) => {
    const { held, newest } = state;
    const others = held !== undefined && held.proof !== proof;
    if (got === "taken") return others && !hasLapsed(held, op) ? state : undefined;
    if (others && !mayHaveLapsed(held, op)) return undefined;
    // Whose answer was lost got a lease that nobody knows by name.
    const granted = got ?? {
      leaseId: `lost ${op.invokedMs}`,
      epoch: newest?.epoch ?? 0,
      sequence: newest?.sequence ?? 0,
    };
    if (got && newest && !isLater(granted, newest)) return undefined;
    const draining = held !== undefined && !others && held.draining;
    const next = { ...granted, proof, draining, fromMs: op.invokedMs, untilMs: op.returnedMs };
    return { held: next, newest: granted };
  };
  const heartbeat = (
    state: LeaseState,
    op: Operation<LeaseCall>,
    leaseId: string,
    got: "ok" | "drains" | "unknown" | undefined,
  ) => {
    const { held } = state;
    const known = held?.leaseId === leaseId;
    if (got === "unknown") return !known || mayHaveLapsed(held, op) ? state : undefined;
    if (!known || hasLapsed(held, op)) return got === undefined ? state : undefined;
    if (got === "ok" && held.draining) return undefined;
    if (got === "drains" && !held.draining && op.returnedMs < drainedFromMs) return undefined;
    return { ...state, held: { ...held, fromMs: op.invokedMs, untilMs: op.returnedMs } };
  };
  return {
    initial: { held: undefined, newest: undefined },
    step(state, op) {
      const { held } = state;
      const { call } = op;
      switch (call.kind) {
        case "register":
          return register(state, op, call.proof, call.got);
        case "heartbeat":
          return heartbeat(state, op, call.leaseId, call.got);
        case "deregister":
          return held?.leaseId === call.leaseId ? none(state) : state;
        case "expire": {
          // A lease whose giving was not heard of is swept away like any other.
          const its = held && (held.leaseId === call.leaseId || held.leaseId.startsWith("lost "));
          return its && mayHaveLapsed(held, op) ? none(state) : undefined;
        }
        case "drain":
          if (call.found !== undefined && call.found !== (held !== undefined)) return undefined;
          return held ? { ...state, held: { ...held, draining: true } } : state;
        case "look":
          if (!call.there) return held ? undefined : state;
          return held && !hasLapsed(held, op, sweepMs) ? state : undefined;
        case "restart":
          return none(state);
      }
    },
    key: (state) => JSON.stringify(state),
  };
}

function isLater(one: Granted, than: Granted): boolean {
  return one.epoch > than.epoch || (one.epoch === than.epoch && one.sequence > than.sequence);
}
