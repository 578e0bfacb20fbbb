import type { Clock } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";
import type { Journal } from "@viba/store/journal";

/** A journal that is watched: whether it takes anything in. */
export interface WatchedJournal {
  readonly journal: Journal;
  /** Why the newest write within a minute failed; undefined when it went well or none was tried. */
  failing(): string | undefined;
}

/** A failure that nothing was written after says little for longer: whoever carries runs writes every second. */
const staleMs = 60_000;

/** Watches what is written to a journal: a disk that is full or fails is told of, and nobody has to find it in a log. */
export function watchJournal(journal: Journal, clock: Pick<Clock, "monotonicMs">): WatchedJournal {
  let failure: { readonly why: string; readonly atMs: number } | undefined;
  const watched = async <T>(write: Promise<T>): Promise<T> => {
    try {
      const answer = await write;
      failure = undefined;
      return answer;
    } catch (error) {
      const { reason, message } = toMeshError(error);
      if (reason === "STORAGE_FAILED") failure = { why: message, atMs: clock.monotonicMs() };
      throw error;
    }
  };
  return {
    journal: {
      ...journal,
      admit: (...args) => watched(journal.admit(...args)),
      append: (...args) => watched(journal.append(...args)),
      decide: (...args) => watched(journal.decide(...args)),
      lease: (...args) => watched(journal.lease(...args)),
    },
    failing: () => (failure && clock.monotonicMs() - failure.atMs < staleMs ? failure.why : undefined),
  };
}
