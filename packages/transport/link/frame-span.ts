import { type IdentitySlot, newIdentitySlot, traceparentText } from "@viba/runtime/trace/identity";
import { RemoteSpan } from "@viba/runtime/trace/remote-span";
import { isSpan, readSpan, type SpanId, writeOwnId } from "@viba/runtime/trace/span-bytes";
import { readIdentity, writeSpanId } from "@viba/runtime/trace/traceparent-bytes";
import type { LinkCore } from "./core.ts";
import { copyFrame, type FrameView, traceparentOf } from "./decode.ts";
import type { OutFrame } from "./frame.ts";
import { protocolOfSpans } from "./limits.ts";

/** Whether a call says of its caller's span, as ids or as text. */
export function namesSpan(view: FrameView): boolean {
  return view.spanEnd !== 0 || view.traceparentEnd !== 0;
}

/** Reads the caller's span; false without one, and where text of another version than 00 has it. */
export function readSpanOf(view: FrameView, into: IdentitySlot): boolean {
  if (view.spanEnd !== 0) return isSpan(readSpan(view.bytes, view.spanStart, into));
  return readIdentity(view.bytes, view.traceparentStart, view.traceparentEnd, into);
}

const read = newIdentitySlot();

/** The caller's span, as `readSpanOf` reads it. */
export function spanOf(view: FrameView): RemoteSpan | undefined {
  return readSpanOf(view, read) ? new RemoteSpan(read) : undefined;
}

/** Puts another span's id in place of the caller's, whose trace it is of. */
export function replaceSpan(view: FrameView, by: SpanId): void {
  if (view.spanEnd !== 0) writeOwnId(view.bytes, view.spanStart, by);
  else writeSpanId(view.bytes, view.traceparentStart, by);
}

/** The caller's span as a W3C traceparent; "" without one. */
export function spanTextOf(view: FrameView): string {
  if (view.spanEnd === 0) return traceparentOf(view);
  return isSpan(readSpan(view.bytes, view.spanStart, read)) ? traceparentText(read) : "";
}

/** Whether the peer takes spans as ids. */
export function takesSpans({ peer }: Pick<LinkCore, "peer">): boolean {
  return peer === undefined || peer.protocol >= protocolOfSpans;
}

/** Makes a frame's span text for a peer that takes no ids. */
export function toldAsText(frame: OutFrame): OutFrame {
  if (frame.trace !== undefined && frame.traceparent === "") frame.traceparent = traceparentText(frame.trace);
  frame.trace = undefined;
  return frame;
}

/** A call that came from elsewhere, for a peer that takes no ids of spans. */
export function passedAsText(view: FrameView, call: number): OutFrame {
  return toldAsText({ ...copyFrame(view), call });
}
