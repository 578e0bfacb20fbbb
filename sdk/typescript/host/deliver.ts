import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Done, DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { AssessmentSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { isDigest } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { limits } from "../limits.ts";
import { ownBytes, type RunResult, type WireContent, type WireInput } from "../wire.ts";
import type { MeshStore, StoreAccess } from "./mesh-store.ts";

/** The bytes of an attempt's inputs; those that came as a digest are fetched. The worker holds all to their digests. */
export function fetchInputs(inputs: readonly Artifact[], store: MeshStore, access: StoreAccess): Promise<WireInput[]> {
  return Promise.all(
    inputs.map(async ({ type, digest, size, inline }) => {
      if (inline.byteLength > 0 || size === 0n) return { type, digest, bytes: ownBytes(inline) };
      if (!isDigest(digest)) throw new MeshError("INVALID_ARGUMENT", `the input ${type} has no bytes and no digest`);
      if (size > BigInt(limits.contentBytes)) {
        throw new MeshError("TOO_LARGE", `the input ${type} has ${size} bytes`, {
          facts: { type, limit: String(limits.contentBytes) },
        });
      }
      return { type, digest, bytes: await store.readBlob(digest, access) };
    }),
  );
}

/** A result as it is handed out: what is too large for a message is stored first and goes by its digest. */
export async function handOver(result: RunResult, store: MeshStore, access: StoreAccess): Promise<Done> {
  const artifactOf = async (type: string, { digest, bytes }: WireContent) => {
    const inline = bytes.byteLength <= limits.inlineBytes;
    if (!inline) await store.writeBlob(digest, bytes, access);
    const size = BigInt(bytes.byteLength);
    return create(ArtifactSchema, { type, digest, size, ...(inline ? { inline: bytes } : {}) });
  };
  const files = [];
  const artifact = await artifactOf(result.type, result.output);
  for (const { name, mediaType, content } of result.files) {
    files.push({ name, mediaType, content: await artifactOf("", content) });
  }
  return create(DoneSchema, {
    artifact,
    files,
    durationMs: result.durationMs,
    cpuMs: result.cpuMs,
    ...(result.assessment ? { assessment: fromBinary(AssessmentSchema, result.assessment) } : {}),
  });
}

/** Bytes a kept result takes. */
export function sizeOf(done: Done): number {
  return toBinary(DoneSchema, done).byteLength;
}
