import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { nodeFlags } from "./node-flags.ts";

test("Node starts with them, and so did the processes of the tests", () => {
  const script = "console.log(typeof gc)";
  expect(execFileSync(process.execPath, [...nodeFlags, "-e", script], { encoding: "utf8" })).toBe("function\n");
  expect(process.execArgv).toEqual(expect.arrayContaining([...nodeFlags]));
});
