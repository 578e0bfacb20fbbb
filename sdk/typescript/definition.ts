import { MeshError } from "@viba/runtime/errors";
import type { AnyCapability } from "./capability.ts";

/** An agent as its author writes it. */
export interface AgentDefinition {
  /** Stable id, lower case with underscores. */
  readonly id: string;
  /** Semantic version; absent means the version in the agent's own package.json. */
  readonly version?: string;
  readonly titleKo: string;
  readonly titleEn: string;
  readonly capabilities: readonly AnyCapability[];
  /** Worker threads that run handlers. @default 1 */
  readonly workers?: number;
  /** Memory each worker may take, in MB; beyond it the worker ends and its attempts fail. @default 1024 */
  readonly workerMemoryMb?: number;
}

/** Checks a definition, so that an author's slip is told at start and by name. Gives the definition back. */
export function defineAgent(definition: AgentDefinition): AgentDefinition {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(definition.id)) {
    refuse(`agent id "${definition.id}" has to be lower case letters, digits and underscores, at most 64`);
  }
  if (definition.version !== undefined && !isVersion(definition.version)) {
    refuse(`version "${definition.version}" of agent ${definition.id} is not like 1.2.3`);
  }
  if (definition.capabilities.length === 0) refuse(`agent ${definition.id} promises no capability`);
  const names = new Set<string>();
  for (const capability of definition.capabilities) {
    checkCapability(capability);
    if (names.has(capability.name)) refuse(`capability "${capability.name}" is there twice`);
    names.add(capability.name);
  }
  return definition;
}

/** Whether text is a semantic version. */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(text);
}

/** The capability of this name, or undefined. */
export function findCapability(definition: AgentDefinition, name: string): AnyCapability | undefined {
  return definition.capabilities.find((one) => one.name === name);
}

function checkCapability({ name, inputs, maxConcurrency, timeoutMs, cost }: AnyCapability): void {
  if (!/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(name)) {
    refuse(`capability name "${name}" has to be lower case words joined by dots, for example "plan.hanok"`);
  }
  const types = new Set(inputs.map((input) => input.schema.typeName));
  if (types.size < inputs.length) {
    refuse(`capability "${name}" reads a type twice: artifacts are told apart by type, so use many(...)`);
  }
  if (maxConcurrency !== undefined && !(Number.isInteger(maxConcurrency) && maxConcurrency > 0)) {
    refuse(`maxConcurrency of "${name}" has to be a whole number above 0`);
  }
  if (timeoutMs !== undefined && !(timeoutMs > 0)) refuse(`timeoutMs of "${name}" has to be above 0`);
  if (cost !== undefined && !(cost >= 0)) refuse(`cost of "${name}" can't be negative`);
}

function refuse(message: string): never {
  throw new MeshError("INVALID_ARGUMENT", message);
}
