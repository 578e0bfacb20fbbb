import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = dirname(import.meta.dirname);

/** Folders with so many files that their README is a map of them. */
const mapped = [
  "packages/building/drawing",
  "packages/building/plan",
  "packages/transport/link",
  "services/router/core",
];

describe.each(mapped)("the map of %s", (folder) => {
  const named = [...readFileSync(join(root, folder, "README.md"), "utf8").matchAll(/`([\w-]+\.ts)`/g)].map(
    (m) => m[1]!,
  );

  test("names no file that isn't there", () => {
    expect(named.filter((file) => !existsSync(join(root, folder, file)))).toEqual([]);
  });

  test("names each file once", () => {
    expect(named.filter((file, at) => named.indexOf(file) !== at)).toEqual([]);
  });
});
