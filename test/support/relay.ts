import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A path to a port of this machine that can be cut or go silent. */
export interface Relay extends AsyncDisposable {
  readonly port: number;
  /** Connections taken so far. */
  readonly taken: number;
  /** Ends the connections there are; new ones are taken. */
  cut(): void;
  /** The connections there are pass nothing on any more and stay open, as on a path that swallows packets. */
  swallow(): void;
}

/** Starts a relay before `upstream`. */
export async function startRelay(upstream: number): Promise<Relay> {
  const pairs = new Set<[Socket, Socket]>();
  let taken = 0;
  const server = createServer((near) => {
    taken++;
    const pair: [Socket, Socket] = [near, connect(upstream, "127.0.0.1")];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on("error", () => {}).on("close", end);
    near.pipe(pair[1]).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    get taken() {
      return taken;
    },
    cut,
    swallow() {
      for (const [near, far] of pairs) {
        near.unpipe().pause();
        far.unpipe().pause();
      }
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
