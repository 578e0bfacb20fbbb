/** What happened in a run, as it is handed in. */
export interface JournalRecord {
  runId: string;
  kind: string;
  /** Unique within its run, for example "step/plan/1"; undefined for records that may repeat. */
  key: string | undefined;
  body: Uint8Array;
  /** Wall time for people; order comes from `seq`. */
  atMs: number;
}

/** A record as it is kept. */
export interface StoredRecord extends JournalRecord {
  /** Position in the whole journal; increases, may have gaps, is never given twice. */
  seq: number;
}

/** The head of a run. */
export interface RunRow {
  runId: string;
  state: string;
  /** Who holds or last held the lease; empty if nobody does. */
  owner: string;
  /** Number of the lease; grows by one whenever the owner changes. */
  epoch: number;
  admittedAtMs: number;
  summary: Uint8Array;
}

/** Names a lease: who holds it and under which number. */
export interface Holder {
  owner: string;
  epoch: number;
}

/** A run to be taken in. */
export interface Admission {
  runId: string;
  state: string;
  summary: Uint8Array;
  atMs: number;
}

/** Which runs to list. */
export interface RunFilter {
  states?: string[];
  limit: number;
  /** Only runs admitted before this wall time. */
  beforeMs?: number;
}

/**
 * The durable log of runs. What it acknowledged survives kill -9 and power loss.
 * Records of a run that is unknown (or pruned) are refused with NOT_FOUND; a damaged record with DAMAGED_RECORD,
 * a full queue with OVERLOADED, a failing disk with STORAGE_FAILED, an oversized body with TOO_LARGE.
 */
export interface Journal extends AsyncDisposable {
  /**
   * Takes a run in; durable when resolved. The same runId again is false if kinds, keys and bodies of `first` are
   * equal (times, state and summary are not compared), else CONFLICT. All records of `first` must be of this run.
   */
  admit(run: Admission, first: JournalRecord[]): Promise<boolean>;
  /** Appends results, all or none; true for each that was stored, false where its key exists already. Needs no lease. */
  append(records: JournalRecord[]): Promise<boolean[]>;
  /**
   * Appends decisions and changes the run, all or none. NOT_OWNER unless `holder` holds the lease, compared inside the same
   * transaction. A lease that ran out but that nobody else took still decides: nobody can have decided in between.
   */
  decide(
    runId: string,
    holder: Holder,
    records: JournalRecord[],
    change?: { state?: string; summary?: Uint8Array },
  ): Promise<boolean[]>;
  /**
   * Takes or renews the lease and returns its epoch; undefined while somebody else holds it. Expiry uses the store's clock.
   * An owner's name belongs to one start of one process, so that a new start never shares an epoch with the old one.
   */
  lease(runId: string, owner: string, ttlMs: number): Promise<number | undefined>;
  /** Gives the lease back; does nothing if `holder` no longer holds it. */
  release(runId: string, holder: Holder): Promise<void>;
  /** The head of a run. */
  run(runId: string): Promise<RunRow | undefined>;
  /** Heads of runs, newest first. */
  runs(filter: RunFilter): Promise<RunRow[]>;
  /** All records of a run in order. */
  records(runId: string): Promise<StoredRecord[]>;
  /** Records after `cursor` (0 is the beginning) in order, at most `limit` and some MiB, and the cursor to go on from. */
  read(cursor: number, limit: number): Promise<{ records: StoredRecord[]; cursor: number }>;
  /** Deletes runs in one of `finishedStates` admitted before `beforeMs`, with their records and shared memory; returns how many. */
  prune(beforeMs: number, finishedStates: string[]): Promise<number>;
  /** A value of the shared memory; the scope is a run id. */
  memoryGet(scope: string, key: string): Promise<{ value: Uint8Array; revision: number } | undefined>;
  /** Writes a value if its revision is still the expected one (undefined or 0: there is none); returns the new revision, undefined on a mismatch. */
  memoryPut(
    scope: string,
    key: string,
    value: Uint8Array,
    expectedRevision: number | undefined,
  ): Promise<number | undefined>;
}
