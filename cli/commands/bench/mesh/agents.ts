import { create } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { AgentService, ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { CallRequestSchema, DispatchRequestSchema, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { systemClock } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { systemRandom } from "@viba/runtime/random";
import { createCaller, prepareWant } from "@viba/transport/call/caller";
import { callRoute } from "@viba/transport/call/serve-call";
import { guard, guardOpaque, type GuardOptions } from "@viba/transport/guard";
import { type DialledLink, dialLink } from "@viba/transport/link/dial-link";
import { meshService } from "@viba/transport/principal";
import { route } from "@viba/transport/routes";
import { answerBytes, requestBytes } from "../shapes.ts";
import { given, made } from "../route/population.ts";
import { timeoutMs } from "../kinds.ts";
import { identityOf, type Authority } from "./identity.ts";

const artifactOf = (type: string, bytes: number) => {
  const inline = new Uint8Array(bytes).fill(7);
  return { type, inline, digest: digestOf(inline), size: BigInt(bytes) };
};
const result = { event: { case: "done" as const, value: { artifact: artifactOf(made, answerBytes) } } };
const input = artifactOf(given, requestBytes);
const want = { outputType: made, availableTypes: [given], tenant: "local" };

/** As every agent guards what it serves; telling its metrics is left out of the measuring of nobody. */
const guarding: GuardOptions = {
  verify: () => undefined,
  monotonicMs: () => performance.now(),
  onCall: () => {},
};

/** What an agent of the bench serves: begun and done, or an answer at once. */
const routes = [
  guard(
    route(AgentService, {
      async *execute() {
        yield { event: { case: "accepted" as const, value: {} } };
        yield result;
      },
      acknowledge: () => ({}),
    }),
    guarding,
  ),
];
const opaque = [
  guardOpaque(
    callRoute(() => result.event.value.artifact.inline),
    guarding,
  ),
];

/** What each link of agents serves, and whom it believes. */
const agentSide = { routes, opaque, trust: meshService };

/** How many agents come over how many links. */
export interface Crowd {
  readonly agents: number;
  readonly links: number;
}

/** Links dialled at a time: a router that serves nobody yet has no need of a thousand hellos at once. */
const dialledAtOnce = 16;
/** How long a busy machine may take over one link. */
const attachMs = 60_000;

/** Registers agents that all make the same, evenly over links to a router. Gives back what ends the links. */
export async function attachAgents(port: number, crowd: Crowd, authority?: Authority): Promise<() => void> {
  const dialled: DialledLink[] = [];
  for (let first = 0; first < crowd.links; first += dialledAtOnce) {
    const count = Math.min(dialledAtOnce, crowd.links - first);
    const dialling = Array.from({ length: count }, (_, at) => attachLink(port, first + at, crowd, authority));
    dialled.push(...(await Promise.all(dialling)));
  }
  return () => {
    for (const link of dialled) link.close();
  };
}

/** Dials link `n` and registers the agents of the crowd that come over it. */
async function attachLink(port: number, n: number, crowd: Crowd, authority?: Authority): Promise<DialledLink> {
  const link = dialLink({
    address: `127.0.0.1:${port}`,
    clock: systemClock,
    random: systemRandom,
    name: `agents-${n}`,
    waitMs: attachMs,
    connectMs: attachMs,
    // Who chose whom to dial knows who it is.
    ...agentSide,
    ...(authority ? { tls: await identityOf(authority, `agent/${agentIdOf(n)}`) } : {}),
  });
  await link.ready();
  const registry = createClient(RegistryService, link.transport);
  for (let agent = n; agent < crowd.agents; agent += crowd.links) {
    await registry.register(registration(agent), { timeoutMs: attachMs });
  }
  return link;
}

/** Name of an agent of the bench, whom the router's snapshot knows by it. */
export function agentIdOf(n: number): string {
  return `agent_${n}`;
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
    agentId: agentIdOf(n),
    version: "1.0.0",
    contractVersions: [1],
    capabilities: [capability],
  });
  return { manifest, instanceId: `agent-${n}`, instanceProof: `proof-${n}`, links: 1 };
}

/** Calls whomever the router chooses, as a service that asks for the same again and again does. */
export function meshCall(link: Parameters<typeof createCaller>[0]) {
  const caller = createCaller(link);
  const prepared = prepareWant(want);
  const inputs = [input.inline];
  const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-00`;
  return (signal: AbortSignal) => caller.call(prepared, inputs, { timeoutMs, signal, traceparent });
}

/** The same with the generated client. */
export function connectCall(transport: Transport) {
  const client = createClient(RouterService, transport);
  const headers = { traceparent: `00-${"a1".repeat(16)}-${"b2".repeat(8)}-00` };
  const request = create(CallRequestSchema, { want, inputs: [input.inline] });
  return (signal: AbortSignal) => client.call(request, { timeoutMs, signal, headers });
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
      want,
      inputs: [input],
    });
    for await (const { event } of client.dispatch(request, { signal, timeoutMs })) {
      if (event.case === "done") return;
    }
    throw new MeshError("INTERNAL", "a dispatch of the bench ended without a result");
  };
}
