import { MeshError } from "@viba/runtime/errors";
import type { Session } from "../session.ts";
import { agents } from "./agents.ts";
import { alerts } from "./alerts.ts";
import { doctor } from "./doctor.ts";
import { explain } from "./explain.ts";
import { type Answer, type AskOptions, inSession } from "./in-session.ts";
import { policies } from "./policies.ts";
import { runs } from "./runs.ts";

/** Asks a running mesh and prints the answer. */
export async function ask(name: string, run: string | undefined, options: AskOptions): Promise<void> {
  const answer =
    name === "doctor"
      ? await doctor(options)
      : await inSession(options, (session) => answerOf(name, run, session, options));
  process.stdout.write(options.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
}

function answerOf(name: string, run: string | undefined, { gateway }: Session, { lang }: AskOptions): Promise<Answer> {
  switch (name) {
    case "agents":
      return agents(gateway, lang);
    case "runs":
      return runs(gateway, run, lang);
    case "explain":
      return explain(gateway, run ?? "", lang);
    case "alerts":
      return alerts(gateway, lang);
    case "policies":
      return policies(gateway, lang);
    default:
      throw new MeshError("INVALID_ARGUMENT", `no command ${name}`);
  }
}
