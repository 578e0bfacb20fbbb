import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshError } from "@viba/runtime/errors";
import { readTlsFiles, type TlsFiles } from "@viba/runtime/config";
import { type LogLevel, logLevels } from "@viba/runtime/log";
import { onParentGone } from "@viba/runtime/parent";
import { readFirstLine } from "./host/descriptor.ts";

/** Where the router is, and how the agent and it call one another. */
export interface RouterAddress {
  /** "link": over one link that the agent opens. "grpc": each dials the other. */
  readonly scheme: "link" | "grpc";
  /** "host:port". */
  readonly hostPort: string;
}

/** All an agent takes from its surroundings. */
export interface AgentEnvironment {
  readonly router: RouterAddress;
  /** The token that lets an agent join. Asked before each registration, since a file may get a new one. */
  readonly joinToken: () => Promise<string>;
  /** Then the agent's certificate proves it, and no token. */
  readonly tls?: TlsFiles | undefined;
  /** Resolves when the parent process is gone; undefined when nobody watches over this one. */
  readonly parentGone: Promise<void> | undefined;
  readonly logLevel: LogLevel;
}

/** Where `viba up` listens for agents. */
const defaultRouter = "link://127.0.0.1:7071";

/**
 * Reads VIBA_ROUTER (link://host:port or grpc://host:port; without a scheme it is grpc), VIBA_JOIN_FD (a descriptor with the join token as its first line; absent: the file
 * join-token in the folder VIBA_DATA, by default .viba), VIBA_TLS_CA, VIBA_TLS_CERT and VIBA_TLS_KEY (then no token is needed), VIBA_PARENT_FD (a pipe that closes when the parent ends) and
 * VIBA_LOG_LEVEL.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): AgentEnvironment {
  const router = routerAddress(variables["VIBA_ROUTER"] || defaultRouter);
  const joinFd = descriptorOf(variables, "VIBA_JOIN_FD");
  const parentFd = descriptorOf(variables, "VIBA_PARENT_FD");
  const inherited = joinFd === undefined ? undefined : readFirstLine(joinFd);
  const tls = readTlsFiles(variables);
  // Each registration asks for it and hears of a failure; nobody else waits.
  inherited?.catch(() => {});
  return {
    router,
    tls,
    joinToken: tls ? async () => "" : inherited ? () => inherited : () => readToken(variables["VIBA_DATA"] || ".viba"),
    parentGone: parentFd === undefined ? undefined : new Promise((resolve) => onParentGone(parentFd, resolve)),
    logLevel: levelOf(variables["VIBA_LOG_LEVEL"]),
  };
}

/** Takes an address apart. */
export function routerAddress(text: string): RouterAddress {
  const found = /^(?:(link|grpc):\/\/)?((?:\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5})$/.exec(text);
  if (!found?.[2]) {
    throw new MeshError("INVALID_ARGUMENT", `VIBA_ROUTER is "${text}"; write link://host:port or grpc://host:port`);
  }
  return { scheme: found[1] === "link" ? "link" : "grpc", hostPort: found[2] };
}

function descriptorOf(variables: Readonly<Record<string, string | undefined>>, name: string): number | undefined {
  const text = variables[name];
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,4}$/.test(text)) throw new MeshError("INVALID_ARGUMENT", `${name} is "${text}"; it has to be a number`);
  return Number(text);
}

function levelOf(text: string | undefined): LogLevel {
  const level = logLevels.find((one) => one === (text || "info"));
  if (!level) throw new MeshError("INVALID_ARGUMENT", `VIBA_LOG_LEVEL has to be one of ${logLevels.join(", ")}`);
  return level;
}

async function readToken(folder: string): Promise<string> {
  const file = join(folder, "join-token");
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new MeshError("UNAUTHENTICATED", `no join token: ${file} can't be read; start the mesh or set VIBA_DATA`, {
      cause: error,
    });
  }
}
