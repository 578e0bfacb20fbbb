/** Why a file could not be read as a weather year. */
export type EpwReason =
  | "TOO_LARGE"
  | "NOT_EPW"
  | "UNSUPPORTED"
  | "BAD_NUMBER"
  | "MISSING"
  | "OUT_OF_RANGE"
  | "ORDER"
  | "TRUNCATED";

/** A weather file that cannot be read: what is wrong and in which line, counted from 1. */
export interface EpwProblem {
  readonly reason: EpwReason;
  readonly line: number;
  /** What is wrong, in English, with the line. */
  readonly message: string;
  /** The same in Korean. */
  readonly messageKo: string;
}

/** A result or the reason why there is none. */
export type EpwRead<T> = { readonly ok: true; readonly value: T } | EpwFailure;

interface EpwFailure {
  readonly ok: false;
  readonly problem: EpwProblem;
}

const korean: Readonly<Record<EpwReason, string>> = {
  TOO_LARGE: "기상 파일이 너무 큽니다",
  NOT_EPW: "EPW 기상 파일이 아닙니다",
  UNSUPPORTED: "한 시간에 한 번 기록한 파일만 읽습니다",
  BAD_NUMBER: "숫자여야 할 자리가 숫자가 아닙니다",
  MISSING: "측정값이 빠져 있습니다",
  OUT_OF_RANGE: "있을 수 없는 값입니다",
  ORDER: "시간 순서가 맞지 않습니다",
  TRUNCATED: "한 해가 다 들어 있지 않습니다",
};

/** A failure with both messages. */
export function epwProblem(reason: EpwReason, line: number, what: string): EpwFailure {
  const message = `weather file, line ${line}: ${what}`;
  return { ok: false, problem: { reason, line, message, messageKo: `${korean[reason]} (${line}번째 줄: ${what})` } };
}
