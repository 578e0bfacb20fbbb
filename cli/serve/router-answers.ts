import type { DescMethod } from "@bufbuild/protobuf";
import { AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import {
  type AgentInfo,
  AgentState,
  type ListAgentsResponse,
  RegistryService,
} from "@viba/contracts/gen/viba/router/v1/registry_pb";
import {
  type DrainAgentResponse,
  type FindAttemptResponse,
  type ListCapabilitiesResponse,
  RouterService,
} from "@viba/contracts/gen/viba/router/v1/router_pb";

/** Makes one answer of those of several routers; there is at least one. */
export type Join = (answers: readonly unknown[]) => unknown;

/** The methods that every router is asked, and what their answers come to; of the others one router is asked. */
const joins: ReadonlyMap<DescMethod, Join> = new Map<DescMethod, Join>([
  [RegistryService.method.listAgents, (answers) => joinAgents(answers as ListAgentsResponse[])],
  [RouterService.method.listCapabilities, (answers) => joinCapabilities(answers as ListCapabilitiesResponse[])],
  [RouterService.method.findAttempt, (answers) => joinFound(answers as FindAttemptResponse[])],
  [RouterService.method.releaseAttempt, ([first]) => first],
  [RouterService.method.drainAgent, (answers) => joinDrained(answers as DrainAgentResponse[])],
]);

/** How the answers to a method are joined; undefined for one that any router answers alone. */
export function joinOf(method: DescMethod): Join | undefined {
  return joins.get(method);
}

/** The better a router thinks of an instance, the more it counts: it is the one through which it can be reached. */
const standing: Partial<Record<AgentState, number>> = {
  [AgentState.READY]: 5,
  [AgentState.DRAINING]: 4,
  [AgentState.EJECTED]: 3,
  [AgentState.BROKEN]: 2,
  [AgentState.SUSPECT]: 1,
};

/** Each instance once; what routers have sent there is added up. */
function joinAgents(answers: readonly ListAgentsResponse[]): ListAgentsResponse {
  const agents = new Map<string, AgentInfo>();
  for (const info of answers.flatMap((answer) => answer.agents)) {
    const key = `${info.manifest?.agentId}/${info.instanceId}`;
    const other = agents.get(key);
    if (!other) {
      agents.set(key, info);
      continue;
    }
    const better = (standing[info.state] ?? 0) > (standing[other.state] ?? 0) ? info : other;
    agents.set(key, {
      ...better,
      routerInFlight: info.routerInFlight + other.routerInFlight,
      attempts: info.attempts + other.attempts,
      failures: info.failures + other.failures,
    });
  }
  return { ...answers[0]!, agents: [...agents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, info]) => info) };
}

function joinCapabilities(answers: readonly ListCapabilitiesResponse[]): ListCapabilitiesResponse {
  const all = answers.flatMap((answer) => answer.capabilities);
  const keyed = new Map(
    all.map((one) => [`${one.capability?.outputType} ${one.agentId} ${one.capability?.name} ${one.version}`, one]),
  );
  return { ...answers[0]!, capabilities: [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one) };
}

/** Whoever knows what became of it is right; only if nobody does, nobody does. */
function joinFound(answers: readonly FindAttemptResponse[]): FindAttemptResponse {
  const known = ({ attempt }: FindAttemptResponse) =>
    attempt !== undefined && attempt.state !== AttemptState.UNKNOWN && attempt.state !== AttemptState.UNSPECIFIED;
  return answers.find(known) ?? answers[0]!;
}

function joinDrained(answers: readonly DrainAgentResponse[]): DrainAgentResponse {
  return { ...answers[0]!, instances: Math.max(...answers.map(({ instances }) => instances)) };
}
