import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { route } from "../routes.ts";
import { linkLimitDefaults, maxPieceBytes } from "./limits.ts";
import { createLink } from "./link.ts";
import type { Link } from "./core.ts";
import { linkPair } from "./link-rig.ts";
import { createMemoryPorts } from "./memory-port.ts";
import { createPassThrough } from "./pass-through.ts";
import { routeKey } from "./client.ts";
import { createContextValues } from "@connectrpc/connect";

const size = 10_000;

/** A service that counts what it gave and took. */
function counting() {
  const counts = { given: 0, taken: 0 };
  let read = () => {};
  const served = route(ConformanceService, {
    unary: (request) => ({ body: request.body }),
    async *serverStream({ count }) {
      for (let index = 0; index < count; index++) {
        counts.given += 1;
        yield { index, body: new Uint8Array(size) };
      }
    },
    async clientStream(requests) {
      await new Promise<void>((resolve) => (read = resolve));
      for await (const _ of requests) counts.taken += 1;
      return { count: counts.taken };
    },
  });
  return { counts, served, read: () => read() };
}

/** What may be under way of one call: its window and what the writer may run ahead. */
const boundMessages = (linkLimitDefaults.callCreditBytes + 3 * 64 * 1024) / size + 2;

async function direct() {
  const { counts, served, read } = counting();
  const { near } = linkPair(fakeClock(), {}, { routes: [served] });
  await near.opened;
  return { counts, read, client: createClient(ConformanceService, near.transport), options: {} };
}

async function throughRouter() {
  const { counts, served, read } = counting();
  const clock = fakeClock();
  const agents = new Map<string, Link>();
  const passThrough = createPassThrough({ find: (name) => agents.get(name) });
  const join = (name: string, routes = [served]) => {
    const [near, far] = createMemoryPorts();
    agents.set(name, createLink({ port: far, opener: false, clock, name: "router", passThrough }));
    return createLink({ port: near, opener: true, clock, name, routes });
  };
  const [, near] = [join("agent"), join("client", [])];
  await near.opened;
  const options = { contextValues: createContextValues().set(routeKey, "agent") };
  return { counts, read, client: createClient(ConformanceService, near.transport), options };
}

describe.each([
  { how: "directly", open: direct, hops: 1 },
  { how: "through a router", open: throughRouter, hops: 2 },
])("$how", ({ open, hops }) => {
  test("a slow reader stops its own writer and nobody else, and gets everything in the end", async () => {
    const { counts, client, options } = await open();
    const slow = client.serverStream({ count: 1000 }, options)[Symbol.asyncIterator]();
    const first = slow.next();
    for (let n = 0; n < 50; n++) await settle();
    await first;
    expect(counts.given).toBeLessThan(boundMessages * hops);
    const before = counts.given;
    let fast = 0;
    for await (const _ of client.serverStream({ count: 300 }, options)) fast += 1;
    expect((await client.unary({ body: new Uint8Array([5]) }, options)).body[0]).toBe(5);
    expect([fast, counts.given - before]).toEqual([300, 300]);
    let rest = 1;
    for (let next = await slow.next(); !next.done; next = await slow.next()) rest += 1;
    expect(rest).toBe(1000);
  });

  test("a handler that reads late holds its caller's messages back", async () => {
    const { counts, client, options, read } = await open();
    let sent = 0;
    const messages = async function* () {
      for (; sent < 500; sent++) yield { body: new Uint8Array(size) };
    };
    const call = client.clientStream(messages(), options);
    for (let n = 0; n < 50; n++) await settle();
    expect(sent).toBeLessThan(boundMessages * hops);
    read();
    expect((await call).count).toBe(500);
    expect(counts.taken).toBe(500);
  });

  test("streams that are left unread in dozens don't fill the link for good", async () => {
    const { client, options } = await open();
    for (let n = 0; n < 100; n++) {
      const cancel = new AbortController();
      const stream = client.serverStream({ count: 100 }, { ...options, signal: cancel.signal });
      await stream[Symbol.asyncIterator]().next();
      await settle();
      cancel.abort();
    }
    let count = 0;
    for await (const _ of client.serverStream({ count: 200 }, options)) count += 1;
    expect(count).toBe(200);
  });
});

test("large messages of many calls at once are put together one after the other when they are too many", async () => {
  const { served } = counting();
  const limits = { assemblyBytes: 1_000_000 };
  const { near, far } = linkPair(fakeClock(), {}, { routes: [served], limits });
  await near.opened;
  const client = createClient(ConformanceService, near.transport);
  let most = 0;
  const calls = Array.from({ length: 30 }, (_, n) => client.unary({ body: new Uint8Array(2_000_000).fill(n) }));
  const watch = setInterval(() => (most = Math.max(most, far.core.assembly.bytes)), 0);
  const answers = await Promise.all(calls);
  clearInterval(watch);
  expect(answers.every(({ body }, n) => body.length === 2_000_000 && body[1_999_999] === n)).toBe(true);
  expect(far.core.assembly.bytes).toBe(0);
  // A call's first piece comes with it and costs no credit.
  expect(most).toBeLessThan(1_000_000 + 2_000_000 + 30 * (linkLimitDefaults.callCreditBytes + maxPieceBytes));
});
