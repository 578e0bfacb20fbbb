/** Why a file could not be read as a model. */
export type ProblemReason = "TOO_LARGE" | "NOT_STEP" | "SYNTAX" | "DUPLICATE_ID" | "TRUNCATED";

/** A file that cannot be read: what is wrong and where. */
export interface ReadProblem {
  readonly reason: ProblemReason;
  /** What is wrong, in English. */
  readonly message: string;
  /** The same in Korean. */
  readonly messageKo: string;
  /** Character offset in the file. */
  readonly offset: number;
}

/** A result or the reason why there is none. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ReadProblem };

const korean: Readonly<Record<ProblemReason, string>> = {
  TOO_LARGE: "파일이 너무 큽니다",
  NOT_STEP: "ISO 10303-21 파일이 아닙니다",
  SYNTAX: "파일의 문법이 잘못되었습니다",
  DUPLICATE_ID: "같은 번호의 개체가 둘 있습니다",
  TRUNCATED: "파일이 중간에서 끊겼습니다",
};

/** A problem with both messages. */
export function problemAt(reason: ProblemReason, offset: number, message: string): ReadProblem {
  return { reason, offset, message, messageKo: `${korean[reason]} (위치 ${offset})` };
}
