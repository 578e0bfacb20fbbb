import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { CallRequestSchema, CallResponseSchema, WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { DialledLink } from "../link/dial-link.ts";
import { type ReadAnswer, wholeAnswer } from "../link/opaque-call.ts";
import { type Answer, readAnswerAt, requestOf, wantField } from "./envelope.ts";

/** What is wanted, encoded once for all calls that want the same. */
export interface PreparedWant {
  readonly field: Uint8Array;
}

/** A want ready to be asked for many times. `availableTypes` names the types of the inputs, in their order. */
export function prepareWant(want: MessageInitShape<typeof WantSchema>): PreparedWant {
  return { field: wantField(toBinary(WantSchema, create(WantSchema, want))) };
}

/** One call's own. */
export interface CallerOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** W3C trace context of the caller. */
  readonly traceparent?: string;
  /** What else a request may say. */
  readonly more?: Omit<MessageInitShape<typeof CallRequestSchema>, "want" | "inputs" | "$typeName">;
}

/** Calls whoever the mesh chooses. */
export interface Caller {
  /** The answer of the agent chosen. Rejects with a ConnectError that carries our typed detail. */
  call(want: PreparedWant, inputs: readonly Uint8Array[], options: CallerOptions): Promise<Answer>;
}

const method = "viba.router.v1.RouterService/Call";
const nothingMore = new Uint8Array(0);
const read: ReadAnswer<Answer> = (bytes, start, end, tail) =>
  readAnswerAt(bytes, start, end, tail) ?? fromBinary(CallResponseSchema, wholeAnswer(bytes, start, end, tail));

/** Calls over a link to a router, or one in this process. */
export function createCaller(link: Pick<DialledLink, "callBytes">): Caller {
  return {
    call(want, inputs, { timeoutMs, signal, traceparent, more }) {
      const rest = more ? toBinary(CallRequestSchema, create(CallRequestSchema, more)) : nothingMore;
      const payload = requestOf(want.field, rest, inputs);
      return link.callBytes({ method, payload, timeoutMs, signal, traceparent }, read);
    },
  };
}
