import type { Artifact } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { digestOf, isDigest } from "@viba/runtime/digest";

/** What is wrong with an artifact of an agent, as a sentence; undefined when nothing is. Bytes that came along must be those of the digest. */
export function artifactProblem(artifact: Artifact | undefined, outputType: string): string | undefined {
  if (artifact?.type !== outputType) return `promised ${outputType}, got ${artifact?.type || "nothing"}`;
  const { digest, inline, size } = artifact;
  if (!isDigest(digest)) return `${outputType}: no digest`;
  if (inline.length === 0 && size > 0n) return undefined;
  if (BigInt(inline.length) !== size) return `${outputType}: ${inline.length} bytes where ${size} were named`;
  return digestOf(inline) === digest ? undefined : `${outputType}: the bytes do not match their digest`;
}
