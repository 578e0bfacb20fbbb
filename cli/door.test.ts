import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { endWithReader } from "./door.ts";

function watched() {
  const stdout = new EventEmitter();
  const exits: number[] = [];
  const exit = ((code: number) => exits.push(code)) as unknown as (code: number) => never;
  endWithReader({ stdout, exit });
  return { stdout, exits };
}

test("who reads the output has had enough: the command ends without a word", () => {
  const { stdout, exits } = watched();
  stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  expect(exits).toEqual([0]);
});

test("any other fault of the output is not hidden", () => {
  const { stdout, exits } = watched();
  const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
  expect(() => stdout.emit("error", full)).toThrow(full);
  expect(exits).toEqual([]);
});
