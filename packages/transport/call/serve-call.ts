import { fromBinary } from "@bufbuild/protobuf";
import { AgentService, CallRequestSchema, CallWantSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { MeshError } from "@viba/runtime/errors";
import type { CallContext } from "../call-context.ts";
import { createNames } from "../link/names.ts";
import type { OpaqueRoute } from "../link/served-call.ts";
import { answerOf, newCallView, peekCall } from "./envelope.ts";

/** What a call asks of an agent. Inputs may share memory with what came with them: copy what is kept. */
export interface AgentCall {
  readonly outputType: string;
  readonly capability: string;
  readonly tenant: string;
  /** Types of the inputs, in their order. */
  readonly types: readonly string[];
  readonly inputs: readonly Uint8Array[];
  readonly callId: string;
  readonly seed: bigint;
  readonly language: string;
}

/** Makes the serialised output. */
export type CallHandler = (call: AgentCall, context: CallContext) => Uint8Array | Promise<Uint8Array>;

type Want = Pick<AgentCall, "outputType" | "tenant" | "types">;

/** Wants remembered by their text; when there are more all are forgotten. */
const maxWants = 512;

/** Serves AgentService/Call on a link, reading the request in place. Guard it as every route. */
export function callRoute(handler: CallHandler): OpaqueRoute {
  const view = newCallView();
  const names = createNames();
  const wants = new Map<string, Want>();
  const wantAt = (bytes: Buffer, start: number, end: number): Want => {
    const key = bytes.toString("latin1", start, end);
    const known = wants.get(key);
    if (known) return known;
    const { outputType, tenant, availableTypes: types } = fromBinary(CallWantSchema, bytes.subarray(start, end));
    if (wants.size >= maxWants) wants.clear();
    const want = { outputType, tenant, types };
    wants.set(key, want);
    return want;
  };
  const read = (payload: Uint8Array): AgentCall => {
    const bytes = payload as Buffer;
    if (!peekCall(bytes, 0, bytes.length, view) || view.wantEnd === 0) return decoded(bytes);
    const { callIdStart, callIdEnd, capabilityStart, capabilityEnd, languageStart, languageEnd, seed } = view;
    const inputs: Uint8Array[] = [];
    for (let at = 0; at < view.inputs; at++) {
      inputs.push(bytes.subarray(view.inputRanges[at * 2], view.inputRanges[at * 2 + 1]));
    }
    const { outputType, tenant, types } = wantAt(bytes, view.wantStart, view.wantEnd);
    return {
      outputType,
      tenant,
      types,
      inputs,
      seed,
      capability: capabilityEnd === 0 ? "" : names.read(bytes, capabilityStart, capabilityEnd),
      callId: callIdEnd === 0 ? "" : bytes.toString("utf8", callIdStart, callIdEnd),
      language: languageEnd === 0 ? "" : names.read(bytes, languageStart, languageEnd),
    };
  };
  return {
    method: AgentService.method.call,
    handler(payload, context) {
      const output = handler(read(payload), context);
      return output instanceof Promise ? output.then(answerOf) : answerOf(output);
    },
  };
}

function decoded(bytes: Uint8Array): AgentCall {
  try {
    const { want, callId, seed, language, capability, inputs } = fromBinary(CallRequestSchema, bytes);
    const { outputType = "", tenant = "", availableTypes: types = [] } = want ?? {};
    return { outputType, tenant, types, capability, callId, seed, language, inputs };
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", "a request that is no viba.agent.v1.CallRequest", { cause });
  }
}
