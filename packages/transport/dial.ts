import type { Transport } from "@connectrpc/connect";
import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { systemRandom } from "@viba/runtime/random";
import { createWebTransport } from "./connect.ts";
import { createWatchedTransport } from "./grpc/watched.ts";
import { dialLink } from "./link/dial-link.ts";
import type { TlsTowards } from "./tls.ts";
import { traced } from "./trace-client.ts";

/** A dialled peer. */
export interface Dialled {
  readonly transport: Transport;
  close(): void;
}

/** How to prove who calls. */
export interface DialOptions {
  /**
   * Sent as `authorization: Bearer`. Read at each call, so that a new token is used at once; a link shows it when it opens,
   * and reads it anew for each link.
   */
  readonly token?: () => string | undefined;
  /** Name of this end for the logs of a link's other end. */
  readonly name?: string;
  /** By certificates both ways, for grpc:// and link://. */
  readonly tls?: TlsTowards | undefined;
}

/**
 * A transport by address: "grpc://host:port" for gRPC, "link://host:port" for a link that is opened anew whenever it is
 * lost, "http://host:port" for Connect.
 * Every call carries the trace context and the token.
 */
export function dial(address: string, options: DialOptions = {}): Dialled {
  const header = (): Record<string, string> => {
    const token = options.token?.();
    return token ? { authorization: `Bearer ${token}` } : {};
  };
  const [scheme, rest] = address.split("://", 2);
  if (scheme === "grpc" && rest) {
    const transport = createWatchedTransport({ address: rest, header, clock: systemClock, tls: options.tls });
    return { transport: traced(transport, rest), close: () => transport.close() };
  }
  if (scheme === "link" && rest) {
    const { token, tls, name = "client" } = options;
    const link = dialLink({ address: rest, clock: systemClock, random: systemRandom, name, token, tls });
    return { transport: traced(link.transport, rest), close: () => link.close() };
  }
  if (scheme === "http" && rest) {
    return {
      transport: traced(createWebTransport({ baseUrl: address, header }), rest),
      close: () => {},
    };
  }
  throw new MeshError(
    "INVALID_ARGUMENT",
    `"${address}" is no address: write grpc://host:port, link://host:port or http://host:port`,
  );
}
