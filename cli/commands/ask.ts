import { MeshError } from "@viba/runtime/errors";
import type { Gateway } from "../session.ts";
import { agents } from "./agents.ts";
import { alerts } from "./alerts.ts";
import { doctor } from "./doctor.ts";
import { explain } from "./explain.ts";
import { type Answer, type AskOptions, inSession } from "./in-session.ts";
import { aboutRuns } from "./kept-runs.ts";
import { policies } from "./policies.ts";
import { runs } from "./runs.ts";

/** Asks a running mesh, or about runs the folder of one that has ended, and prints the answer. */
export async function ask(name: string, run: string | undefined, options: AskOptions): Promise<void> {
  const answer = await answerOf(name, run, options);
  process.stdout.write(options.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
}

async function answerOf(name: string, run: string | undefined, options: AskOptions): Promise<Answer> {
  const { lang } = options;
  const mesh = (use: (gateway: Gateway) => Promise<Answer>) => inSession(options, ({ gateway }) => use(gateway));
  switch (name) {
    case "doctor":
      return doctor(options);
    case "agents":
      return mesh((gateway) => agents(gateway, lang));
    case "runs":
      return aboutRuns(options, (reader) => runs(reader, run, lang));
    case "explain":
      return aboutRuns(options, (reader) => explain(reader, run ?? "", lang));
    case "alerts":
      return mesh((gateway) => alerts(gateway, lang));
    case "policies":
      return mesh((gateway) => policies(gateway, lang));
    default:
      throw new MeshError("INVALID_ARGUMENT", `no command ${name}`);
  }
}
