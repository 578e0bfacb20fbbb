/** What is known of one endpoint of a pool. */
export interface OutlierState {
  /** Failures in a row. */
  readonly failures: number;
  /** How often it was ejected without having worked since; each time it stays out longer. */
  readonly ejections: number;
  /** Monotonic time at which it is back; 0 when it never was ejected. */
  readonly ejectedUntilMs: number;
}

/** Bounds of ejection. */
export interface OutlierOptions {
  readonly failuresToEject: number;
  /** Length of the first ejection; the nth lasts n times as long. */
  readonly ejectMs: number;
  readonly maxEjectMs: number;
  /** Share of the pool that may be out at once; one endpoint may always be. */
  readonly maxEjectedShare: number;
  /** Below this share of healthy endpoints health is ignored: a few overloaded ones would fail too. */
  readonly panicShare: number;
}

/** A tenth may be out, since losing more at once is seldom the endpoints' fault; below half, the rest would drown. */
export const outlierDefaults: OutlierOptions = {
  failuresToEject: 5,
  ejectMs: 30_000,
  maxEjectMs: 300_000,
  maxEjectedShare: 0.1,
  panicShare: 0.5,
};

/** An endpoint nothing is known of. */
export const newOutlier: OutlierState = { failures: 0, ejections: 0, ejectedUntilMs: 0 };

/** How many endpoints of a pool may be out at once. */
export function maxEjected(poolSize: number, options = outlierDefaults): number {
  return Math.max(1, Math.floor(poolSize * options.maxEjectedShare));
}

/** Whether so few are healthy that all are used: keeping only the rest would overload it. */
export function inPanic(poolSize: number, healthy: number, options = outlierDefaults): boolean {
  return healthy < poolSize * options.panicShare;
}

/** The endpoint after a call: a failure too many ejects it if `mayEject`. */
export function afterResult(
  state: OutlierState,
  result: { readonly ok: boolean; readonly mayEject: boolean },
  nowMs: number,
  options = outlierDefaults,
): OutlierState {
  // What began before the ejection still comes in and decides nothing.
  if (nowMs < state.ejectedUntilMs) return state;
  if (result.ok) return state.failures === 0 && state.ejections === 0 ? state : newOutlier;
  const failures = state.failures + 1;
  if (failures < options.failuresToEject || !result.mayEject) return { ...state, failures };
  const ejections = state.ejections + 1;
  const lengthMs = Math.min(options.ejectMs * ejections, options.maxEjectMs);
  return { failures: 0, ejections, ejectedUntilMs: nowMs + lengthMs };
}

/** A pool of endpoints with their ejections. */
export interface OutlierPool {
  readonly size: number;
  add(id: string): void;
  remove(id: string): void;
  /** Notes how a call to an endpoint ended; one that has left the pool is ignored. */
  record(id: string, ok: boolean, nowMs: number): void;
  isEjected(id: string, nowMs: number): boolean;
  /** The members to choose from: those not ejected, or all of them in panic. */
  usable(nowMs: number): string[];
  counts(): { readonly ejections: number; readonly refused: number };
}

/** Makes an empty pool; the members are its only memory, so it is as bounded as they are. */
export function createOutlierPool(options = outlierDefaults): OutlierPool {
  const members = new Map<string, OutlierState>();
  let ejections = 0;
  let refused = 0;
  const ejectedNow = (nowMs: number) => [...members.values()].filter((state) => nowMs < state.ejectedUntilMs).length;

  return {
    get size() {
      return members.size;
    },
    add: (id) => void (members.has(id) || members.set(id, newOutlier)),
    remove: (id) => void members.delete(id),
    record(id, ok, nowMs) {
      const state = members.get(id);
      if (!state) return;
      const due = !ok && state.failures + 1 >= options.failuresToEject && nowMs >= state.ejectedUntilMs;
      const mayEject = due && ejectedNow(nowMs) < maxEjected(members.size, options);
      if (due && mayEject) ejections += 1;
      else if (due) refused += 1;
      members.set(id, afterResult(state, { ok, mayEject }, nowMs, options));
    },
    isEjected: (id, nowMs) => nowMs < (members.get(id)?.ejectedUntilMs ?? 0),
    usable(nowMs) {
      const all = [...members.keys()];
      const healthy = all.filter((id) => nowMs >= members.get(id)!.ejectedUntilMs);
      return inPanic(all.length, healthy.length, options) ? all : healthy;
    },
    counts: () => ({ ejections, refused }),
  };
}
