import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { createGrpcTransport } from "@viba/transport/grpc/client";
import { describe, expect, test } from "vitest";
import { root, tempFolder } from "../support/command.ts";
import { waitMs } from "../support/real-clock.ts";
import { findServer, skipReason } from "../support/servers.ts";

/** Longer than any server's patience with pings: a stock Python server ends a call that is pinged each 10 s after 70. */
const silenceSeconds = 150;

const here = join(root, "test", "full");

interface Stock {
  readonly name: "python" | "go";
  readonly start: (into: string) => ChildProcess;
}

const stdio = ["pipe", "pipe", "inherit"] as const;

const stocks: readonly Stock[] = [
  {
    name: "python",
    start: () =>
      spawn(findServer("python")!, [join(here, "stock_server.py"), `${silenceSeconds}`], { stdio: [...stdio] }),
  },
  {
    name: "go",
    start(into) {
      const binary = join(into, "stock");
      execFileSync(findServer("go")!, ["build", "-o", binary, "."], { cwd: join(here, "stock-go"), stdio: "inherit" });
      return spawn(binary, [`${silenceSeconds}`], { stdio: [...stdio] });
    },
  },
];

describe.concurrent("plain gRPC towards servers that aren't ours", () => {
  for (const { name, start } of stocks) {
    const skip = skipReason(name);
    test.skipIf(skip)(`${silenceSeconds} s of silence against a stock ${name} server ${skip ?? ""}`, async () => {
      using folder = tempFolder();
      const server = start(folder.path);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      const port = await new Promise<string>((resolve, reject) => {
        server.stdout!.once("data", (line: Buffer) => resolve(`${line}`.trim()));
        server.once("exit", () => reject(new Error(`the ${name} server ended`)));
      });
      const transport = createGrpcTransport({ address: `127.0.0.1:${port}` });
      try {
        const client = createClient(ConformanceService, transport);
        const echo = async (byte: number) => (await client.unary({ body: new Uint8Array([byte]) })).body[0];
        expect(await echo(1)).toBe(1);
        const stream = client.serverStream({ count: 2 })[Symbol.asyncIterator]();
        expect((await stream.next()).value).toMatchObject({ index: 0 });
        // The stream says nothing and no call is made: whatever breaks the connection now, breaks it for both.
        const next = stream.next();
        await waitMs(silenceSeconds * 1000);
        expect((await next).value).toMatchObject({ index: 1 });
        expect((await stream.next()).done).toBe(true);
        expect(await echo(2)).toBe(2);
      } finally {
        transport.close();
        server.stdin!.end();
        await ended;
      }
    });
  }
});
