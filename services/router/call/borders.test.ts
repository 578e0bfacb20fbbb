import { AgentService } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { createCaller, prepareWant } from "@viba/transport/call/caller";
import { serveGrpc } from "@viba/transport/grpc/server";
import { linkLimitDefaults, maxPieceBytes, messageCostBytes } from "@viba/transport/link/limits";
import { route } from "@viba/transport/routes";
import { describe, expect, test } from "vitest";
import { brief, plan, promise } from "../fixtures.ts";
import { type Asked, openCallMesh, request, type Way } from "./fixtures-mesh.ts";

/** An answer that costs its call's whole window, which the name of the decision then goes beyond. */
const windowBytes =
  linkLimitDefaults.callCreditBytes - (linkLimitDefaults.callCreditBytes / maxPieceBytes) * messageCostBytes;

/** Sizes around which a message travels otherwise: the longest request passed on by frame, a piece, two, a window. */
const borders = [maxPieceBytes - 1024, maxPieceBytes, 2 * maxPieceBytes, windowBytes];

/** Within so many bytes lies what envelopes take, and what a router puts behind. */
const sizes = borders.flatMap((border) => Array.from({ length: 72 }, (_, at) => border - 64 + at));

/** Answers as many bytes as its input says, and none for another. */
const fill = (input: Uint8Array): Uint8Array => new Uint8Array(Number(Buffer.from(input.subarray(0, 8)).toString()));
/** An input of `size` bytes that asks for `answer`. */
const inputOf = (size: number, answer: number): Buffer => {
  const bytes = Buffer.alloc(Math.max(size, 8));
  bytes.write(String(answer).padStart(8, "0"));
  return bytes;
};
/** The longest name a capability may have: it goes behind the request. */
const name = "p".repeat(64);

describe.each<Way | "opaque">(["frames", "bytes", "messages", "opaque"])("a call that comes as %s", (way) => {
  const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-01`;
  const open = async () => {
    const mesh = await openCallMesh(way === "opaque" ? "frames" : way);
    const caller = createCaller(mesh.caller.link);
    const want = prepareWant({ outputType: plan, availableTypes: [brief], tenant: "t1" });
    const ask = (inputs: Uint8Array[], { want: _, ...more }: Asked = {}) =>
      way === "opaque"
        ? caller.call(want, inputs, { timeoutMs: 60_000, traceparent, more })
        : mesh.client.call(request({ inputs, ...more }), { headers: { traceparent }, timeoutMs: 60_000 });
    return { mesh, ask, [Symbol.asyncDispose]: () => mesh[Symbol.asyncDispose]() };
  };

  test("may be of any size around a border, and so may its answer", async () => {
    await using opened = await open();
    const { mesh, ask } = opened;
    await mesh.agent("a-1", ({ inputs }) => fill(inputs[0]!), { name });
    const { link } = mesh.caller;
    for (const size of sizes) {
      const answered = await Promise.all([ask([inputOf(8, size)]), ask([inputOf(size, 0)])]);
      expect(answered.map(({ output }) => output.length)).toEqual([size, 0]);
    }
    expect(link.state).toBe("open");
    expect(await mesh.held()).toEqual({ inFlight: 0, calls: 0 });
  });

  test("gets the record of the decision behind an answer of any size", async () => {
    await using opened = await open();
    const { mesh, ask } = opened;
    for (let n = 0; n < 16; n++) await mesh.agent(`a${n}-1`, ({ inputs }) => fill(inputs[0]!));
    for (const border of borders) {
      const answer = await ask([inputOf(8, border - 500)], { explain: true });
      expect(answer).toMatchObject({ output: { length: border - 500 }, decision: { candidates: { length: 16 } } });
    }
    expect(await mesh.held()).toEqual({ inFlight: 0, calls: 0 });
  });

  test("gets long answers of agents that are dialled, too", async () => {
    await using opened = await open();
    const { mesh, ask } = opened;
    const agent = route(AgentService, { call: ({ inputs }) => ({ output: fill(inputs[0]!) }) });
    const server = await serveGrpc({ routes: [agent], host: "127.0.0.1", port: 0 });
    try {
      await mesh.dialled("d-1", server.port, promise());
      for (const size of [10, ...borders, 4 * windowBytes])
        expect((await ask([inputOf(8, size)])).output.length).toBe(size);
      expect(await mesh.held()).toEqual({ inFlight: 0, calls: 0 });
    } finally {
      await server.close(0);
    }
  });
});
