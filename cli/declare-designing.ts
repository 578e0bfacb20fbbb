import { collect, type CommandKit, examples } from "./command-kit.ts";

/** Commands that make something: a design, or one artifact. */
export function declareDesigning({ program, common, run }: CommandKit): void {
  common(program.command("design <text>"))
    .description("한 문장으로 설계합니다 · design once and write the files")
    .requiredOption("--out <dir>", "folder for the files · 결과 폴더")
    .option("--permit-date <YYYY-MM-DD>", "date of the permit application · 건축허가 신청일")
    .option("--site <file>", "plot as GeoJSON · 대지 GeoJSON")
    .option("--weather <file>", "weather year for the energy estimate, EPW · 에너지 계산용 기상 파일(EPW)")
    .option("--seed <n>", "seed of every random choice; the same sentence and seed give the same building")
    .option("--from <run>", "go on from an earlier run: the text says what to change · 앞선 설계를 바꾸기")
    .option("--alternatives <n>", "two to five designs that differ, in A, B, C … with a comparison · 여러 안 비교")
    .option("--fresh", "don't answer steps from the cache", false)
    .option("--agent <dir>", "start one more agent (may be repeated)", collect, [])
    .option("--without <name>", "leave out a built-in agent (may be repeated)", collect, [])
    .addHelpText(
      "after",
      examples(
        './viba design "강남에 50평 모던 카페를 설계해줘" --out out/cafe',
        './viba design "2층 주택 50평" --out out/house --site plot.geojson --permit-date 2023-05-01 --seed 7',
        './viba design "2층 주택 50평" --out out/three --alternatives 3',
        './viba design --from RUN "2층을 더 넓게" --out out/wider',
      ),
    )
    .action(
      run(async (text: string, options) => {
        const { runDesign } = await import("./commands/design-command.ts");
        await runDesign({ ...options, text });
      }),
    );

  common(program.command("call <type>"))
    .description("산출물 하나를 직접 만듭니다 · make one artifact by one agent, outside any run")
    .option("--input <file>", 'input as JSON with an "@type" field (may be repeated)', collect, [])
    .option("--set <name=value>", "attribute of the goal, for conditions (may be repeated)", collect, [])
    .addHelpText(
      "after",
      `${examples("./viba call Goal --input request.json", "./viba call Concept --input brief.json --set style=hanok --json")}
request.json, for example:
  {"@type": "viba.core.v1.Request", "text": "강남에 50평 모던 카페를 설계해줘", "permitDate": "2026-01-02", "language": "ko"}
brief.json: the brief.json of a design, with "@type": "viba.aec.v1.Brief" added.
`,
    )
    .action(run(async (type: string, options) => (await import("./commands/call.ts")).call(type, options)));
}
