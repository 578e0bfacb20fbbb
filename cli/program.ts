import { createRequire } from "node:module";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { type Config, readConfig } from "@viba/runtime/config";
import { createKit } from "./command-kit.ts";
import { declareAsking } from "./declare-asking.ts";
import { declareDesigning } from "./declare-designing.ts";
import { declareJudging } from "./declare-judging.ts";
import { declareServing } from "./declare-serving.ts";
import { type Lang, reportFailure } from "./output/failure.ts";
import { refuseUnknown, usageError } from "./output/usage.ts";
import { root } from "./up/agent-folders.ts";

const { version } = createRequire(import.meta.url)("./package.json") as { version: string };

/** What commands need of the process. */
interface ProgramProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  exitCode?: number | string | null | undefined;
}

/** Runs the command line of a process; an environment that can't be read is said like any other wrong word. */
export async function runProgram(process: ProgramProcess & { readonly argv: readonly string[] }): Promise<void> {
  const { argv } = process;
  try {
    await createProgram(process).parseAsync(argv);
  } catch (error) {
    process.exitCode = reportFailure(error, { json: argv.includes("--json"), lang: langIn(argv) ?? "ko" });
  }
}

/** The language that the command line itself asks for. */
function langIn(words: readonly string[]): Lang | undefined {
  const asked = words[words.indexOf("--lang") + 1];
  return asked === "ko" || asked === "en" ? asked : undefined;
}

/** The command line: what there is, its options and examples. */
export function createProgram(process: ProgramProcess): Command {
  const config = readConfig(process.env);
  const program = new Command("viba")
    .description(
      "한 문장으로 건물을 설계하는 에이전트 메시 · a mesh of agents that designs a building from one sentence",
    )
    .version(version)
    // What it says of a wrong command line goes the way of all errors: usageError.
    .configureOutput({ outputError: () => {} })
    .exitOverride((error) => {
      throw error;
    })
    .addHelpText("after", examples);
  const kit = createKit(program, {
    config,
    data: process.env["VIBA_DATA"] ? config.dataDir : join(root, ".viba"),
    exitWith: (code) => {
      process.exitCode = code;
    },
  });
  declareServing(kit);
  declareDesigning(kit);
  declareAsking(kit);
  declareJudging(kit);
  reportUsage(program, config, kit.exitWith);
  return program;
}

/** Lets a wrong command line end as every error does: said in the person's language, with an exit code. */
function reportUsage(program: Command, config: Config, exitWith: (code: number) => void): void {
  const parse = program.parseAsync.bind(program);
  program.parseAsync = async (...args) => {
    const [words = []] = args;
    try {
      refuseUnknown(program, words[2]);
      return await parse(...args);
    } catch (error) {
      // Help and version end well; anything else the caller can mend.
      if (error instanceof CommanderError && error.exitCode === 0) return program;
      const wrong = error instanceof CommanderError ? usageError(error, program, words.slice(2)) : error;
      exitWith(reportFailure(wrong, { json: words.includes("--json"), lang: langIn(words) ?? config.lang }));
      return program;
    }
  };
}

const examples = `
Examples · 예:
  ./viba up                                                  start the mesh; the studio is at http://127.0.0.1:7070
  ./viba design "강남에 50평 모던 카페를 설계해줘" --out out/cafe
  ./viba design "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘" --out out/mixed --json
  ./viba design --from RUN "2층을 더 넓게" --out out/wider     change a design
  ./viba agents --json                                       who is there
  ./viba explain RUN                                         why each agent was chosen
  ./viba events --follow "learning.>"                        what is learned, while it happens
`;
