import { type FileHandle, open, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@viba/runtime/clock";
import { newId } from "@viba/runtime/random";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { BlobEntry, Blobs } from "./blobs.ts";
import { digestOf, isDigest } from "./digest.ts";
import { ensureFolder, syncFolder } from "./folder.ts";

/** The largest blob by default: far above a model, far below the memory of a process. */
const defaultMaxBlobBytes = 256 * 1024 * 1024;

/**
 * Opens a folder of blobs: `ab/cdef…` by digest, written to `tmp/` first and moved when synced. What a crash left in
 * `tmp/` is removed. The folder belongs to one process (see `lockFolder`).
 */
export async function openBlobFolder(options: { folder: string; clock: Clock; maxBlobBytes?: number }): Promise<Blobs> {
  const { folder, clock, maxBlobBytes = defaultMaxBlobBytes } = options;
  const tmp = join(folder, "tmp");
  await ensureFolder(folder);
  await rm(tmp, { recursive: true, force: true });
  await ensureFolder(tmp);
  const writing = new Map<string, Promise<void>>();

  const write = async (digest: string, bytes: Uint8Array) => {
    const shelf = join(folder, digest.slice(0, 2));
    await ensureFolder(shelf);
    const path = pathOf(folder, digest);
    if (!(await isIntact(path, digest))) await writeNew(join(tmp, newId("blob")), path, bytes);
    const nowS = clock.nowMs() / 1000;
    await utimes(path, nowS, nowS);
    await syncFolder(shelf);
  };

  return {
    async put(bytes) {
      if (bytes.byteLength > maxBlobBytes) {
        throw new MeshError("TOO_LARGE", `${bytes.byteLength} bytes are more than a blob's ${maxBlobBytes}`);
      }
      const own = new Uint8Array(bytes);
      const digest = await digestOf(own);
      const before = writing.get(digest);
      const task = before ?? guard(() => write(digest, own));
      writing.set(digest, task);
      try {
        await task;
      } finally {
        if (!before) writing.delete(digest);
      }
      return digest;
    },
    async get(digest) {
      const bytes = await guard(async () => readIfThere(pathOf(folder, digest)));
      if (bytes && (await digestOf(bytes)) !== digest) {
        throw new MeshError("DAMAGED_RECORD", `the blob ${digest} is damaged`, { facts: { digest } });
      }
      return bytes;
    },
    has: async (digest) => (await guard(async () => statIfThere(pathOf(folder, digest)))) !== undefined,
    size: async (digest) => (await guard(async () => statIfThere(pathOf(folder, digest))))?.size,
    delete: (digest) => guard(async () => removeIfThere(pathOf(folder, digest))),
    list: () => list(folder),
    [Symbol.asyncDispose]: async () => {
      await Promise.allSettled(writing.values());
    },
  };
}

async function* list(folder: string): AsyncGenerator<BlobEntry> {
  for (const shelf of await guard(() => readdir(folder))) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const name of await guard(() => readdir(join(folder, shelf)))) {
      const digest = shelf + name;
      if (!isDigest(digest)) continue;
      const found = await guard(async () => statIfThere(pathOf(folder, digest)));
      if (found) yield { digest, bytes: found.size, putAtMs: found.mtimeMs };
    }
  }
}

function pathOf(folder: string, digest: string): string {
  if (!isDigest(digest)) throw new MeshError("INVALID_ARGUMENT", `"${digest}" is not a SHA-256 digest`);
  return join(folder, digest.slice(0, 2), digest.slice(2));
}

async function isIntact(path: string, digest: string): Promise<boolean> {
  const bytes = await readIfThere(path);
  return bytes !== undefined && (await digestOf(bytes)) === digest;
}

async function writeNew(temporary: string, path: string, bytes: Uint8Array): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(temporary, "wx", 0o600);
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(temporary, path);
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

async function removeIfThere(path: string): Promise<boolean> {
  if (!(await statIfThere(path))) return false;
  await rm(path, { force: true });
  return true;
}

const readIfThere = (path: string) => unlessMissing(readFile(path));
const statIfThere = (path: string) => unlessMissing(stat(path));

async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Runs file work; what the system throws becomes STORAGE_FAILED. */
async function guard<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof MeshError) throw cause;
    throw new MeshError("STORAGE_FAILED", toMeshError(cause).message, { cause });
  }
}
