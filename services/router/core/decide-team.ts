import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import type { DecideTeamRequest, DecideTeamResponseSchema, Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { candidateOf, claimsOf, factsOf, goalWords, type WorkWords } from "@viba/policy/candidate";
import { scoreCandidates } from "@viba/policy/score";
import { gainOf } from "@viba/policy/synergy";
import { chooseTeam } from "@viba/policy/team/choose-team";
import { maxDemands, type TeamProblem } from "@viba/policy/team/problem";
import { normaliseWeights, type Weights } from "@viba/policy/weights";
import { MeshError } from "@viba/runtime/errors";
import { type Fitting, fitting } from "./eligible.ts";
import { busyOf } from "./offer-group.ts";
import type { Makers } from "./offers.ts";
import type { LeaseTimes } from "./instance.ts";
import { isBusyReason } from "./slots.ts";

/** What a team is chosen from. */
export interface DecideTeamInput {
  readonly request: DecideTeamRequest;
  readonly makers: (outputType: string) => Makers;
  readonly snapshot: PolicySnapshot | undefined;
  readonly times: LeaseTimes;
  readonly nowMs: number;
}

/** Agents a team is chosen among: those with the best totals; more are dropped. */
export const maxTeamCandidates = 100;

type Answer = MessageInitShape<typeof DecideTeamResponseSchema>;

/**
 * The agents that together do several things best. An agent is a candidate once, however many instances of it run; its
 * worth is its mean total over the wants it meets, and each pair adds what the snapshot knows of its synergy. An agent
 * tells another it can't work with by nothing: conflicts come with the request.
 */
export function decideTeam(input: DecideTeamInput): Answer {
  const { wants, maxSize, minSize, conflicts } = input.request;
  if (wants.length === 0 || wants.length > maxDemands) {
    throw new MeshError("INVALID_ARGUMENT", `wants: 1 to ${maxDemands} of them`);
  }
  const agents = new Map<string, Agent>();
  for (const [at, want] of wants.entries()) addMakers(agents, at, want, input);
  const candidates = [...agents.values()].sort((a, b) => worthOf(b) - worthOf(a) || (a.agentId < b.agentId ? -1 : 1));
  const kept = candidates.slice(0, maxTeamCandidates);
  const most = Math.min(maxSize || wants.length, maxDemands);
  const problem: TeamProblem = {
    gains: kept.map(worthOf),
    covers: kept.map(({ totals }) => [...totals.keys()].reduce((set, at) => set | (1 << at), 0)),
    demands: wants.length,
    synergy: matrixOf(kept, (a, b) => gainOf(input.snapshot, a.agentId, b.agentId) ?? 0, Float64Array),
    conflict: matrixOf(kept, (a, b) => (areAtOdds(a, b, conflicts) ? 1 : 0), Uint8Array),
    minSize: Math.min(Math.max(1, minSize), most),
    maxSize: most,
  };
  const found = chooseTeam(problem);
  if (found.kind === "infeasible") {
    const { demands, smallest } = found.unmet;
    return { unmet: [...demands], unmetIsSmallest: smallest, candidates: kept.length };
  }
  const members = found.team.members.map((at) => kept[at]!).sort((a, b) => (a.agentId < b.agentId ? -1 : 1));
  return {
    members: members.map((agent) => ({
      agentId: agent.agentId,
      instanceId: agent.instanceId,
      version: agent.version,
      wants: [...agent.totals.keys()],
      total: worthOf(agent),
    })),
    value: found.team.value,
    exact: found.exact && kept.length === candidates.length,
    candidates: kept.length,
  };
}

/** An agent that meets some of the wants. */
interface Agent {
  readonly agentId: string;
  /** The instance that does best what it did best at. */
  instanceId: string;
  version: string;
  best: number;
  /** Index of a want -> best total for it. */
  readonly totals: Map<number, number>;
}

function worthOf({ totals }: Agent): number {
  let sum = 0;
  for (const total of totals.values()) sum += total;
  return sum / totals.size;
}

/** All agents that meet one want, each with its best total for it. */
function addMakers(agents: Map<string, Agent>, at: number, want: Want, input: DecideTeamInput): void {
  const makers = input.makers(want.outputType);
  const weights: Weights = Object.keys(want.weights).length > 0 ? normaliseWeights(want.weights) : makers.terms.weights;
  const work = { words: goalWords(want.attributes), types: want.availableTypes };
  // Who is busy now may be free when the team is needed.
  const free = fitting(makers, want, input.times, input.nowMs).filter(
    ({ leftOut }) => leftOut === undefined || isBusyReason(leftOut),
  );
  const candidates = free.map((fit) => candidateFrom(fit, work, input));
  const scored = scoreCandidates(candidates, weights, input.snapshot);
  for (const [index, fit] of free.entries()) note(agents, at, fit, scored[index]!.total);
}

function candidateFrom({ instance, capability }: Fitting, work: WorkWords, input: DecideTeamInput) {
  const facts = factsOf(capability);
  const { manifest, instanceId, load, lastSeenMs } = instance;
  const who = { agentId: manifest.agentId, instanceId, version: manifest.version };
  const strain = { queued: load?.queued ?? 0, cpu: load?.cpu ?? 0, memory: load?.memory ?? 0 };
  const seen = { inFlight: busyOf(instance), silentMs: input.nowMs - lastSeenMs, leaseMs: input.times.ttlMs };
  return candidateOf(facts, { ...who, ...strain, ...seen }, claimsOf(facts, work));
}

function note(agents: Map<string, Agent>, at: number, { instance }: Fitting, total: number): void {
  const { agentId, version } = instance.manifest;
  const { instanceId } = instance;
  const agent = agents.get(agentId) ?? { agentId, instanceId, version, best: -1, totals: new Map<number, number>() };
  agents.set(agentId, agent);
  agent.totals.set(at, Math.max(total, agent.totals.get(at) ?? 0));
  if (total > agent.best) Object.assign(agent, { best: total, instanceId, version });
}

function areAtOdds(a: Agent, b: Agent, conflicts: DecideTeamRequest["conflicts"]): boolean {
  return conflicts.some(
    ({ agentId: one, otherAgentId: other }) =>
      (one === a.agentId && other === b.agentId) || (one === b.agentId && other === a.agentId),
  );
}

function matrixOf<T extends Float64Array | Uint8Array>(
  agents: readonly Agent[],
  value: (a: Agent, b: Agent) => number,
  make: new (size: number) => T,
): T {
  const matrix = new make(agents.length ** 2);
  for (const [i, a] of agents.entries()) {
    for (let j = 0; j < i; j++) {
      const found = value(a, agents[j]!);
      matrix[i * agents.length + j] = found;
      matrix[j * agents.length + i] = found;
    }
  }
  return matrix;
}
