import { spawn } from "node:child_process";
import { findServer } from "./servers.ts";
import { freePort } from "./nats.ts";

/** A fault on the path, as toxiproxy names it. */
export interface Toxic {
  readonly type: "latency" | "bandwidth" | "timeout" | "slow_close" | "limit_data" | "reset_peer";
  readonly attributes: Readonly<Record<string, number>>;
  readonly stream?: "upstream" | "downstream";
}

/** A real proxy before a server, whose path can be cut and made bad. */
export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  /** Refuses and ends connections. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Adds a fault; the result takes it away. */
  add(toxic: Toxic): Promise<() => Promise<void>>;
}

/** Starts toxiproxy before `upstreamPort` on this machine. */
export async function startProxy(upstreamPort: number): Promise<TestProxy> {
  const [control, port] = [await freePort(), await freePort()];
  const args = ["-host", "127.0.0.1", "-port", String(control)];
  const server = spawn(findServer("toxiproxy")!, args, { stdio: "ignore" });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const base = `http://127.0.0.1:${control}`;
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(base + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!response.ok) throw new Error(`toxiproxy: ${method} ${path}: ${response.status} ${await response.text()}`);
  };
  for (;;) {
    if (await fetch(`${base}/version`).catch(() => undefined)) break;
    if (server.exitCode !== null) throw new Error(`toxiproxy ended with ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const proxy = { name: "path", listen: `127.0.0.1:${port}`, upstream: `127.0.0.1:${upstreamPort}`, enabled: true };
  await call("POST", "/proxies", proxy);
  let added = 0;
  return {
    port,
    cut: () => call("POST", "/proxies/path", { ...proxy, enabled: false }),
    restore: () => call("POST", "/proxies/path", proxy),
    async add({ type, attributes, stream = "downstream" }) {
      const name = `toxic${added++}`;
      await call("POST", "/proxies/path/toxics", { name, type, stream, toxicity: 1, attributes });
      return () => call("DELETE", `/proxies/path/toxics/${name}`);
    },
    async [Symbol.asyncDispose]() {
      server.kill("SIGKILL");
      await gone;
    },
  };
}
