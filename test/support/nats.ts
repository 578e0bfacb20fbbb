import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { findServer } from "./servers.ts";

/** A real nats-server of a test's own. */
export interface TestNats extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Ends the server (by force if asked) and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Takes away what JetStream stored; only while the server is stopped. */
  wipe(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
}

/** How to start one. */
export interface TestNatsOptions {
  /** Folder for JetStream and the configuration. */
  readonly folder: string;
  readonly jetstream?: boolean;
  /** A free one unless given. */
  readonly port?: number;
  /** More lines of its configuration file. */
  readonly config?: string;
}

/** Starts nats-server on a free port; resolves when it takes connections. */
export async function startNats(options: TestNatsOptions): Promise<TestNats> {
  const { folder, jetstream = true, config = "", port = await freePort() } = options;
  const binary = findServer("nats")!;
  const file = join(folder, "nats.conf");
  const store = jetstream ? `jetstream { store_dir: ${JSON.stringify(join(folder, "jetstream"))} }` : "";
  writeFileSync(file, `listen: "127.0.0.1:${port}"\n${store}\n${config}\n`);
  let server: ChildProcess | undefined;
  const start = async () => {
    server = spawn(binary, ["-c", file], { stdio: ["ignore", "ignore", "pipe"] });
    await listening(server);
  };
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    const ending = server;
    server = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill(signal);
    await gone;
  };
  await start();
  const wipe = () => rm(join(folder, "jetstream"), { recursive: true, force: true });
  return { url: `nats://127.0.0.1:${port}`, port, start, stop, wipe, [Symbol.asyncDispose]: () => stop("SIGKILL") };
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    server.stderr!.setEncoding("utf8").on("data", (piece: string) => {
      text = (text + piece).slice(-20_000);
      if (text.includes("Server is ready")) resolve();
    });
    server.once("exit", (code) => reject(new Error(`nats-server ended with ${code}: ${text}`)));
  });
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
