import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** When the way to the mesh ends: with the request still on it, or with the answer, so that the run is in the journal. */
export type CutAt = "the request" | "the answer";

/** A way to the mesh's door on which the first design asked for is lost, and the mesh with it. */
export interface StartCut extends AsyncDisposable {
  readonly port: number;
  /** Designs asked for on it so far. */
  readonly asked: number;
}

/** What a cut needs. */
export interface StartCutOptions {
  /** Port of the mesh's door. */
  readonly upstream: number;
  readonly at: CutAt;
  /** Ends the mesh; nothing more passes before that. */
  readonly strike: () => void;
  /** Resolves when the mesh can be asked again: until then connections wait. Without it they end as they do where nobody listens. */
  readonly back?: () => Promise<void>;
}

/** Starts one. What is held back never arrives: neither the request nor the answer. */
export async function startCut({ upstream, at, strike, back }: StartCutOptions): Promise<StartCut> {
  const sockets = new Set<Socket>();
  let asked = 0;
  let struck = false;
  const cut = () => {
    struck = true;
    strike();
    for (const socket of sockets) socket.destroy();
  };
  const passOn = (near: Socket, far: Socket) => {
    let awaited = false;
    near.on("data", (bytes: Buffer) => {
      const start = bytes.includes("/viba.gateway.v1.GatewayService/StartDesign ");
      if (start) asked += 1;
      // Head and body may come apart; one connection carries one request at a time.
      awaited ||= start && !struck;
      if (awaited && at === "the request") cut();
      else far.write(bytes);
    });
    far.on("data", (bytes: Buffer) => {
      if (awaited) cut();
      else near.write(bytes);
    });
  };
  const hold = (socket: Socket, end: () => void) => {
    sockets.add(socket);
    socket
      .on("error", () => {})
      .on("close", () => {
        sockets.delete(socket);
        end();
      });
  };
  const server = createServer({ pauseOnConnect: true }, async (near) => {
    let far: Socket | undefined;
    hold(near, () => far?.destroy());
    if (struck) await back?.();
    if (near.destroyed) return;
    far = connect(upstream, "127.0.0.1");
    hold(far, () => near.destroy());
    passOn(near, far);
    near.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get asked() {
      return asked;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
