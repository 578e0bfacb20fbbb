import { createClient, type Transport } from "@connectrpc/connect";
import { context } from "@opentelemetry/api";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { contextFrom } from "@viba/runtime/trace/context";
import { type OwnBytes, ownBytes, type WireQuestion } from "../wire.ts";
import type { StoreAccess } from "./mesh-store.ts";

/** For which attempt an agent is asked. */
export interface AskAccess extends StoreAccess {
  readonly seed: bigint;
  readonly language: string;
}

/** Asks whichever other agent the router chooses; the bytes of what was made. Tried once: the router tries again where that is safe. */
export type AskAgents = (question: WireQuestion, access: AskAccess) => Promise<OwnBytes>;

/** Asks by a transport to a router, in the name of the agent `self`, which is never chosen. */
export function createAskAgents(transport: Transport, self: string): AskAgents {
  const router = createClient(RouterService, transport);
  return (question, { token, signal, seed, language }) => {
    const { outputType, types, inputs, attributes, without, timeoutMs, traceparent } = question;
    const want = {
      outputType,
      availableTypes: [...types],
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, values]) => [name, { values: [...values] }]),
      ),
      constraints: { excludedAgents: [self, ...without] },
    };
    const request = { want, inputs: [...inputs], attemptToken: token, seed, language };
    return context.with(contextFrom(traceparent), async () => {
      const { output } = await router.call(request, { signal, ...(timeoutMs > 0 ? { timeoutMs } : {}) });
      return ownBytes(output);
    });
  };
}
