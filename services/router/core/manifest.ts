import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Capability, Operator, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";

/** Bounds of what an agent may declare. */
export const manifestLimits = { capabilities: 64, inputs: 32, conditions: 32, values: 64, tags: 64 } as const;

/** Contract versions this router speaks, newest first: N and N-1, while there is only the first. */
export const contractVersions: readonly number[] = [1];

const typeName = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\.[A-Z][A-Za-z0-9]*$/;

/** What is wrong with a manifest, as a sentence; undefined when nothing is. */
export function manifestProblem(manifest: Manifest | undefined): string | undefined {
  if (!manifest) return "the manifest is missing";
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(manifest.agentId)) {
    return "agent_id: lower case letters, digits and underscores, at most 64";
  }
  if (!/^\d+\.\d+\.\d+/.test(manifest.version)) return "version: a semantic version such as 1.0.0";
  if (manifest.capabilities.length === 0) return "capabilities: at least one";
  if (manifest.capabilities.length > manifestLimits.capabilities) {
    return `capabilities: at most ${manifestLimits.capabilities}`;
  }
  const names = manifest.capabilities.map((c) => c.name);
  if (new Set(names).size < names.length) return "capabilities: each name once";
  for (const capability of manifest.capabilities) {
    const problem = capabilityProblem(capability);
    if (problem) return `capability "${capability.name}": ${problem}`;
  }
  return undefined;
}

/** The newest contract version both sides speak; undefined when there is none. */
export function negotiate(offered: readonly number[]): number | undefined {
  return contractVersions.find((version) => offered.includes(version));
}

function capabilityProblem(capability: Capability): string | undefined {
  if (!/^[a-z][a-z0-9_.]{0,63}$/.test(capability.name)) return "name: lower case letters, digits, dots, underscores";
  if (!typeName.test(capability.outputType)) return "output_type: a full protobuf message name";
  if (capability.inputs.length > manifestLimits.inputs) return `inputs: at most ${manifestLimits.inputs}`;
  if (capability.conditions.length > manifestLimits.conditions) {
    return `conditions: at most ${manifestLimits.conditions}`;
  }
  if (capability.tags.length > manifestLimits.tags) return `tags: at most ${manifestLimits.tags}`;
  const input = capability.inputs.find((i) => !typeName.test(i.type) || i.presence === Presence.UNSPECIFIED);
  if (input) return `input "${input.type}": a full protobuf message name and a presence`;
  const condition = capability.conditions.find(
    (c) => c.attribute === "" || c.operator === Operator.UNSPECIFIED || c.values.length > manifestLimits.values,
  );
  if (condition) return `condition on "${condition.attribute}": an attribute, an operator and at most 64 values`;
  if (!(capability.cost >= 0 && Number.isFinite(capability.cost))) return "cost: 0 or more";
  return undefined;
}
