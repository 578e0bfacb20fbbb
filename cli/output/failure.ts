import { Code } from "@connectrpc/connect";
import { errorTable } from "@viba/runtime/error-table";
import { type MeshError, toMeshError } from "@viba/runtime/errors";

/** Language of what a person reads. */
export type Lang = "ko" | "en";

/** Reasons that the caller can mend, beside those whose code says so. */
const mendable = new Set(["DATA_FOLDER_TAKEN", "DATA_FOLDER_UNWRITABLE", "PORT_TAKEN", "TOO_LARGE"]);
const mendableCodes = new Set([Code.InvalidArgument, Code.PermissionDenied, Code.Unauthenticated, Code.NotFound]);

/** Exit code of a failed command: 2 when the caller can mend it, else 1. */
export function exitCodeOf(error: MeshError): 1 | 2 {
  return mendable.has(error.reason) || mendableCodes.has(errorTable[error.reason].code) ? 2 : 1;
}

/** A failure for a person: what went wrong, then what to do next. */
export function failureText(error: MeshError, lang: Lang): string {
  const row = errorTable[error.reason];
  const korean = lang === "ko";
  const what = (korean && error.messageKo) || error.message;
  return `${korean ? "오류" : "error"} ${error.reason}: ${what}\n  → ${korean ? row.nextKo : row.nextEn}\n`;
}

/** A failure for a script. */
export function failureJson(error: MeshError): string {
  const row = errorTable[error.reason];
  const { reason, message, messageKo, facts } = error;
  const body = {
    reason,
    message,
    message_ko: messageKo,
    facts,
    retryable: row.retryable,
    next: row.nextEn,
    next_ko: row.nextKo,
  };
  return `${JSON.stringify({ error: body })}\n`;
}

/** Prints a failure where it belongs and returns the exit code. */
export function reportFailure(thrown: unknown, options: { json?: boolean; lang: Lang }): 1 | 2 {
  const error = toMeshError(thrown);
  if (options.json) process.stdout.write(failureJson(error));
  else process.stderr.write(failureText(error, options.lang));
  return exitCodeOf(error);
}
