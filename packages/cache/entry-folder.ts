import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "@viba/runtime/random";
import { decodeHead, type EntryHead, maxHeadBytes } from "./entry-file.ts";

/** The files of the disk tier: `ab/cdef…` by the digest of the key. */
export interface EntryFolder {
  read(key: string): Promise<Buffer | undefined>;
  write(key: string, file: Buffer): Promise<void>;
  remove(key: string): Promise<void>;
  /** Heads and sizes of all files; what cannot be read as one is removed and counted. */
  scan(): Promise<{ found: { head: EntryHead; bytes: number }[]; damaged: number }>;
  /** Says that all files are closed and complete. */
  markClean(): Promise<void>;
}

/** Says that a process works here, and since which boot of the machine. */
const markFile = "open";
const scanAtOnce = 32;

/**
 * Opens the folder. Writes are not synced, so after a power loss a forgotten entry could be back or a new one be torn: if the
 * machine, and not just the process, went down without `markClean`, the folder is emptied.
 */
export async function openEntryFolder(folder: string): Promise<EntryFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const boot = await bootId();
  const mark = await readIfThere(join(folder, markFile));
  if (mark !== undefined && (boot === "" || mark.toString() !== boot)) await empty(folder);
  const tmp = join(folder, "tmp");
  await rm(tmp, { recursive: true, force: true });
  await mkdir(tmp, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, markFile), boot);

  const pathOf = (key: string) => {
    const digest = createHash("sha256").update(key).digest("hex");
    return { shelf: join(folder, digest.slice(0, 2)), name: digest.slice(2) };
  };
  return {
    read(key) {
      const { shelf, name } = pathOf(key);
      return readIfThere(join(shelf, name));
    },
    async write(key, file) {
      const { shelf, name } = pathOf(key);
      const temporary = join(tmp, newId("entry"));
      try {
        await writeFile(temporary, file, { mode: 0o600 });
        await mkdir(shelf, { recursive: true, mode: 0o700 });
        await rename(temporary, join(shelf, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async remove(key) {
      const { shelf, name } = pathOf(key);
      await rm(join(shelf, name), { force: true });
    },
    scan: () => scan(folder, pathOf),
    markClean: () => rm(join(folder, markFile), { force: true }),
  };
}

async function scan(folder: string, pathOf: (key: string) => { shelf: string; name: string }) {
  const found: { head: EntryHead; bytes: number }[] = [];
  let damaged = 0;
  const look = async (shelf: string, name: string) => {
    const path = join(shelf, name);
    const head = decodeHead(await readStart(path));
    const own = head && pathOf(head.key);
    if (head && own?.shelf === shelf && own.name === name) {
      found.push({ head, bytes: (await stat(path)).size });
      return;
    }
    damaged++;
    await rm(path, { force: true });
  };
  for (const entry of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(entry)) continue;
    const shelf = join(folder, entry);
    const names = await readdir(shelf);
    for (let at = 0; at < names.length; at += scanAtOnce) {
      await Promise.all(names.slice(at, at + scanAtOnce).map((name) => look(shelf, name)));
    }
  }
  return { found, damaged };
}

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const small = Buffer.alloc(1024);
    const { bytesRead } = await handle.read(small, 0, small.length, 0);
    if (bytesRead < small.length || decodeHead(small)) return small.subarray(0, bytesRead);
    const large = Buffer.alloc(maxHeadBytes + 12);
    const { bytesRead: all } = await handle.read(large, 0, large.length, 0);
    return large.subarray(0, all);
  } finally {
    await handle.close();
  }
}

async function empty(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (/^[0-9a-f]{2}$/.test(entry)) await rm(join(folder, entry), { recursive: true, force: true });
  }
}

async function bootId(): Promise<string> {
  const text = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return text.trim();
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
