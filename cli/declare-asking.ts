import { collect, type Common, type CommandKit, examples } from "./command-kit.ts";

/** Commands that say what there is, what was done and why. */
export function declareAsking(kit: CommandKit): void {
  for (const plain of asks) declareAsk(kit, plain);
  declareTrace(kit);
  declareEvents(kit);
  declareDecide(kit);
}

interface Ask {
  readonly usage: string;
  readonly description: string;
  readonly examples: readonly string[];
}

const asks: readonly Ask[] = [
  {
    usage: "agents",
    description: "에이전트 목록 · the agents that are there, with their state and promises",
    examples: ["./viba agents", "./viba agents --json"],
  },
  {
    usage: "runs [run]",
    description: "실행 목록 · runs, or one run with its steps",
    examples: ["./viba runs", "./viba runs RUN", "./viba runs --json"],
  },
  {
    usage: "explain <run>",
    description: "왜 그렇게 골랐는지 · why each agent was chosen",
    examples: ["./viba explain RUN", "./viba explain RUN --json"],
  },
  {
    usage: "policies",
    description: "학습된 정책 · the policy in force and those before it",
    examples: ["./viba policies", "./viba policies --json"],
  },
  {
    usage: "alerts",
    description: "지금 이상이 있는 것 · what is not well in the mesh now, and what to do",
    examples: ["./viba alerts", "./viba alerts --json"],
  },
  {
    usage: "doctor",
    description: "환경 점검 · look at this machine and the mesh, and say what to mend",
    examples: ["./viba doctor", "./viba doctor --data ~/designs --json"],
  },
];

function declareAsk({ program, common, run }: CommandKit, { usage, description, examples: lines }: Ask): void {
  const name = usage.split(" ")[0]!;
  common(program.command(usage).description(description))
    .addHelpText("after", examples(...lines))
    .action(
      run(async (...args: unknown[]) => {
        const { ask } = await import("./commands/ask.ts");
        const [first] = args;
        const options = args.find((arg): arg is Common => typeof arg === "object" && arg !== null && "data" in arg)!;
        await ask(name, typeof first === "string" ? first : undefined, options);
      }),
    );
}

function declareTrace({ program, common, run, config }: CommandKit): void {
  common(program.command("trace [run]"))
    .description("실행 시간이 어디에 쓰였는지 · where a run's time went: waterfall, critical path, what is unusual")
    .option("--bottlenecks", "what holds up the newest runs · 최근 실행들의 병목", false)
    .option("--runs <n>", "runs to look at for what is usual, or for the bottlenecks", "20")
    .addHelpText("after", examples("./viba trace RUN", "./viba trace --bottlenecks --runs 50"))
    .action(
      run(async (id: string | undefined, options) =>
        (await import("./commands/trace.ts")).traceCommand(id, options, config),
      ),
    );
}

function declareEvents({ program, common, run, config }: CommandKit): void {
  common(program.command("events [patterns...]"))
    .description("메시의 사건 보기 · show telemetry, learning and run events as they pass (for example: learning.>)")
    .option("--follow", "until Ctrl-C · 계속 보기", false)
    .option("--for <seconds>", "without --follow: how long to listen", "10")
    .addHelpText("after", examples("./viba events --for 30", './viba events --follow "learning.>" "run.>"'))
    .action(
      run(async (patterns: string[], options) =>
        (await import("./commands/events.ts")).events(patterns, options, config),
      ),
    );
}

function declareDecide({ program, common, run }: CommandKit): void {
  common(program.command("decide <types...>"))
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
      examples("./viba decide Plan --set style=hanok", "./viba decide Plan Model --conflict a,b --json"),
    )
    .action(run(async (types: string[], options) => (await import("./commands/decide.ts")).decide(types, options)));
}
