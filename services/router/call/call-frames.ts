import { toBinary } from "@bufbuild/protobuf";
import { CallResponseSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { readTraceparent } from "@viba/runtime/trace/traceparent-bytes";
import { capabilityField, decisionIdField, newCallView, peekCall } from "@viba/transport/call/envelope";
import type { LinkCore } from "@viba/transport/link/core";
import type { FrameView } from "@viba/transport/link/decode";
import type { PassThrough } from "@viba/transport/link/serve";
import { kept } from "@viba/transport/link/unary-call";
import { mayCall } from "@viba/transport/principal";
import type { Place } from "../admission.ts";
import type { Chooser } from "../chooser.ts";
import type { Offer } from "../core/offer-group.ts";
import { callMethod, FrameCall, type FrameCallPorts } from "./frame-call.ts";
import { createWants } from "./wants.ts";

/** What calls that come as frames need of the router, and of the process it runs in. */
export interface CallFramesPorts extends Omit<FrameCallPorts, "behindRequest" | "behindAnswer"> {
  readonly chooser: Chooser;
}

const methodBytes = Buffer.from(callMethod, "latin1");
const services = [Role.SERVICE];

/**
 * Takes the calls of RouterService/Call off a link before they are decoded: what choosing needs is read in place, and the rest goes on
 * to the agent as it is. What is out of the ordinary (a request in pieces, a caller that proves itself by a header, an attempt token,
 * fields written oddly) is left to the handler of the method, which does the same with messages.
 */
export function createCallFrames(ports: CallFramesPorts): PassThrough {
  const { chooser, clock } = ports;
  const wants = createWants(chooser);
  const request = newCallView();
  const capabilities = new WeakMap<Offer, Buffer>();
  const frames: FrameCallPorts = {
    ...ports,
    behindRequest({ choice: { chosen } }) {
      let field = capabilities.get(chosen);
      if (!field) capabilities.set(chosen, (field = capabilityField(chosen.capability.name)));
      return field;
    },
    behindAnswer: (place) => behindAnswer(place, chooser),
  };
  const accept = (view: FrameView, from: LinkCore) => {
    if (view.more || view.headers !== undefined || !isCall(view)) return undefined;
    const { principal } = from;
    if (!principal || !mayCall(principal, services)) return undefined;
    if (!peekCall(view.bytes, view.payloadStart, view.payloadEnd, request)) return undefined;
    if (request.hasToken || request.wantEnd === 0) return undefined;
    const plan = wants.read(view.bytes, request.wantStart, request.wantEnd);
    if (!plan || plan.want.availableTypes.length !== request.inputs) return undefined;
    const remote =
      view.traceparentEnd === 0 ? undefined : readTraceparent(view.bytes, view.traceparentStart, view.traceparentEnd);
    // A traceparent of a later version is for whoever reads those.
    if (view.traceparentEnd !== 0 && !remote) return undefined;
    const startMs = clock.monotonicMs();
    const { timeoutMs } = view;
    const call = new FrameCall(frames, {
      from,
      fromCall: view.call,
      request: kept(view, true),
      plan,
      priority: request.priority,
      explain: request.explain,
      endMs: timeoutMs === 0 ? Number.POSITIVE_INFINITY : startMs + timeoutMs,
      startMs,
      remote,
      timeoutMs,
    });
    call.begin();
    return call.refusal ?? call;
  };
  return { accept };
}

/** The name of the decision, and its record where that was asked for. */
export function behindAnswer({ choice }: Place, chooser: Pick<Chooser, "idOf">): Uint8Array {
  const { number, decision } = choice;
  if (!decision) return idFields(number, chooser);
  return toBinary(CallResponseSchema, {
    $typeName: "viba.router.v1.CallResponse",
    output: new Uint8Array(0),
    decisionId: decision.decisionId,
    decision,
  });
}

/** The field with the name of a decision; its digits are written over those of the one before, so it is valid until the next. */
const idFieldsOf = new WeakMap<object, Buffer>();

function idFields(number: number, chooser: Pick<Chooser, "idOf">): Buffer {
  let field = idFieldsOf.get(chooser);
  if (!field) idFieldsOf.set(chooser, (field = decisionIdField(chooser.idOf(0))));
  let rest = number;
  // The number is the end of the name, in hex digits.
  for (let at = field.length - 1; at >= field.length - 14; at--) {
    const digit = rest % 16;
    field[at] = digit < 10 ? 0x30 + digit : 0x57 + digit;
    rest = (rest - digit) / 16;
  }
  return field;
}

function isCall({ bytes, methodStart, methodEnd, routeEnd }: FrameView): boolean {
  if (routeEnd !== 0 || methodEnd - methodStart !== methodBytes.length) return false;
  // The end tells methods apart first.
  for (let at = methodBytes.length - 1; at >= 0; at--) if (bytes[methodStart + at] !== methodBytes[at]) return false;
  return true;
}
