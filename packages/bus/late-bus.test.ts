import { MeshError } from "@viba/runtime/errors";
import { fakeClock, settle } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import type { Bus } from "./bus.ts";
import { bytes, text } from "./bus-contract.ts";
import { openEmbeddedBus } from "./embedded.ts";
import { openLateBus } from "./late-bus.ts";

const message = (body: string) => ({ subject: "telemetry.load", body: bytes(body) });

/** A bus whose server comes when `start` is called. */
function start() {
  const clock = fakeClock();
  const failures: string[] = [];
  let server: Bus | undefined;
  const open = async (): Promise<Bus> => {
    if (server) return server;
    throw new MeshError("INVALID_ARGUMENT", "nobody answers");
  };
  const bus = openLateBus({ open, clock, retryMs: 1000, onFailure: (error) => failures.push(error.message) });
  const come = async () => {
    server = await openEmbeddedBus({ clock });
    await clock.advanceAsync(1000);
  };
  return { bus, clock, failures, come, server: () => server! };
}

test("while nobody answers: publishes are counted as dropped, what must arrive is refused, and it says since when", async () => {
  const { bus, clock, failures } = start();
  await clock.advanceAsync(3500);
  expect(failures).toHaveLength(4);
  expect(bus.publish(message("lost"))).toBe(false);
  expect(bus.counters()).toMatchObject({ published: 1, dropped: 1 });
  const notStarted = { reason: "NOT_STARTED", message: expect.stringContaining("nobody answers") };
  await expect(bus.append(message("x"), "id")).rejects.toMatchObject(notStarted);
  await expect(bus.consume({ stream: "RUNS" })).rejects.toMatchObject(notStarted);
  await expect(bus.kv("bucket")).rejects.toMatchObject(notStarted);
  expect(bus.health()).toEqual({
    connected: false,
    note: "NATS has been away since the start, 4 s ago (nobody answers)",
  });
  await bus[Symbol.asyncDispose]();
  expect(clock.pending).toBe(0);
});

test("once somebody answers: early subscriptions hear, but not those that were given up, and all goes on", async () => {
  const { bus, come, server } = start();
  const heard: string[] = [];
  const kept = await bus.subscribe("telemetry.>", ({ body }) => void heard.push(text(body)));
  const left = await bus.subscribe("telemetry.>", () => void heard.push("must not be called"));
  await left[Symbol.asyncDispose]();
  bus.publish(message("lost"));
  await come();
  expect(bus.health().connected).toBe(true);
  expect(bus.publish(message("one"))).toBe(true);
  await settle();
  await kept[Symbol.asyncDispose]();
  bus.publish(message("two"));
  await settle();
  expect(heard).toEqual(["one"]);
  expect(bus.counters()).toMatchObject({ published: 3, dropped: 1 });
  await expect(bus.append({ subject: "run.events.r1", body: bytes("x") }, "id")).resolves.toMatchObject({ seq: 1 });
  await bus[Symbol.asyncDispose]();
  await expect(server().subscribe("x", () => {})).rejects.toThrow("closed");
});

test("closed while it is being opened, it leaves nothing open", async () => {
  const clock = fakeClock();
  const opening = Promise.withResolvers<Bus>();
  const bus = openLateBus({ open: () => opening.promise, clock });
  const closing = bus[Symbol.asyncDispose]();
  const server = await openEmbeddedBus({ clock });
  opening.resolve(server);
  await closing;
  await expect(server.subscribe("x", () => {})).rejects.toThrow("closed");
});
