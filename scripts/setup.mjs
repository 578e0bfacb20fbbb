// Makes the workspace ready to run: installs what the lockfile names, once per lockfile.
// Plain JavaScript without dependencies, because it runs before anything is installed, on Node 20 or newer.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PNPM = "12.21.0";
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const mark = join(root, "node_modules", ".setup");
const pinned = join(root, "node_modules", ".bin", "node");

/** The installed state is right when this hash stands in the mark. */
export function wantedState() {
  const lock = readFileSync(join(root, "pnpm-lock.yaml"));
  return createHash("sha256").update(PNPM).update(lock).digest("hex");
}

/** Path of a Node that runs TypeScript as it is: the pinned one, else the one running now if it is new enough. */
export function nodePath() {
  if (existsSync(pinned)) return pinned;
  const [major] = process.versions.node.split(".").map(Number);
  if (major >= 24) return process.execPath;
  process.stderr.write(
    `viba needs Node 24 or newer on ${process.platform}-${process.arch} (found ${process.versions.node}).\n` +
      "Install it from your system's packages, then run the same command again.\n",
  );
  process.exit(2);
}

export function setup() {
  const wanted = wantedState();
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  process.stderr.write("viba: installing dependencies (first run only, 15-60 s) …\n");
  const npx = process.platform === "win32" ? "npx.cmd" : "npx";
  const done = spawnSync(npx, ["--yes", `pnpm@${PNPM}`, "install", "--frozen-lockfile", "--loglevel", "error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, CI: "true" },
  });
  if (done.status !== 0) {
    process.stderr.write(
      "viba: the installation failed (see above). Check that the npm registry can be reached, then run the same command again.\n",
    );
    process.exit(2);
  }
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setup();
  nodePath();
}
