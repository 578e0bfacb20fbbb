import { access, constants, mkdir, open, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { MeshError } from "@viba/runtime/errors";

/** Makes a folder and those above it, durably, by default readable by its owner alone; DATA_FOLDER_UNWRITABLE if that fails. */
export async function ensureFolder(folder: string, mode = 0o700): Promise<void> {
  try {
    await makeFolder(resolve(folder), mode);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new MeshError("DATA_FOLDER_UNWRITABLE", `the folder ${folder} cannot be written: ${text}`, {
      messageKo: `폴더 ${folder}에 쓸 수 없습니다.`,
      facts: { folder },
      cause,
    });
  }
}

/** Makes names in a folder durable: new, renamed or removed files. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Not `mkdir` with `recursive`: on a file system that answers ENOENT for new names (/proc) it never returns. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  if (await makeOne(folder, mode)) return;
  await makeFolder(dirname(folder), mode);
  if (await makeOne(folder, mode)) return;
  throw new MeshError("DATA_FOLDER_UNWRITABLE", `no folder can be made at ${folder}`);
}

/** Whether the folder is there now; false if the one above it is missing. */
async function makeOne(folder: string, mode: number): Promise<boolean> {
  try {
    if ((await stat(folder)).isDirectory()) return true;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  try {
    await mkdir(folder, { mode });
    await syncFolder(dirname(folder));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST" && (await stat(folder)).isDirectory()) return true;
    if (codeOf(error) === "ENOENT" && dirname(folder) !== folder) return false;
    throw error;
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
