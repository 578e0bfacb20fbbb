import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { ErrorDetailSchema } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { fromDetail, type MeshError, toDetail } from "@viba/runtime/errors";
import type { SpanRecord } from "@viba/runtime/trace/record";
import type { AttemptNames } from "./context.ts";

/** Serialised bytes in a buffer of their own, so that they can be handed to the other thread without a copy. */
export type OwnBytes = Uint8Array<ArrayBuffer>;

/** An input on its way to the worker. */
export interface WireInput {
  readonly type: string;
  /** Lower-case hex SHA-256 the bytes must have; empty when the caller gave none. */
  readonly digest: string;
  readonly bytes: OwnBytes;
}

/** One attempt for a worker. */
export interface RunRequest extends AttemptNames {
  readonly capability: string;
  readonly inputs: readonly WireInput[];
  readonly seed: bigint;
  readonly language: string;
  /** W3C trace context of the attempt's span; empty outside a trace. */
  readonly traceparent: string;
}

/** Content with its digest, as a worker made it. */
export interface WireContent {
  readonly digest: string;
  readonly bytes: OwnBytes;
}

/** What a worker made of an attempt. */
export interface RunResult {
  readonly type: string;
  readonly output: WireContent;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly content: WireContent }[];
  /** Serialised viba.core.v1.Assessment, if the agent judges. */
  readonly assessment: Uint8Array | undefined;
  readonly durationMs: number;
  readonly cpuMs: number;
}

/** How far an attempt is. */
export interface WireProgress {
  readonly fraction: number;
  readonly messageKo: string;
  readonly messageEn: string;
}

/** An error that crosses the threads with its reason and facts. */
export interface WireError {
  readonly message: string;
  /** Serialised viba.error.v1.ErrorDetail. */
  readonly detail: Uint8Array;
}

/** What a handler asks of the mesh; the host makes the call. */
export type HostCall = StoreCall | { readonly op: "askAgents"; readonly question: WireQuestion };

/** What it asks of the mesh's store. */
export type StoreCall =
  | { readonly op: "readBlob"; readonly digest: string }
  | { readonly op: "writeBlob"; readonly digest: string; readonly bytes: OwnBytes }
  | { readonly op: "readValue"; readonly key: string }
  | { readonly op: "writeValue"; readonly key: string; readonly value: OwnBytes; readonly expectedRevision: bigint };

/** A question to another agent. */
export interface WireQuestion {
  readonly outputType: string;
  /** Types of the inputs, in their order. */
  readonly types: readonly string[];
  readonly inputs: readonly OwnBytes[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly without: readonly string[];
  /** 0: as long as the attempt has. */
  readonly timeoutMs: number;
  /** W3C trace context of what asks; empty outside a trace. */
  readonly traceparent: string;
}

/** Answer to a `HostCall`. */
export interface HostAnswer {
  readonly bytes: OwnBytes;
  readonly revision: bigint;
}

/** From the host to a worker. `job` numbers the attempts of that worker. */
export type ToWorker =
  | { readonly kind: "run"; readonly job: number; readonly request: RunRequest }
  | { readonly kind: "cancel"; readonly job: number; readonly error: WireError }
  | { readonly kind: "answer"; readonly call: number; readonly answer: HostAnswer }
  | { readonly kind: "refused"; readonly call: number; readonly error: WireError };

/** From a worker to the host. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly job: number; readonly progress: WireProgress }
  | { readonly kind: "done"; readonly job: number; readonly result: RunResult }
  | { readonly kind: "failed"; readonly job: number; readonly error: WireError }
  | { readonly kind: "call"; readonly job: number; readonly call: number; readonly ask: HostCall }
  | { readonly kind: "spans"; readonly spans: readonly SpanRecord[]; readonly dropped: number };

/** What a worker is started with; tells a worker of ours from a worker the agent itself starts. */
export interface WorkerStart {
  readonly vibaAgentWorker: true;
  readonly service: string;
  readonly instance: string;
}

/** Whether a thread's start data says that it is a worker of ours. */
export function isWorkerStart(data: unknown): data is WorkerStart {
  return typeof data === "object" && data !== null && (data as Partial<WorkerStart>).vibaAgentWorker === true;
}

/** An error ready to cross. */
export function toWireError(error: MeshError): WireError {
  return { message: error.message, detail: toBinary(ErrorDetailSchema, toDetail(error)) };
}

/** An error that has crossed. */
export function fromWireError(error: WireError): MeshError {
  return fromDetail(fromBinary(ErrorDetailSchema, error.detail), error.message);
}

/** A copy in a buffer of its own: bytes of a received message are views on the whole message. */
export function ownBytes(bytes: Uint8Array): OwnBytes {
  return new Uint8Array(bytes);
}
