import type { Clock } from "@viba/runtime/clock";
import { createHealth } from "./grpc/health.ts";
import { addReflection } from "./grpc/reflection.ts";
import { serveGrpc } from "./grpc/server.ts";
import { addLinkService, type LinkAcceptor } from "./link/serve-link.ts";
import type { PassThrough } from "./link/serve.ts";
import type { Verify } from "./principal.ts";
import type { Route } from "./routes.ts";
import type { Tls } from "./tls.ts";

/** What to serve to those who dial and to those who open a link. */
export interface ServeBothOptions {
  /** Guarded routes; the same by plain gRPC and on every link. */
  readonly routes: readonly Route[];
  /** "127.0.0.1" unless TLS guards a wider address. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly clock: Clock;
  /** Turns the token in a link's hello into who is at its other end. */
  readonly verify: Verify;
  /** Name in the hello, for the logs of the other end. */
  readonly name: string;
  /** Looks at the calls of links first. */
  readonly passThrough?: PassThrough | undefined;
  /** Demands a certificate of this mesh from everybody; absent: not encrypted, for this machine alone. */
  readonly tls?: Tls | undefined;
}

/** One listening port for gRPC and links. */
export interface BothServer {
  /** The port bound; useful when port 0 was asked for. */
  readonly port: number;
  readonly links: LinkAcceptor["links"];
  /** Says by health that it takes no more work. */
  drain(): void;
  /** Asks every link for no more calls, lets what is in flight end within `graceMs`, then cuts it off. */
  close(graceMs: number): Promise<void>;
}

/** Serves routes over plain gRPC, with health and reflection, and over links on the same port. */
export async function serveBoth(options: ServeBothOptions): Promise<BothServer> {
  const { routes, host, port, clock, verify, name, tls, passThrough } = options;
  const health = createHealth(routes.map((r) => r.service.typeName));
  const all = [...routes, health.route];
  let links: LinkAcceptor | undefined;
  const server = await serveGrpc({
    routes: all,
    host,
    port,
    tls,
    extend(grpc) {
      addReflection(grpc, all);
      links = addLinkService(grpc, { routes: all, clock, verify, name, tls, ...(passThrough ? { passThrough } : {}) });
    },
  });
  return {
    port: server.port,
    links: links!.links,
    drain: () => health.set(false),
    close(graceMs) {
      links!.goAway();
      return server.close(graceMs);
    },
  };
}
