import type { BenchOptions } from "./commands/bench/bench.ts";
import { type CommandKit, examples, langOption } from "./command-kit.ts";

/** Commands that measure: this machine, or a part against cases. */
export function declareJudging({ program, common, run, config, exitWith }: CommandKit): void {
  program
    .command("bench <name>")
    .description(
      "성능을 잽니다 · measure this machine side by side: route, mesh, bus, wire, trace, stream, slow-reader, exits, flow",
    )
    .option("--rounds <n>", "rounds that the medians are taken over · 반복 횟수", "7")
    .addOption(langOption(config))
    .option("--json", "for scripts · 스크립트용")
    .addHelpText("after", examples("./viba bench route", "./viba bench wire --rounds 7 --json"))
    .action(
      run(async (name: string, options: BenchOptions) =>
        (await import("./commands/bench/bench.ts")).bench(name, options),
      ),
    );

  common(program.command("eval <kind>"))
    .description(
      "평가합니다 · judge a part by cases: bestest (the energy model, 20 cases), designs (sentences against the floors), intake (sentences, F1 by slot), selection (the rivals over many briefs)",
    )
    .option("--seed <n>", "designs, selection: seed of every random choice · 난수 씨앗", "1")
    .option("--mesh", "designs: time the whole mesh instead, p50 and p95 of design_ms · 메시 전체의 시간")
    .option("--briefs <n>", "selection: briefs to look at · 설계 조건 수", "200")
    .option("--weather <file>", "bestest: Denver TMY3 as EPW · 기상 파일")
    .option("--held-out", "intake: the sentences that the rules were not made with · 따로 둔 문장")
    .addHelpText(
      "after",
      examples(
        "./viba eval designs --json",
        "./viba eval designs --mesh",
        "./viba eval intake --json",
        "./viba eval intake --held-out",
        "./viba eval selection --briefs 40",
        "./viba eval bestest --weather USA_CO_Denver.Intl.AP.725650_TMY3.epw",
      ),
    )
    .action(
      run(async (kind: string, options) => {
        if (!(await (await import("./commands/eval/eval.ts")).evaluate(kind, options))) exitWith(1);
      }),
    );
}
