import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { MeshError } from "@viba/runtime/errors";

/** A process that listens. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/** Who listens on a port of this machine; undefined where the system doesn't say (other systems, other people's processes). */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  const sockets = new Set(tables.flatMap((table) => listenersIn(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  for (const pid of await namesIn("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    for (const fd of await namesIn(`/proc/${pid}/fd`)) {
      if (!sockets.has(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ""))) continue;
      const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return { pid: Number(pid), command: shortOf(words.split("\0")) };
    }
  }
  return undefined;
}

/** A command line without the path of its program and without options. */
const shortOf = ([program = "", ...words]: string[]) =>
  [basename(program), ...words.filter((word) => word !== "" && !word.startsWith("-"))].join(" ").slice(0, 120);

/** Inodes of the sockets that listen on a port, from a table of /proc/net. */
export function listenersIn(table: string, port: number): string[] {
  const listens = "0A";
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(wanted) && state === listens)
    .map((cells) => cells[9]!);
}

/** Adds to a refusal for a taken port who has it and which command works. Any other error stays as it is. */
export async function withHolder(error: unknown): Promise<unknown> {
  if (!(error instanceof MeshError) || error.reason !== "PORT_TAKEN") return error;
  const address = String(error.facts["address"] ?? "");
  const holder = await portHolder(Number(address.split(":").at(-1)));
  const [who, whoKo] = holder
    ? [`process ${holder.pid} (${holder.command})`, `프로세스 ${holder.pid} (${holder.command})`]
    : ["another process", "다른 프로세스"];
  const works = "./viba up --port 0 --agents-port 0";
  return new MeshError("PORT_TAKEN", `${address} is held by ${who}; this takes free ports: ${works}`, {
    messageKo: `${address}은(는) ${whoKo}가 쓰고 있습니다. 빈 포트로 시작하려면: ${works}`,
    facts: { ...error.facts, ...(holder ? { pid: String(holder.pid) } : {}) },
    cause: error,
  });
}

const namesIn = (folder: string) => readdir(folder).catch(() => []);
