import { describe, expect, test } from "vitest";
import { type FakeClock, settle } from "@viba/testkit/clock";
import type { Bus, BusMessage, Consumer, Delivery, KvChange } from "./bus.ts";
import { consumeEach } from "./consume-each.ts";
import { deadReason, deadSeq, deadSubject } from "./dead-letter.ts";
import { deadStream, type StreamSpec } from "./subjects.ts";

/** The streams the suite works with; small, so that limits are reached. */
export const contractStreams: readonly StreamSpec[] = [
  {
    name: "RUNS",
    subjects: ["run.events.>"],
    maxMessages: 20,
    maxBytes: 1_000_000,
    maxAgeMs: 600_000,
    dedupWindowMs: 120_000,
  },
  {
    name: deadStream,
    subjects: ["dead.>"],
    maxMessages: 100,
    maxBytes: 1_000_000,
    maxAgeMs: 600_000,
    dedupWindowMs: 120_000,
  },
];

/**
 * What the suite needs of an engine. Its times leave room for a real server, whose timers are not exact; the exact
 * ones are tested with the embedded engine.
 */
export interface BusFixture {
  /** Opens a fresh, empty bus with `contractStreams`. */
  open(clock: FakeClock): Promise<Bus>;
  fakeClock(): FakeClock;
  /** Lets messages under way arrive. */
  arrive(): Promise<void>;
}

/** Bytes of a text. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Text of bytes. */
export const text = (body: Uint8Array | undefined): string => new TextDecoder().decode(body);
const reason = (name: string) => expect.objectContaining({ name: "MeshError", reason: name });
const none = { waitMs: 0 };

type Use = (title: string, body: (bus: Bus, clock: FakeClock) => Promise<void>) => void;

/** Appends `count` messages with bodies "1", "2", … to the stream RUNS. */
export async function appendMany(bus: Bus, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    await bus.append({ subject: `run.events.r${n}`, body: bytes(String(n)) }, `id${n}`);
  }
}

/** Bodies of deliveries. */
export const bodies = (deliveries: Delivery[]) => deliveries.map((each) => text(each.message.body));

async function fetchAndAck(consumer: Consumer, max = 100): Promise<string[]> {
  const got = await consumer.fetch(max, none);
  for (const delivery of got) await delivery.ack();
  return bodies(got);
}

/** The suite every bus passes. */
export function busContract(name: string, fixture: BusFixture): void {
  const use: Use = (title, body) =>
    test(title, async () => {
      const clock = fixture.fakeClock();
      await using bus = await fixture.open(clock);
      await body(bus, clock);
    });
  describe(`bus: ${name}`, () => {
    describe("publish and subscribe", () => publishSuite(use, fixture.arrive));
    describe("append", () => appendSuite(use, fixture.arrive));
    describe("consume", () => consumeSuite(use));
    describe("fetch", () => fetchSuite(use));
    describe("dead letters", () => deadSuite(use));
    describe("kv", () => kvSuite(use, fixture.arrive));
  });
}

function publishSuite(use: Use, arrive: () => Promise<void>): void {
  use("reaches those who listen, with headers, and nobody later", async (bus) => {
    const got: BusMessage[] = [];
    await using _subscription = await bus.subscribe("telemetry.>", (message) => void got.push(message));
    const sent = { subject: "telemetry.load", headers: { a: "b" }, body: bytes("x") };
    expect(bus.publish(sent)).toBe(true);
    bus.publish({ subject: "trace.keep", body: bytes("y") });
    await arrive();
    expect(got.map((m) => [m.subject, m.headers["a"], text(m.body)])).toEqual([["telemetry.load", "b", "x"]]);
    const late: BusMessage[] = [];
    await using _late = await bus.subscribe(">", (message) => void late.push(message));
    await arrive();
    expect(late).toEqual([]);
  });

  use("stops when the subscription is disposed", async (bus) => {
    const got: string[] = [];
    const subscription = await bus.subscribe("a.*.c", (message) => void got.push(text(message.body)));
    bus.publish({ subject: "a.b.c", body: bytes("1") });
    await arrive();
    await subscription[Symbol.asyncDispose]();
    bus.publish({ subject: "a.b.c", body: bytes("2") });
    await arrive();
    expect(got).toEqual(["1"]);
  });

  use("drops what a slow subscriber cannot hold, counts it, and spares the others", async (bus) => {
    const gate = Promise.withResolvers<void>();
    const slow: string[] = [];
    const quick: string[] = [];
    const slowHandler = async (message: BusMessage) => {
      await gate.promise;
      slow.push(text(message.body));
    };
    await using subscription = await bus.subscribe("s", slowHandler, { maxPending: 2 });
    await using _other = await bus.subscribe("s", (message) => void quick.push(text(message.body)));
    for (let n = 1; n <= 10; n++) {
      bus.publish({ subject: "s", body: bytes(String(n)) });
      await arrive();
    }
    gate.resolve();
    await arrive();
    expect(quick).toHaveLength(10);
    expect(slow.length + subscription.dropped).toBe(10);
    expect(subscription.dropped).toBeGreaterThanOrEqual(7);
    expect(bus.counters().dropped).toBe(subscription.dropped);
  });

  use("goes on after a handler that throws", async (bus) => {
    let calls = 0;
    const handler = () => {
      calls++;
      throw new TypeError("broken handler");
    };
    await using _subscription = await bus.subscribe("s", handler);
    for (const n of ["1", "2"]) bus.publish({ subject: "s", body: bytes(n) });
    await arrive();
    expect(calls).toBe(2);
    expect(bus.counters().handlerErrors).toBe(2);
  });

  use("hands on the bytes as they were at the call", async (bus) => {
    const got: string[] = [];
    await using _subscription = await bus.subscribe("s", (message) => void got.push(text(message.body)));
    const body = bytes("before");
    bus.publish({ subject: "s", body });
    body.fill(0);
    await arrive();
    expect(got).toEqual(["before"]);
  });

  for (const subject of ["", "a..b", "a.*", ">", "a b", ".a", "a\u0000"]) {
    use(`refuses the subject ${JSON.stringify(subject)}`, async (bus) => {
      expect(() => bus.publish({ subject, body: bytes("") })).toThrow(
        expect.objectContaining({ reason: "INVALID_ARGUMENT" }),
      );
    });
  }

  use("refuses bad patterns, large bodies and work after the end", async (bus) => {
    await expect(bus.subscribe("a.>.b", () => {})).rejects.toEqual(reason("INVALID_ARGUMENT"));
    const large = { subject: "run.events.r", body: new Uint8Array(1024 * 1024 + 1) };
    await expect(bus.append(large, "id")).rejects.toEqual(reason("TOO_LARGE"));
    await bus[Symbol.asyncDispose]();
    expect(bus.publish({ subject: "s", body: bytes("") })).toBe(false);
    await expect(bus.kv("b")).rejects.toEqual(reason("DRAINING"));
    await expect(bus.append({ subject: "run.events.r", body: bytes("") }, "id")).rejects.toEqual(reason("DRAINING"));
    await bus[Symbol.asyncDispose]();
  });
}

function appendSuite(use: Use, arrive: () => Promise<void>): void {
  use("numbers messages and takes an id once", async (bus) => {
    const message = { subject: "run.events.r1", body: bytes("x") };
    expect(await bus.append(message, "a")).toEqual({ seq: 1, duplicate: false });
    expect(await bus.append(message, "b")).toEqual({ seq: 2, duplicate: false });
    expect(await bus.append({ ...message, body: bytes("y") }, "a")).toEqual({ seq: 1, duplicate: true });
    expect(bus.counters()).toMatchObject({ appended: 2, duplicates: 1 });
  });

  use("also reaches those who listen", async (bus) => {
    const got: string[] = [];
    await using _subscription = await bus.subscribe("run.events.*", (m) => void got.push(text(m.body)));
    await appendMany(bus, 2);
    await arrive();
    expect(got).toEqual(["1", "2"]);
  });

  use("refuses a subject that no stream takes, and an empty id", async (bus) => {
    const stray = bus.append({ subject: "telemetry.load", body: bytes("") }, "id");
    await expect(stray).rejects.toEqual(reason("INVALID_ARGUMENT"));
    const anonymous = bus.append({ subject: "run.events.r", body: bytes("") }, "");
    await expect(anonymous).rejects.toEqual(reason("INVALID_ARGUMENT"));
  });

  use("keeps a stream within its bounds, oldest out first, and counts", async (bus) => {
    await appendMany(bus, 25);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const got = await fetchAndAck(consumer);
    expect(got).toHaveLength(20);
    expect(got[0]).toBe("6");
    expect(bus.counters().expired).toBe(5);
  });
}

function consumeSuite(use: Use): void {
  use("delivers in order, once each, and goes on where the durable was", async (bus) => {
    await appendMany(bus, 3);
    const first = await bus.consume({ stream: "RUNS", durable: "d" });
    expect(await fetchAndAck(first, 2)).toEqual(["1", "2"]);
    await first[Symbol.asyncDispose]();
    await using second = await bus.consume({ stream: "RUNS", durable: "d" });
    expect(await fetchAndAck(second)).toEqual(["3"]);
    expect(await fetchAndAck(second)).toEqual([]);
  });

  use("gives every durable its own, and splits one durable's messages", async (bus) => {
    await appendMany(bus, 4);
    await using a1 = await bus.consume({ stream: "RUNS", durable: "a" });
    await using a2 = await bus.consume({ stream: "RUNS", durable: "a" });
    await using b = await bus.consume({ stream: "RUNS", durable: "b" });
    const split = [...(await fetchAndAck(a1, 2)), ...(await fetchAndAck(a2, 2))];
    expect(split.sort()).toEqual(["1", "2", "3", "4"]);
    expect(await fetchAndAck(b)).toEqual(["1", "2", "3", "4"]);
  });

  const starts = [
    { from: "all", got: ["1", "2", "3"] },
    { from: "last", got: ["2", "3"] },
    { from: "new", got: ["3"] },
  ] as const;
  for (const { from, got } of starts) {
    use(`begins a new durable at ${from}`, async (bus) => {
      await appendMany(bus, 2);
      await using consumer = await bus.consume({ stream: "RUNS", durable: "d", from });
      await bus.append({ subject: "run.events.r3", body: bytes("3") }, "id3");
      expect(await fetchAndAck(consumer)).toEqual(got);
    });
  }

  use("delivers again what was not answered in time, counting", async (bus, clock) => {
    await appendMany(bus, 1);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d", ackWaitMs: 1000 });
    const [first] = await consumer.fetch(1, none);
    expect(first).toMatchObject({ seq: 1, deliveries: 1 });
    clock.advance(600);
    await first!.inProgress();
    clock.advance(600);
    expect(await consumer.fetch(1, none)).toEqual([]);
    clock.advance(800);
    const [second] = await consumer.fetch(1, none);
    expect(second).toMatchObject({ seq: 1, deliveries: 2 });
    await second!.ack();
    clock.advance(5000);
    expect(await consumer.fetch(1, none)).toEqual([]);
  });

  use("delivers again after the delay of a nak", async (bus, clock) => {
    await appendMany(bus, 2);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const [one] = await consumer.fetch(1, none);
    await one!.nak(500);
    expect(await fetchAndAck(consumer)).toEqual(["2"]);
    clock.advance(900);
    const [again] = await consumer.fetch(1, none);
    expect(again).toMatchObject({ seq: 1, deliveries: 2 });
    await again!.nak();
    expect(bodies(await consumer.fetch(1, none))).toEqual(["1"]);
  });

  use("holds back beyond the limit in flight", async (bus) => {
    await appendMany(bus, 5);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d", maxInFlight: 2 });
    const [first] = await consumer.fetch(10, none);
    expect(await consumer.fetch(10, none)).toEqual([]);
    await first!.ack();
    expect(bodies(await consumer.fetch(10, none))).toEqual(["3"]);
  });

  use("answers once: a second answer changes nothing", async (bus) => {
    await appendMany(bus, 1);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const [one] = await consumer.fetch(1, none);
    await one!.nak();
    await one!.ack();
    const [again] = await consumer.fetch(1, none);
    expect(again).toMatchObject({ seq: 1, deliveries: 2 });
    await again!.ack();
    await again!.nak();
    await again!.inProgress();
    expect(await consumer.fetch(1, none)).toEqual([]);
  });

  use("filters", async (bus) => {
    await appendMany(bus, 12);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d", filter: "run.events.r11" });
    expect(await fetchAndAck(consumer)).toEqual(["11"]);
  });

  use("forgets a temporary consumer", async (bus) => {
    await appendMany(bus, 1);
    const first = await bus.consume({ stream: "RUNS" });
    expect(await fetchAndAck(first)).toEqual(["1"]);
    await first[Symbol.asyncDispose]();
    await using second = await bus.consume({ stream: "RUNS" });
    expect(await fetchAndAck(second)).toEqual(["1"]);
  });

  use("refuses an unknown stream and bad names", async (bus) => {
    await expect(bus.consume({ stream: "NONE" })).rejects.toEqual(reason("NOT_FOUND"));
    const named = bus.consume({ stream: "RUNS", durable: "a.b" });
    await expect(named).rejects.toEqual(reason("INVALID_ARGUMENT"));
  });
}

function fetchSuite(use: Use): void {
  use("wakes when a message comes", async (bus, clock) => {
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const fetched = consumer.fetch(1, { waitMs: 60_000 });
    await settle();
    await appendMany(bus, 1);
    expect(bodies(await fetched)).toEqual(["1"]);
    expect(clock.monotonicMs()).toBeLessThan(60_000);
  });

  use("wakes when an unanswered message falls due", async (bus, clock) => {
    await appendMany(bus, 1);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d", ackWaitMs: 1000 });
    await consumer.fetch(1, none);
    const fetched = consumer.fetch(1, { waitMs: 60_000 });
    await clock.advanceAsync(1000);
    expect((await fetched).map((each) => each.deliveries)).toEqual([2]);
  });

  use("gives nothing when its time is over, and rejects when aborted", async (bus, clock) => {
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const fetched = consumer.fetch(1, { waitMs: 1000 });
    await clock.advanceAsync(1000);
    expect(await fetched).toEqual([]);
    const abort = new AbortController();
    const aborted = consumer.fetch(1, { waitMs: 1000, signal: abort.signal });
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  });

  use("ends when the consumer is disposed", async (bus) => {
    const consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const fetched = consumer.fetch(1, { waitMs: 1e9 });
    await settle();
    expect(consumer.closed).toBe(false);
    await consumer[Symbol.asyncDispose]();
    expect(await fetched).toEqual([]);
    expect(consumer.closed).toBe(true);
    expect(await consumer.fetch(1, { waitMs: 1e9 })).toEqual([]);
  });

  use("ends the loop over a consumer that was disposed", async (bus, clock) => {
    const consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const { signal } = new AbortController();
    const working = consumeEach(consumer, async () => {}, { clock, signal });
    await settle();
    await consumer[Symbol.asyncDispose]();
    await working;
  });
}

function deadSuite(use: Use): void {
  const letters = async (bus: Bus) => {
    await using consumer = await bus.consume({ stream: deadStream });
    return await consumer.fetch(10, none);
  };

  use("buries a message after its last delivery, saying where it came from and why", async (bus) => {
    const headers = { kept: "yes" };
    await bus.append({ subject: "run.events.r1", headers, body: bytes("bad") }, "id1");
    await bus.append({ subject: "run.events.r2", body: bytes("good") }, "id2");
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d", maxDeliveries: 2 });
    for (const deliveries of [1, 2]) {
      const [bad] = await consumer.fetch(1, none);
      expect(bad).toMatchObject({ seq: 1, deliveries });
      await bad!.nak();
    }
    expect(await fetchAndAck(consumer)).toEqual(["good"]);
    const [letter, ...others] = await letters(bus);
    expect(others).toEqual([]);
    expect(letter!.message.subject).toBe("dead.RUNS.d");
    expect(text(letter!.message.body)).toBe("bad");
    expect(letter!.message.headers).toMatchObject({
      kept: "yes",
      [deadSubject]: "run.events.r1",
      [deadSeq]: "1",
      [deadReason]: "not done after 2 deliveries",
    });
    expect(bus.counters().deadLetters).toBe(1);
  });

  use("buries at once what a consumer terminates", async (bus) => {
    await appendMany(bus, 1);
    await using consumer = await bus.consume({ stream: "RUNS", durable: "d" });
    const [one] = await consumer.fetch(1, none);
    await one!.term("not a run event");
    await one!.term("twice");
    expect(await consumer.fetch(1, none)).toEqual([]);
    const got = await letters(bus);
    expect(got.map((each) => each.message.headers[deadReason])).toEqual(["not a run event"]);
  });
}

function kvSuite(use: Use, arrive: () => Promise<void>): void {
  use("writes by revision", async (bus) => {
    const kv = await bus.kv("bucket");
    expect(await kv.get("k")).toBeUndefined();
    expect(await kv.putIf("k", bytes("a"), 1)).toBeUndefined();
    const first = (await kv.putIf("k", bytes("a"), 0))!;
    expect(await kv.putIf("k", bytes("b"), 0)).toBeUndefined();
    const second = (await kv.putIf("k", bytes("b"), first))!;
    expect(second).toBeGreaterThan(first);
    const entry = await kv.get("k");
    expect({ ...entry, value: text(entry?.value) }).toEqual({ key: "k", value: "b", revision: second });
    expect(await kv.put("k", bytes("c"))).toBeGreaterThan(second);
  });

  use("lets one of many writers win", async (bus) => {
    const kv = await bus.kv("bucket");
    const all = Array.from({ length: 10 }, (_, n) => kv.putIf("k", bytes(String(n)), 0));
    expect((await Promise.all(all)).filter((revision) => revision !== undefined)).toHaveLength(1);
  });

  use("deletes, lists and keeps buckets apart", async (bus) => {
    const kv = await bus.kv("one");
    for (const key of ["a.x", "a.y", "b"]) await kv.put(key, bytes(key));
    await (await bus.kv("two")).put("other", bytes(""));
    await kv.delete("b");
    await kv.delete("b");
    expect(await kv.get("b")).toBeUndefined();
    expect((await kv.keys()).sort()).toEqual(["a.x", "a.y"]);
    expect((await kv.keys("*.y")).sort()).toEqual(["a.y"]);
    expect(await kv.putIf("b", bytes("again"), 0)).toBeDefined();
  });

  use("lets values run out", async (bus, clock) => {
    const kv = await bus.kv("leases", { ttlMs: 2000 });
    const revision = await kv.put("k", bytes("a"));
    clock.advance(1200);
    await kv.putIf("k", bytes("b"), revision);
    clock.advance(1200);
    expect(text((await kv.get("k"))?.value)).toBe("b");
    clock.advance(1800);
    expect(await kv.get("k")).toBeUndefined();
    expect(await kv.keys()).toEqual([]);
    expect(await kv.putIf("k", bytes("c"), 0)).toBeDefined();
  });

  use("shows a watcher what is there and what changes", async (bus) => {
    const kv = await bus.kv("bucket");
    await kv.put("a.x", bytes("1"));
    await kv.put("b", bytes("other"));
    const seen = new Map<string, string | undefined>();
    const handler = ({ key, value }: KvChange) => void seen.set(key, value && text(value));
    const watch = await kv.watch("a.*", handler);
    await arrive();
    expect([...seen]).toEqual([["a.x", "1"]]);
    await kv.put("a.x", bytes("2"));
    await kv.put("a.y", bytes("3"));
    await kv.delete("a.x");
    await arrive();
    expect([...seen]).toEqual([
      ["a.x", undefined],
      ["a.y", "3"],
    ]);
    await watch[Symbol.asyncDispose]();
    await kv.put("a.y", bytes("4"));
    await arrive();
    expect(seen.get("a.y")).toBe("3");
  });

  use("refuses bad keys and buckets", async (bus) => {
    const kv = await bus.kv("bucket");
    for (const key of ["", "a b", "a.*", ">", "a..b"]) {
      await expect(kv.get(key)).rejects.toEqual(reason("INVALID_ARGUMENT"));
      await expect(kv.put(key, bytes(""))).rejects.toEqual(reason("INVALID_ARGUMENT"));
    }
    await expect(bus.kv("a.b")).rejects.toEqual(reason("INVALID_ARGUMENT"));
  });
}
