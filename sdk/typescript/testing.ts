import { type DescMessage, fromBinary, isMessage, type Message, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { type Assessment, AssessmentSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import type { AnyCapability } from "./capability.ts";
import type { Agents, Artifacts, Memory, MemoryValue } from "./context.ts";
import { type AgentDefinition, defineAgent, findCapability } from "./definition.ts";
import { execute, unknownCapability } from "./worker/execute.ts";
import type { RunResult, WireInput, WireProgress } from "./wire.ts";

/** Circumstances of a test; each has a default. */
export interface RunCapabilityOptions {
  readonly seed?: bigint;
  readonly language?: "ko" | "en";
  readonly signal?: AbortSignal;
  /** Blobs and memory that outlive the attempt; absent means empty ones. */
  readonly artifacts?: Artifacts;
  readonly memory?: Memory;
  /** Other agents; absent means there are none. */
  readonly agents?: Agents;
}

/** What an attempt made, and told on the way. */
export interface RunCapabilityResult<M extends Message = Message> {
  readonly output: M;
  readonly digest: string;
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
  readonly assessment: Assessment | undefined;
  readonly progress: readonly WireProgress[];
}

/**
 * Runs one capability of an agent in this process as a worker would: inputs and output pass through bytes, and what a
 * mesh would refuse is refused here too. `inputs` are messages, by the names the handler uses; an array for many(...).
 */
export async function runCapability<O extends DescMessage>(
  definition: AgentDefinition,
  capability: { readonly name: string; readonly output: O },
  inputs: Readonly<Record<string, unknown>>,
  options?: RunCapabilityOptions,
): Promise<RunCapabilityResult<MessageShape<O>>>;
export async function runCapability(
  definition: AgentDefinition,
  capability: string,
  inputs: Readonly<Record<string, unknown>>,
  options?: RunCapabilityOptions,
): Promise<RunCapabilityResult>;
export async function runCapability(
  definition: AgentDefinition,
  named: string | { readonly name: string },
  inputs: Readonly<Record<string, unknown>>,
  options: RunCapabilityOptions = {},
): Promise<RunCapabilityResult> {
  const name = typeof named === "string" ? named : named.name;
  const capability = findCapability(defineAgent(definition), name);
  if (!capability) throw unknownCapability(definition, name);
  const progress: WireProgress[] = [];
  const names = { attemptId: "attempt-test", runId: "run-test", stepId: "step-test" };
  const { seed = 1n, language = "ko" } = options;
  const result = await execute(
    definition,
    { ...names, capability: name, inputs: wireInputs(capability, inputs), seed, language, traceparent: "" },
    {
      signal: options.signal ?? new AbortController().signal,
      progress: (report) => void progress.push(report),
      artifacts: options.artifacts ?? memoryArtifacts(),
      memory: options.memory ?? memoryOfRun(),
      agents: options.agents ?? agentsThatAnswer(),
      monotonicMs: () => performance.now(),
      cpuMs: () => 0,
    },
  );
  return decoded(capability, result, progress);
}

/** Blobs in this process. */
export function memoryArtifacts(): Artifacts {
  const blobs = new Map<string, Uint8Array>();
  return {
    async read(digest) {
      const bytes = blobs.get(digest);
      if (!bytes) throw new MeshError("NOT_FOUND", `no blob ${digest}`);
      return bytes.slice();
    },
    async write(bytes) {
      const digest = digestOf(bytes);
      blobs.set(digest, bytes.slice());
      return digest;
    },
  };
}

/** A run's shared memory in this process. */
export function memoryOfRun(): Memory {
  const values = new Map<string, MemoryValue>();
  const none: MemoryValue = { value: new Uint8Array(0), revision: 0n };
  return {
    get: async (key) => values.get(key) ?? none,
    async put(key, value, expectedRevision) {
      const { revision } = values.get(key) ?? none;
      if (revision !== expectedRevision) {
        throw new MeshError("CONFLICT", `${key} has revision ${revision}, not ${expectedRevision}`);
      }
      values.set(key, { value: value.slice(), revision: revision + 1n });
      return revision + 1n;
    },
  };
}

/** Agents that answer each question with what `answers` holds for its output type, through bytes. */
export function agentsThatAnswer(answers: Readonly<Record<string, Message>> = {}): Agents {
  const ask: Agents["ask"] = async (output) => {
    const made = answers[output.typeName];
    if (!isMessage(made, output)) throw new MeshError("NO_CAPABLE_AGENT", `nobody makes ${output.typeName}`);
    return fromBinary(output, toBinary(output, made));
  };
  return { ask };
}

function wireInputs({ inputs }: AnyCapability, given: Readonly<Record<string, unknown>>): WireInput[] {
  const stranger = Object.keys(given).find((key) => !inputs.some((input) => input.key === key));
  if (stranger) throw new MeshError("INVALID_ARGUMENT", `there is no input called "${stranger}"`);
  return inputs.flatMap(({ key, schema }) => {
    const value = given[key];
    const messages = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return messages.map((message: unknown) => {
      if (!isMessage(message, schema)) throw new MeshError("INVALID_ARGUMENT", `"${key}" is no ${schema.typeName}`);
      const bytes = toBinary(schema, message);
      return { type: schema.typeName, digest: digestOf(bytes), bytes };
    });
  });
}

function decoded({ output }: AnyCapability, result: RunResult, progress: readonly WireProgress[]): RunCapabilityResult {
  return {
    output: fromBinary(output, result.output.bytes),
    digest: result.output.digest,
    files: result.files.map(({ name, mediaType, content }) => ({ name, mediaType, bytes: content.bytes })),
    assessment: result.assessment && fromBinary(AssessmentSchema, result.assessment),
    progress,
  };
}
