import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { type ErrorDetail, ErrorDetailSchema, Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { errorTable, type ReasonName } from "./error-table.ts";

/** Facts and texts that go with an error. */
export interface MeshErrorOptions {
  /** The message in Korean; the table's advice alone is shown when absent. */
  messageKo?: string;
  /** Machine-readable facts, for example `{ type: "viba.aec.v1.Model" }`. */
  facts?: Record<string, string>;
  /** When to try again, in milliseconds. */
  retryAfterMs?: number;
  cause?: unknown;
}

/** The one error type of the mesh: a row of the error table, with a message that says what went wrong. */
export class MeshError extends Error {
  override readonly name = "MeshError";
  readonly reason: ReasonName;
  readonly messageKo: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | undefined;

  constructor(reason: ReasonName, message: string, options: MeshErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.reason = reason;
    this.messageKo = options.messageKo ?? "";
    this.facts = options.facts ?? {};
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Whether the same call may be sent again. */
  get retryable(): boolean {
    return errorTable[this.reason].retryable;
  }
}

const nameOf = new Map<number, ReasonName>(
  Object.entries(Reason)
    .filter(([name]) => name !== "UNSPECIFIED")
    .map(([name, value]) => [value as number, name as ReasonName]),
);

const reasonOfCode: Partial<Record<Code, ReasonName>> = {
  [Code.InvalidArgument]: "INVALID_ARGUMENT",
  [Code.NotFound]: "NOT_FOUND",
  [Code.AlreadyExists]: "CONFLICT",
  [Code.PermissionDenied]: "DENIED",
  [Code.Unauthenticated]: "UNAUTHENTICATED",
  [Code.DeadlineExceeded]: "DEADLINE",
  [Code.Canceled]: "CANCELLED",
  [Code.Unavailable]: "UNKNOWN_OUTCOME",
  // Without a detail it is a client's word for a connection that broke in the middle.
  [Code.Aborted]: "UNKNOWN_OUTCOME",
  [Code.ResourceExhausted]: "OVERLOADED",
  [Code.Unimplemented]: "NOT_FOUND",
};

/** System errors of a connection that broke while it was used. */
const brokenSocket: ReadonlySet<string> = new Set(["EPIPE", "ECONNRESET", "ECONNABORTED", "ETIMEDOUT"]);

/** The reason's number in the proto. */
export function reasonNumber(name: ReasonName): Reason {
  return Reason[name];
}

/** The reason's name; a number this version does not know becomes INTERNAL. */
export function reasonName(value: number): ReasonName {
  return nameOf.get(value) ?? "INTERNAL";
}

/** The detail that travels with an error. */
export function toDetail(error: MeshError): ErrorDetail {
  const row = errorTable[error.reason];
  return create(ErrorDetailSchema, {
    reason: reasonNumber(error.reason),
    retryable: row.retryable,
    nextEn: row.nextEn,
    nextKo: row.nextKo,
    messageKo: error.messageKo,
    facts: { ...error.facts },
    ...(error.retryAfterMs === undefined ? {} : { retryAfter: durationFromMs(error.retryAfterMs) }),
  });
}

/** Any thrown value as a MeshError. Aborts become CANCELLED or DEADLINE; what is not ours becomes INTERNAL. */
export function toMeshError(error: unknown): MeshError {
  if (error instanceof MeshError) return error;
  if (error instanceof ConnectError) return fromConnect(error);
  if (error instanceof Error && error.name === "AbortError") {
    return new MeshError("CANCELLED", "cancelled", { cause: error });
  }
  if (error instanceof Error && error.name === "TimeoutError") {
    return new MeshError("DEADLINE", "the deadline passed", { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new MeshError("INTERNAL", message, { cause: error });
}

/** A MeshError as it travels: Connect's error with our detail. */
export function toConnectError(error: unknown): ConnectError {
  if (error instanceof ConnectError && error.findDetails(ErrorDetailSchema).length > 0) return error;
  const mesh = toMeshError(error);
  const row = errorTable[mesh.reason];
  return new ConnectError(
    mesh.message,
    row.code,
    undefined,
    [{ desc: ErrorDetailSchema, value: toDetail(mesh) }],
    mesh.cause,
  );
}

/** A detail back into the error it came from. */
export function fromDetail(detail: ErrorDetail, message: string, cause?: unknown): MeshError {
  return new MeshError(reasonName(detail.reason), message, {
    messageKo: detail.messageKo,
    facts: detail.facts,
    ...(detail.retryAfter ? { retryAfterMs: msFromDuration(detail.retryAfter) } : {}),
    cause,
  });
}

function fromConnect(error: ConnectError): MeshError {
  const [detail] = error.findDetails(ErrorDetailSchema);
  if (detail) return fromDetail(detail, error.rawMessage, error);
  // Connect knows some of the ways in which a socket breaks as "unavailable", and takes the others for a fault of its own.
  if (brokenSocket.has((error.cause as NodeJS.ErrnoException | undefined)?.code ?? "")) {
    return new MeshError("UNKNOWN_OUTCOME", error.rawMessage, { cause: error });
  }
  return new MeshError(reasonOfCode[error.code] ?? "INTERNAL", error.rawMessage, { cause: error });
}

/** Milliseconds as a protobuf Duration's fields. */
export function durationFromMs(ms: number): { seconds: bigint; nanos: number } {
  const whole = Math.trunc(ms / 1000);
  return { seconds: BigInt(whole), nanos: Math.round((ms - whole * 1000) * 1e6) };
}

/** A protobuf Duration in milliseconds. */
export function msFromDuration(duration: { seconds: bigint; nanos: number }): number {
  return Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}
