import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@viba/runtime/errors";
import { newSecret } from "@viba/runtime/random";

/** Secrets that outlive a restart: attempts under way and agents that live on must still be believed. */
export interface StoredSecrets {
  readonly ownerToken: string;
  readonly joinToken: string;
  readonly serviceToken: string;
  readonly tokenKey: string;
}

const files: { readonly [K in keyof StoredSecrets]: string } = {
  ownerToken: "owner-token",
  joinToken: "join-token",
  serviceToken: "service-token",
  tokenKey: "token-key",
};

/** The data folder's secrets, made on first use, readable by their owner alone. */
export async function openSecrets(folder: string): Promise<StoredSecrets> {
  const entries = await Promise.all(
    Object.entries(files).map(async ([name, file]) => [name, await readOrMake(join(folder, file))]),
  );
  return Object.fromEntries(entries) as StoredSecrets;
}

/** The owner's token of a mesh that runs on this folder; undefined if there never was one. */
export async function readOwnerToken(folder: string): Promise<string | undefined> {
  return readFile(join(folder, files.ownerToken), "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}

/** Counts the starts on this folder; a lease of an earlier start is told by its epoch. */
export async function nextEpoch(folder: string): Promise<bigint> {
  const file = join(folder, "epoch");
  const before = await readFile(file, "utf8").catch(() => "0");
  const epoch = BigInt(/^\d{1,18}$/.test(before.trim()) ? before.trim() : "0") + 1n;
  await writeFile(file, String(epoch));
  return epoch;
}

async function readOrMake(path: string): Promise<string> {
  const secret = newSecret();
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, `${secret}\n`, { mode: 0o600, flag: "wx" });
    return secret;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return (await readFile(path, "utf8")).trim();
    throw new MeshError("DATA_FOLDER_UNWRITABLE", `${path} can't be written`, {
      messageKo: `${path}에 쓸 수 없습니다`,
      cause,
    });
  }
}
