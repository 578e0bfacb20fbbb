import { resolve } from "node:path";
import { type AskOptions, inSession } from "./in-session.ts";

/** What `viba upgrade` was told. */
export interface UpgradeOptions extends AskOptions {
  readonly to: string;
}

/** Replaces a running agent by the version in another folder, without losing a call, and shows how far it is. */
export async function upgrade(agentId: string, options: UpgradeOptions): Promise<void> {
  await inSession(options, async ({ gateway }) => {
    const stages: { stage: string; message: string; version: string }[] = [];
    for await (const { stage, message, version } of gateway.upgradeAgent({ agentId, folder: resolve(options.to) })) {
      stages.push({ stage, message, version });
      if (!options.json) process.stdout.write(`${stage.padEnd(11)} ${message}\n`);
    }
    if (options.json) process.stdout.write(`${JSON.stringify({ agent: agentId, stages })}\n`);
  });
}
