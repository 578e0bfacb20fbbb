import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, type FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type ArtifactType, ArtifactTypeSchema, ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { CapabilitySchema, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type Want, WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { digestOf } from "@viba/runtime/digest";
import { decide, type DecideInput, explained } from "./core/decide.ts";
import { createDecisionRows } from "./core/decision-rows.ts";
import { planOf } from "./core/plan.ts";
import { createRegistry, type Registration, type Registry } from "./core/registry.ts";
import { type Instance, leaseDefaults } from "./core/instance.ts";

/** The type that the tests want made. */
export const plan = "t.v1.Plan";
/** The type that is there. */
export const brief = "t.v1.Brief";

/** A promise: reads a brief, makes a plan. */
export function promise(more: MessageInitShape<typeof CapabilitySchema> = {}) {
  return create(CapabilitySchema, {
    name: "plan",
    outputType: plan,
    inputs: [{ type: brief, presence: Presence.REQUIRED }],
    cost: 1,
    idempotent: true,
    ...more,
  });
}

/** What an instance of agent "a" would bring; "a-1" is an instance of agent "a". */
export function registration(instanceId = "a-1", more: Partial<Registration> & { capabilities?: unknown[] } = {}) {
  const { capabilities = [promise()], ...rest } = more;
  const manifest = create(ManifestSchema, {
    agentId: instanceId.split("-")[0]!,
    version: "1.2.0",
    contractVersions: [1],
    capabilities: capabilities as never,
  });
  const found: Registration = {
    manifest,
    instanceId,
    proof: `proof of ${instanceId}`,
    address: "127.0.0.1:1",
    pid: 1,
    contractVersion: 1,
    ...rest,
  };
  return found;
}

/** Registers an instance at time 0. */
export function add(registry: Registry, instanceId: string, ...capabilities: ReturnType<typeof promise>[]): Instance {
  const brought = registration(instanceId, capabilities.length > 0 ? { capabilities } : {});
  const names = { leaseId: `lease ${instanceId}`, callToken: `call ${instanceId}` };
  const added = registry.register(brought, names, 0, 0);
  if (typeof added === "string") throw new TypeError(`${instanceId}: ${added}`);
  return added;
}

/** A registry with these instances, each with one promise of a plan. */
export function registryWith(...instanceIds: string[]): Registry {
  const registry = createRegistry(leaseDefaults);
  for (const instanceId of instanceIds) add(registry, instanceId);
  return registry;
}

/** A plan is wanted and a brief is there. */
export function wanted(more: MessageInitShape<typeof WantSchema> = {}): Want {
  return create(WantSchema, { outputType: plan, availableTypes: [brief], ...more });
}

/** An artifact of a type with these bytes. */
export function artifact(type = plan, text = "made"): Artifact {
  const inline = new TextEncoder().encode(text);
  return create(ArtifactSchema, { type, digest: digestOf(inline), size: BigInt(inline.length), inline });
}

/** A type and its descriptor set of one file. */
export function brings(name: string, file: MessageInitShape<typeof FileDescriptorProtoSchema>): ArtifactType {
  const set = create(FileDescriptorSetSchema, { file: [file] });
  return create(ArtifactTypeSchema, { name, descriptorSet: toBinary(FileDescriptorSetSchema, set) });
}

/** What a test says of a choice; the rest is as in a quiet mesh at time 0, where chance takes the first of equals. */
export type DecideGiven = Partial<Omit<DecideInput, "plan">> & { readonly registry: Registry; readonly want?: Want };

/** One choice with its record. */
export function decideOnce({ registry, want = wanted(), ...more }: DecideGiven) {
  const rows = createDecisionRows("d", 1);
  const input: DecideInput = {
    plan: planOf(want, registry.making(want.outputType)),
    runId: "r",
    stepId: "s1",
    tried: new Set(),
    preferred: "",
    snapshot: undefined,
    times: leaseDefaults,
    nowMs: 0,
    wallMs: 1000,
    random: () => 0,
    ...more,
  };
  return explained(decide(input, rows), rows);
}
