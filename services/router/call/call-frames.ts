import { toBinary } from "@bufbuild/protobuf";
import { CallResponseSchema, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { toConnectError } from "@viba/runtime/errors";
import type { Span } from "@opentelemetry/api";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { capabilityField, decisionIdField, newCallView, peekCall } from "@viba/transport/call/envelope";
import { createAborts } from "@viba/transport/link/aborts";
import { createDeadlines } from "@viba/transport/link/deadlines";
import type { FrameView } from "@viba/transport/link/decode";
import { spanOf } from "@viba/transport/link/frame-span";
import { maxPieceBytes } from "@viba/transport/link/limits";
import type { PassThrough } from "@viba/transport/link/serve";
import { kept } from "@viba/transport/link/unary-call";
import type { BytesLane } from "@viba/transport/local";
import { mayCall, type Principal } from "@viba/transport/principal";
import type { Place } from "../admission.ts";
import type { Chooser } from "../chooser.ts";
import type { Offer } from "../core/offer-group.ts";
import { type CalledBy, type CallerEnd, LinkCaller } from "./caller-end.ts";
import type { WantPlan } from "../core/plan.ts";
import { callMethod, FrameCall, type FrameCallPorts } from "./frame-call.ts";
import { LocalCaller, type LocalCallers } from "./local-caller.ts";
import { createWants } from "./wants.ts";

/** What calls that come as frames need of the router, and of the process it runs in. */
export interface CallFramesPorts extends Omit<FrameCallPorts, "behindRequest" | "behindAnswer"> {
  readonly chooser: Chooser;
}

/** Calls of RouterService/Call that are taken before they are decoded. */
export interface CallFrames extends PassThrough, BytesLane {}

const methodBytes = Buffer.from(callMethod, "latin1");
const services = [Role.SERVICE];
/** Longest request that goes on to an agent as one frame, with room for what is put behind it. */
const maxRequestBytes = maxPieceBytes - 1024;

/**
 * Takes the calls of RouterService/Call off a link, or from a part of this process, before they are decoded: what choosing needs is
 * read in place, and the rest goes on to the agent as it is. What is out of the ordinary (a request in pieces, a caller that proves
 * itself by a header, an attempt token, fields written oddly) is left to the handler of the method, which does the same with messages.
 */
export function createCallFrames(ports: CallFramesPorts): CallFrames {
  const { chooser, clock } = ports;
  const wants = createWants(chooser);
  const request = newCallView();
  const capabilities = new WeakMap<Offer, Buffer>();
  // The one who may has called before, most likely.
  let trusted: Principal | undefined;
  const mayAsk = (principal: Principal): boolean => {
    if (principal === trusted) return true;
    const may = mayCall(principal, services);
    if (may) trusted = principal;
    return may;
  };
  const callers: LocalCallers = { deadlines: createDeadlines(clock), aborts: createAborts() };
  const frames: FrameCallPorts = {
    ...ports,
    behindRequest({ choice: { chosen } }) {
      let field = capabilities.get(chosen);
      if (!field) capabilities.set(chosen, (field = capabilityField(chosen.capability.name)));
      return field;
    },
    behindAnswer: (place) => behindAnswer(place, chooser),
  };
  /** What the request that lies there wants; undefined leaves it to the handler. Other fields of it are in `request` then. */
  const read = (bytes: Buffer, start: number, end: number): WantPlan | undefined => {
    if (end - start > maxRequestBytes || !peekCall(bytes, start, end, request)) return undefined;
    if (request.hasToken || request.wantEnd === 0) return undefined;
    const plan = wants.read(bytes, request.wantStart, request.wantEnd);
    return plan && plan.want.availableTypes.length === request.inputs ? plan : undefined;
  };
  /** The call of the request that was just read. */
  const callOf = (
    caller: CallerEnd & { call: CalledBy | undefined },
    plan: WantPlan,
    bytes: Buffer,
    timeoutMs: number,
    above: Span | undefined,
  ): FrameCall => {
    const startMs = clock.monotonicMs();
    const { priority, explain } = request;
    const endMs = timeoutMs === 0 ? Number.POSITIVE_INFINITY : startMs + timeoutMs;
    const call = new FrameCall(
      frames,
      { request: bytes, plan, priority, explain, endMs, startMs, above, timeoutMs },
      caller,
    );
    caller.call = call;
    call.begin();
    return call;
  };
  return {
    method: RouterService.method.call,
    accept(view, from) {
      if (view.more || view.headers !== undefined || !isCall(view)) return undefined;
      const { principal } = from;
      if (!principal || !mayAsk(principal)) return undefined;
      const plan = read(view.bytes, view.payloadStart, view.payloadEnd);
      if (!plan) return undefined;
      const above = spanOf(view);
      // A traceparent of a later version is for whoever reads those.
      if (view.traceparentEnd !== 0 && !above) return undefined;
      const caller = new LinkCaller(from, view.call);
      return callOf(caller, plan, kept(view, true), view.timeoutMs, above).refusal ?? caller;
    },
    callBytes({ payload, timeoutMs, signal, above }, principal, answer) {
      if (!mayAsk(principal)) return undefined;
      const bytes = payload as Buffer;
      const plan = read(bytes, 0, bytes.length);
      if (!plan) return undefined;
      return new Promise((resolve, reject) => {
        const caller = new LocalCaller(callers, signal, answer, resolve, reject);
        const { refusal } = callOf(caller, plan, bytes, timeoutMs ?? 0, above);
        if (refusal) reject(toConnectError(refusal));
      });
    },
  };
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
