import type { Transport } from "@connectrpc/connect";
import { traced } from "@viba/transport/trace-client";
import type { RouterConnection } from "./router-connection.ts";

/** What a router says of the routers there are. */
export interface ToldRouters {
  /** "host:port" of all; empty when it knows of none beside itself. */
  readonly routers: readonly string[];
  /** Which of them it is itself; empty when it doesn't say. */
  readonly self: string;
}

/** A lease that is kept until `end` gives it back. */
export interface Kept {
  end(): Promise<void>;
}

/** Keeps a lease over a connection, and passes on what the router says of others. */
export type KeepLease = (connection: RouterConnection, onRouters: (told: ToldRouters) => void) => Kept;

/** The routers an agent is attached to: to each its own connection and lease, so that none depends on another. */
export interface Routers {
  /** For calls that any router can pass on: goes to one that is there. */
  readonly plain: Transport;
  /** The same for calls that are part of an attempt's trace. */
  readonly traced: Transport;
  /** Begins with the leases. */
  begin(keep: KeepLease): void;
  /** Addresses of those it is attached to. */
  addresses(): readonly string[];
  /** How many of them are there now; at least 1. */
  there(): number;
  /** Gives the leases back. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** Most routers an agent keeps a link to. */
export const mostRouters = 8;

interface Attached {
  readonly address: string;
  readonly connection: RouterConnection;
  /** How the router itself calls its address; differs where the agent knows it by another name. */
  self: string;
  kept: Kept | undefined;
}

/** Attached to the first alone, until that names others. */
export function createRouters(first: string, connect: (address: string) => RouterConnection): Routers {
  const attached = new Set<Attached>();
  /** Other names of the first, until it registers anew: then another router may be behind its address. */
  const aliases = new Set<string>();
  let keep: KeepLease | undefined;
  const attach = (address: string) => {
    const one: Attached = { address, connection: connect(address), self: "", kept: undefined };
    attached.add(one);
    one.kept = keep?.(one.connection, (told) => onTold(one, told));
    return one;
  };
  const detach = async (one: Attached) => {
    if (!attached.delete(one)) return;
    await one.kept?.end();
    await one.connection.close();
  };
  const isDown = ({ connection }: Attached) => connection.lost()?.aborted === true;
  const onTold = (teller: Attached, { routers, self }: ToldRouters) => {
    if (self !== "") teller.self = self;
    if (self !== "" && teller === seed) aliases.clear();
    if (routers.length === 0 || !attached.has(teller)) return;
    for (const one of [...attached]) {
      if (one === seed || one === teller) continue;
      // The same router by another name would take the lease from itself; one that nobody names any more is gone.
      const twice = teller.self !== "" && one.self === teller.self;
      if (twice || (isDown(one) && !routers.includes(one.address))) void detach(one);
    }
    if (teller !== seed && seed.self !== "" && seed.self === teller.self) {
      aliases.add(teller.address);
      return void detach(teller);
    }
    const known = new Set([...attached].flatMap((one) => [one.address, one.self]).concat(...aliases));
    for (const address of routers) if (!known.has(address) && attached.size < mostRouters) attach(address);
  };
  const seed = attach(first);

  const pick = () => ([...attached].find((one) => !isDown(one)) ?? seed).connection.plain;
  const plain: Transport = {
    unary: (...call) => pick().unary(...call),
    stream: (...call) => pick().stream(...call),
  };
  return {
    plain,
    traced: traced(plain, first),
    begin(given) {
      keep = given;
      for (const one of attached) one.kept ??= given(one.connection, (told) => onTold(one, told));
    },
    addresses: () => [...attached].map(({ address }) => address),
    there: () => Math.max(1, [...attached].filter((one) => !isDown(one)).length),
    end: async () => void (await Promise.all([...attached].map(({ kept }) => kept?.end()))),
    close: async () => void (await Promise.all([...attached].map(({ connection }) => connection.close()))),
  };
}
