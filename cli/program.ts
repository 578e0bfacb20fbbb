import { createRequire } from "node:module";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { holdProcess } from "@viba/runtime/clock";
import { readConfig } from "@viba/runtime/config";
import type { BenchOptions } from "./commands/bench/bench.ts";
import { type Lang, reportFailure } from "./output/failure.ts";
import { refuseUnknown, usageError } from "./output/usage.ts";
import { serveHelp } from "./serve/serve-help.ts";
import { root } from "./up/agent-folders.ts";

const { version } = createRequire(import.meta.url)("./package.json") as { version: string };

/** What commands need of the process. */
interface ProgramProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  exitCode?: number | string | null | undefined;
}

interface Common {
  readonly data: string;
  readonly lang: Lang;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

const collect = (value: string, all: string[]) => [...all, value];

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

  const withCommon = (command: Command) =>
    command
      .option(
        "--data <dir>",
        "data folder · 데이터 폴더",
        process.env["VIBA_DATA"] ? config.dataDir : join(root, ".viba"),
      )
      .option("--lang <ko|en>", "language · 언어", config.lang)
      .option("--verbose", "show the logs of all processes · 모든 로그 보기")
      .option("--json", "for scripts · 스크립트용");

  /** Runs a command's action; a failure is printed and becomes the exit code. */
  const run =
    <A extends unknown[]>(action: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      const options = args.find(
        (arg): arg is A[number] & Common => typeof arg === "object" && arg !== null && "data" in arg,
      );
      // Waits of ours hold nothing open; a command that waits for a process which is just being started again would end in the middle.
      using _held = holdProcess();
      try {
        await action(...args);
      } catch (error) {
        process.exitCode = reportFailure(error, { json: options?.json ?? false, lang: options?.lang ?? config.lang });
      }
    };

  withCommon(program.command("up", { isDefault: true }))
    .description("메시를 시작합니다 · start the mesh: agents, studio and API on this machine")
    .option("--port <n>", "studio, Connect, gRPC-web, JSON", "7070")
    .option("--agents-port <n>", "gRPC for agents and grpcurl", "7071")
    .option("--agent <dir>", "start one more agent (may be repeated)", collect, [])
    .option("--without <name>", "leave out a built-in agent (may be repeated)", collect, [])
    .option("--no-sample", "don't design the sample sentence at the first start")
    .action(run(async (options) => (await import("./commands/up.ts")).up(options)));

  withCommon(program.command("serve <service>"))
    .description(
      "서비스 하나를 시작합니다 · start one service: gateway, orchestrator, router, learner, cache or monitor",
    )
    .option("--listen <host:port>", "where it listens; port 0 lets the system choose · 들을 주소")
    .option("--metrics-port <n>", "serve /metrics there too (the gateway has it on its own port)")
    .addHelpText("after", serveHelp)
    .action(run(async (service: string, options) => (await import("./commands/serve.ts")).serve(service, options)));

  withCommon(program.command("design <text>"))
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
    .addHelpText("after", designExamples)
    .action(
      run(async (text: string, options) => {
        const { runDesign } = await import("./commands/design-command.ts");
        await runDesign({ ...options, text });
      }),
    );

  const asks: [string, string, string][] = [
    ["agents", "에이전트 목록 · the agents that are there, with their state and promises", ""],
    ["runs [run]", "실행 목록 · runs, or one run with its steps", "run"],
    ["explain <run>", "왜 그렇게 골랐는지 · why each agent was chosen", "run"],
    ["policies", "학습된 정책 · the policy in force and those before it", ""],
    ["alerts", "지금 이상이 있는 것 · what is not well in the mesh now, and what to do", ""],
    ["doctor", "환경 점검 · look at this machine and the mesh, and say what to mend", ""],
  ];
  for (const [usage, description] of asks) {
    const name = usage.split(" ")[0]!;
    withCommon(program.command(usage).description(description)).action(
      run(async (...args: unknown[]) => {
        const { ask } = await import("./commands/ask.ts");
        const [first] = args;
        const options = args.find((arg): arg is Common => typeof arg === "object" && arg !== null && "data" in arg)!;
        await ask(name, typeof first === "string" ? first : undefined, options);
      }),
    );
  }

  withCommon(program.command("upgrade <agent>"))
    .description(
      "에이전트를 중단 없이 새 버전으로 · a new version beside the old, tried, then switched; back if it fails",
    )
    .requiredOption("--to <dir>", "folder of the new version · 새 버전 폴더")
    .addHelpText(
      "after",
      "\nExample · 예:\n  ./viba upgrade planner --to ~/agents/planner-2\n\nHolds until the mesh is stopped; `./viba up --without OLD --agent DIR` starts with the new one.\n",
    )
    .action(run(async (agent: string, options) => (await import("./commands/upgrade.ts")).upgrade(agent, options)));

  withCommon(program.command("trace [run]"))
    .description("실행 시간이 어디에 쓰였는지 · where a run's time went: waterfall, critical path, what is unusual")
    .option("--bottlenecks", "what holds up the newest runs · 최근 실행들의 병목", false)
    .option("--runs <n>", "runs to look at for what is usual, or for the bottlenecks", "20")
    .action(
      run(async (id: string | undefined, options) =>
        (await import("./commands/trace.ts")).traceCommand(id, options, config),
      ),
    );

  withCommon(program.command("events [patterns...]"))
    .description("메시의 사건 보기 · show telemetry, learning and run events as they pass (for example: learning.>)")
    .option("--follow", "until Ctrl-C · 계속 보기", false)
    .option("--for <seconds>", "without --follow: how long to listen", "10")
    .action(
      run(async (patterns: string[], options) =>
        (await import("./commands/events.ts")).events(patterns, options, config),
      ),
    );

  withCommon(program.command("call <type>"))
    .description("산출물 하나를 직접 만듭니다 · make one artifact by one agent, outside any run")
    .option("--input <file>", 'input as JSON with an "@type" field (may be repeated)', collect, [])
    .option("--set <name=value>", "attribute of the goal, for conditions (may be repeated)", collect, [])
    .action(run(async (type: string, options) => (await import("./commands/call.ts")).call(type, options)));

  withCommon(program.command("decide <types...>"))
    .description(
      "누가 왜 선택될지 묻습니다 · say who would be chosen and why, without running; several types: the best team",
    )
    .option("--have <type>", "type that is there (may be repeated); without it all that anybody reads", collect, [])
    .option("--set <name=value>", "attribute of the goal, for conditions and tags (may be repeated)", collect, [])
    .option("--weight <objective=n>", "match, quality, latency, load, cost, synergy, freshness", collect, [])
    .option("--exclude <agent>", "agent that must not be chosen (may be repeated)", collect, [])
    .option("--range <agent=range>", "semver range of an agent (may be repeated)", collect, [])
    .option("--certificate <name>", "certificate it must name (may be repeated)", collect, [])
    .option("--locality <place>", "where it should run; given up if nobody there can")
    .option("--max-cost <units>", "dearest price, in seconds of one core")
    .option("--with <agent>", "agent that works on the same run (may be repeated)", collect, [])
    .option("--conflict <a,b>", "teams: agents that can't work together (may be repeated)", collect, [])
    .option("--max-size <n>", "teams: most members")
    .addHelpText(
      "after",
      "\nExamples · 예:\n  ./viba decide Plan --set style=hanok\n  ./viba decide Plan Model --conflict a,b --json",
    )
    .action(run(async (types: string[], options) => (await import("./commands/decide.ts")).decide(types, options)));

  program
    .command("bench <name>")
    .description(
      "성능을 잽니다 · measure this machine side by side: route, mesh, bus, wire, trace, stream, slow-reader, exits, flow",
    )
    .option("--rounds <n>", "rounds that the medians are taken over · 반복 횟수", "7")
    .option("--json", "for scripts · 스크립트용")
    .addHelpText("after", "\nExample: viba bench wire --rounds 7 --json")
    .action(
      run(async (name: string, options: BenchOptions) =>
        (await import("./commands/bench/bench.ts")).bench(name, options),
      ),
    );

  withCommon(program.command("eval <kind>"))
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
      "\nExamples · 예:\n  ./viba eval designs --json\n  ./viba eval designs --mesh\n  ./viba eval intake --json\n  ./viba eval intake --held-out\n  ./viba eval selection --briefs 40\n  ./viba eval bestest --weather USA_CO_Denver.Intl.AP.725650_TMY3.epw\n",
    )
    .action(
      run(async (kind: string, options) => {
        if (!(await (await import("./commands/eval/eval.ts")).evaluate(kind, options))) process.exitCode = 1;
      }),
    );

  const parse = program.parseAsync.bind(program);
  program.parseAsync = async (...args) => {
    const [words = []] = args;
    try {
      refuseUnknown(program, words[2]);
      return await parse(...args);
    } catch (error) {
      // Help and version end well; anything else the caller can mend.
      if (error instanceof CommanderError && error.exitCode === 0) return program;
      const lang = { ko: "ko", en: "en" }[words[words.indexOf("--lang") + 1] ?? ""] as Lang | undefined;
      process.exitCode = reportFailure(error instanceof CommanderError ? usageError(error) : error, {
        json: words.includes("--json"),
        lang: lang ?? config.lang,
      });
      return program;
    }
  };
  return program;
}

const designExamples = `
Examples · 예:
  ./viba design "강남에 50평 모던 카페를 설계해줘" --out out/cafe
  ./viba design "2층 주택 50평" --out out/house --site plot.geojson --permit-date 2023-05-01 --seed 7
  ./viba design "2층 주택 50평" --out out/three --alternatives 3
  ./viba design --from RUN "2층을 더 넓게" --out out/wider
`;

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
