import { Command, type CommanderError, Option } from "commander";
import { expect, test } from "vitest";
import { refuseUnknown, usageError } from "./usage.ts";

function program(): Command {
  const viba = new Command("viba").exitOverride().configureOutput({ outputError: () => {} });
  viba.command("up", { isDefault: true }).option("--port <n>");
  const design = viba.command("design <text>").requiredOption("--out <dir>");
  design.addOption(new Option("--lang <ko|en>").choices(["ko", "en"]));
  return viba;
}

/** What a wrong command line says, in English and Korean. */
function said(...words: string[]): [string, string] {
  try {
    refuseUnknown(program(), words[0]);
    program().parse(words, { from: "user" });
  } catch (thrown) {
    const error = "code" in (thrown as object) ? usageError(thrown as CommanderError, program(), words) : thrown;
    const { reason, message, messageKo } = error as ReturnType<typeof usageError>;
    expect(reason).toBe("INVALID_ARGUMENT");
    return [message, messageKo];
  }
  return ["", ""];
}

test.each([
  { words: ["agnts"], en: /no command "agnts"; there are: up, design$/, ko: /"agnts"이라는 명령은 없습니다/ },
  { words: ["50평 카페"], en: /viba design "50평 카페" --out DIR/, ko: /설계하려면: viba design "50평 카페"/ },
  { words: ["design", "x"], en: /'--out <dir>' not specified; --help/, ko: /^--out <dir> 옵션이 필요합니다/ },
  { words: ["design", "x", "--oot", "o"], en: /^unknown option '--oot'; --help/, ko: /^--oot이라는 옵션은 없습니다/ },
  {
    words: ["design", "x", "--out", "o", "--lang", "fr"],
    en: /'--lang <ko\|en>' argument 'fr' is invalid\. Allowed choices are ko, en/,
    ko: /^--lang <ko\|en> fr은\(는\) 쓸 수 없는 값/,
  },
  { words: ["design", "x", "--out"], en: /'--out <dir>' argument missing/, ko: /--out <dir> 옵션에 값을/ },
  { words: ["design", "--out", "o"], en: /missing required argument 'text'/, ko: /^text을\(를\) 적어/ },
  { words: ["--colour"], en: /unknown option '--colour'/, ko: /^--colour이라는 옵션은 없습니다/ },
  { words: ["design", "a", "b", "--out", "o"], en: /too many arguments/, ko: /따옴표로 묶어/ },
  { words: ["--port", "1"], en: /^$/, ko: /^$/ },
  { words: ["up"], en: /^$/, ko: /^$/ },
])("$words is told what is wrong in two languages", ({ words, en, ko }) => {
  const [english, korean] = said(...words);
  expect(english).toMatch(en);
  expect(korean).toMatch(ko);
});
