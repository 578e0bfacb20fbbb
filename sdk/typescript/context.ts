import type { DescMessage, Message, MessageShape } from "@bufbuild/protobuf";
import type { Random } from "@viba/runtime/random";

/** Blobs by digest: what is too large for a message, or read again by others. */
export interface Artifacts {
  /** Reads the bytes a digest names; refused when they don't match it. */
  read(digest: string): Promise<Uint8Array>;
  /** Stores bytes; they are durable when the digest (lower-case hex SHA-256) comes back. */
  write(bytes: Uint8Array): Promise<string>;
}

/** A value of the run's shared memory. */
export interface MemoryValue {
  readonly value: Uint8Array;
  /** Counts the writes; 0 means there is none. */
  readonly revision: bigint;
}

/** Small values that the agents of one run share. */
export interface Memory {
  /** Reads a value; revision 0 and no bytes when there is none. */
  get(key: string): Promise<MemoryValue>;
  /**
   * Writes at most 64 KiB if the revision is still the expected one (0: there is none yet) and answers the new
   * revision; otherwise it is refused with CONFLICT: read again and decide anew.
   */
  put(key: string, value: Uint8Array, expectedRevision: bigint): Promise<bigint>;
}

/** A message and its schema: what another agent is given. */
export interface Given {
  readonly schema: DescMessage;
  readonly message: Message;
}

/** How an agent is asked. */
export interface AskOptions {
  /** Facts of the goal, for the conditions of those who promise it. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** Agents that must not be chosen, by id; who asks never is. */
  readonly without?: readonly string[];
  /** Most time in milliseconds; the attempt's own ends it in any case. */
  readonly timeoutMs?: number;
}

/** The other agents of the mesh. */
export interface Agents {
  /**
   * Has a message made by the agent that the router chooses, and waits: one question, one answer, nothing kept. At most 64
   * inputs. Refused as the router refuses any call (NO_CAPABLE_AGENT, OVERLOADED, DEADLINE …); who answers a call can't ask on.
   */
  ask<O extends DescMessage>(output: O, given: readonly Given[], options?: AskOptions): Promise<MessageShape<O>>;
}

/** Tells how far an attempt is: a fraction from 0 to 1, and what happens now in Korean and English. */
export type ReportProgress = (fraction: number, messageKo?: string, messageEn?: string) => void;

/** Which attempt it is; a log line or an effect's idempotency key wants it. */
export interface AttemptNames {
  readonly attemptId: string;
  readonly runId: string;
  readonly stepId: string;
}

/** What a handler gets. */
export interface RunContext<Inputs> extends AttemptNames {
  readonly inputs: Inputs;
  readonly progress: ReportProgress;
  /** Aborts when the attempt is cancelled or out of time. A handler that goes on is ended with its worker after 2 s. */
  readonly signal: AbortSignal;
  /** Seed of every random choice. */
  readonly seed: bigint;
  /** Numbers in [0, 1) from the seed: the same seed, the same sequence. */
  readonly random: Random;
  /** Language for texts to people. */
  readonly language: "ko" | "en";
  readonly artifacts: Artifacts;
  readonly memory: Memory;
  readonly agents: Agents;
}
