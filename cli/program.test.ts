import { stripVTControlCharacters } from "node:util";
import type { Command } from "commander";
import { describe, expect, test, vi } from "vitest";
import { createProgram, runProgram } from "./program.ts";

const program = () => createProgram({ env: {} });

/** All that `--help` prints for a command, examples included. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
  return stripVTControlCharacters(text);
}

/** The lines of a text that call ./viba by themselves, as words; comments behind them (two blanks and more) are left out. */
function callsIn(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.trimStart().startsWith("./viba "))
    .map((line) =>
      [
        ...line
          .trim()
          .split(/ {2,}/)[0]!
          .matchAll(/"([^"]*)"|(\S+)/g),
      ]
        .map((m) => m[1] ?? m[2]!)
        .slice(1),
    );
}

const names = program().commands.map((command) => command.name());

describe.each(names)("%s --help", (name) => {
  const command = program().commands.find((one) => one.name() === name)!;
  const help = helpOf(command);

  test("says in two languages what the command does, and every option has words", () => {
    expect(command.description()).toMatch(/[가-힣].* · [a-z]/);
    for (const { flags, description } of command.options) expect(description, flags).not.toBe("");
  });

  test("has examples", () => {
    expect(help).toMatch(/Examples? · 예:\n {2}\S/);
  });
});

test("every example of the help is a command line that parses", async () => {
  const texts = [helpOf(program()), ...program().commands.map(helpOf)];
  const calls = texts.flatMap(callsIn);
  expect(calls.length).toBeGreaterThan(names.length);
  for (const words of calls) {
    const under = program();
    let ran = "";
    for (const command of under.commands) command.action(() => void (ran = command.name()));
    await under.parseAsync(["node", "viba", ...words]);
    expect(ran, words.join(" ")).toBe(words[0]);
  }
});

test.each([
  { words: ["doctor", "--lang", "fr"], env: {}, says: /INVALID_ARGUMENT.*--lang.*fr/ },
  { words: ["doctor", "--lang", "en"], env: { VIBA_LANG: "fr" }, says: /^error INVALID_ARGUMENT: .*VIBA_LANG must be/ },
  { words: ["doctor"], env: { VIBA_TRACE_SHARE: "2" }, says: /^오류 INVALID_ARGUMENT: .*VIBA_TRACE_SHARE/ },
])("$words with $env is told what to mend, exit 2", async ({ words, env, says }) => {
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const shell = { env, argv: ["node", "viba", ...words], exitCode: 0 };
  await runProgram(shell);
  const said = stderr.mock.calls.map(([text]) => text).join("");
  stderr.mockRestore();
  expect(said).toMatch(says);
  expect(shell.exitCode).toBe(2);
});
