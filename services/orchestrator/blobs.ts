import { create } from "@bufbuild/protobuf";
import { type Done, DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type Artifact, ArtifactSchema, FileSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { digestOf, isDigest } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import type { Blobs } from "@viba/store/blobs";

/** Bytes up to this stay in the journal; larger ones go to the blob store. */
export const journalInlineBytes = 16 * 1024;
/** Bytes up to this travel on a call; an agent fetches larger ones by digest. */
export const callInlineBytes = 256 * 1024;
/** Files one result may hold: the journal keeps the small ones in its record. */
export const maxFiles = 128;

/**
 * The artifact as the journal keeps it; its bytes are durable in the blob store first if they are large. Bytes that are
 * not those of the digest are refused: everything later goes by the digest alone.
 */
export async function forJournal(artifact: Artifact, blobs: Blobs): Promise<Artifact> {
  const { type, digest, inline, size } = artifact;
  if (!isDigest(digest)) throw bad(artifact, "has no digest");
  if (inline.length === 0 && size > 0n) {
    if (!(await blobs.has(digest))) throw missing(artifact);
    return artifact;
  }
  if (BigInt(inline.length) !== size) throw bad(artifact, `has ${inline.length} bytes where ${size} were named`);
  if (digestOf(inline) !== digest) throw bad(artifact, "does not match its digest");
  if (inline.length <= journalInlineBytes) return artifact;
  await blobs.put(inline);
  return create(ArtifactSchema, { type, digest, size });
}

/** A result as the journal keeps it. */
export async function doneForJournal(done: Done, blobs: Blobs): Promise<Done> {
  if (done.files.length > maxFiles) throw new MeshError("BAD_ARTIFACT", `a result holds at most ${maxFiles} files`);
  const files = await Promise.all(
    done.files.map(async ({ name, mediaType, content }) =>
      create(FileSchema, { name, mediaType, ...(content ? { content: await forJournal(content, blobs) } : {}) }),
    ),
  );
  const artifact = done.artifact && (await forJournal(done.artifact, blobs));
  return create(DoneSchema, { ...done, files, ...(artifact ? { artifact } : {}) });
}

/** The artifact as it travels to an agent: with its bytes if they are few. */
export async function forCall(artifact: Artifact, blobs: Blobs): Promise<Artifact> {
  if (artifact.inline.length > 0 || Number(artifact.size) === 0 || Number(artifact.size) > callInlineBytes) {
    return artifact;
  }
  return create(ArtifactSchema, { ...artifact, inline: await bytesOf(artifact, blobs) });
}

/** The bytes of an artifact, from itself or the blob store. */
export async function bytesOf(artifact: Artifact, blobs: Blobs): Promise<Uint8Array> {
  if (artifact.inline.length > 0 || Number(artifact.size) === 0) return artifact.inline;
  const bytes = await blobs.get(artifact.digest);
  if (!bytes) throw missing(artifact);
  return bytes;
}

function nameOf({ type }: Artifact): string {
  return type || "a file";
}

function bad(artifact: Artifact, what: string): MeshError {
  return new MeshError("BAD_ARTIFACT", `${nameOf(artifact)} ${what}`);
}

function missing(artifact: Artifact): MeshError {
  return new MeshError("NOT_FOUND", `the bytes of ${nameOf(artifact)} (${artifact.digest}) are not in the store`);
}
