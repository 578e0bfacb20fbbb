import * as grpc from "@grpc/grpc-js";
import { trace } from "@opentelemetry/api";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { systemClock } from "@viba/runtime/clock";
import { systemRandom } from "@viba/runtime/random";
import { createPassThrough } from "@viba/transport/link/pass-through";
import type { PassThrough } from "@viba/transport/link/serve";
import { dialLink } from "@viba/transport/link/dial-link";
import type { Link } from "@viba/transport/link/core";
import { serveLink } from "@viba/transport/link/serve-link";
import { serveGrpc } from "@viba/transport/grpc/server";
import type { FromChild, ToChild } from "./child.ts";
import { answerBytes, benchRoute } from "./shapes.ts";
import { rawDefinition } from "./raw.ts";
import { createTracingSwitch, type TracingMode } from "./tracing.ts";

const host = "127.0.0.1";
const answer = Buffer.alloc(answerBytes, 9);
const opaque = [{ method: ConformanceService.method.unary, handler: () => answer }];
const [role = "", ...args] = process.argv.slice(2);

const switchTracing = createTracingSwitch(role);
/** Every process of the mesh records its spans; so do these, unless a bench wants otherwise. */
const record = (mode: string = "ring") => switchTracing(mode as TracingMode);

const roles: Record<string, () => Promise<number>> = {
  async "grpc-raw"() {
    const server = new grpc.Server();
    server.addService(
      { Echo: rawDefinition },
      { Echo: (_call: unknown, done: grpc.sendUnaryData<Buffer>) => done(null, answer) },
    );
    return new Promise((resolve, reject) =>
      server.bindAsync(`${host}:0`, grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
  },
  async "grpc-connect"() {
    await record();
    return (await serveGrpc({ routes: [benchRoute()], host, port: 0 })).port;
  },
  async "link-opaque"() {
    return (await serveLink({ host, port: 0, clock: systemClock, name: role, opaque })).port;
  },
  async "link-connect"() {
    await record();
    return (await serveLink({ host, port: 0, clock: systemClock, name: role, routes: [benchRoute()] })).port;
  },
  async router() {
    const [mode = "ring"] = args;
    await record(mode);
    const agents = new Map<string, Link>();
    const find = (name: string) => agents.get(name);
    const passThroughOf = (tracing: string) =>
      createPassThrough({ find, ...(tracing !== "none" && { tracer: trace.getTracer("viba") }) });
    let passing = passThroughOf(mode);
    onSwitch = (tracing) => void (passing = passThroughOf(tracing));
    const passThrough: PassThrough = { accept: (view, from) => passing.accept(view, from) };
    const onLink = (link: Link, peer: { name: string }) => {
      if (peer.name === "client") return;
      agents.set(peer.name, link);
    };
    return (await serveLink({ host, port: 0, clock: systemClock, name: role, passThrough, onLink })).port;
  },
  async agent() {
    const [address = "", kind = "", mode] = args;
    await record(mode);
    const served = kind === "connect" ? { routes: [benchRoute()] } : { opaque };
    const link = dialLink({ address, clock: systemClock, random: systemRandom, name: `agent-${kind}`, ...served });
    await link.ready();
    return 0;
  },
  async "mesh-router"() {
    await record();
    const { openMeshRouter } = await import("./mesh/router.ts");
    const [folder] = args;
    const tls =
      folder && (await (await import("./mesh/identity.ts")).certificatesIn(folder).certificate("service/router"));
    return (await openMeshRouter(tls || undefined)).port;
  },
  async "mesh-agents"() {
    await record();
    const [port = 0, agents = 0, links = 0] = args.map(Number);
    const folder = args[3];
    const authority = folder ? (await import("./mesh/identity.ts")).certificatesIn(folder) : undefined;
    const { attachAgents } = await import("./mesh/agents.ts");
    await attachAgents(port, { agents, links }, authority);
    return 0;
  },
  async moleculer() {
    const { startEcho } = await import("./moleculer.ts");
    await startEcho(args[0] ?? "", args[1] ?? "");
    return Number(args[0]);
  },
};

/** What a role changes beside the process's tracing when that is switched. */
let onSwitch = (_mode: TracingMode): void => {};
const tell = (message: FromChild) => process.send?.(message);
process.on("message", async (message: ToChild) => {
  if ("trace" in message) {
    await switchTracing(message.trace);
    onSwitch(message.trace);
  }
  const heapBytes =
    "ask" in message && message.ask === "heap" ? (await import("./mesh/router.ts")).heapAfterCollection() : 0;
  const { user, system } = process.cpuUsage();
  tell({ cpuUs: user + system, memoryBytes: process.memoryUsage.rss(), heapBytes });
});
process.on("disconnect", () => process.exit(0));
tell({ up: await roles[role]!() });
