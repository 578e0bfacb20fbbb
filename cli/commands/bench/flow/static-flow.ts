import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { CertificationSchema, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { CodeReportSchema } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { GoalSchema, RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { MeshError } from "@viba/runtime/errors";
import { digestOf } from "@viba/runtime/digest";
import type { Gateway } from "../../../session.ts";

/** One design to be made. */
export interface Brief {
  readonly text: string;
  readonly seed: bigint;
}

/** The order somebody would write down who has no mesh: each agent after the one before it. */
const order = [
  ConceptSchema,
  PlanSchema,
  ModelSchema,
  EnergySchema,
  CertificationSchema,
  CodeReportSchema,
  ReviewSchema,
];
/** Made only when the goal names it. */
const onlyIfAsked = new Set<string>([CertificationSchema.typeName]);

/** Makes a design by calling the agents one after the other, each once, with all that is there; resolves to the number of calls. */
export async function staticDesign(gateway: Gateway, { text, seed }: Brief): Promise<number> {
  const inline = toBinary(
    RequestSchema,
    create(RequestSchema, { text, seed, permitDate: "2026-06-01", language: "ko" }),
  );
  const size = BigInt(inline.length);
  const request = create(ArtifactSchema, { type: RequestSchema.typeName, digest: digestOf(inline), size, inline });
  const first = await call(gateway, GoalSchema.typeName, [request], {}, seed);
  const goal = fromBinary(GoalSchema, first.inline!);
  const made: Artifact[] = [...goal.attached];
  let calls = 1;
  for (const { typeName } of order) {
    const asked = goal.wanted.includes(typeName) || goal.optional.includes(typeName);
    if (onlyIfAsked.has(typeName) && !asked) continue;
    made.push(await call(gateway, typeName, made, goal.attributes, seed));
    calls += 1;
  }
  return calls;
}

async function call(
  gateway: Gateway,
  outputType: string,
  inputs: Artifact[],
  attributes: Record<string, { values: string[] }>,
  seed: bigint,
): Promise<Artifact> {
  const { done } = await gateway.callCapability({ outputType, inputs, attributes, seed });
  if (!done?.artifact) throw new MeshError("BAD_ARTIFACT", `${outputType} was not made`);
  return done.artifact;
}
