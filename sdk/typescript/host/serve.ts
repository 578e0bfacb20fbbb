import { systemClock } from "@viba/runtime/clock";
import { errorTable } from "@viba/runtime/error-table";
import { toMeshError } from "@viba/runtime/errors";
import { createLog } from "@viba/runtime/log";
import { systemRandom } from "@viba/runtime/random";
import type { AgentDefinition } from "../definition.ts";
import { readEnvironment } from "../environment.ts";
import { versionOf } from "../version.ts";
import { type RunningAgent, startAgent } from "./start.ts";

/** The process of an agent: starts it, ends with its parent, drains when it is told to. */
export async function serveOnMain(moduleUrl: string, definition: AgentDefinition): Promise<void> {
  let log = createLog({ service: definition.id, clock: systemClock });
  let agent: RunningAgent | undefined;
  let leaving = false;
  const leave = async (why: string) => {
    if (leaving) return;
    leaving = true;
    log.info(`drains: ${why}`);
    await agent?.drain();
    process.exit(0);
  };
  try {
    const environment = readEnvironment(process.env);
    log = createLog({ service: definition.id, clock: systemClock, level: environment.logLevel });
    void environment.parentGone?.then(() => process.exit(1));
    onSignals(environment.parentGone !== undefined, (signal) => void leave(signal));
    agent = await startAgent({
      moduleUrl,
      definition,
      version: definition.version ?? (await versionOf(moduleUrl)),
      environment,
      clock: systemClock,
      random: systemRandom,
      log,
      onDrain: () => void leave("the router asked for it"),
    });
    const { scheme, hostPort } = environment.router;
    log.info("serves", { address: agent.address, instance: agent.instanceId, router: `${scheme}://${hostPort}` });
  } catch (error) {
    const failure = toMeshError(error);
    log.error(failure.message, { reason: failure.reason, next: errorTable[failure.reason].nextEn });
    process.exit(failure.reason === "INVALID_ARGUMENT" ? 2 : 1);
  }
}

/**
 * The first SIGTERM drains, the second ends at once. Ctrl-C reaches the whole group of processes: an agent with a
 * parent leaves it to the parent, which tells the agents when their work is over.
 */
function onSignals(hasParent: boolean, drain: (signal: string) => void): void {
  let told = false;
  const end = (signal: string) => {
    if (told) process.exit(1);
    told = true;
    drain(signal);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", hasParent ? () => {} : end);
}
