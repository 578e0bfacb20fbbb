import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { newId } from "@viba/runtime/random";
import { studioFolder } from "@viba/studio/folder";
import type { Bundle } from "./studio-bundle.ts";

/** Remembers a bundle together with the content of everything that went into it. */
export interface StudioCache {
  /** The remembered files, unless an input has changed since. */
  read(): Promise<Bundle["files"] | undefined>;
  /** Remembers a bundle; a folder that can't be written only means that the next start bundles again. */
  write(bundle: Bundle): Promise<void>;
}

interface Remembered {
  readonly key: string;
  /** Relative to the root, so that a moved workspace keeps its bundle. */
  readonly inputs: readonly string[];
  readonly files: Bundle["files"];
}

/** Opens the cache of a workspace. */
export function openStudioCache(
  root: string = dirname(studioFolder),
  folder: string = join(root, "node_modules", ".cache", "viba-studio"),
): StudioCache {
  const path = join(folder, "bundle.json");
  return {
    async read() {
      const known = await readRemembered(path);
      if (!known) return undefined;
      return (await keyOf(root, known.inputs)) === known.key ? known.files : undefined;
    },
    async write({ files, inputs }) {
      const names = inputs.map((input) => relative(root, input)).toSorted();
      const key = await keyOf(root, names);
      if (key === undefined) return;
      const remembered: Remembered = { key, inputs: names, files };
      // Another mesh may start at the same moment: whoever renames last wins, and both wrote the same.
      const temporary = `${path}.${newId("tmp")}`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, JSON.stringify(remembered));
        await rename(temporary, path);
      } catch {
        return;
      }
    },
  };
}

async function readRemembered(path: string): Promise<Remembered | undefined> {
  try {
    const known = JSON.parse(await readFile(path, "utf8")) as Partial<Remembered>;
    return known.key && Array.isArray(known.inputs) && known.files ? (known as Remembered) : undefined;
  } catch {
    return undefined;
  }
}

/** Digest of the contents of all inputs and of the rules of bundling; undefined when an input can't be read. */
async function keyOf(root: string, inputs: readonly string[]): Promise<string | undefined> {
  try {
    const rules = [
      new URL("./studio-bundle.ts", import.meta.url),
      new URL(import.meta.resolve("esbuild/package.json")),
    ];
    const paths = [...rules, ...inputs.map((input) => resolve(root, input))];
    const contents = await Promise.all(paths.map((path) => readFile(path)));
    const hash = createHash("sha256");
    for (const content of contents) hash.update(createHash("sha256").update(content).digest());
    return hash.update(JSON.stringify(inputs)).digest("hex");
  } catch {
    return undefined;
  }
}
