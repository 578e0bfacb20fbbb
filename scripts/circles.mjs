// Circles of files: two files that need one another, directly or by others, can't be read one at a time. Types count too. What both
// need goes into a file of its own.
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { output, root } from "./run.mjs";

const files = output("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"])
  .split("\n")
  .filter((file) => file && !file.startsWith("packages/contracts/gen/") && existsSync(resolve(root, file)));
const needs = new Map(files.map((file) => [file, neededBy(file)]));

/** Files that a walk is inside of, and those it is done with. */
const inside = [];
const done = new Set();
const circles = files.flatMap(circlesFrom);
for (const circle of circles) console.error(`a circle of files: ${circle.join(" -> ")}`);
process.exit(circles.length > 0 ? 1 : 0);

/** Imports at load, so not those inside functions. */
function neededBy(file) {
  const text = readFileSync(resolve(root, file), "utf8");
  return [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)";/gm)].map(([, specifier]) =>
    relative(root, resolve(root, dirname(file), specifier)),
  );
}

function circlesFrom(file) {
  if (done.has(file) || !needs.has(file)) return [];
  const at = inside.indexOf(file);
  if (at >= 0) return [[...inside.slice(at), file]];
  inside.push(file);
  const found = needs.get(file).flatMap(circlesFrom);
  inside.pop();
  done.add(file);
  return found;
}
