import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { MeshError } from "@viba/runtime/errors";

/** A nats-server of a bench's own. */
export interface BenchNats extends AsyncDisposable {
  readonly url: string;
  /** CPU microseconds it has used so far; 0 where the system doesn't say. */
  cpuUs(): number;
}

/** Path of nats-server: in the folder VIBA_SERVERS or on the PATH; undefined if it is in neither. */
export function findNats(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = [env["VIBA_SERVERS"] ?? "", ...(env["PATH"] ?? "").split(delimiter)].filter(Boolean);
  return folders.map((folder) => join(folder, "nats-server")).find((path) => existsSync(path));
}

/** Starts a server whose JetStream syncs as told ("2m" is its own default, or "always"); resolves when it is ready. */
export async function startBenchNats(binary: string, syncInterval: string): Promise<BenchNats> {
  const folder = await mkdtemp(join(tmpdir(), "viba-bench-nats-"));
  const port = await freePort();
  const file = join(folder, "nats.conf");
  const store = `store_dir: ${JSON.stringify(join(folder, "jetstream"))}, sync_interval: ${syncInterval}`;
  await writeFile(file, `listen: "127.0.0.1:${port}"\njetstream { ${store} }\n`);
  const server = spawn(binary, ["-c", file], { stdio: ["ignore", "ignore", "pipe"] });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  await new Promise<void>((resolve, reject) => {
    let text = "";
    server.stderr.setEncoding("utf8").on("data", (piece: string) => {
      text = (text + piece).slice(-20_000);
      if (text.includes("Server is ready")) resolve();
    });
    server.once("exit", (code) => reject(new MeshError("INTERNAL", `nats-server ended with ${code}: ${text}`)));
  });
  return {
    url: `nats://127.0.0.1:${port}`,
    cpuUs: () => cpuOf(server.pid!),
    async [Symbol.asyncDispose]() {
      server.kill("SIGKILL");
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** From /proc, whose ticks are 10 ms: fine over a round, nothing for a single call. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return 0;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
