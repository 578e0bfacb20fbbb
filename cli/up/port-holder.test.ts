import { createServer } from "node:net";
import { MeshError } from "@viba/runtime/errors";
import { expect, test } from "vitest";
import { listenersIn, portHolder, withHolder } from "./port-holder.ts";

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1B9E 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0
   1: 0100007F:1B9E 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0
   2: 0100007F:1B9F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0
`;

test.each([
  { port: 7070, inodes: ["4711"] },
  { port: 7071, inodes: ["4713"] },
  { port: 49153, inodes: [] },
])("$port is listened on by $inodes", ({ port, inodes }) => {
  expect(listenersIn(table, port)).toEqual(inodes);
});

test.runIf(process.platform === "linux")("who holds a port is named, with a command that works", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  expect(await portHolder(port)).toMatchObject({ pid: process.pid, command: expect.stringContaining("node") });
  const taken = new MeshError("PORT_TAKEN", "no", { facts: { address: `127.0.0.1:${port}` } });
  const told = (await withHolder(taken)) as MeshError;
  expect(told.message).toContain(`process ${process.pid} (`);
  expect(told.messageKo).toContain("./viba up --port 0");
  await new Promise((resolve) => server.close(resolve));
  expect(await portHolder(port)).toBeUndefined();
  expect(((await withHolder(taken)) as MeshError).message).toContain("another process");
  const other = new MeshError("INTERNAL", "else");
  expect(await withHolder(other)).toBe(other);
});
