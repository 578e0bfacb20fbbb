// All that is checked without running the program: generated code, format, lint with the import walls, types, protos.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { output, run } from "./run.mjs";

const steps = {
  "protos: lint": () => run("buf", ["lint"]),
  "protos: breaking": breaking,
  "generated code is up to date": upToDate,
  "import walls": () => run("node", ["scripts/walls.mjs"]),
  "circles of files": () => run("node", ["scripts/circles.mjs"]),
  format: () => run("oxfmt", ["--check", "."]),
  lint: () => run("oxlint", ["--deny-warnings", "."]),
  types: () => run("tsc", ["-p", "tsconfig.json"]),
};

/** Against the last release's tag; there is none before the first release. */
function breaking() {
  const tag = output("git", ["describe", "--tags", "--abbrev=0", "--match", "v*"]).trim();
  if (tag) return run("buf", ["breaking", "--against", `.git#tag=${tag}`]);
  console.log("no release tag yet: nothing to compare with");
  return true;
}

function upToDate() {
  const fresh = mkdtempSync(join(tmpdir(), "viba-gen-"));
  try {
    return (
      run("buf", ["generate", "--output", fresh]) &&
      run("diff", ["-r", join(fresh, "packages/contracts/gen"), "packages/contracts/gen"])
    );
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const failed = [];
for (const [name, step] of Object.entries(steps)) {
  console.log(`— ${name}`);
  if (!step()) failed.push(name);
}
if (failed.length > 0) console.error(`check failed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
