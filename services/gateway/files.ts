import type { Client } from "@connectrpc/connect";
import type { File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import type { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { MeshError } from "@viba/runtime/errors";

/** Where files are found and read. */
export interface FileClients {
  readonly runs: Pick<Client<typeof OrchestratorService>, "getRun">;
  readonly artifacts: Pick<Client<typeof ArtifactService>, "getBlob">;
}

/** Bytes of one piece of a file. */
const chunkBytes = 256 * 1024;

/** A run's file by its name; NOT_FOUND when the run has none. */
export async function findFile(
  runId: string,
  name: string,
  { runs }: Pick<FileClients, "runs">,
  signal: AbortSignal,
): Promise<File> {
  const { run } = await runs.getRun({ runId }, { signal });
  const file = run?.files.find((one) => one.name === name);
  if (file?.content) return file;
  throw new MeshError("NOT_FOUND", `run ${runId} has no file "${name}"`, {
    messageKo: `실행 ${runId}에 "${name}" 파일이 없습니다`,
    facts: { run: runId, file: name },
  });
}

/** The bytes of a file in pieces. */
export async function* readFile(
  { content }: File,
  { artifacts }: Pick<FileClients, "artifacts">,
  signal: AbortSignal,
): AsyncGenerator<{ chunk: Uint8Array }> {
  if (!content) return;
  const { inline, size, digest } = content;
  if (inline.length === 0 && size > 0n) {
    for await (const { chunk } of artifacts.getBlob({ digest }, { signal })) yield { chunk };
    return;
  }
  for (let at = 0; at < inline.length; at += chunkBytes) yield { chunk: inline.subarray(at, at + chunkBytes) };
}
