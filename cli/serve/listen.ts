import type { RequestListener } from "node:http";
import type { Transport } from "@connectrpc/connect";
import { createPages, refuseForeignHost } from "@viba/gateway-service/pages";
import { openStudio } from "@viba/gateway-service/studio";
import { serveConnect } from "@viba/transport/connect";
import type { PassThrough } from "@viba/transport/link/serve";
import type { Route } from "@viba/transport/routes";
import { serveBoth } from "@viba/transport/serve-both";
import type { Ground } from "./ground.ts";

/** An address to listen on; port 0 lets the system choose. */
export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** How long calls in flight may take when the process ends. */
const closeMs = 2000;

/**
 * gRPC for agents and strangers' tools, with health and reflection, and links for those who speak them, on one port.
 * Resolves to the port.
 */
export async function listenGrpc(
  ground: Ground,
  { host, port }: Listen,
  routes: readonly Route[],
  passThrough?: PassThrough,
): Promise<number> {
  const { lifecycle, clock, service, guard, tls } = ground;
  const server = await serveBoth({ routes, host, port, clock, name: service, verify: guard.verify, tls, passThrough });
  lifecycle.use("grpc", () => server.close(closeMs));
  lifecycle.signal.addEventListener("abort", () => server.drain());
  return server.port;
}

/** `/metrics` alone, for the services that have no web port. Resolves to the port. */
export async function listenMetrics({ lifecycle, metrics }: Ground, { host, port }: Listen): Promise<number> {
  const fallback: RequestListener = (request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    void metrics.expose(request.headers.accept ?? "").then(
      ({ contentType, text }) => response.writeHead(200, { "content-type": contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  };
  const web = await serveConnect({ routes: [], host, port, before: refuseForeignHost, fallback });
  lifecycle.use("metrics", () => web.close(closeMs));
  return web.port;
}

/** The studio, Connect, gRPC-web, JSON, files and metrics on one port. Resolves to the port. */
export async function listenWeb(
  ground: Ground,
  { host, port }: Listen,
  routes: readonly Route[],
  mesh: Transport,
): Promise<number> {
  const { lifecycle, secrets, guard, metrics } = ground;
  const web = await serveConnect({
    routes,
    host,
    port,
    before: refuseForeignHost,
    fallback: createPages({
      mesh,
      verify: guard.verify,
      sessionToken: secrets.sessionToken,
      pages: openStudio(),
      metrics: (accept) => metrics.expose(accept),
    }),
  });
  lifecycle.use("web", () => web.close(closeMs));
  return web.port;
}
