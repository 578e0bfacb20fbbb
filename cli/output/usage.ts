import type { Command, CommanderError } from "commander";
import { MeshError } from "@viba/runtime/errors";

/** What is wrong with a command line, in Korean; `what` is what the English text has in quotes. */
const korean: Readonly<Record<string, (what: string) => string>> = {
  "commander.unknownOption": (what) => `${what}이라는 옵션은 없습니다`,
  "commander.missingArgument": (what) => `${what}을(를) 적어 주세요`,
  "commander.missingMandatoryOptionValue": (what) => `${what} 옵션이 필요합니다`,
  "commander.invalidArgument": (what) => `${what}은(는) 쓸 수 없는 값입니다`,
  "commander.optionMissingArgument": (what) => `${what} 옵션에 값을 적어 주세요`,
  "commander.excessArguments": () => "인자가 너무 많습니다. 문장은 따옴표로 묶어 주세요",
};

/** A wrong command line as an error like any other; `words` are what stands behind the program's name. */
export function usageError({ code, message }: CommanderError, program: Command, words: readonly string[]): MeshError {
  // Commander looks for what is missing before what is misspelt: of `--oot DIR` it would say that --out is missing.
  const misspelt = code === "commander.missingMandatoryOptionValue" ? unknownOption(program, words) : undefined;
  if (misspelt) return usageOf("commander.unknownOption", `unknown option '${misspelt}'`);
  return usageOf(code, message.replace(/^error: /, ""));
}

function unknownOption(program: Command, [name, ...rest]: readonly string[]): string | undefined {
  const command = program.commands.find((one) => one.name() === name);
  return command?.parseOptions(rest).unknown.find((word) => word.startsWith("-"));
}

function usageOf(code: string, text: string): MeshError {
  // Of "option '--lang <ko|en>' argument 'fr' is invalid" option and value are what is wrong.
  const value = /^option '(.*)' argument '(.*)' is invalid/.exec(text);
  const what = value ? `${value[1]} ${value[2]}` : (/'(.*)'/.exec(text)?.[1] ?? text);
  return new MeshError("INVALID_ARGUMENT", `${text}; --help shows how`, {
    messageKo: `${korean[code]?.(what) ?? text}. --help로 사용법을 볼 수 있습니다`,
  });
}

/** Without this a misspelt command counts as an argument of `up`, the command of no name. */
export function refuseUnknown(program: Command, word: string | undefined): void {
  const names = program.commands.map((command) => command.name());
  if (word === undefined || word.startsWith("-") || word === "help" || names.includes(word)) return;
  const sentence = /\s|[가-힣]/.test(word);
  const [en, ko] = sentence
    ? [`to design, write: viba design "${word}" --out DIR`, `설계하려면: viba design "${word}" --out 폴더`]
    : [`there are: ${names.join(", ")}`, `있는 것: ${names.join(", ")}`];
  throw new MeshError("INVALID_ARGUMENT", `there is no command "${word}"; ${en}`, {
    messageKo: `"${word}"이라는 명령은 없습니다. ${ko}`,
  });
}
