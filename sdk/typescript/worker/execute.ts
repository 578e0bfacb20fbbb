import { MeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import type { Agents, Artifacts, Memory } from "../context.ts";
import { type AgentDefinition, findCapability } from "../definition.ts";
import type { RunRequest, RunResult, WireProgress } from "../wire.ts";
import { decodeInputs } from "./inputs.ts";
import { encodeOutput } from "./outputs.ts";

/** What an attempt uses of the thread it runs on. */
export interface ExecuteHost {
  readonly signal: AbortSignal;
  readonly progress: (progress: WireProgress) => void;
  readonly artifacts: Artifacts;
  readonly memory: Memory;
  readonly agents: Agents;
  readonly monotonicMs: () => number;
  /** CPU time this thread has used, in milliseconds. */
  readonly cpuMs: () => number;
}

/** Runs one attempt from bytes to bytes. Throws a MeshError: the handler's own, or what kept it from running. */
export async function execute(definition: AgentDefinition, request: RunRequest, host: ExecuteHost): Promise<RunResult> {
  const startMs = host.monotonicMs();
  const startCpuMs = host.cpuMs();
  const capability = findCapability(definition, request.capability);
  if (!capability) throw unknownCapability(definition, request.capability);
  const inputs = decodeInputs(capability, request.inputs);
  const { attemptId, runId, stepId, seed } = request;
  try {
    const made = await capability.run({
      attemptId,
      runId,
      stepId,
      inputs,
      seed,
      random: seededRandom(foldSeed(seed)),
      language: request.language === "en" ? "en" : "ko",
      signal: host.signal,
      progress: (fraction, messageKo = "", messageEn = "") =>
        host.progress({ fraction: Math.min(1, Math.max(0, fraction || 0)), messageKo, messageEn }),
      artifacts: host.artifacts,
      memory: host.memory,
      agents: host.agents,
    });
    const encoded = encodeOutput(capability, made);
    return { ...encoded, durationMs: host.monotonicMs() - startMs, cpuMs: host.cpuMs() - startCpuMs };
  } catch (error) {
    throw failureOf(error, request.capability, host.signal);
  }
}

/** The refusal of a capability this agent does not promise. */
export function unknownCapability(definition: AgentDefinition, name: string): MeshError {
  const known = definition.capabilities.map((one) => one.name).join(", ");
  return new MeshError("INVALID_ARGUMENT", `${definition.id} promises no "${name}"; it promises ${known}`, {
    messageKo: `${definition.titleKo}에게는 "${name}" 기능이 없습니다`,
    facts: { capability: name },
  });
}

/** Thrown on purpose travels as it is; after an abort the abort is the cause; anything else is the agent's fault. */
function failureOf(error: unknown, capability: string, signal: AbortSignal): MeshError {
  if (signal.aborted && signal.reason instanceof MeshError) return signal.reason;
  if (error instanceof MeshError) return error;
  const because = error instanceof Error ? error.message : String(error);
  return new MeshError("AGENT_FAILED", `${capability} failed: ${because}`, { facts: { capability }, cause: error });
}

/** All 64 bits of a seed count, in the 32 the generator takes. */
function foldSeed(seed: bigint): number {
  return Number(BigInt.asIntN(32, seed ^ (seed >> 32n)));
}
