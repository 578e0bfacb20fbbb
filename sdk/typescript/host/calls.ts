import type { CallRequest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { HandlerContext } from "@connectrpc/connect";
import type { Clock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { traceparentOf } from "@viba/runtime/trace/context";
import type { AgentCall } from "@viba/transport/call/serve-call";
import type { AnyCapability } from "../capability.ts";
import { type AgentDefinition, findCapability } from "../definition.ts";
import { limits, times } from "../limits.ts";
import { ownBytes, type RunResult, type WireInput } from "../wire.ts";
import { unknownCapability } from "../worker/execute.ts";
import type { Pool } from "./pool.ts";

/** Calls that this process answers at once: nothing of them is kept. */
export interface Calls {
  answer(call: AgentCall, context: Pick<HandlerContext, "signal" | "timeoutMs">): Promise<Uint8Array>;
  /** Takes no new calls from now on. */
  drain(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
  running(): number;
}

/** What answering calls needs. */
export interface CallsOptions {
  readonly definition: AgentDefinition;
  readonly pool: Pool;
  readonly clock: Clock;
}

/** Runs calls on the same threads as attempts. */
export function createCalls({ definition, pool, clock }: CallsOptions): Calls {
  let running = 0;
  let draining = false;
  let wake = () => {};
  const run = async (
    capability: AnyCapability,
    call: AgentCall,
    context: Pick<HandlerContext, "signal" | "timeoutMs">,
  ) => {
    const own = capability.timeoutMs ?? times.attemptMs;
    const limitMs = Math.min(own, context.timeoutMs() ?? own);
    const { output } = await submitted(capability, call, context.signal, limitMs);
    return output.bytes;
  };
  const submitted = (capability: AnyCapability, call: AgentCall, signal: AbortSignal, limitMs: number) =>
    new Promise<RunResult>((resolve, reject) => {
      const cancel = pool.submit({
        request: {
          ...{ attemptId: call.callId, runId: "", stepId: "", capability: capability.name },
          inputs: inputsOf(capability, call),
          seed: call.seed,
          language: call.language,
          traceparent: traceparentOf() ?? "",
        },
        maxConcurrency: capability.maxConcurrency ?? 1,
        progress: () => {},
        ask: () =>
          Promise.reject(
            new MeshError("DENIED", "a call belongs to no run: it reaches no artifacts, no memory and no other agents"),
          ),
        done: (result) => settle(() => resolve(result)),
        failed: (error) => settle(() => reject(error)),
      });
      const abort = () => cancel(toMeshError(signal.reason));
      const timer = clock.after(limitMs, () =>
        cancel(
          new MeshError("DEADLINE", `${capability.name} took longer than ${Math.round(limitMs)} ms`, {
            messageKo: `${capability.name}: 정해진 시간을 넘겼습니다`,
            facts: { capability: capability.name },
          }),
        ),
      );
      const settle = (then: () => void) => {
        timer.cancel();
        signal.removeEventListener("abort", abort);
        then();
      };
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort, { once: true });
    });

  return {
    async answer(call, context) {
      const capability = findCapability(definition, call.capability);
      if (!capability) throw unknownCapability(definition, call.capability);
      if (draining) throw new MeshError("DRAINING", `${definition.id} drains and takes no new calls`);
      if (pool.counts().queued >= limits.queuedAttempts) {
        throw new MeshError("OVERLOADED", `${definition.id} has ${limits.queuedAttempts} calls waiting`, {
          messageKo: "에이전트에 대기 중인 작업이 너무 많습니다",
          retryAfterMs: 1000,
        });
      }
      running += 1;
      try {
        return await run(capability, call, context);
      } finally {
        running -= 1;
        wake();
      }
    },
    drain: () => void (draining = true),
    async idle() {
      while (running > 0) await new Promise<void>((resolve) => (wake = resolve));
    },
    running: () => running,
  };
}

/** Those inputs that the capability reads: a call brings all that its caller has. */
function inputsOf(capability: AnyCapability, { types, inputs }: AgentCall): WireInput[] {
  if (types.length !== inputs.length) {
    throw new MeshError("INVALID_ARGUMENT", `${inputs.length} inputs where ${types.length} types are named`);
  }
  const read = new Set(capability.inputs.map(({ schema }) => schema.typeName));
  return inputs.flatMap((bytes, at) =>
    read.has(types[at]!) ? { type: types[at]!, digest: "", bytes: ownBytes(bytes) } : [],
  );
}

/** A call that came as a message. */
export function callOf({ want, callId, seed, language, capability, inputs }: CallRequest): AgentCall {
  const { outputType = "", tenant = "", availableTypes: types = [] } = want ?? {};
  return { outputType, tenant, types, callId, seed, language, capability, inputs };
}
