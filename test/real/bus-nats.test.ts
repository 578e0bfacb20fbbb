import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import type { Bus, Consumer } from "@viba/bus/bus";
import { appendMany, bodies, busContract, bytes, contractStreams, text } from "@viba/bus/bus-contract";
import { consumeEach } from "@viba/bus/consume-each";
import { openNatsBus } from "@viba/bus/nats";
import { systemClock } from "@viba/runtime/clock";
import { afterAll, describe, expect, test } from "vitest";
import { until } from "../support/mesh.ts";
import { startNats, type TestNats, type TestNatsOptions } from "../support/nats.ts";
import { startProxy } from "../support/proxy.ts";
import { realClock, waitMs } from "../support/real-clock.ts";
import { skipReason } from "../support/servers.ts";

const clock = systemClock;
const streams = contractStreams;
/** How long a cut lasts; VIBA_FULL=1 takes the minute that a person would call an outage. */
const cutMs = process.env["VIBA_FULL"] === "1" ? 60_000 : 3000;

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "viba-nats-"));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const startServer = (options: Partial<TestNatsOptions> = {}) => startNats({ folder: newFolder(), ...options });
const open = (port: number, options: Partial<Parameters<typeof openNatsBus>[0]> = {}) =>
  openNatsBus({ urls: [`nats://127.0.0.1:${port}`], clock, streams, ...options });

/** Another client of the same server, as a stranger would have it. */
async function stranger(port: number) {
  const connection = await connect({ port });
  const manager = await jetstreamManager(connection);
  return { connection, manager, [Symbol.asyncDispose]: () => connection.close() };
}

/** Takes `count` messages and acknowledges them, however long that takes. */
async function take(consumer: Consumer, count: number): Promise<string[]> {
  const got: string[] = [];
  while (got.length < count) {
    for (const delivery of await consumer.fetch(count - got.length, { waitMs: 60_000 })) {
      got.push(...bodies([delivery]));
      await delivery.ack();
    }
  }
  return got;
}

/** Takes messages up to the one with this body. */
async function takeUntil(consumer: Consumer, last: string): Promise<string[]> {
  const got: string[] = [];
  while (!got.includes(last)) got.push(...(await take(consumer, 1)));
  return got;
}

const append = (bus: Bus, n: number) => bus.append({ subject: `run.events.r${n}`, body: bytes(String(n)) }, `id${n}`);

const skip = skipReason("nats");
describe.skipIf(skip)(`NATS ${skip ?? ""}`, () => {
  describe("contract", () => {
    let server: TestNats | undefined;
    const end = async () => server?.[Symbol.asyncDispose]();
    afterAll(end);
    busContract("NATS", {
      fakeClock: realClock,
      arrive: () => waitMs(60),
      async open(fakeClock) {
        await end();
        server = await startServer();
        return open(server.port, { clock: fakeClock });
      },
    });
  });

  describe("start-up check", () => {
    test("a server without JetStream is refused with what to do", async () => {
      await using server = await startServer({ jetstream: false });
      await expect(open(server.port)).rejects.toMatchObject({
        reason: "INVALID_ARGUMENT",
        message: expect.stringContaining("nats-server -js -sd"),
      });
    });

    test("too little storage is refused with both figures", async () => {
      await using server = await startServer({ config: "jetstream { max_file: 1MB }", jetstream: false });
      await expect(open(server.port)).rejects.toMatchObject({
        reason: "INVALID_ARGUMENT",
        message: expect.stringMatching(/store|room|max_file/),
      });
    });

    test("nobody there is refused with the address and without the password", async () => {
      const nobody = openNatsBus({ urls: ["nats://me:secret@127.0.0.1:1"], clock, firstConnectMs: 500 });
      const error = await nobody.then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error).toMatchObject({ reason: "INVALID_ARGUMENT", message: expect.stringContaining("127.0.0.1:1") });
      expect(error!.message).not.toContain("secret");
    });

    test("a user that the server refuses is told so at once; the right one gets in", async () => {
      await using server = await startServer({ config: "authorization { user: mesh, password: right }" });
      await expect(open(server.port)).rejects.toMatchObject({ message: expect.stringContaining("refuses this user") });
      await using bus = await openNatsBus({ urls: [`nats://mesh:right@127.0.0.1:${server.port}`], clock, streams });
      expect(bus.health()).toEqual({ connected: true, note: "NATS" });
    });
  });

  // Ended by force, the server may have forgotten the newest positions: messages come again, none is lost.
  test.each(["SIGTERM", "SIGKILL"] as const)(
    "a server restarted by %s keeps what it has, and all goes on",
    async (signal) => {
      await using server = await startServer();
      await using bus = await open(server.port);
      await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
      await append(bus, 1);
      expect(await take(consumer, 1)).toEqual(["1"]);
      const waiting = takeUntil(consumer, "2");
      await server.stop(signal);
      await until(() => !bus.health().connected);
      const appended = append(bus, 2);
      await server.start();
      expect(await appended).toMatchObject({ seq: 2 });
      expect((await waiting).filter((body) => signal === "SIGTERM" || body !== "1")).toEqual(["2"]);
      expect(bus.counters().reconnects).toBe(1);
    },
  );

  test.each(["consumer", "stream"] as const)(
    "a deleted %s is made again and loses what it must and no more",
    async (what) => {
      await using server = await startServer();
      await using bus = await open(server.port);
      await using other = await stranger(server.port);
      await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
      await append(bus, 1);
      expect(await take(consumer, 1)).toEqual(["1"]);
      const waiting = take(consumer, what === "consumer" ? 2 : 1);
      await waitMs(100);
      if (what === "consumer") await other.manager.consumers.delete("RUNS", "d");
      else await other.manager.streams.delete("RUNS");
      await append(bus, 2);
      // A durable that lost its position delivers again rather than lose: at least once.
      expect(await waiting).toEqual(what === "consumer" ? ["1", "2"] : ["2"]);
    },
  );

  test("a temporary consumer that was deleted goes on where it was", async () => {
    await using server = await startServer();
    await using bus = await open(server.port);
    await using other = await stranger(server.port);
    await using consumer = await bus.consume({ stream: "RUNS" });
    await appendMany(bus, 2);
    expect(await take(consumer, 2)).toEqual(["1", "2"]);
    for await (const { name } of other.manager.consumers.list("RUNS"))
      await other.manager.consumers.delete("RUNS", name);
    await append(bus, 3);
    expect(await take(consumer, 1)).toEqual(["3"]);
  });

  test("limits that were changed by hand are set right at the start", async () => {
    await using server = await startServer();
    await (await open(server.port))[Symbol.asyncDispose]();
    await using other = await stranger(server.port);
    await other.manager.streams.update("RUNS", { max_msgs: 5 });
    await using _bus = await open(server.port);
    expect((await other.manager.streams.info("RUNS")).config.max_msgs).toBe(20);
  });

  test("a plain NATS client sees the events as they are", async () => {
    await using server = await startServer();
    await using bus = await open(server.port);
    await using other = await stranger(server.port);
    const seen: string[] = [];
    other.connection.subscribe("telemetry.>", {
      callback: (_error, message) =>
        void seen.push(`${message.subject} ${message.headers?.get("a")} ${text(message.data)}`),
    });
    await other.connection.flush();
    bus.publish({ subject: "telemetry.load", headers: { a: "b" }, body: bytes("x") });
    await until(() => seen.length > 0);
    expect(seen).toEqual(["telemetry.load b x"]);
  });

  const proxied = skipReason("nats", "toxiproxy");
  describe.skipIf(proxied)(`through a bad path ${proxied ?? ""}`, () => {
    const kinds = [
      { kind: "cut", toxic: undefined },
      { kind: "half-open", toxic: { type: "timeout", attributes: { timeout: 0 } } },
    ] as const;
    test.each(kinds)(
      "$kind: nothing acknowledged is lost, publishes are bounded and counted, all goes on",
      async ({ toxic }) => {
        await using server = await startServer();
        await using proxy = await startProxy(server.port);
        await using bus = await open(proxy.port, { pingMs: 300, limits: { bufferedMessages: 10 } });
        await using direct = await open(server.port);
        const heard: string[] = [];
        await using _heard = await direct.subscribe("telemetry.load", ({ body }) => void heard.push(text(body)));
        const stop = new AbortController();
        await using consumer = await bus.consume({ stream: "RUNS", durable: "d", ackWaitMs: 2000 });
        const got = new Set<string>();
        const working = consumeEach(consumer, async ({ message }) => void got.add(text(message.body)), {
          clock,
          signal: stop.signal,
        });
        const acknowledged: string[] = [];
        const appending = (async () => {
          for (let n = 1; !stop.signal.aborted && n < 15; n++) {
            await append(bus, n).then(
              () => acknowledged.push(String(n)),
              () => undefined,
            );
            await waitMs(20);
          }
        })();
        await until(() => got.size >= 3);

        const remove = toxic ? await proxy.add(toxic) : undefined;
        if (!toxic) await proxy.cut();
        await until(() => !bus.health().connected);
        expect(bus.health().note).toMatch(/NATS has been away/);
        for (let n = 1; n <= 30; n++) bus.publish({ subject: "telemetry.load", body: bytes(String(n)) });
        const dropped = bus.counters().dropped;
        await waitMs(cutMs);
        await (remove ? remove() : proxy.restore());
        await until(() => bus.health().connected);
        await appending;
        await append(bus, 15);
        acknowledged.push("15");
        // What was on its way when the path was cut comes again after its time to answer.
        await until(() => acknowledged.every((n) => got.has(n)));
        await until(() => heard.includes("30"));
        expect(dropped).toBe(20);
        expect(heard).toEqual(Array.from({ length: 10 }, (_, n) => String(n + 21)));
        stop.abort();
        await working;
      },
    );

    test("latency and a narrow path slow it down and lose nothing", async () => {
      await using server = await startServer();
      await using proxy = await startProxy(server.port);
      await using bus = await open(proxy.port);
      await proxy.add({ type: "latency", attributes: { latency: 150, jitter: 50 } });
      await proxy.add({ type: "bandwidth", attributes: { rate: 64 }, stream: "upstream" });
      await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
      const sent = Array.from({ length: 10 }, (_, n) =>
        bus.append({ subject: `run.events.r${n}`, body: new Uint8Array(8000).fill(48 + n) }, `id${n}`),
      );
      await Promise.all(sent);
      expect((await take(consumer, 10)).map((body) => body[0]).sort()).toEqual([..."0123456789"]);
    });

    test("a consumer too slow for the server is cut off, comes back and goes on", async () => {
      await using server = await startServer({
        config: 'max_payload: 65536\nmax_pending: 131072\nwrite_deadline: "1s"',
      });
      await using proxy = await startProxy(server.port);
      await using slow = await open(proxy.port);
      await using quick = await open(server.port);
      let heard = 0;
      await using _heard = await slow.subscribe("telemetry.>", () => void heard++);
      const remove = await proxy.add({ type: "bandwidth", attributes: { rate: 1 } });
      const flooding = async () => {
        for (let n = 0; n < 10; n++) quick.publish({ subject: "telemetry.load", body: new Uint8Array(60_000) });
        await waitMs(20);
        return slow.counters().reconnects > 0 || !slow.health().connected;
      };
      await until(flooding);
      await remove();
      await until(() => slow.health().connected);
      const before = heard;
      await until(async () => {
        quick.publish({ subject: "telemetry.load", body: bytes("after") });
        await waitMs(20);
        return heard > before;
      });
    });

    test("what a stuck path can't take is dropped and counted, not hoarded", async () => {
      await using server = await startServer();
      await using proxy = await startProxy(server.port);
      await using bus = await open(proxy.port, { limits: { unconfirmedBytes: 1024 * 1024 }, pingMs: 60_000 });
      await proxy.add({ type: "timeout", attributes: { timeout: 0 }, stream: "upstream" });
      const results = Array.from({ length: 40 }, () =>
        bus.publish({ subject: "telemetry.load", body: new Uint8Array(100_000) }),
      );
      expect(results.filter(Boolean)).toHaveLength(10);
      expect(bus.counters().dropped).toBe(30);
    });
  });
});
