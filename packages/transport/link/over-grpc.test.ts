import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { systemClock } from "@viba/runtime/clock";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { afterEach, describe, expect, test } from "vitest";
import { dial } from "../dial.ts";
import { createGrpcTransport } from "../grpc/client.ts";
import { serveGrpc } from "../grpc/server.ts";
import { type DialLinkOptions, dialLink } from "./dial-link.ts";
import { plainRoute } from "./link-rig.ts";
import { addLinkService, serveLink } from "./serve-link.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const dialTo = (port: number, options: Partial<DialLinkOptions> = {}) => {
  const address = `127.0.0.1:${port}`;
  const link = dialLink({ address, clock: systemClock, random: () => 0.1, name: "test", waitMs: 20_000, ...options });
  undo.push(() => link.close());
  return { link, client: createClient(ConformanceService, link.transport) };
};
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "no error",
    (error: unknown) => toMeshError(error).reason,
  );
const forever = { wait: durationFromMs(3_600_000) };

async function startChild(port = 0): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL("./fixture-server.ts", import.meta.url)), [String(port)]);
  undo.push(() => child.kill("SIGKILL"));
  const [told] = (await once(child, "message")) as [number];
  return { child, port: told };
}

async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onSocket(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  undo.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test("a peer killed in mid-call leaves the call unknown; the next call finds the one that replaced it", async () => {
  const { child, port } = await startChild();
  const { link, client } = dialTo(port);
  await client.unary({});
  const call = reasonOf(client.unary(forever));
  await link.ready();
  await client.unary({});
  child.kill("SIGKILL");
  expect(await call).toBe("UNKNOWN_OUTCOME");
  await startChild(port);
  expect((await client.unary({ body: new Uint8Array([3]) })).body[0]).toBe(3);
});

test("a caller that is gone in mid-call aborts its handler in the other process", async () => {
  const { child, port } = await startChild();
  const { link, client } = dialTo(port);
  const call = reasonOf(client.unary(forever));
  await link.ready();
  await client.unary({});
  const told = once(child, "message");
  link.close();
  expect(await call).toBe("UNKNOWN_OUTCOME");
  expect((await told)[0]).toBe("unary aborted");
});

test("a path that swallows everything is left after the dead time, and a new one is found", async () => {
  const { port } = await startChild();
  const pipes: { swallow: boolean }[] = [];
  const proxy = await listen((socket) => {
    const pipe = { swallow: false };
    pipes.push(pipe);
    const onward = connect(port, "127.0.0.1").on("error", () => {});
    socket.on("data", (bytes) => pipe.swallow || onward.write(bytes));
    onward.on("data", (bytes) => pipe.swallow || socket.write(bytes));
    socket.on("close", () => onward.destroy());
  });
  const { client } = dialTo(proxy, { waitMs: 60_000, times: { pingMs: 100, suspectMs: 300, deadMs: 1500 } });
  await client.unary({});
  const call = reasonOf(client.unary(forever));
  await client.unary({});
  // On a busy machine the first may have been given up before.
  for (const pipe of pipes) pipe.swallow = true;
  const swallowed = pipes.length;
  expect(await call).toBe("UNKNOWN_OUTCOME");
  expect(await reasonOf(client.unary({}))).toBe("no error");
  expect(pipes.length).toBeGreaterThan(swallowed);
});

describe("a server that takes the connection and says nothing", () => {
  test("is dialled anew, on a new connection, again and again", async () => {
    let connections = 0;
    let third = () => {};
    const thrice = new Promise<void>((resolve) => (third = resolve));
    const port = await listen(() => ++connections === 3 && third());
    const { link } = dialTo(port, { connectMs: 50 });
    await thrice;
    expect(link.state).not.toBe("open");
  });

  test("is forgotten once one that speaks stands at the address", async () => {
    let silent = true;
    const { port } = await startChild();
    const front = await listen((socket) => {
      if (silent) return;
      const onward = connect(port, "127.0.0.1").on("error", () => {});
      socket.pipe(onward).pipe(socket);
    });
    const { client } = dialTo(front, { connectMs: 100 });
    const call = client.unary({});
    silent = false;
    await call;
  });
});

test("nobody at the address is not started, with the address in the text", async () => {
  const port = await listen(() => {});
  for (const step of undo.splice(0)) step();
  const { client } = dialTo(port, { waitMs: 200 });
  const error = toMeshError(await client.unary({}).catch((e: unknown) => e));
  expect([error.reason, error.message.includes(String(port))]).toEqual(["NOT_STARTED", true]);
});

test("one port serves links and plain gRPC side by side, and dial chooses by address", async () => {
  const route = plainRoute();
  const server = await serveGrpc({
    routes: [route],
    host: "127.0.0.1",
    port: 0,
    extend: (grpc) => void addLinkService(grpc, { clock: systemClock, name: "both", routes: [route] }),
  });
  undo.push(() => server.close(0));
  const grpc = createGrpcTransport({ address: `127.0.0.1:${server.port}` });
  undo.push(() => grpc.close());
  const link = dial(`link://127.0.0.1:${server.port}`);
  undo.push(() => link.close());
  for (const transport of [grpc, link.transport]) {
    const answer = await createClient(ConformanceService, transport).unary({ body: new Uint8Array([1]) });
    expect(answer.body[0]).toBe(1);
  }
});

test("a closing server lets calls end and then closes; a closed one refuses", async () => {
  const server = await serveLink({ host: "127.0.0.1", port: 0, clock: systemClock, name: "s", routes: [plainRoute()] });
  const { client, link } = dialTo(server.port, { waitMs: 2000 });
  await link.ready();
  const call = client.unary({ wait: durationFromMs(50), body: new Uint8Array([1]) });
  await client.unary({});
  await server.close(10_000);
  expect((await call).body[0]).toBe(1);
  expect(await reasonOf(client.unary({}))).toBe("NOT_STARTED");
});

test("more links than allowed are refused", async () => {
  const shared = { clock: systemClock, name: "s", routes: [plainRoute()], maxLinks: 1 };
  const server = await serveLink({ host: "127.0.0.1", port: 0, ...shared });
  undo.push(() => server.close(0));
  await dialTo(server.port).client.unary({});
  const second = dialTo(server.port, { waitMs: 300 });
  expect(await reasonOf(second.client.unary({}))).toBe("NOT_STARTED");
  expect(server.links.size).toBe(1);
});
