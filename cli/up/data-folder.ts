import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@viba/runtime/errors";
import { newId, newSecret } from "@viba/runtime/random";
import { ensureFolder } from "@viba/store/folder";

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

/** The data folder's secrets, made on first use, readable by their owner alone; those given are used as they are. */
export async function openSecrets(folder: string, given: Partial<StoredSecrets> = {}): Promise<StoredSecrets> {
  const entries = await Promise.all(
    Object.entries(files).map(async ([name, file]) => [
      name,
      given[name as keyof StoredSecrets] ?? (await readOrMake(join(folder, file))),
    ]),
  );
  return Object.fromEntries(entries) as StoredSecrets;
}

/** Secrets that the environment brings, for processes that share no folder. */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): Partial<StoredSecrets> {
  const variable = (file: string) => `VIBA_${file.replace("-", "_").toUpperCase()}`;
  const found = Object.entries(files).flatMap(([name, file]) => {
    const secret = env[variable(file)]?.trim();
    return secret ? [[name, secret]] : [];
  });
  return Object.fromEntries(found) as Partial<StoredSecrets>;
}

/** The owner's token of a mesh that runs on this folder; undefined if there never was one. */
export async function readOwnerToken(folder: string): Promise<string | undefined> {
  return readFile(join(folder, files.ownerToken), "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}

/** Counts the starts of a router on this folder; a lease of an earlier start is told by its epoch. */
export async function nextEpoch(folder: string, router = ""): Promise<bigint> {
  const file = join(folder, router === "" ? "epoch" : `epoch-${router.replace(/[^\w.-]/g, "_")}`);
  const before = await readFile(file, "utf8").catch(() => "0");
  const epoch = BigInt(/^\d{1,18}$/.test(before.trim()) ? before.trim() : "0") + 1n;
  await writeFile(file, String(epoch));
  return epoch;
}

/** Several processes may come at once: the file is whole when it appears, and the first one's is everybody's. */
async function readOrMake(path: string): Promise<string> {
  const secret = newSecret();
  const draft = `${path}.${newId("draft")}`;
  try {
    await ensureFolder(join(path, ".."));
    const there = await readFile(path, "utf8").catch(() => "");
    if (there.trim() !== "") return there.trim();
    await writeFile(draft, `${secret}\n`, { mode: 0o600, flag: "wx" });
    await link(draft, path).finally(() => rm(draft, { force: true }));
    return secret;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return (await readFile(path, "utf8")).trim();
    throw new MeshError("DATA_FOLDER_UNWRITABLE", `${path} can't be written`, {
      messageKo: `${path}에 쓸 수 없습니다`,
      cause,
    });
  }
}
