import type { Transport } from "@connectrpc/connect";
import { type ClosableTransport, createGrpcTransport } from "@viba/transport/grpc/client";
import { traced } from "@viba/transport/trace-client";

/** The agent's way to its router. */
export interface RouterConnection {
  /** For registry and spans: calls that belong to no trace. */
  readonly plain: Transport;
  /** For artifacts and memory: calls that are part of an attempt's trace. */
  readonly traced: Transport;
  /** Replaces the channel: grpc-js itself never gives up a connection that was accepted and then stayed silent. */
  redial(): void;
  close(): void;
}

/** Dials the router when the first call is made. The token is read at each call. */
export function connectRouter(address: string, token: () => string): RouterConnection {
  const header = (): Record<string, string> => (token() === "" ? {} : { authorization: `Bearer ${token()}` });
  const dial = (): ClosableTransport => createGrpcTransport({ address, header });
  let current = dial();
  const plain: Transport = {
    unary: (...call) => current.unary(...call),
    stream: (...call) => current.stream(...call),
  };
  return {
    plain,
    traced: traced(plain, address),
    redial() {
      current.close();
      current = dial();
    },
    close: () => current.close(),
  };
}
