/**
 * Told of the bytes of long messages as they pass. V8 counts the buffers they pass through as old memory from the start, and a
 * small heap then makes a full collection every few MiB, for which every small call waits. A collection of the young ones alone,
 * made in time, frees them all for a fraction of that.
 */
export interface YoungMemory {
  /** Bytes of a long message's piece have come or left. */
  moved(bytes: number): void;
}

/** What a young memory needs. */
export interface YoungMemoryOptions {
  /** Bytes between two collections. */
  readonly everyBytes?: number;
  /** Runs `task` soon: frames that were made leave before the collection. */
  readonly later: (task: () => void) => void;
  /** Collects the young generation. */
  readonly collect?: () => void;
}

/** Each byte takes three of buffers. A collection of few is short, and memory that comes back soon is still in the processor's cache. */
export const youngMemoryDefaults = { everyBytes: 1024 * 1024 } as const;

/** Pieces below this are no bulk: what they leave behind is little beside what every call does. */
export const leastBulkBytes = 16 * 1024;

/** Counts until it is time to collect. Shared by the links of a process. */
export function createYoungMemory(options: YoungMemoryOptions): YoungMemory {
  const { everyBytes, later, collect = collectYoung } = { ...youngMemoryDefaults, ...options };
  let moved = 0;
  let due = false;
  const run = () => {
    due = false;
    moved = 0;
    collect();
  };
  return {
    moved(bytes) {
      if (bytes < leastBulkBytes) return;
      moved += bytes;
      if (due || moved < everyBytes) return;
      due = true;
      later(run);
    },
  };
}

/** V8's own, in processes that were started with it (`nodeFlags`): flags must not change while threads run. Others do without. */
function collectYoung(): void {
  void globalThis.gc?.({ type: "minor" });
}
