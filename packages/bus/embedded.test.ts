import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeClock, settle } from "@viba/testkit/clock";
import { afterAll, expect, test } from "vitest";
import { appendMany, bodies, busContract, bytes, contractStreams, text } from "./bus-contract.ts";
import { openEmbeddedBus } from "./embedded.ts";

const root = await mkdtemp(join(tmpdir(), "viba-bus-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const newPath = async () => join(await mkdtemp(join(root, "b-")), "bus.sqlite");
const streams = contractStreams;
const fixture = { fakeClock, arrive: settle };

busContract("embedded in memory", {
  ...fixture,
  open: (clock) => openEmbeddedBus({ clock, streams }),
});
busContract("embedded in a file", {
  ...fixture,
  open: async (clock) => openEmbeddedBus({ clock, streams, path: await newPath() }),
});

const none = { waitMs: 0 };

test("after a restart unanswered messages come at once and count on; answered ones do not", async () => {
  const path = await newPath();
  const first = await openEmbeddedBus({ clock: fakeClock(), streams, path });
  await appendMany(first, 2);
  const consumer = await first.consume({ stream: "RUNS", durable: "d" });
  const [one] = await consumer.fetch(2, none);
  await one!.ack();
  await first.consume({ stream: "RUNS" });
  await first[Symbol.asyncDispose]();
  await using second = await openEmbeddedBus({ clock: fakeClock(), streams, path });
  await using again = await second.consume({ stream: "RUNS", durable: "d" });
  const got = await again.fetch(9, none);
  expect(got.map((each) => [each.seq, each.deliveries])).toEqual([[2, 2]]);
  expect(await second.append({ subject: "run.events.r1", body: bytes("1") }, "id1")).toMatchObject({
    duplicate: true,
  });
  expect(await second.append({ subject: "run.events.r3", body: bytes("3") }, "id3")).toMatchObject({
    seq: 3,
  });
});

test("a message that kills its consumer each time is buried in the end", async () => {
  const path = await newPath();
  const options = { stream: "RUNS", durable: "d", maxDeliveries: 2 };
  for (const death of [1, 2]) {
    const bus = await openEmbeddedBus({ clock: fakeClock(), streams, path });
    await appendMany(bus, 1);
    const consumer = await bus.consume(options);
    expect((await consumer.fetch(1, none)).map((each) => each.deliveries)).toEqual([death]);
    await bus[Symbol.asyncDispose]();
  }
  await using bus = await openEmbeddedBus({ clock: fakeClock(), streams, path });
  await using consumer = await bus.consume(options);
  expect(await consumer.fetch(1, none)).toEqual([]);
  expect(bus.counters().deadLetters).toBe(1);
});

test("values and their revisions outlive a restart, and their time begins anew", async () => {
  const path = await newPath();
  const first = await openEmbeddedBus({ clock: fakeClock(), streams, path });
  const revision = await (await first.kv("b", { ttlMs: 1000 })).put("k", bytes("v"));
  await first[Symbol.asyncDispose]();
  const clock = fakeClock();
  await using second = await openEmbeddedBus({ clock, streams, path });
  const kv = await second.kv("b", { ttlMs: 1000 });
  clock.advance(999);
  expect(text((await kv.get("k"))?.value)).toBe("v");
  clock.advance(1);
  expect(await kv.get("k")).toBeUndefined();
  expect(await kv.put("k", bytes("w"))).toBeGreaterThan(revision);
});

test.each([
  ["no database", () => bytes("this was a database once, but the disk says otherwise")],
  ["a database with a torn page", (file: Buffer) => Buffer.from(file.fill(0x55, 4096, 8192))],
])("a file that is %s is set aside", async (_what, damage) => {
  const path = await newPath();
  const first = await openEmbeddedBus({ clock: fakeClock(), streams, path });
  await appendMany(first, 5);
  await first[Symbol.asyncDispose]();
  await writeFile(path, damage(await readFile(path)));
  await using second = await openEmbeddedBus({ clock: fakeClock(), streams, path });
  expect(second.counters().setAside).toBe(1);
  expect(existsSync(`${path}.damaged`)).toBe(true);
  await appendMany(second, 1);
  await using consumer = await second.consume({ stream: "RUNS", durable: "d" });
  expect(bodies(await consumer.fetch(9, none))).toEqual(["1"]);
});

test("leaves no timer behind", async () => {
  const clock = fakeClock();
  const bus = await openEmbeddedBus({ clock, streams });
  const consumer = await bus.consume({ stream: "RUNS", durable: "d" });
  const fetched = consumer.fetch(1, { waitMs: 60_000 });
  await settle();
  expect(clock.pending).toBe(1);
  await bus[Symbol.asyncDispose]();
  await fetched;
  expect(clock.pending).toBe(0);
});
