// The import walls of the layout: who may import whom. pnpm refuses undeclared packages; this refuses declared ones that
// point the wrong way, climbing paths across packages, and the clock, chance and environment outside the runtime.
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { output, root } from "./run.mjs";

/** Package -> workspace packages it may import. Tests may import testkit too. */
const kit = ["contracts", "runtime"];
const may = {
  "packages/contracts": [],
  "packages/runtime": ["contracts"],
  "packages/transport": kit,
  "packages/bus": kit,
  "packages/store": kit,
  "packages/cache": kit,
  "packages/policy": ["contracts"],
  "packages/building": ["contracts"],
  "packages/testkit": kit,
  services: [...kit, "transport", "bus", "store", "cache", "policy"],
  "sdk/typescript": [...kit, "transport"],
  plugins: ["contracts", "sdk", "building", "runtime"],
  studio: ["contracts"],
  "services/gateway": [...kit, "transport", "bus", "store", "cache", "policy", "studio"],
  cli: undefined,
  test: undefined,
};
const ownsClock =
  /^packages\/runtime\/|^packages\/testkit\/|\.test\.ts$|^test\/|^scripts\/|^studio\/|contract\.ts$|conformance/;
const environmentAllowed = /^packages\/runtime\/config\.ts|^cli\/|^sdk\/typescript\/|\.test\.ts$|^test\/|^scripts\//;

const files = output("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"])
  .split("\n")
  .filter((file) => file && !file.startsWith("packages/contracts/gen/") && existsSync(resolve(root, file)));
const problems = files.flatMap(check);
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

function check(file) {
  const text = readFileSync(resolve(root, file), "utf8");
  const found = [];
  const owner = ownerOf(file);
  const test = /\.test\.ts$|contract\.ts$|\/fixtures/.test(file);
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
    const wall = wallOf(file, owner, specifier, test);
    if (wall) found.push(`${file}: ${wall}`);
  }
  if (!ownsClock.test(file) && /\bDate\.now\(|new Date\(\)|Math\.random\(/.test(text)) {
    found.push(`${file}: reads the clock or chance itself; take a Clock or Random instead`);
  }
  if (/\bsetFlagsFromString\b/.test(text)) {
    found.push(`${file}: changes V8's flags in a running process; add to packages/runtime/node-flags.json instead`);
  }
  if (!environmentAllowed.test(file) && /process\.env\b/.test(text)) {
    found.push(`${file}: reads the environment; take it from runtime/config`);
  }
  return found;
}

function ownerOf(file) {
  const parts = file.split("/");
  return ["packages", "services", "plugins", "sdk"].includes(parts[0]) ? parts.slice(0, 2).join("/") : parts[0];
}

function wallOf(file, owner, specifier, test) {
  if (specifier.startsWith(".")) {
    const target = relative(root, resolve(root, dirname(file), specifier));
    return ownerOf(target) === owner || ["scripts", "test", "vitest.config.ts"].includes(owner)
      ? undefined
      : `"${specifier}" climbs out of ${owner}`;
  }
  const name = /^@viba\/([\w-]+)\//.exec(specifier)?.[1];
  if (!name) return undefined;
  const allowed = owner in may ? may[owner] : may[owner.split("/")[0]];
  if (allowed === undefined || allowed.includes(name) || (test && ["testkit", "runtime"].includes(name)))
    return undefined;
  if (`packages/${name}` === owner) return undefined;
  return `${owner} may not import @viba/${name}`;
}
