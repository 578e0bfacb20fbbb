import type { Attempt } from "./attempt.ts";

/** Ended attempts, kept until they are acknowledged. */
export interface Kept {
  get(attemptId: string): Attempt | undefined;
  put(attempt: Attempt): void;
  forget(attemptId: string): void;
  size(): number;
  /** Results that no caller was given. */
  unfetched(): number;
  /** Results given up for newer ones. */
  dropped(): number;
}

/** At most `maxCount` attempts and `maxBytes` of results; the oldest goes first. */
export function createKept(maxCount: number, maxBytes: number): Kept {
  const attempts = new Map<string, Attempt>();
  let bytes = 0;
  let dropped = 0;

  const forget = (attemptId: string) => {
    const attempt = attempts.get(attemptId);
    if (!attempt) return;
    attempts.delete(attemptId);
    bytes -= bytesOf(attempt);
  };
  return {
    get: (attemptId) => attempts.get(attemptId),
    put(attempt) {
      attempts.set(attempt.attemptId, attempt);
      bytes += bytesOf(attempt);
      for (const oldest of attempts.keys()) {
        // The newest stays even if it alone is over the limit: somebody waits for it.
        if (attempts.size <= 1 || (attempts.size <= maxCount && bytes <= maxBytes)) return;
        forget(oldest);
        dropped += 1;
      }
    },
    forget,
    size: () => attempts.size,
    unfetched: () => [...attempts.values()].filter((one) => !one.fetched && one.outcome.kind === "done").length,
    dropped: () => dropped,
  };
}

function bytesOf({ outcome }: Attempt): number {
  return outcome.kind === "done" ? outcome.bytes : 0;
}
