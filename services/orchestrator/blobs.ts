import { create } from "@bufbuild/protobuf";
import { type Done, DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { MeshError } from "@viba/runtime/errors";
import type { Blobs } from "@viba/store/blobs";

/** Bytes up to this stay in the journal; larger ones go to the blob store. */
export const journalInlineBytes = 16 * 1024;
/** Bytes up to this travel on a call; an agent fetches larger ones by digest. */
export const callInlineBytes = 256 * 1024;

/** The artifact as the journal keeps it; its bytes are durable in the blob store first if they are large. */
export async function forJournal(artifact: Artifact, blobs: Blobs): Promise<Artifact> {
  if (artifact.inline.length === 0) {
    if (Number(artifact.size) > 0 && !(await blobs.has(artifact.digest))) throw missing(artifact);
    return artifact;
  }
  const digest = artifact.inline.length > journalInlineBytes ? await blobs.put(artifact.inline) : undefined;
  if (digest === undefined) return artifact;
  if (digest !== artifact.digest) {
    throw new MeshError("BAD_ARTIFACT", `the bytes of a ${artifact.type || "file"} do not match their digest`);
  }
  return create(ArtifactSchema, { type: artifact.type, digest, size: artifact.size });
}

/** A result as the journal keeps it. */
export async function doneForJournal(done: Done, blobs: Blobs): Promise<Done> {
  const files = await Promise.all(
    done.files.map(async (file) => ({
      ...file,
      ...(file.content ? { content: await forJournal(file.content, blobs) } : {}),
    })),
  );
  const artifact = done.artifact && (await forJournal(done.artifact, blobs));
  return create(DoneSchema, { ...done, files, ...(artifact ? { artifact } : {}) });
}

/** The artifact as it travels to an agent: with its bytes if they are few. */
export async function forCall(artifact: Artifact, blobs: Blobs): Promise<Artifact> {
  if (artifact.inline.length > 0 || Number(artifact.size) === 0 || Number(artifact.size) > callInlineBytes)
    return artifact;
  return create(ArtifactSchema, { ...artifact, inline: await bytesOf(artifact, blobs) });
}

/** The bytes of an artifact, from itself or the blob store. */
export async function bytesOf(artifact: Artifact, blobs: Blobs): Promise<Uint8Array> {
  if (artifact.inline.length > 0 || Number(artifact.size) === 0) return artifact.inline;
  const bytes = await blobs.get(artifact.digest);
  if (!bytes) throw missing(artifact);
  return bytes;
}

function missing(artifact: Artifact): MeshError {
  return new MeshError(
    "NOT_FOUND",
    `the bytes of ${artifact.type || "a file"} (${artifact.digest}) are not in the store`,
  );
}
