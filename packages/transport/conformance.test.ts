import { serveConnect, createWebTransport } from "./connect.ts";
import { transportConformance } from "./conformance.ts";
import { createGrpcTransport } from "./grpc/client.ts";
import { serveGrpc } from "./grpc/server.ts";
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
