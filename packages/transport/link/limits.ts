/** Newest protocol this program speaks. */
export const protocolNewest = 2;

/** Oldest protocol this program still speaks. */
export const protocolOldest = 1;

/** From this one on a call's span travels as its ids instead of as text. */
export const protocolOfSpans = 2;

/** A frame's payload, bytes: longer messages go in pieces, so that a small call waits behind at most one of them. */
export const maxPieceBytes = 64 * 1024;

/** A frame without its payload, bytes: method, route, headers, error text and details together. */
export const maxOverheadBytes = 16 * 1024;

/** A batch, bytes: large enough that a write costs little beside its bytes, small enough to be one buffer. */
export const maxBatchBytes = 256 * 1024;

/** What a `message` frame costs of the credit beside its payload: a queue of empty messages takes memory too. */
export const messageCostBytes = 128;

/** Least credit an end may grant, so that every piece can be sent some time. */
export const leastCreditBytes = maxPieceBytes + messageCostBytes;

/** What an end grants and takes; its hello says so to the peer. */
export interface LinkLimits {
  /** Bytes of `message` frames the peer may have under way on the link. */
  readonly linkCreditBytes: number;
  /** The same for one call. */
  readonly callCreditBytes: number;
  /** Largest message taken. */
  readonly maxMessageBytes: number;
  /** Calls of the peer that may run here at a time. */
  readonly maxCalls: number;
  /** Incomplete messages held for the peer before only the oldest of them may grow. */
  readonly assemblyBytes: number;
}

/** Thirty-two slow readers fill the link's window; an artifact of 16 MiB fits a message with its envelope. */
export const linkLimitDefaults: LinkLimits = {
  linkCreditBytes: 8 * 1024 * 1024,
  callCreditBytes: 256 * 1024,
  maxMessageBytes: 20 * 1024 * 1024,
  maxCalls: 4096,
  assemblyBytes: 64 * 1024 * 1024,
};

/** When silence means what. */
export interface LinkTimes {
  /** Between pings. */
  readonly pingMs: number;
  /** Silence after which no new calls are begun. */
  readonly suspectMs: number;
  /** Silence after which the link is ended. */
  readonly deadMs: number;
}

/** A lease lives three seconds; ten are more than any pause of a healthy event loop. */
export const linkTimeDefaults: LinkTimes = { pingMs: 1000, suspectMs: 3000, deadMs: 10_000 };
