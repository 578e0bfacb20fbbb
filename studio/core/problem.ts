import { Code, ConnectError } from "@connectrpc/connect";
import { type ErrorDetail, ErrorDetailSchema, Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";

/** What went wrong and what to do next, in both languages. */
export interface Problem {
  /** Name of the reason without its prefix; "UNREACHABLE" when no mesh answered. */
  readonly reason: string;
  readonly messageKo: string;
  readonly messageEn: string;
  readonly nextKo: string;
  readonly nextEn: string;
  readonly retryable: boolean;
  readonly facts: Readonly<Record<string, string>>;
}

/** Nobody answers at the other end: the mesh isn't running, or the network is gone. */
export const unreachable: Problem = {
  reason: "UNREACHABLE",
  messageKo: "메시에 연결할 수 없습니다",
  messageEn: "The mesh can't be reached",
  nextKo: "메시가 실행 중인지 확인하세요 (`npm start`). 다시 켜지면 저절로 이어집니다.",
  nextEn: "Check that the mesh is running (`npm start`). Once it is back, this page goes on by itself.",
  retryable: true,
  facts: {},
};

/** An error that came without a row of the error table: a fault of the mesh, or of this page. */
const unexplained: Problem = {
  ...unreachable,
  reason: "INTERNAL",
  nextKo: "다시 시도해 보세요. 되풀이되면 `viba doctor`를 실행하고 메시의 로그를 보세요.",
  nextEn: "Try again. If it comes back, run `viba doctor` and look at the log of the mesh.",
};

const names = new Map<number, string>(Object.entries(Reason).map(([name, value]) => [value as number, name]));

/** A detail of the mesh's error table, with the message that came beside it. */
export function problemOfDetail(detail: ErrorDetail | undefined, message: string): Problem {
  return {
    reason: names.get(detail?.reason ?? 0) ?? "INTERNAL",
    messageKo: detail?.messageKo || message,
    messageEn: message,
    nextKo: detail?.nextKo ?? "",
    nextEn: detail?.nextEn ?? "",
    retryable: detail?.retryable ?? false,
    facts: detail?.facts ?? {},
  };
}

/** Anything a call threw. An error without our detail didn't come from the mesh, so the mesh was not reached. */
export function problemOf(error: unknown): Problem {
  const connect = ConnectError.from(error);
  const [detail] = connect.findDetails(ErrorDetailSchema);
  if (detail) return problemOfDetail(detail, connect.rawMessage);
  if (connect.cause instanceof TypeError || connect.code === Code.Unavailable) return unreachable;
  return { ...unexplained, messageKo: connect.rawMessage, messageEn: connect.rawMessage };
}

/** Whether the same watch may be tried again: true unless the mesh itself said that it never will work. */
export function isPassing(problem: Problem): boolean {
  return !["NOT_FOUND", "DENIED", "INVALID_ARGUMENT"].includes(problem.reason);
}
