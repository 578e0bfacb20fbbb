/** Contract versions this SDK speaks. */
export const contractVersions = [1] as const;

const KiB = 1024;
const MiB = 1024 * KiB;

/** Bounds of what an agent takes, makes and keeps, in bytes and counts. */
export const limits = {
  /** Larger content travels as a digest. */
  inlineBytes: 256 * KiB,
  /** A piece of a blob on the way. */
  chunkBytes: 256 * KiB,
  /** One artifact or file: what a mesh passes on in one message. */
  contentBytes: 16 * MiB,
  /** Files of one result. */
  files: 64,
  /** Results kept until they are acknowledged. */
  keptResults: 256,
  /** The same in bytes, over all of them. */
  keptBytes: 64 * MiB,
  /** Attempts that wait for a worker; one more is refused as OVERLOADED. */
  queuedAttempts: 64,
  /** A value of shared memory. */
  memoryValueBytes: 64 * KiB,
  /** Letters of an attempt's name. */
  nameChars: 256,
} as const;

/** Times of an agent in milliseconds. */
export const times = {
  /** An attempt without a time-out of its own. */
  attemptMs: 60_000,
  /** From the abort signal to the end of the worker. */
  cancelGraceMs: 2_000,
  /** What runs may finish while the agent drains. */
  drainMs: 30_000,
  /** Results nobody has fetched may still be asked for while the agent drains. */
  unfetchedMs: 5_000,
  /** Calls in flight may end when the agent leaves its router. */
  leaveMs: 500,
  /** Between two shipments of spans. */
  spansMs: 200,
  /** One call to the router. */
  routerCallMs: 5_000,
} as const;
