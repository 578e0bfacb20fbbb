import { readFile } from "node:fs/promises";
import { MeshError } from "@viba/runtime/errors";
import { isVersion } from "./definition.ts";

/** The version in the package.json nearest above a module. */
export async function versionOf(moduleUrl: string): Promise<string> {
  for (let folder = new URL(".", moduleUrl); ; folder = new URL("..", folder)) {
    const text = await readFile(new URL("package.json", folder), "utf8").catch(() => undefined);
    if (text !== undefined) {
      const { version } = JSON.parse(text) as { version?: unknown };
      if (typeof version === "string" && isVersion(version)) return version;
      throw new MeshError("INVALID_ARGUMENT", `${folder.pathname}package.json has no version like 1.2.3`);
    }
    if (new URL("..", folder).href === folder.href) {
      throw new MeshError("INVALID_ARGUMENT", `no package.json above ${moduleUrl}; give the agent a version`);
    }
  }
}
