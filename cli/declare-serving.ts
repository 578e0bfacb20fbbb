import { collect, type CommandKit, examples, langOption } from "./command-kit.ts";
import type { NewOptions } from "./commands/new-agent.ts";
import { serveHelp } from "./serve/serve-help.ts";

/** Commands that start a mesh, a part of it, an agent of one's own, or a new version of one. */
export function declareServing({ program, common, run, config }: CommandKit): void {
  common(program.command("up", { isDefault: true }))
    .description("메시를 시작합니다 · start the mesh: agents, studio and API on this machine")
    .option("--port <n>", "studio, Connect, gRPC-web, JSON; 0 lets the system choose", "7070")
    .option("--agents-port <n>", "gRPC for agents and grpcurl; 0 lets the system choose", "7071")
    .option("--agent <dir>", "start one more agent (may be repeated)", collect, [])
    .option("--without <name>", "leave out a built-in agent (may be repeated)", collect, [])
    .option("--no-sample", "don't design the sample sentence at the first start")
    .addHelpText(
      "after",
      examples(
        "./viba up",
        "./viba up --data /tmp/second --port 8070 --agents-port 8071",
        "./viba up --agent ~/agents/my-designer --without quick_reviewer",
      ),
    )
    .action(run(async (options) => (await import("./commands/up.ts")).up(options)));

  common(program.command("serve <service>"))
    .description(
      "서비스 하나를 시작합니다 · start one service: gateway, orchestrator, router, learner, cache or monitor",
    )
    .option("--listen <host:port>", "where it listens; port 0 lets the system choose · 들을 주소")
    .option("--metrics-port <n>", "serve /metrics there too (the gateway has it on its own port)")
    .addHelpText("after", serveHelp)
    .action(run(async (service: string, options) => (await import("./commands/serve.ts")).serve(service, options)));

  program
    .command("new <kind> <dir>")
    .description(
      "새 에이전트의 폴더를 만듭니다 · make the folder of a new agent, which starts and answers as it stands",
    )
    .addOption(langOption(config))
    .option("--json", "for scripts · 스크립트용")
    .addHelpText("after", examples("./viba new agent ~/agents/my-designer"))
    .action(
      run(async (kind: string, folder: string, options: NewOptions) =>
        (await import("./commands/new-agent.ts")).newAgent(kind, folder, options),
      ),
    );

  common(program.command("upgrade <agent>"))
    .description(
      "에이전트를 중단 없이 새 버전으로 · a new version beside the old, tried, then switched; back if it fails",
    )
    .requiredOption("--to <dir>", "folder of the new version · 새 버전 폴더")
    .addHelpText(
      "after",
      `${examples("./viba upgrade planner --to ~/agents/planner-2")}
Holds until the mesh is stopped; \`./viba up --without OLD --agent DIR\` starts with the new one.
`,
    )
    .action(run(async (agent: string, options) => (await import("./commands/upgrade.ts")).upgrade(agent, options)));
}
