import * as grpc from "@grpc/grpc-js";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { bind } from "../grpc/server.ts";
import { toStatus } from "../grpc/status.ts";
import type { Principal } from "../principal.ts";
import { identifyBy, type Tls } from "../tls.ts";
import { createLink, createLinkMemory, type LinkOptions } from "./link.ts";
import type { Link, LinkPeer } from "./core.ts";
import { createMethods } from "./methods.ts";
import { createBatchBuffers } from "./batch-buffers.ts";
import { servedMethods } from "./serve.ts";
import { acceptedPort, linkChannelOptions, openDefinition } from "./over-grpc.ts";
import { widenWindows } from "./wide-windows.ts";

/** What every accepted link is made of. */
export interface LinkAcceptorOptions extends Omit<
  LinkOptions,
  "port" | "opener" | "buffers" | "methods" | "young" | "served" | "proven"
> {
  /** Who is at the other end of a link is said by its certificate alone. */
  readonly tls?: Tls | undefined;
  /** Told when a peer has proven who it is. */
  readonly onLink?: (link: Link, peer: LinkPeer) => void;
  /** Links held at a time; one more is refused. */
  readonly maxLinks?: number;
}

/** The accepted links of a server. */
export interface LinkAcceptor {
  readonly links: ReadonlySet<Link>;
  /** Asks every peer for no more calls and refuses new links; they close when their calls have ended. */
  goAway(): void;
  /** Ends all of them now. */
  close(): void;
}

/** As many agents as a router is meant to carry, and some. */
const maxLinksDefault = 16_384;

/** Adds the link service to a gRPC server, beside whatever else it serves. */
export function addLinkService(server: grpc.Server, options: LinkAcceptorOptions): LinkAcceptor {
  const { onLink, maxLinks = maxLinksDefault, tls, ...shared } = options;
  const identify = tls && identifyBy(tls);
  const links = new Set<Link>();
  const buffers = createBatchBuffers();
  const methods = createMethods();
  const served = servedMethods(shared.routes ?? [], shared.opaque ?? [], methods);
  const young = createLinkMemory();
  const leaveWindows = widenWindows();
  let leaving = false;
  const open = (call: grpc.ServerDuplexStream<Buffer, Buffer>) => {
    if (leaving) return refuse(call, new MeshError("DRAINING", "this end takes no new links"));
    if (links.size >= maxLinks)
      return refuse(call, new MeshError("OVERLOADED", `${links.size} links are open already`));
    let proven: Principal | undefined;
    try {
      proven = identify?.(call);
    } catch (error) {
      return refuse(call, toMeshError(error));
    }
    const port = acceptedPort(call);
    const link = createLink({ ...shared, served, port, opener: false, buffers, methods, young, proven });
    links.add(link);
    void link.closed.then(() => links.delete(link));
    if (onLink) link.opened.then((peer) => onLink(link, peer)).catch(() => {});
  };
  server.addService({ Open: openDefinition } as grpc.ServiceDefinition, { Open: open as never });
  const leave = () => {
    leaving = true;
    leaveWindows();
  };
  return {
    links,
    goAway() {
      leave();
      for (const link of links) link.goAway();
    },
    close() {
      leave();
      for (const link of links) link.close();
    },
  };
}

function refuse(call: grpc.ServerDuplexStream<Buffer, Buffer>, error: MeshError): void {
  call.emit("error", toStatus(error));
}

/** A listening server that carries links only. */
export interface LinkServer {
  /** The port bound; useful when port 0 was asked for. */
  readonly port: number;
  readonly links: ReadonlySet<Link>;
  /** Takes no new calls, lets those in flight end within `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** Listens for links. */
export async function serveLink(options: LinkAcceptorOptions & { host: string; port: number }): Promise<LinkServer> {
  const server = new grpc.Server(linkChannelOptions);
  const acceptor = addLinkService(server, options);
  const port = await bind(server, `${options.host}:${options.port}`, options.tls);
  return {
    port,
    links: acceptor.links,
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = options.clock.after(graceMs, () => {
          acceptor.close();
          server.forceShutdown();
        });
        acceptor.goAway();
        server.tryShutdown(() => {
          force.cancel();
          resolve();
        });
      }),
  };
}
