import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { unknownVariables } from "../packages/runtime/config.ts";
import { describe, expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Names of OpenTelemetry's own list. */
const conventional = new Set(Object.values(conventions).filter((value) => typeof value === "string"));

/** What runs in production: no tests, fixtures, benches, generated code. */
const sources = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], { cwd: root })
  .toString()
  .split("\n")
  .filter((file) => /^(packages|services|sdk|cli|plugins)\//.test(file))
  .filter((file) => !/\.test\.ts$|\/gen\/|fixture|^packages\/testkit|contract\.ts$|conformance|\/bench\//.test(file))
  .map((file) => read(file));

/** First cells of a page's tables, with the cell after. */
function rows(page: string): Map<string, string> {
  const found = read(page).matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm);
  return new Map([...found].map(([, name, next]) => [name!, next!.trim()]));
}

/** Attributes as they stand in code: keys of objects, arguments of setAttribute, and constants that hold a name. */
function attributesIn(text: string): string[] {
  const name = String.raw`"((?:[a-z][a-z0-9_]*)(?:\.[a-z][a-z0-9_]*)+)"`;
  const patterns = [
    // A key of an object whose file speaks of spans.
    ...(/@opentelemetry|trace\/record|SpanRecord/.test(text)
      ? [String.raw`^\s*(?:\.\.\.\w+, )?${name}:`, String.raw`[{,] ${name}:`]
      : []),
    String.raw`setAttribute\(${name}`,
    String.raw`attributes\[${name}\] =`,
    String.raw`(?:Attribute|truncated|partial)(?: =|:) ${name}`,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "gm"))].map(([, found]) => found!));
}

test("every VIBA_ variable that anything here reads is known, so that a misspelt one can be told", () => {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.mjs", "*.sh", "viba", ".ci/run", "package.json"], {
    cwd: root,
  })
    .toString()
    .split("\n")
    .filter((file) => file && file !== "packages/runtime/config.test.ts");
  const names = new Set(files.flatMap((file) => read(file).match(/\bVIBA_[A-Z]+(?:_[A-Z]+)*\b/g) ?? []));
  expect([...names]).toContain("VIBA_NATS_URL");
  expect(unknownVariables(Object.fromEntries([...names].map((name) => [name, "x"])))).toEqual([]);
});

describe("names of what is emitted", () => {
  test("every attribute is OpenTelemetry's or stands in docs/reference/attributes.md, which has no others", () => {
    const emitted = new Set(sources.flatMap(attributesIn));
    const own = [...emitted].filter((name) => !conventional.has(name));
    expect(own.toSorted()).toEqual([...rows("docs/reference/attributes.md").keys()].toSorted());
    // The search itself finds what is known to be there, OpenTelemetry's names too.
    expect([...emitted]).toEqual(
      expect.arrayContaining(["rpc.method", "error.type", "viba.run.id", "viba.trace.keep"]),
    );
  });

  test("every metric stands in docs/reference/metrics.md with its kind, and no others do", () => {
    const kinds: Record<string, string> = { timing: "histogram" };
    const call = /\.(counter|gauge|histogram|timing)(?:<[^>(]*>)?\(\s*"(viba_\w+)"/g;
    const emitted = sources.flatMap((text) =>
      [...text.matchAll(call)].map(([, kind, name]) => [name!, kinds[kind!] ?? kind!] as const),
    );
    expect(emitted.length).toBeGreaterThan(10);
    expect(Object.fromEntries(emitted)).toEqual(Object.fromEntries(rows("docs/reference/metrics.md")));
  });
});
