import { access, constants } from "node:fs/promises";
import { createServer } from "node:net";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { unknownVariables } from "@viba/runtime/config";
import { toMeshError } from "@viba/runtime/errors";
import { readLock } from "@viba/store/lock";
import { agentFolders } from "../up/agent-folders.ts";
import { type Answer, type AskOptions, inSession } from "./in-session.ts";

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do; empty when all is well. */
  readonly next: string;
}

/** Looks at this machine and the mesh, and says what to mend. */
export async function doctor(options: AskOptions): Promise<Answer> {
  const lock = await readLock(options.data).catch(() => undefined);
  const findings: Finding[] = [
    node(),
    await folder(options.data),
    agentsFound(),
    variables(),
    ...(lock || process.env["VIBA_GATEWAY"]
      ? await answering(options)
      : [await port(7070, "--port"), await port(7071, "--agents-port")]),
  ];
  const lines = findings.map((f) => `${f.ok ? "✓" : "✗"} ${f.check}: ${f.found}${f.next ? `\n  → ${f.next}` : ""}`);
  return { json: { ok: findings.every((f) => f.ok), checks: findings }, text: `${lines.join("\n")}\n` };
}

function node(): Finding {
  const ok = Number(process.versions.node.split(".")[0]) >= 24;
  return { check: "node", ok, found: process.versions.node, next: ok ? "" : "install Node 24 or newer, or run ./viba" };
}

async function folder(data: string): Promise<Finding> {
  const existing = existsSync(data) ? data : dirname(data);
  try {
    await access(existing, constants.W_OK);
    return { check: "data folder", ok: true, found: data, next: "" };
  } catch {
    return {
      check: "data folder",
      ok: false,
      found: `${existing} can't be written`,
      next: "name another folder with --data",
    };
  }
}

function agentsFound(): Finding {
  const names = agentFolders({ extra: [], without: [] }).map((agent) => agent.name);
  return {
    check: "agents",
    ok: names.length > 0,
    found: names.join(", "),
    next: names.length > 0 ? "" : "the plugins folder is empty",
  };
}

/** A misspelt address silently changes engines. */
function variables(): Finding {
  const unknown = unknownVariables(process.env);
  return {
    check: "environment",
    ok: unknown.length === 0,
    found: unknown.length === 0 ? "no unknown VIBA_ variable" : unknown.join(", "),
    next: unknown.length === 0 ? "" : "these mean nothing to the mesh; ./viba serve --help names those that do",
  };
}

async function answering(options: AskOptions): Promise<Finding[]> {
  try {
    const { ready, pid, agents, services } = await inSession(options, ({ gateway }) => gateway.getStatus({}));
    return [
      { check: "mesh", ok: ready, found: `pid ${pid}, ${agents} agents`, next: ready ? "" : "it drains" },
      ...services.map(({ name, serving, note }) => ({
        check: name,
        ok: serving,
        found: note || (serving ? "serves" : "does not serve"),
        next: serving ? "" : (mend[name] ?? "look at its log; viba up starts it again by itself"),
      })),
    ];
  } catch (error) {
    const found = toMeshError(error).message;
    return [{ check: "mesh", ok: false, found, next: "stop it and start it again: ./viba up" }];
  }
}

/** What to do about what the mesh can do without for a while. */
const mend: Readonly<Record<string, string>> = {
  bus: "designs go on, news come late; start NATS at VIBA_NATS_URL: nats-server -js -sd FOLDER",
  traces: "designs go on, traces are dropped and counted; start the receiver at OTEL_EXPORTER_OTLP_ENDPOINT",
};

function port(number: number, option: string): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve({ check: `port ${number}`, ok: false, found: "in use", next: `choose another with ${option}` });
    });
    server.listen(number, "127.0.0.1", () => {
      server.close(() => resolve({ check: `port ${number}`, ok: true, found: "free", next: "" }));
    });
  });
}
