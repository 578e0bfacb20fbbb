import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { connectNodeAdapter, createConnectTransport } from "@connectrpc/connect-node";
import type { Interceptor, Transport } from "@connectrpc/connect";
import { MeshError } from "@viba/runtime/errors";
import { inTurns } from "@viba/runtime/turns";
import { maxMessageBytes } from "./grpc/client.ts";
import type { Route } from "./routes.ts";

/** A listening web server: Connect, gRPC-web and JSON, and pages beside them. */
export interface WebServer {
  readonly port: number;
  /** Takes no new calls, lets those in flight end within `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** What to serve and where. */
export interface WebServerOptions {
  readonly routes: readonly Route[];
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Answers what is no call, for example the studio's page. */
  readonly fallback?: RequestListener;
  /** Looks at a request first; true when it has answered it itself (a wrong Host, for example). */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Requests begun in one turn of the event loop: a thousand at once would keep it from everything else for most of a second. */
const requestsPerTurn = 8;

/** Serves routes to browsers and curl. */
export async function serveConnect(options: WebServerOptions): Promise<WebServer> {
  const adapter = connectNodeAdapter({
    routes: (router) => {
      for (const { service, handlers } of options.routes) router.service(service, handlers as never);
    },
    readMaxBytes: maxMessageBytes,
    ...(options.fallback ? { fallback: options.fallback as never } : {}),
  });
  const take = inTurns(requestsPerTurn);
  const server = createServer((request, response) =>
    take(() => {
      // Its caller may have left meanwhile.
      if (response.destroyed || options.before?.(request, response)) return;
      adapter(request, response);
    }),
  );
  const port = await listen(server, options.host, options.port);
  return {
    port,
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        new MeshError(taken ? "PORT_TAKEN" : "INTERNAL", `${host}:${port} can't be listened on: ${error.message}`, {
          messageKo: `${host}:${port}에서 들을 수 없습니다`,
          facts: { address: `${host}:${port}` },
          cause: error,
        }),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** A client's side of the Connect protocol over HTTP/1.1. */
export function createWebTransport(options: { baseUrl: string; header?: () => Record<string, string> }): Transport {
  const interceptor: Interceptor = (next) => (request) => {
    for (const [key, value] of Object.entries(options.header?.() ?? {})) request.header.set(key, value);
    return next(request);
  };
  return createConnectTransport({
    baseUrl: options.baseUrl,
    httpVersion: "1.1",
    interceptors: [interceptor],
  });
}
