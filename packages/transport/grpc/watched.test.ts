import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { toMeshError } from "@viba/runtime/errors";
import { fakeClock } from "@viba/testkit/clock";
import { afterEach, expect, test } from "vitest";
import { plainRoute } from "../link/link-rig.ts";
import { serveGrpc } from "./server.ts";
import { createWatchedTransport } from "./watched.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A gRPC server behind a door that takes its first connections and says nothing on them. */
async function silentDoor(silent: number) {
  const server = await serveGrpc({ routes: [plainRoute()], host: "127.0.0.1", port: 0 });
  undo.push(() => server.close(0));
  const sockets: Socket[] = [];
  const door = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    if (sockets.length <= silent) return;
    const behind = connect(server.port, "127.0.0.1");
    behind.on("error", () => {});
    socket.on("close", () => behind.destroy());
    socket.pipe(behind).pipe(socket);
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  undo.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => door.close(resolve));
  });
  return { address: `127.0.0.1:${(door.address() as AddressInfo).port}`, sockets, door };
}

function dialled(address: string) {
  const clock = fakeClock();
  const transport = createWatchedTransport({ address, clock });
  undo.push(() => transport.close());
  return { clock, transport, client: createClient(ConformanceService, transport) };
}

test("a channel whose connection is taken and never answered is replaced", async () => {
  const { address, door, sockets } = await silentDoor(1);
  const { clock, client } = dialled(address);
  const waiting = client.unary({}).catch((error: unknown) => toMeshError(error).reason);
  if (sockets.length === 0) await once(door, "connection");
  clock.advance(2999);
  clock.advance(1);
  expect(await waiting).toBe("NOT_STARTED");
  expect((await client.unary({ body: new Uint8Array([7]) })).body[0]).toBe(7);
  expect(sockets).toHaveLength(2);
});

test("a channel that is up is left alone, and so are calls on one that is replaced", async () => {
  const { address, sockets } = await silentDoor(0);
  const { clock, transport, client } = dialled(address);
  await client.unary({});
  clock.advance(10_000);
  await client.unary({});
  expect([sockets.length, clock.pending]).toEqual([1, 0]);
  let received = 0;
  for await (const _message of client.serverStream({ count: 100, size: 10_000 })) {
    if (received++ > 0) continue;
    transport.replace();
    await client.unary({});
  }
  expect([received, sockets.length]).toEqual([100, 2]);
});
