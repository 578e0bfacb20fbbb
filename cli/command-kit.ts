import { Option, type Command } from "commander";
import { holdProcess } from "@viba/runtime/clock";
import type { Config } from "@viba/runtime/config";
import { type Lang, reportFailure } from "./output/failure.ts";

/** Options that nearly every command takes. */
export interface Common {
  readonly data: string;
  readonly lang: Lang;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** What the declarations of commands share. */
export interface CommandKit {
  readonly program: Command;
  readonly config: Config;
  /** Ends the process with this code once all is said. */
  exitWith(code: number): void;
  /** Adds the options of `Common`. */
  common(command: Command): Command;
  /** A command's action as it is run: a failure is printed and becomes the exit code. */
  run<A extends unknown[]>(action: (...args: A) => Promise<void>): (...args: A) => Promise<void>;
}

/** The kit of a program; `data` is the data folder of who names none. */
export function createKit(
  program: Command,
  { config, data, exitWith }: Pick<CommandKit, "config" | "exitWith"> & { readonly data: string },
): CommandKit {
  return {
    program,
    config,
    exitWith,
    common: (command) =>
      command
        .option("--data <dir>", "data folder · 데이터 폴더", data)
        .addOption(langOption(config))
        .option("--verbose", "show the logs of all processes · 모든 로그 보기")
        .option("--json", "for scripts · 스크립트용"),
    run:
      (action) =>
      async (...args) => {
        const options = args.find(isCommon);
        // Waits of ours hold nothing open; a command that waits for a process which is just being started again would end in the middle.
        using _held = holdProcess();
        try {
          await action(...args);
        } catch (error) {
          exitWith(reportFailure(error, { json: options?.json ?? false, lang: options?.lang ?? config.lang }));
        }
      },
  };
}

/** The language of answers, for commands that take it without the rest. */
export function langOption({ lang }: Config): Option {
  return new Option("--lang <ko|en>", "language · 언어").choices(["ko", "en"]).default(lang);
}

/** Examples below a command's help, one line each. */
export function examples(...lines: readonly string[]): string {
  return `\n${lines.length > 1 ? "Examples" : "Example"} · 예:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** An option that may be repeated. */
export const collect = (value: string, all: string[]): string[] => [...all, value];

function isCommon(arg: unknown): arg is Partial<Common> {
  return typeof arg === "object" && arg !== null && "lang" in arg;
}
