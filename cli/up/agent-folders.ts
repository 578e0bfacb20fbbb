import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MeshError } from "@viba/runtime/errors";

/** The workspace's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A folder with an agent in it. */
export interface AgentFolder {
  readonly name: string;
  readonly entry: string;
}

/** Which agents to start. */
export interface AgentChoice {
  /** Folders beside the built-in ones. */
  readonly extra: readonly string[];
  /** Built-in ones to leave out, by folder name. */
  readonly without: readonly string[];
}

/** The agents to start: those in `plugins/`, less those left out, and the extra ones. */
export function agentFolders({ extra, without }: AgentChoice): AgentFolder[] {
  const plugins = join(root, "plugins");
  const builtIn = readdirSync(plugins).filter((name) => existsSync(join(plugins, name, "agent.ts")));
  const unknown = without.find((name) => !builtIn.includes(name));
  if (unknown) {
    throw new MeshError("INVALID_ARGUMENT", `--without ${unknown}: no such agent; there are ${builtIn.join(", ")}`, {
      messageKo: `--without ${unknown}: 그런 에이전트는 없습니다. 있는 것: ${builtIn.join(", ")}`,
    });
  }
  const chosen = builtIn.filter((name) => !without.includes(name)).map((name) => join(plugins, name));
  return [...chosen, ...extra.map((folder) => resolve(folder))].map(folderOf);
}

/** The agent in a folder. */
export function folderOf(folder: string): AgentFolder {
  const entry = ["agent.ts", "agent.js", "agent.mjs"]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (!entry) {
    throw new MeshError("INVALID_ARGUMENT", `${folder} holds no agent.ts`, {
      messageKo: `${folder}에 agent.ts가 없습니다`,
    });
  }
  return { name: folder.split("/").at(-1)!, entry };
}
