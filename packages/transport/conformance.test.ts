import { createContextValues, type Transport } from "@connectrpc/connect";
import { trace } from "@opentelemetry/api";
import { systemClock } from "@viba/runtime/clock";
import { systemRandom } from "@viba/runtime/random";
import { serveConnect, createWebTransport } from "./connect.ts";
import { operatorVerify, transportConformance } from "./conformance.ts";
import { createGrpcTransport } from "./grpc/client.ts";
import { serveGrpc } from "./grpc/server.ts";
import { dialLink } from "./link/dial-link.ts";
import { routeKey } from "./link/client.ts";
import { createLink, type LinkOptions } from "./link/link.ts";
import type { Link } from "./link/core.ts";
import { createMemoryPorts } from "./link/memory-port.ts";
import { createPassThrough } from "./link/pass-through.ts";
import { serveLink } from "./link/serve-link.ts";
import { createLocalTransport } from "./local.ts";

const local = (throughBytes: boolean) => async (routes: Parameters<typeof createLocalTransport>[0]) => ({
  transport: createLocalTransport(routes, { throughBytes }),
  close: async () => {},
});
const trusted = { skip: { token: "the local transport names the caller itself" } };

transportConformance("local", local(false), trusted);
transportConformance("local through bytes", local(true), trusted);

transportConformance("grpc", async (routes, header) => {
  const server = await serveGrpc({ routes, host: "127.0.0.1", port: 0 });
  const transport = createGrpcTransport({
    address: `127.0.0.1:${server.port}`,
    header: () => header,
  });
  return {
    transport,
    close: async () => {
      transport.close();
      await server.close(0);
    },
  };
});

transportConformance(
  "connect",
  async (routes, header) => {
    const server = await serveConnect({ routes, host: "127.0.0.1", port: 0 });
    const transport = createWebTransport({
      baseUrl: `http://127.0.0.1:${server.port}`,
      header: () => header,
    });
    return { transport, close: () => server.close(0) };
  },
  { skip: { bidi: "HTTP/1.1 answers only after the whole request" } },
);

const tokenOf = (header: Record<string, string>) => header["authorization"]?.replace("Bearer ", "") ?? "";

transportConformance("link over memory", async (routes, header) => {
  const [near, far] = createMemoryPorts();
  const client = createLink({ port: near, opener: true, clock: systemClock, name: "client", token: tokenOf(header) });
  createLink({ port: far, opener: false, clock: systemClock, name: "server", routes, verify: operatorVerify });
  await client.opened.catch(() => {});
  return { transport: client.transport, close: async () => client.close() };
});

/** Every call goes by a router that knows the agent's name and reads nothing of the messages. */
transportConformance("link through a router", async (routes, header) => {
  const clock = systemClock;
  const agents = new Map<string, Link>();
  const passThrough = createPassThrough({ find: (route) => agents.get(route), tracer: trace.getTracer("router") });
  const join = (options: Pick<LinkOptions, "name"> & Partial<LinkOptions>) => {
    const [near, far] = createMemoryPorts();
    const atRouter = createLink({ port: far, opener: false, clock, name: "router", passThrough });
    return { link: createLink({ ...options, port: near, opener: true, clock }), atRouter };
  };
  // The agent sees the router as its peer; who may call what is for the router's own guard.
  const trust = operatorVerify(new Headers(header));
  const agent = join({ name: "agent", routes, ...(trust ? { trust } : {}) });
  agents.set("agent", agent.atRouter);
  const client = join({ name: "client" });
  await Promise.all([agent.link.opened, client.link.opened]);
  return {
    transport: routed(client.link.transport, "agent"),
    close: async () => {
      for (const { link } of [client, agent]) link.close();
    },
  };
});

transportConformance("link over grpc", async (routes, header) => {
  const server = await serveLink({
    host: "127.0.0.1",
    port: 0,
    clock: systemClock,
    name: "server",
    routes,
    verify: operatorVerify,
  });
  const client = dialLink({
    address: `127.0.0.1:${server.port}`,
    clock: systemClock,
    random: systemRandom,
    name: "client",
    token: () => tokenOf(header),
  });
  return {
    transport: client.transport,
    close: async () => {
      client.close();
      await server.close(0);
    },
  };
});

/** The transport with every call sent to one route. */
function routed(transport: Transport, name: string): Transport {
  const values = createContextValues().set(routeKey, name);
  return {
    unary: (method, signal, timeoutMs, header, input) =>
      transport.unary(method, signal, timeoutMs, header, input, values),
    stream: (method, signal, timeoutMs, header, input) =>
      transport.stream(method, signal, timeoutMs, header, input, values),
  };
}
