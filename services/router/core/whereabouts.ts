/** Which instance an attempt was last sent to, as far as this router remembers. */
export interface Whereabouts {
  of(attemptId: string): string | undefined;
  note(attemptId: string, instanceId: string): void;
  forget(attemptId: string): void;
  readonly size: number;
}

/** Attempts remembered; the oldest goes first, and is then found by asking the instances. */
export const maxWhereabouts = 16_384;

/** Knows nothing yet. */
export function createWhereabouts(capacity: number = maxWhereabouts): Whereabouts {
  const byAttempt = new Map<string, string>();
  return {
    of: (attemptId) => byAttempt.get(attemptId),
    note(attemptId, instanceId) {
      byAttempt.delete(attemptId);
      byAttempt.set(attemptId, instanceId);
      if (byAttempt.size > capacity) byAttempt.delete(byAttempt.keys().next().value!);
    },
    forget: (attemptId) => void byAttempt.delete(attemptId),
    get size() {
      return byAttempt.size;
    },
  };
}
