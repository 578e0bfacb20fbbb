import { pathToFileURL } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Concept, ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { type Plan, PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { type Capability, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type Goal, GoalSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { firstBroken } from "@viba/policy/conditions";
import { rewardOf } from "@viba/policy/reward";
import { MeshError } from "@viba/runtime/errors";
import type { AgentDefinition } from "@viba/sdk/definition";
import { manifestOf } from "@viba/sdk/manifest";
import { runCapability } from "@viba/sdk/testing";
import { create } from "@bufbuild/protobuf";
import { agentFolders } from "../../up/agent-folders.ts";
import { permitDate } from "./designs.ts";
import { judgePlan } from "./pipeline.ts";

/** A built-in agent and what it promises. */
export interface Agent {
  readonly definition: AgentDefinition;
  readonly capabilities: readonly Capability[];
}

/** What came of one rival's plan for one brief. */
export interface Try {
  readonly agentId: string;
  readonly capability: Capability;
  readonly quality: number;
  readonly merit: number;
  readonly latencyMs: number;
  readonly cost: number;
  readonly succeeded: boolean;
  readonly reward: number;
}

/** One brief and what every agent whose conditions hold made of it. */
export interface Contest {
  readonly text: string;
  readonly goal: Goal;
  readonly tries: readonly Try[];
  /** The brief and the first rival's plan; absent when nobody could plan. */
  readonly design?: { readonly brief: Brief; readonly plan: Plan };
}

/** The agents in `plugins/`, in this process: their own code and their own promises. */
export async function builtInAgents(): Promise<Agent[]> {
  const modules = agentFolders({ extra: [], without: [] }).map(
    ({ entry }) => import(pathToFileURL(entry).href) as Promise<{ agent: AgentDefinition }>,
  );
  return (await Promise.all(modules)).map(({ agent }) => {
    return { definition: agent, capabilities: manifestOf(agent, "0.1.0").capabilities };
  });
}

/** The agents' first capability that makes a type. */
function makerOf(agents: readonly Agent[], outputType: string): { definition: AgentDefinition; name: string } {
  for (const { definition, capabilities } of agents) {
    const found = capabilities.find((capability) => capability.outputType === outputType);
    if (found) return { definition, name: found.name };
  }
  throw new MeshError("NO_CAPABLE_AGENT", `no built-in agent makes ${outputType}`);
}

/** Agents that would make an artifact for this goal, by the conditions they declare. */
export const eligible = (agents: readonly Agent[], outputType: string, goal: Goal): string[] =>
  agents.flatMap(({ definition, capabilities }) => {
    const fit = capabilities.some(
      (one) => one.outputType === outputType && !firstBroken(one.conditions, goal.attributes),
    );
    return fit ? [definition.id] : [];
  });

interface Measured {
  /** Time of this thread's work, milliseconds: what a machine with nothing else to do would take. */
  readonly cpuMs: () => number;
  readonly seed: number;
}

/** Has every agent whose conditions hold plan the sentence, and judges each plan; undefined if nobody designs it. */
export async function contestOf(agents: readonly Agent[], text: string, how: Measured): Promise<Contest | undefined> {
  const request = create(RequestSchema, { text, permitDate, seed: BigInt(how.seed), language: "ko" });
  const options = { seed: BigInt(how.seed) };
  try {
    const reader = makerOf(agents, GoalSchema.typeName);
    const goal = (
      await runCapability(reader.definition, { name: reader.name, output: GoalSchema }, { request }, options)
    ).output;
    const brief = fromBinary(BriefSchema, goal.attached[0]!.inline);
    const thinker = makerOf(agents, ConceptSchema.typeName);
    const concept = (
      await runCapability(thinker.definition, { name: thinker.name, output: ConceptSchema }, { brief }, options)
    ).output;
    const tries: Try[] = [];
    let plan: Plan | undefined;
    for (const { definition, capabilities } of agents) {
      for (const capability of capabilities) {
        if (!plansAnew(capability) || firstBroken(capability.conditions, goal.attributes)) continue;
        const tried = await tryPlan(definition, capability, { brief, concept }, how);
        tries.push(tried.outcome);
        plan ??= tried.plan;
      }
    }
    return { text, goal, tries, ...(plan ? { design: { brief, plan } } : {}) };
  } catch (error) {
    // A sentence that is asked back or that no building satisfies is no contest.
    if (error instanceof MeshError && ["CONTRADICTION", "OUT_OF_RANGE"].includes(error.reason)) return undefined;
    throw error;
  }
}

/** Whether it makes a plan from brief and concept alone; one that revises a plan has nothing to do yet. */
function plansAnew({ outputType, inputs }: Capability): boolean {
  const there: readonly string[] = [BriefSchema.typeName, ConceptSchema.typeName];
  const needed = inputs.filter(({ presence }) => presence !== Presence.OPTIONAL);
  return outputType === PlanSchema.typeName && needed.every(({ type }) => there.includes(type));
}

async function tryPlan(
  definition: AgentDefinition,
  capability: Capability,
  inputs: { brief: Brief; concept: Concept },
  { cpuMs, seed }: Measured,
): Promise<{ outcome: Try; plan?: Plan }> {
  const started = cpuMs();
  const about = { agentId: definition.id, capability };
  const named = { name: capability.name, output: PlanSchema };
  let plan;
  try {
    plan = (await runCapability(definition, named, inputs, { seed: BigInt(seed) })).output;
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    const nothing = { quality: 0, merit: 0, cost: 0, succeeded: false, reward: 0 };
    return { outcome: { ...about, ...nothing, latencyMs: cpuMs() - started } };
  }
  const latencyMs = cpuMs() - started;
  const { quality, merit } = judgePlan(inputs.brief, plan).review;
  const parts = {
    quality,
    merit: merit ?? 1,
    latencyMs,
    cost: latencyMs / 1000,
    succeeded: true,
  };
  return { outcome: { ...about, ...parts, reward: rewardOf(parts) }, plan };
}
