import { chmod, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MeshError } from "@viba/runtime/errors";
import { ensureFolder } from "./folder.ts";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";
import { sqliteCode } from "./refusal.ts";

/** What the owner wrote about itself, for people and for other commands. */
export interface LockInfo extends ProcessIdentity {
  /** More that the owner told later, for example `{ address: "http://127.0.0.1:7070" }`. */
  extra: Record<string, string>;
}

/** A folder that is ours until released or until this process dies. */
export interface FolderLock extends AsyncDisposable {
  readonly folder: string;
  readonly info: LockInfo;
  /** Gives the folder free; twice is harmless. */
  release(): Promise<void>;
}

interface OwnLock extends FolderLock {
  info: LockInfo;
}

/*
 * Two files. `lock.sqlite` is the lock: an exclusive SQLite transaction held open, that is an fcntl lock, which the operating
 * system gives to one and drops when its process dies. So there is no stale lock to judge, and two that take over at once
 * cannot both win, as they can when they compare pids and then replace a file. `lock.json` only says who has it.
 */
const lockFile = "lock.sqlite";
const infoFile = "lock.json";
const busy = 5;

/** Takes a data folder, making it if needed. DATA_FOLDER_TAKEN names the owner's pid; DATA_FOLDER_UNWRITABLE says why. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await ensureFolder(folder);
  const db = await acquire(folder);
  try {
    const self = await identify(process.pid);
    const info = { pid: process.pid, started: self?.started ?? "", extra: {} };
    await writeInfo(folder, info);
    return ownLock(folder, info, db);
  } catch (cause) {
    db.close();
    throw unwritable(folder, cause);
  }
}

/** Adds to what the lock says about its owner, for example the address once it listens. */
export async function updateLock(lock: FolderLock, extra: Record<string, string>): Promise<void> {
  const own = lock as OwnLock;
  own.info = { ...own.info, extra: { ...own.info.extra, ...extra } };
  await writeInfo(own.folder, own.info);
}

/**
 * Who owns a folder; undefined if nobody does, or a process that died. The answer may be out of date when it arrives:
 * only `lockFolder` decides.
 */
export async function readLock(folder: string): Promise<LockInfo | undefined> {
  const info = await readInfo(folder);
  return info && (await isAlive(info)) ? info : undefined;
}

function ownLock(folder: string, info: LockInfo, db: DatabaseSync): OwnLock {
  let released: Promise<void> | undefined;
  const letGo = async () => {
    await rm(join(folder, infoFile), { force: true });
    db.close();
  };
  const release = () => (released ??= letGo());
  return { folder, info, release, [Symbol.asyncDispose]: release };
}

async function acquire(folder: string): Promise<DatabaseSync> {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(folder, lockFile));
    db.exec("BEGIN EXCLUSIVE");
    return db;
  } catch (cause) {
    db?.close();
    if (sqliteCode(cause) === busy) throw await taken(folder);
    throw unwritable(folder, cause);
  }
}

async function taken(folder: string): Promise<MeshError> {
  const owner = await readLock(folder);
  const by = owner ? `process ${owner.pid}` : "a process that is just starting";
  const byKo = owner ? `프로세스 ${owner.pid}` : "막 시작하는 프로세스";
  return new MeshError("DATA_FOLDER_TAKEN", `the data folder ${folder} is in use by ${by}`, {
    messageKo: `데이터 폴더 ${folder}를 ${byKo}가 쓰고 있습니다.`,
    facts: { folder, ...(owner ? { pid: String(owner.pid), ...owner.extra } : {}) },
  });
}

function unwritable(folder: string, cause: unknown): MeshError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new MeshError("DATA_FOLDER_UNWRITABLE", `the folder ${folder} cannot be locked: ${text}`, {
    messageKo: `폴더 ${folder}를 잠글 수 없습니다.`,
    facts: { folder },
    cause,
  });
}

/** Replaces the file in one step, so that a reader never sees half of it. */
async function writeInfo(folder: string, info: LockInfo): Promise<void> {
  const path = join(folder, infoFile);
  const next = `${path}.${process.pid}.tmp`;
  await writeFile(next, `${JSON.stringify(info)}\n`, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, path);
}

async function readInfo(folder: string): Promise<LockInfo | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, infoFile), "utf8"));
    const { pid, started, extra } = value as Partial<LockInfo>;
    if (typeof pid !== "number" || typeof started !== "string") return undefined;
    return { pid, started, extra: typeof extra === "object" && extra ? extra : {} };
  } catch {
    return undefined;
  }
}
