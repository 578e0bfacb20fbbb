// Runs the workspace's own tools, on the pinned Node. Plain JavaScript without dependencies.
import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "node_modules", ".bin");

/** Runs a command in the root; its output goes through. Returns whether it ended well. */
export function run(command, args, options = {}) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env, ...options });
  return done.status === 0;
}

/** What a command prints. */
export function output(command, args) {
  return spawnSync(command, args, { cwd: root, encoding: "utf8" }).stdout ?? "";
}
