import { type Client, type CallOptions } from "@connectrpc/connect";
import { create } from "@bufbuild/protobuf";
import type { Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { CallCapabilityRequest } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { DispatchRequestSchema, type RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { durationFromMs, MeshError } from "@viba/runtime/errors";
import { newId } from "@viba/runtime/random";

/** What a single call of a capability needs. */
export type CallRouter = Pick<Client<typeof RouterService>, "dispatch" | "releaseAttempt">;

/** How long a caller waits. */
export interface CallBounds {
  readonly signal: AbortSignal;
  /** Time left of the caller's own; who can't be served within it is refused at once. Undefined: no limit. */
  readonly timeoutMs: number | undefined;
}

/** Most artifacts that one call brings along. */
const maxInputs = 64;

/** Runs one capability once, outside any run. The result is the caller's alone: its agent may forget it at once. */
export async function callOnce(
  { outputType, inputs, attributes, seed }: CallCapabilityRequest,
  tenant: string,
  router: CallRouter,
  { signal, timeoutMs }: CallBounds,
) {
  if (outputType === "") throw new MeshError("INVALID_ARGUMENT", "output_type: a full protobuf message name");
  if (inputs.length > maxInputs) throw new MeshError("INVALID_ARGUMENT", `inputs: at most ${maxInputs}`);
  const attemptId = newId("call");
  const left = new AbortController();
  const options: CallOptions = { signal: AbortSignal.any([signal, left.signal]) };
  const request = create(DispatchRequestSchema, {
    attemptId,
    want: { outputType, availableTypes: inputs.map((i) => i.type), attributes, tenant },
    inputs,
    seed,
    language: "ko",
    ...(timeoutMs === undefined ? {} : { timeout: durationFromMs(timeoutMs) }),
    fresh: true,
  });
  let decision: Decision | undefined;
  try {
    for await (const { event } of router.dispatch(request, options)) {
      if (event.case === "decision") decision = event.value;
      if (event.case === "done") return { done: event.value, ...(decision ? { decision } : {}) };
    }
  } finally {
    left.abort();
    // After a cancel too: nobody else asks for this attempt.
    const instanceId = decision?.chosenInstanceId;
    if (instanceId) router.releaseAttempt({ attemptId, instanceId }).catch(() => {});
  }
  throw new MeshError("INTERNAL", "the router ended a call without a result");
}
