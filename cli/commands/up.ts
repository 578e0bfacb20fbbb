import { existsSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { GatewayService } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { createLifecycle } from "@viba/runtime/lifecycle";
import { createLog } from "@viba/runtime/log";
import { stopOnSignals } from "@viba/runtime/signals";
import { dial } from "@viba/transport/dial";
import type { Lang } from "../output/failure.ts";
import { agentFolders } from "../up/agent-folders.ts";
import { startUp, type Up } from "../up/parent.ts";
import { withHolder } from "../up/port-holder.ts";

/** What `viba up` was told. */
export interface UpCommandOptions {
  readonly data: string;
  readonly port: string;
  readonly agentsPort: string;
  readonly agent: readonly string[];
  readonly without: readonly string[];
  readonly sample: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly lang: Lang;
}

/** The sentence designed at the first start, so that there is something to see. */
const sample = "강남에 50평 모던 카페를 설계해줘";
/** Time the agents, then the mesh, get to finish what runs. */
const graceMs = 10_000;

/** Starts the mesh on this machine and stays until it is told to end. */
export async function up(options: UpCommandOptions): Promise<void> {
  const clock = systemClock;
  const log = createLog({
    service: "viba",
    clock,
    level: options.verbose ? "info" : "warn",
    format: process.stderr.isTTY && !options.json ? "pretty" : "json",
  });
  const lifecycle = createLifecycle({ clock, graceMs: graceMs * 2 + 2000, log });
  const firstStart = !existsSync(join(options.data, "journal.sqlite"));
  const running = await startUp({
    data: options.data,
    port: portOf(options.port, "--port"),
    agentsPort: portOf(options.agentsPort, "--agents-port"),
    agents: agentFolders({ extra: options.agent, without: options.without }),
    clock,
    log,
    logLevel: options.verbose ? "info" : "warn",
  }).catch(async (error: unknown) => Promise.reject(await withHolder(error)));
  lifecycle.use("mesh", () => running.stop(graceMs));
  stopOnSignals(lifecycle, process);
  announce(running, options);
  if (firstStart && options.sample) void designSample(running).catch(() => {});
  await Promise.race([running.failed, new Promise((resolve) => lifecycle.signal.addEventListener("abort", resolve))]);
}

function announce(running: Up, { json, lang }: UpCommandOptions): void {
  if (json) {
    const metrics = `${running.studio}/metrics`;
    process.stdout.write(
      `${JSON.stringify({ studio: running.studio, grpc: running.grpc, metrics, pid: process.pid })}\n`,
    );
    return;
  }
  const text =
    lang === "ko"
      ? `VIBA 메시가 실행 중입니다\n  스튜디오  ${running.studio}\n  gRPC      ${running.grpc}\n  끝내기    Ctrl-C\n`
      : `The VIBA mesh is running\n  studio  ${running.studio}\n  gRPC    ${running.grpc}\n  stop    Ctrl-C\n`;
  process.stdout.write(text);
}

async function designSample({ studio, ownerToken }: Up): Promise<void> {
  const { transport } = dial(studio, { token: () => ownerToken });
  await createClient(GatewayService, transport).startDesign({ text: sample, runId: "run_sample" });
}

function portOf(text: string, option: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new MeshError("INVALID_ARGUMENT", `${option} ${text}: write a port from 0 to 65535`, {
    messageKo: `${option} ${text}: 0에서 65535까지의 포트를 적으세요`,
  });
}
