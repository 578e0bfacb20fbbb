import type { HandlerContext } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { ArtifactService, MemoryService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { MeshError } from "@viba/runtime/errors";
import type { Blobs } from "@viba/store/blobs";
import type { Journal } from "@viba/store/journal";
import { mayCall, principalOf } from "@viba/transport/principal";
import { route, type Route } from "@viba/transport/routes";

/** Largest blob taken, bytes. */
export const maxBlobBytes = 64 << 20;
/** Bytes of one piece of a blob on a stream. */
export const chunkBytes = 256 * 1024;
const maxKeyBytes = 256;
const maxValueBytes = 64 * 1024;

/** The routes of ArtifactService and MemoryService. */
export function artifactRoutes({ blobs, journal }: { blobs: Blobs; journal: Journal }): Route[] {
  return [
    route(ArtifactService, {
      async putBlob(requests, context) {
        needService(context);
        const bytes = await collect(requests);
        return { digest: await blobs.put(bytes), size: BigInt(bytes.length) };
      },
      async *getBlob({ digest }, context) {
        refuseAgents(context);
        if (!/^[0-9a-f]{64}$/.test(digest)) throw new MeshError("INVALID_ARGUMENT", "digest: 64 lower-case hex digits");
        const bytes = await blobs.get(digest);
        if (!bytes) throw new MeshError("NOT_FOUND", `no blob ${digest}`);
        yield* inChunks(bytes);
      },
    }),
    route(MemoryService, {
      async readValue({ runId, key }, context) {
        needService(context);
        checkKey(runId, key);
        const found = await journal.memoryGet(runId, key);
        return found ? { value: found.value, revision: BigInt(found.revision) } : {};
      },
      async writeValue({ runId, key, value, expectedRevision }, context) {
        needService(context);
        checkKey(runId, key);
        if (value.length > maxValueBytes) throw new MeshError("TOO_LARGE", `value: at most ${maxValueBytes} bytes`);
        // Values go away with their run: without one nobody would ever remove them.
        if (!(await journal.run(runId)))
          throw new MeshError("NOT_FOUND", `no run ${runId}`, { messageKo: `${runId}라는 실행이 없습니다` });
        const revision = await journal.memoryPut(runId, key, value, Number(expectedRevision));
        if (revision === undefined)
          throw new MeshError("CONFLICT", `${key} is no longer at revision ${expectedRevision}`);
        return { revision: BigInt(revision) };
      },
    }),
  ];
}

/** Agents come by their router, which holds each call against the attempt's token; here nobody could. */
function needService(context: HandlerContext): void {
  if (mayCall(principalOf(context), [Role.SERVICE])) return;
  throw new MeshError("DENIED", "agents reach artifacts and memory through their router");
}

function refuseAgents(context: HandlerContext): void {
  if (!mayCall(principalOf(context), [Role.VIEWER])) needService(context);
}

/** Bytes in pieces that share a connection fairly with other calls. */
export function* inChunks(bytes: Uint8Array): Generator<{ chunk: Uint8Array }> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield { chunk: bytes.subarray(at, at + chunkBytes) };
}

async function collect(requests: AsyncIterable<{ chunk: Uint8Array }>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const { chunk } of requests) {
    size += chunk.length;
    if (chunk.length > chunkBytes) throw new MeshError("TOO_LARGE", `a piece of a blob is at most ${chunkBytes} bytes`);
    if (size > maxBlobBytes) throw new MeshError("TOO_LARGE", `a blob is at most ${maxBlobBytes} bytes`);
    if (chunk.length > 0) chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function checkKey(runId: string, key: string): void {
  const bytes = Buffer.byteLength(key);
  if (runId === "" || bytes === 0 || bytes > maxKeyBytes) {
    throw new MeshError("INVALID_ARGUMENT", `run and key: not empty, key at most ${maxKeyBytes} bytes`);
  }
}
