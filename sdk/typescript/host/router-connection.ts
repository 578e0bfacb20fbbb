import type { Transport } from "@connectrpc/connect";
import type { Clock } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";
import { createWatchedTransport } from "@viba/transport/grpc/watched";
import { type DialledLink, dialLink } from "@viba/transport/link/dial-link";
import type { Link } from "@viba/transport/link/core";
import type { OpaqueRoute } from "@viba/transport/link/served-call";
import { meshService } from "@viba/transport/principal";
import type { Route } from "@viba/transport/routes";
import type { Tls } from "@viba/transport/tls";
import { traced } from "@viba/transport/trace-client";
import { times } from "../limits.ts";

/** The agent's way to its router. */
export interface RouterConnection {
  /** For registry and spans: calls that belong to no trace. */
  readonly plain: Transport;
  /** For artifacts and memory: calls that are part of an attempt's trace. */
  readonly traced: Transport;
  /** Aborts when what a lease was got on is gone, so that a new one is needed; undefined where nothing can be. */
  lost(): AbortSignal | undefined;
  /** Replaces the channel: grpc-js itself never gives up one that is up and stays silent. */
  redial(): void;
  close(): Promise<void>;
}

/** Only a router may be at the other end. */
const towards = (tls: Tls | undefined) => tls && { tls, peer: "service/router" };

/** Dials the router when the first call is made. The token is read at each call. */
export function connectByGrpc(address: string, token: () => string, clock: Clock, tls?: Tls): RouterConnection {
  const header = (): Record<string, string> => (token() === "" ? {} : { authorization: `Bearer ${token()}` });
  const plain = createWatchedTransport({ address, header, clock, tls: towards(tls) });
  return {
    plain,
    traced: traced(plain, address),
    lost: () => undefined,
    redial: () => plain.replace(),
    close: async () => plain.close(),
  };
}

/** What a link to a router needs. */
export interface LinkConnectionOptions {
  /** "host:port". */
  readonly address: string;
  /** Name of this end for the router's logs. */
  readonly name: string;
  /** Read at each dial. */
  readonly token: () => string;
  /** What the router may call here; asked for at the first call. */
  readonly routes: () => readonly Route[];
  /** The same for methods whose messages nobody decodes. */
  readonly opaque?: () => readonly OpaqueRoute[];
  readonly clock: Clock;
  readonly random: Random;
  readonly tls?: Tls | undefined;
}

/**
 * Opens a link when the first call is made, when the token is known, and another whenever it is lost or drains. Whoever
 * is at its other end is taken for the router: this end chose whom to dial.
 */
export function connectByLink(options: LinkConnectionOptions): RouterConnection {
  const { address, name, token, routes, opaque, clock, random } = options;
  const tls = towards(options.tls);
  let dialled: DialledLink | undefined;
  let lost = AbortSignal.abort();
  const onOpen = (link: Link) => {
    const gone = new AbortController();
    lost = gone.signal;
    void Promise.race([link.closed, link.draining]).then(() => gone.abort());
  };
  const open = () =>
    (dialled ??= dialLink({
      ...{ address, name, token, clock, random, tls, onOpen },
      routes: routes(),
      opaque: opaque?.() ?? [],
      trust: meshService,
    }));
  const plain: Transport = {
    unary: (...call) => open().transport.unary(...call),
    stream: (...call) => open().transport.stream(...call),
  };
  return {
    plain,
    traced: traced(plain, address),
    lost: () => lost,
    // The link pings, and is replaced by itself when nobody answers.
    redial: () => {},
    async close() {
      if (!dialled) return;
      const force = clock.after(times.leaveMs, () => dialled?.close());
      await dialled.leave();
      force.cancel();
    },
  };
}
