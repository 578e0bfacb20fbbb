import { create, type DescFile, type DescMessage, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { type Manifest, ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Capability, CapabilitySchema } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { durationFromMs } from "@viba/runtime/errors";
import { type AnyCapability, presenceOf } from "./capability.ts";
import type { AgentDefinition } from "./definition.ts";
import { contractVersions } from "./limits.ts";

/** What an agent says of itself when it registers, derived from its definition. */
export function manifestOf(definition: AgentDefinition, version: string): Manifest {
  return create(ManifestSchema, {
    agentId: definition.id,
    version,
    titleKo: definition.titleKo,
    titleEn: definition.titleEn,
    contractVersions: [...contractVersions],
    capabilities: definition.capabilities.map(promiseOf),
    types: outputTypes(definition).map((schema) => ({ name: schema.typeName, descriptorSet: descriptorSetOf(schema) })),
  });
}

/** A serialised FileDescriptorSet with the message's file and all it imports, each after its own imports. */
export function descriptorSetOf(schema: DescMessage): Uint8Array {
  const files = new Map<string, DescFile>();
  collect(schema.file, files);
  return toBinary(
    FileDescriptorSetSchema,
    create(FileDescriptorSetSchema, { file: [...files.values()].map((file) => file.proto) }),
  );
}

function promiseOf(capability: AnyCapability): Capability {
  const { expectedLatencyMs, timeoutMs } = capability;
  return create(CapabilitySchema, {
    name: capability.name,
    inputs: capability.inputs.map((input) => ({ type: input.schema.typeName, presence: presenceOf(input) })),
    outputType: capability.output.typeName,
    conditions: (capability.conditions ?? []).map((demand) => ({ ...demand, values: [...demand.values] })),
    maxConcurrency: capability.maxConcurrency ?? 1,
    cost: capability.cost ?? 0,
    deterministic: capability.deterministic ?? false,
    idempotent: capability.idempotent ?? false,
    tags: [...(capability.tags ?? [])],
    description: capability.description,
    ...(timeoutMs === undefined ? {} : { timeout: durationFromMs(timeoutMs) }),
    ...(expectedLatencyMs === undefined ? {} : { expectedLatency: durationFromMs(expectedLatencyMs) }),
  });
}

function outputTypes(definition: AgentDefinition): DescMessage[] {
  return [...new Map(definition.capabilities.map(({ output }) => [output.typeName, output])).values()];
}

function collect(file: DescFile, into: Map<string, DescFile>): void {
  if (into.has(file.name)) return;
  for (const dependency of file.dependencies) collect(dependency, into);
  into.set(file.name, file);
}
