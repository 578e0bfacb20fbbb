import type { Manifest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Capability, Operator, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { msFromDuration } from "@viba/runtime/errors";

/** Bounds of what an agent may declare. Texts are counted in characters. */
export const manifestLimits = {
  capabilities: 64,
  inputs: 32,
  conditions: 32,
  values: 64,
  tags: 64,
  types: 64,
  contractVersions: 16,
  descriptorBytes: 1 << 20,
  titleChars: 200,
  descriptionChars: 2000,
  wordChars: 128,
  typeChars: 255,
  timeoutMs: 24 * 3600 * 1000,
} as const;

/** Contract versions this router speaks, newest first: N and N-1, while there is only the first. */
export const contractVersions: readonly number[] = [1];

const typeName = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\.[A-Z][A-Za-z0-9]*$/;
const versionShape = /^\d{1,9}\.\d{1,9}\.\d{1,9}([-+][0-9A-Za-z.+-]{1,64})?$/;

/** What is wrong with a manifest, as a sentence; undefined when nothing is. */
export function manifestProblem(manifest: Manifest | undefined): string | undefined {
  if (!manifest) return "the manifest is missing";
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(manifest.agentId)) {
    return "agent_id: lower case letters, digits and underscores, at most 64";
  }
  if (!versionShape.test(manifest.version)) return "version: a semantic version such as 1.0.0";
  if (Math.max(manifest.titleKo.length, manifest.titleEn.length) > manifestLimits.titleChars) {
    return `title_ko, title_en: at most ${manifestLimits.titleChars} characters`;
  }
  if (manifest.contractVersions.length > manifestLimits.contractVersions) {
    return `contract_versions: at most ${manifestLimits.contractVersions}`;
  }
  return typesProblem(manifest) ?? capabilitiesProblem(manifest);
}

/** The newest contract version both sides speak; undefined when there is none. */
export function negotiate(offered: readonly number[]): number | undefined {
  return contractVersions.find((version) => offered.includes(version));
}

function typesProblem({ types }: Manifest): string | undefined {
  if (types.length > manifestLimits.types) return `types: at most ${manifestLimits.types}`;
  if (new Set(types.map((type) => type.name)).size < types.length) return "types: each name once";
  const wrong = types.find((type) => !isTypeName(type.name));
  if (wrong) return `type "${wrong.name.slice(0, 80)}": a full protobuf message name`;
  const large = types.find((type) => type.descriptorSet.length > manifestLimits.descriptorBytes);
  return large && `type "${large.name}": descriptor_set of at most ${manifestLimits.descriptorBytes} bytes`;
}

function capabilitiesProblem({ capabilities }: Manifest): string | undefined {
  if (capabilities.length === 0) return "capabilities: at least one";
  if (capabilities.length > manifestLimits.capabilities) return `capabilities: at most ${manifestLimits.capabilities}`;
  if (new Set(capabilities.map((c) => c.name)).size < capabilities.length) return "capabilities: each name once";
  for (const capability of capabilities) {
    const problem = capabilityProblem(capability);
    if (problem) return `capability "${capability.name.slice(0, 80)}": ${problem}`;
  }
  return undefined;
}

function capabilityProblem(capability: Capability): string | undefined {
  if (!/^[a-z][a-z0-9_.]{0,63}$/.test(capability.name)) return "name: lower case letters, digits, dots, underscores";
  if (!isTypeName(capability.outputType)) return "output_type: a full protobuf message name";
  if (capability.inputs.length > manifestLimits.inputs) return `inputs: at most ${manifestLimits.inputs}`;
  const input = capability.inputs.find((i) => !isTypeName(i.type) || i.presence === Presence.UNSPECIFIED);
  if (input) return `input "${input.type.slice(0, 80)}": a full protobuf message name and a presence`;
  if (capability.tags.length > manifestLimits.tags || capability.tags.some(isLong)) {
    return `tags: at most ${manifestLimits.tags} of ${manifestLimits.wordChars} characters`;
  }
  if (capability.description.length > manifestLimits.descriptionChars) {
    return `description: at most ${manifestLimits.descriptionChars} characters`;
  }
  return conditionsProblem(capability) ?? figuresProblem(capability);
}

function conditionsProblem({ conditions }: Capability): string | undefined {
  if (conditions.length > manifestLimits.conditions) return `conditions: at most ${manifestLimits.conditions}`;
  const wrong = conditions.find(
    ({ attribute, operator, values }) =>
      attribute === "" ||
      isLong(attribute) ||
      operator === Operator.UNSPECIFIED ||
      values.length > manifestLimits.values ||
      values.some(isLong),
  );
  return (
    wrong && `condition on "${wrong.attribute.slice(0, 80)}": an attribute, an operator and at most 64 short values`
  );
}

function figuresProblem({ cost, timeout, expectedLatency }: Capability): string | undefined {
  if (!(cost >= 0 && Number.isFinite(cost))) return "cost: 0 or more";
  const timeoutMs = timeout ? msFromDuration(timeout) : 1;
  if (timeoutMs <= 0 || timeoutMs > manifestLimits.timeoutMs) return "timeout: above 0, at most a day";
  if (expectedLatency && msFromDuration(expectedLatency) < 0) return "expected_latency: 0 or more";
  return undefined;
}

function isTypeName(name: string): boolean {
  return name.length <= manifestLimits.typeChars && typeName.test(name);
}

function isLong(word: string): boolean {
  return word.length > manifestLimits.wordChars;
}
