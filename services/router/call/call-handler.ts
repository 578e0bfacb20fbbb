import { create } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { type CallRequest, type Want, WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError } from "@viba/runtime/errors";
import { whenAborted } from "@viba/transport/call-context";
import { maxCallInputs } from "@viba/transport/call/envelope";
import { mayCall, principalOf } from "@viba/transport/principal";
import type { Chooser } from "../chooser.ts";
import type { WantPlan } from "../core/plan.ts";
import { openToken } from "../core/token.ts";
import { type LaneAnswer, MessageLane, type MessageLanePorts } from "./message-lane.ts";
import { RoutedCall } from "./routed-call.ts";

/** What the handler of Call needs. */
export interface CallHandlerPorts extends MessageLanePorts {
  readonly chooser: Chooser;
  readonly tokenKey: string;
}

/** Answers a call that came as a message, and not as frames: from this process, by plain gRPC, in pieces, or from an agent. */
export function call(request: CallRequest, context: HandlerContext, ports: CallHandlerPorts): Promise<LaneAnswer> {
  const want = wantOf(request, context, ports);
  if (want.availableTypes.length !== request.inputs.length || request.inputs.length > maxCallInputs) {
    const message = `inputs: ${request.inputs.length} where available_types names ${want.availableTypes.length}; at most ${maxCallInputs}`;
    throw new MeshError("INVALID_ARGUMENT", message);
  }
  const { clock, chooser } = ports;
  const timeoutMs = context.timeoutMs();
  const startMs = clock.monotonicMs();
  const endMs = timeoutMs === undefined ? Number.POSITIVE_INFINITY : startMs + timeoutMs;
  return new Promise((resolve, reject) => {
    const lane = new MessageLane(request, want, ports, endMs, resolve, (error) => settle(() => reject(error)));
    const { priority, explain } = request;
    const routed = new RoutedCall(ports, { plan: planOf(want, chooser), priority, endMs, explain }, lane);
    let left = false;
    const deaf = whenAborted(context, (reason) => {
      left = true;
      lane.drop();
      routed.cancelled();
      reject(reason as Error);
    });
    if (left) return;
    const settle = (then: () => void) => {
      deaf();
      then();
    };
    lane.routed = routed;
    lane.settle = settle;
    routed.begin(startMs);
  });
}

/** Plans of wants that came by reference: messages are read-only, so the same want means the same. */
const plans = new WeakMap<Want, { readonly chooser: Chooser; readonly plan: WantPlan }>();

function planOf(want: Want, chooser: Chooser): WantPlan {
  const known = plans.get(want);
  const plan = known?.chooser === chooser ? chooser.current(known.plan) : chooser.plan(want);
  if (plan !== known?.plan) plans.set(want, { chooser, plan });
  return plan;
}

/** The want with the tenant that the caller has proven. */
function wantOf({ want, attemptToken }: CallRequest, context: HandlerContext, { tokenKey, clock }: CallHandlerPorts) {
  if (!want || want.outputType === "") throw new MeshError("INVALID_ARGUMENT", "want.output_type: missing");
  if (mayCall(principalOf(context), [Role.SERVICE])) return want;
  const claims = openToken(attemptToken, tokenKey, clock.nowMs());
  if (!claims) throw new MeshError("DENIED", "the attempt token is missing, forged or out of date");
  return create(WantSchema, { ...want, tenant: claims.tenant });
}
