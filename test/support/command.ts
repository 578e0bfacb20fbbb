import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeFlags } from "@viba/runtime/node-flags";

/** The workspace's root. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the CLI as a process of its own, as a person would. */
export function spawnViba(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [...nodeFlags, join(root, "cli", "main.ts"), ...args], {
    cwd: root,
    env: { ...process.env, VIBA_LANG: "en", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs a command of the CLI to its end. */
export async function viba(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawnViba(args, env);
  let stdout = "";
  let stderr = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

/** A folder that goes away with the test. */
export function tempFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "viba-test-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
