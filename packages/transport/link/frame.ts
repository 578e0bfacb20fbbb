import type { SpanIdentity } from "@viba/runtime/trace/identity";
import { FrameKind } from "@viba/contracts/gen/viba/link/v1/link_pb";

export { FrameKind };

/** A header or trailer as it travels: lower-case name, value. */
export type HeaderPair = readonly [name: string, value: string];

/** An error detail as it travels: type URL and bytes of a google.protobuf.Any. */
export interface AnyDetail {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** A frame to be sent. Which fields count depends on the kind; the others keep their defaults. */
export interface OutFrame {
  call: number;
  kind: number;
  method: string;
  route: string;
  timeoutMs: number;
  payload: Uint8Array;
  /** Bytes behind those of the payload: what is added to a message that is passed on. */
  tail: Uint8Array;
  more: boolean;
  last: boolean;
  headers: readonly HeaderPair[];
  traceparent: string;
  /** The caller's span, where no text says more of it. */
  trace: SpanIdentity | undefined;
  code: number;
  text: string;
  details: readonly AnyDetail[];
  keepTrace: boolean;
  amount: number;
  /** Encoded Hello; empty when there is none. */
  hello: Uint8Array;
  /** A frame passed on: its fields behind the call number, already encoded. Other fields don't count then. */
  raw: Uint8Array;
}

/** No bytes; shared, since nobody can write to it. */
export const noBytes = new Uint8Array(0);

/** A frame with every field at its default. All frames have the same shape, which keeps the codec fast. */
export function newFrame(kind: number, call: number): OutFrame {
  return {
    call,
    kind,
    method: "",
    route: "",
    timeoutMs: 0,
    payload: noBytes,
    tail: noBytes,
    more: false,
    last: false,
    headers: noPairs,
    traceparent: "",
    trace: undefined,
    code: 0,
    text: "",
    details: noDetails,
    keepTrace: false,
    amount: 0,
    hello: noBytes,
    raw: noBytes,
  };
}

/** No headers. */
export const noPairs: readonly HeaderPair[] = [];

const noDetails: readonly AnyDetail[] = [];
