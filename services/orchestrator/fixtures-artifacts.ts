import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { GoalSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { digestOf } from "@viba/runtime/digest";

/** An artifact of a type with these bytes. */
export function artifact(type: string, content: string | Uint8Array = type): Artifact {
  const inline = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return create(ArtifactSchema, { type, digest: digestOf(inline), size: BigInt(inline.length), inline });
}

/** A goal as stage 0 makes it: a brief is there, and this is wanted. */
export function goal(more: MessageInitShape<typeof GoalSchema> = {}): Artifact {
  const value = create(GoalSchema, { wanted: ["t.v1.D"], attached: [artifact("t.v1.Brief")], ...more });
  return artifact(GoalSchema.typeName, toBinary(GoalSchema, value));
}
