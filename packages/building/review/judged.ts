/** A check's answer before it becomes a message. */
export interface Judged {
  /** Stable name, for example "area.gross". */
  readonly id: string;
  readonly ko: string;
  readonly en: string;
  /** Weight in the mean; a gate has none. */
  readonly weight: number;
  /** Quality is 0 if it does not hold. */
  readonly gate?: boolean;
  /** Its failure costs 15 % of the whole. */
  readonly hard?: boolean;
  /** 0 to 1. */
  readonly score: number;
  readonly passed: boolean;
  readonly measured: string;
  readonly demanded: string;
  /** Keys of the elements at fault. */
  readonly elements?: readonly string[];
  /** What to change, in Korean; wanted of every check that can fail. */
  readonly fix: string;
}

/** A score between 0 and 1. */
export const unit = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);

/** How many of all hold; 1 where there is nothing to look at. */
export const shareOf = (good: number, all: number): number => (all === 0 ? 1 : unit(good / all));

/** A figure demanded to be at least a limit: full score there, falling to 0 at half of it. */
export const scoreAtLeast = (value: number, limit: number): number =>
  value >= limit ? 1 : unit((2 * value) / limit - 1);

/** A figure demanded to be at most a limit: full score there, falling to 0 at twice it. */
export const scoreAtMost = (value: number, limit: number): number => (value <= limit ? 1 : unit(2 - value / limit));

/** Keys in a sentence: a few by name, the rest counted. */
export function named(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).join(", ");
  return keys.length > 5 ? `${shown} 외 ${keys.length - 5}개` : shown;
}
