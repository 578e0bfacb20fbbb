/** One call of an object that several call at a time. */
export interface Operation<Call> {
  /** What was asked, and what was answered. */
  readonly call: Call;
  readonly invokedMs: number;
  /** When the answer was there; it took effect at some moment from the one to the other. */
  readonly returnedMs: number;
  /** No answer came: it took effect in that time or not at all. */
  readonly lost?: boolean;
}

/** How the object would behave if calls came one after the other. */
export interface Model<State, Call> {
  readonly initial: State;
  /** The state after a call; undefined if it could not have been answered so in this state. */
  step(state: State, operation: Operation<Call>): State | undefined;
  /** The state as text, the same for states that behave the same. */
  key(state: State): string;
}

/** Why no order explains a history: the longest order found, and what fits nowhere after it. */
export interface NotLinearizable<Call> {
  readonly explained: readonly Operation<Call>[];
  readonly stuck: readonly Operation<Call>[];
}

/**
 * Looks for an order of the operations that each respect real time (one that returned before another was invoked comes
 * before it) and that the model allows; undefined if there is one, so that the object was linearizable (Herlihy and Wing).
 * Searches depth first and remembers where it has been (Wing and Gong, Lowe): quick while few calls overlap.
 */
export function notLinearizable<State, Call>(
  history: readonly Operation<Call>[],
  model: Model<State, Call>,
): NotLinearizable<Call> | undefined {
  const all = [...history].sort((a, b) => a.invokedMs - b.invokedMs);
  const done = new Set<number>();
  const path: number[] = [];
  const seen = new Set<string>();
  let longest: number[] = [];
  let stuck: number[] = [];

  /** Operations that nothing left over must come before. */
  const next = (first: number): number[] => {
    let endMs = Number.POSITIVE_INFINITY;
    const found: number[] = [];
    for (let at = first; at < all.length && all[at]!.invokedMs <= endMs; at++) {
      if (done.has(at)) continue;
      found.push(at);
      if (!all[at]!.lost) endMs = Math.min(endMs, all[at]!.returnedMs);
    }
    return found.filter((at) => all[at]!.invokedMs <= endMs);
  };
  const explain = (first: number, state: State): boolean => {
    while (done.has(first)) first++;
    const place = `${first} ${[...done]
      .filter((at) => at > first)
      .sort((a, b) => a - b)
      .join(",")} ${model.key(state)}`;
    if (seen.has(place)) return false;
    seen.add(place);
    const candidates = next(first);
    if (!candidates.some((at) => !all[at]!.lost) && !hasAnswered(first)) return true;
    if (path.length >= longest.length) [longest, stuck] = [[...path], candidates];
    for (const at of candidates) {
      const after = model.step(state, all[at]!);
      if (after === undefined) continue;
      done.add(at);
      path.push(at);
      if (explain(first, after)) return true;
      path.pop();
      done.delete(at);
    }
    return false;
  };
  const hasAnswered = (first: number) => all.some((one, at) => at >= first && !done.has(at) && !one.lost);

  if (explain(0, model.initial)) return undefined;
  const of = (at: number) => all[at]!;
  return { explained: longest.map(of), stuck: stuck.map(of) };
}
