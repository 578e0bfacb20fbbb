import type { ReasonName } from "@viba/runtime/error-table";

/** A refusal that crosses a thread as plain data. */
export interface Refusal {
  reason: ReasonName;
  message: string;
  facts: Record<string, string>;
}

/** A refusal thrown inside the engine; the thread that asked turns it into a MeshError. */
export class RefusalError extends Error implements Refusal {
  override readonly name = "RefusalError";
  readonly reason: ReasonName;
  readonly facts: Record<string, string>;

  constructor(reason: ReasonName, message: string, facts: Record<string, string> = {}) {
    super(message);
    this.reason = reason;
    this.facts = facts;
  }
}

/** The refusal of whatever concerns a run that was never admitted, or was pruned. */
export function unknownRun(runId: string): RefusalError {
  return new RefusalError("NOT_FOUND", `the journal has no run ${runId}`, { run: runId });
}

/** SQLite's primary result codes that mean something to a caller. */
const reasons: Record<number, { reason: ReasonName; message: string }> = {
  // Our statements are sound, so a wrong one means that the tables in the file are not those we made.
  1: { reason: "DAMAGED_RECORD", message: "the journal file lacks its tables" },
  5: { reason: "DATA_FOLDER_TAKEN", message: "another process has the journal open" },
  8: { reason: "DATA_FOLDER_UNWRITABLE", message: "the journal cannot be written" },
  10: { reason: "STORAGE_FAILED", message: "the disk failed" },
  11: { reason: "DAMAGED_RECORD", message: "the journal file is damaged" },
  13: { reason: "STORAGE_FAILED", message: "the disk is full, or the journal has reached its limit" },
  14: { reason: "DATA_FOLDER_UNWRITABLE", message: "the journal cannot be opened" },
  26: { reason: "DAMAGED_RECORD", message: "the journal file is not a journal" },
};

/** SQLite's primary result code of an error, undefined if it is none of SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === "number" ? code & 0xff : undefined;
}

/** Any thrown value as a refusal. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof RefusalError) {
    return { reason: error.reason, message: error.message, facts: error.facts };
  }
  const text = error instanceof Error ? error.message : String(error);
  const row = reasons[sqliteCode(error) ?? -1];
  if (row) return { reason: row.reason, message: `${row.message}: ${text}`, facts: {} };
  return { reason: "INTERNAL", message: `the journal failed: ${text}`, facts: {} };
}
