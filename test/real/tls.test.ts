import { spawn } from "node:child_process";
import { join } from "node:path";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { nodeFlags } from "@viba/runtime/node-flags";
import { createAuthority } from "@viba/testkit/certificates";
import { expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";
import { until } from "../support/mesh.ts";
import { startNats } from "../support/nats.ts";
import { skipReason } from "../support/servers.ts";
import { builtInAgents, startServices } from "../support/services.ts";

const slow = join(root, "test", "fixtures", "slow_agent", "agent.ts");
const skip = skipReason("nats");
const kinds: Readonly<Record<string, string>> = Object.fromEntries(
  ["monitor", "cache", "learner", "router", "orchestrator", "gateway"].map((name) => [name, `service/${name}`]),
);

/** Variables of a process with this certificate. */
const variables = ({ ca, cert, key }: { ca: string; cert: string; key: string }) => ({
  VIBA_TLS_CA: ca,
  VIBA_TLS_CERT: cert,
  VIBA_TLS_KEY: key,
});

test.skipIf(skip)(
  `every process with a certificate of its own: they listen beyond this machine, design, and let no other in ${skip ?? ""}`,
  async () => {
    using folder = tempFolder();
    await using nats = await startNats({ folder: folder.path });
    const authority = createAuthority(join(folder.path, "certificates"));
    const certified = (name: string) => variables(authority.issue({ id: kinds[name] ?? `agent/${name}` }));
    await using mesh = await startServices({
      data: `${folder.path}/data`,
      env: { VIBA_NATS_URL: nats.url },
      agents: [...builtInAgents(["performance_analyst", "energy_screener"]), slow],
      agentEnv: { SLOW_LEDGER: `${folder.path}/ledger.txt`, SLOW_MS: "10" },
      // One of the agents is dialled: there the router shows its certificate, and sees the agent's.
      envOf: (name, env) => ({
        ...certified(name),
        ...(name === "slow_agent" ? { VIBA_ROUTER: `grpc://${env["VIBA_ROUTER"]}` } : {}),
      }),
      host: "0.0.0.0",
    });
    const { runId } = await mesh.gateway.startDesign({ text: "강남에 50평 모던 카페를 설계해줘", fresh: true });
    await until(async () => (await mesh.gateway.getRun({ runId })).run!.state >= RunState.FINISHED);
    const { run } = await mesh.gateway.getRun({ runId });
    expect([run!.message, run!.state]).toEqual(["", RunState.FINISHED]);
    expect(run!.steps.find(({ agentId }) => agentId === "slow_agent")?.attempts).toBe(1);

    // The same agent with another's certificate, one of another authority, and one without any.
    const entry = builtInAgents().find((path) => path.includes("design_theorist"))!;
    const stranger = createAuthority(join(folder.path, "strangers"));
    const before = (await mesh.gateway.listAgents({})).agents.length;
    const ended = async (env: Record<string, string>) => {
      const child = spawn(process.execPath, [...nodeFlags, entry], {
        cwd: root,
        env: { ...process.env, ...mesh.env, ...env },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
      const gone = new Promise((resolve) => child.once("exit", resolve));
      await until(() => /certificate|can't register/.test(said) || child.exitCode !== null);
      child.kill("SIGKILL");
      await gone;
      return said;
    };
    expect(await ended(certified("code_reviewer"))).toContain("is no certificate of agent/design_theorist");
    expect(await ended(variables(stranger.issue({ id: "agent/design_theorist" })))).toContain("can't register");
    expect(await ended({})).toContain("can't register");
    expect((await mesh.gateway.listAgents({})).agents.length).toBe(before);
  },
);

test.skipIf(skip)(`a service with another's certificate does not start ${skip ?? ""}`, async () => {
  using folder = tempFolder();
  const authority = createAuthority(join(folder.path, "certificates"));
  const env = { VIBA_NATS_URL: "nats://127.0.0.1:1", ...variables(authority.issue({ id: "service/cache" })) };
  const ended = await viba(["serve", "learner", "--data", `${folder.path}/data`], env);
  expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("is no certificate of service/learner")]);
});
