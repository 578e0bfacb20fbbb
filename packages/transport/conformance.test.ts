import { systemClock } from "@viba/runtime/clock";
import { systemRandom } from "@viba/runtime/random";
import { serveConnect, createWebTransport } from "./connect.ts";
import { operatorVerify, transportConformance } from "./conformance.ts";
import { createGrpcTransport } from "./grpc/client.ts";
import { serveGrpc } from "./grpc/server.ts";
import { dialLink } from "./link/dial-link.ts";
import { createLink } from "./link/link.ts";
import { createMemoryPorts } from "./link/memory-port.ts";
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
