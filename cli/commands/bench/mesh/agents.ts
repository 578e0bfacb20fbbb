import { create } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { AgentService, ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { DispatchRequestSchema, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { systemClock } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { systemRandom } from "@viba/runtime/random";
import { dialLink } from "@viba/transport/link/dial-link";
import { route, type Route } from "@viba/transport/routes";
import { answerBytes, requestBytes } from "../shapes.ts";
import { given, made } from "../route/population.ts";

/** Links over which the agents of the bench come, at most. */
export const mostLinks = 64;

const artifactOf = (type: string, bytes: number) => {
  const inline = new Uint8Array(bytes).fill(7);
  return { type, inline, digest: digestOf(inline), size: BigInt(bytes) };
};
const result = { event: { case: "done" as const, value: { artifact: artifactOf(made, answerBytes) } } };
const input = artifactOf(given, requestBytes);

/** What an agent of the bench serves: begun, done. */
export function agentRoute(): Route {
  return route(AgentService, {
    async *execute() {
      yield { event: { case: "accepted" as const, value: {} } };
      yield result;
    },
    acknowledge: () => ({}),
  });
}

/** Registers agents that all make the same, evenly over links to a router. */
export async function attachAgents(port: number, agents: number): Promise<void> {
  const links = Math.min(mostLinks, agents);
  for (let link = 0; link < links; link++) {
    const dialled = dialLink({
      address: `127.0.0.1:${port}`,
      clock: systemClock,
      random: systemRandom,
      name: `agents-${link}`,
      routes: [agentRoute()],
    });
    await dialled.ready();
    const registry = createClient(RegistryService, dialled.transport);
    for (let n = link; n < agents; n += links) await registry.register(registration(n), { timeoutMs: 60_000 });
  }
}

function registration(n: number) {
  const capability = {
    name: "plan",
    outputType: made,
    inputs: [{ type: given, presence: Presence.REQUIRED }],
    cost: 1 + (n % 7),
    maxConcurrency: 4096,
    // Not idempotent: a hedge would be a second call.
    idempotent: false,
  };
  const manifest = create(ManifestSchema, {
    agentId: `agent_${n}`,
    version: "1.0.0",
    contractVersions: [1],
    capabilities: [capability],
  });
  return { manifest, instanceId: `agent-${n}`, instanceProof: `proof-${n}`, links: 1 };
}

/** Dispatches to whomever the router chooses, until the result is there. */
export function dispatchCall(transport: Transport) {
  const client = createClient(RouterService, transport);
  let calls = 0;
  return async (signal: AbortSignal) => {
    const attemptId = `attempt-${++calls}`;
    const request = create(DispatchRequestSchema, {
      attemptId,
      runId: attemptId,
      stepId: "s",
      want: { outputType: made, availableTypes: [given], tenant: "local" },
      inputs: [input],
    });
    for await (const { event } of client.dispatch(request, { signal, timeoutMs: 10_000 })) {
      if (event.case === "done") return;
    }
    throw new MeshError("INTERNAL", "a dispatch of the bench ended without a result");
  };
}
