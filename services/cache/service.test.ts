import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import type { Bus, Consumer } from "@viba/bus/bus";
import { openEmbeddedBus } from "@viba/bus/embedded";
import { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { durationFromMs, MeshError, toMeshError } from "@viba/runtime/errors";
import { createMetrics } from "@viba/runtime/metrics";
import { seededRandom } from "@viba/runtime/random";
import { fakeClock, type FakeClock, settle } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CacheOptions, type CacheServiceHandle, openCacheService } from "./service.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const timeToLive = durationFromMs(60_000);
let clock: FakeClock;
let bus: Bus;
let folder: string;
let logged: string[];
let services: CacheServiceHandle[];

beforeEach(async () => {
  clock = fakeClock();
  bus = await openEmbeddedBus({ clock });
  folder = await mkdtemp(join(tmpdir(), "viba-cache-"));
  [logged, services] = [[], []];
});
afterEach(async () => {
  for (const service of services) await service[Symbol.asyncDispose]();
  await bus[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
  expect(clock.pending).toBe(0);
});

async function open(options: Partial<CacheOptions> = {}) {
  const log = (message: string) => void logged.push(message);
  const service = await openCacheService({ clock, random: seededRandom(1), bus, log, ...options });
  services.push(service);
  const client = createClient(CacheService, createLocalTransport(service.routes, { throughBytes: true }));
  const put = (key: string, text: string, ...tags: string[]) =>
    client.put({ key, value: bytes(text), timeToLive, tags });
  const get = async (key: string) => {
    const { found, value, tier } = await client.get({ key });
    return found ? `${tier} ${new TextDecoder().decode(value)}` : undefined;
  };
  return { service, client, put, get };
}

/** Waits until `get` finds nothing; the bus delivers in its own time, but no clock is needed for it. */
async function gone(get: () => Promise<unknown>): Promise<void> {
  while ((await get()) !== undefined) await settle();
}

async function reasonOf(call: Promise<unknown>): Promise<string> {
  return toMeshError(
    await call.then(
      () => new MeshError("INTERNAL", "it did not fail"),
      (error: unknown) => error,
    ),
  ).reason;
}

describe("cache", () => {
  test("gives what was put, from the nearest tier that has it", async () => {
    const first = await open({ folder });
    expect(await first.get("k")).toBeUndefined();
    await first.put("k", "plan");
    expect(await first.get("k")).toBe("l1 plan");
    await first.service[Symbol.asyncDispose]();

    const second = await open({ folder });
    expect([await second.get("k"), await second.get("k")]).toEqual(["l3 plan", "l1 plan"]);
  });

  test("gives nothing after its time", async () => {
    const { put, get } = await open({ folder });
    await put("k", "plan");
    clock.advance(59_999);
    expect(await get("k")).toBe("l1 plan");
    clock.advance(1);
    expect(await get("k")).toBeUndefined();
  });

  test("forgets by tag in all tiers, and says how many", async () => {
    const { client, put, get } = await open({ folder });
    await put("a", "1", "agent:x", "run:1");
    await put("b", "2", "agent:x");
    await put("c", "3", "agent:y");
    expect((await client.invalidate({ tag: "agent:x" })).entries).toBe(2n);
    expect([await get("a"), await get("b"), await get("c")]).toEqual([undefined, undefined, "l1 3"]);
    expect((await client.invalidate({ tag: "agent:x" })).entries).toBe(0n);
  });

  test("what one replica forgets, the others forget", async () => {
    const [one, two] = [await open({ instance: "one" }), await open({ instance: "two" })];
    await two.put("a", "1", "agent:x");
    await two.put("b", "2", "agent:y");
    await one.client.invalidate({ tag: "agent:x" });
    await gone(() => two.get("a"));
    expect(await two.get("b")).toBe("l1 2");
  });

  test("a replica that was away forgets when it is back", async () => {
    const [one, two] = [await open({ instance: "one" }), await open({ instance: "two", folder })];
    await two.put("a", "1", "agent:x");
    await two.service[Symbol.asyncDispose]();
    await one.client.invalidate({ tag: "agent:x" });
    const back = await open({ instance: "two", folder });
    await gone(() => back.get("a"));
  });

  test("its own word does not come back to forget what is new", async () => {
    const gate = Promise.withResolvers<void>();
    const consume: Bus["consume"] = async (options) => {
      const consumer = await bus.consume(options);
      const fetch: Consumer["fetch"] = (...given) => gate.promise.then(() => consumer.fetch(...given));
      return { closed: false, fetch, [Symbol.asyncDispose]: () => consumer[Symbol.asyncDispose]() };
    };
    const one = await open({ instance: "one", bus: { ...bus, consume } });
    const two = await open({ instance: "two" });
    await one.client.invalidate({ tag: "agent:x" });
    await one.put("a", "new", "agent:x");
    await one.put("b", "other", "agent:y");
    await two.client.invalidate({ tag: "agent:y" });
    gate.resolve();
    // Words are heard in order: who has heard the second has heard the first.
    await gone(() => one.get("b"));
    expect(await one.get("a")).toBe("l1 new");
  });

  test("a bus that can't carry the word makes the call fail, so that the caller asks again", async () => {
    const append: Bus["append"] = () => Promise.reject(new MeshError("OVERLOADED", "the bus is full"));
    const { client } = await open({ bus: { ...bus, append } });
    expect(await reasonOf(client.invalidate({ tag: "agent:x" }))).toBe("OVERLOADED");
  });

  test("a bus that fails is heard again later", async () => {
    let failures = 2;
    const consume: Bus["consume"] = (options) =>
      failures-- > 0 ? Promise.reject(new MeshError("NOT_STARTED", "the bus is away")) : bus.consume(options);
    const one = await open({ instance: "one" });
    const two = await open({ instance: "two", bus: { ...bus, consume } });
    await two.put("a", "1", "agent:x");
    await one.client.invalidate({ tag: "agent:x" });
    await clock.advanceAsync(1000);
    await gone(() => two.get("a"));
    expect(logged.filter((message) => message === "the bus could not be heard").length).toBe(2);
  });

  test.each([
    { story: "no key", key: "", reason: "INVALID_ARGUMENT" },
    { story: "a key that is too long", key: "가".repeat(86), reason: "INVALID_ARGUMENT" },
    { story: "no time to live", timeToLive: durationFromMs(0), reason: "INVALID_ARGUMENT" },
    { story: "an empty tag", tags: [""], reason: "INVALID_ARGUMENT" },
    { story: "too many bytes", value: new Uint8Array((16 << 20) + 1), reason: "TOO_LARGE" },
  ])("refuses $story", async ({ story: _, reason, ...wrong }) => {
    const { client } = await open();
    const good = { key: "k", value: bytes("v"), timeToLive, tags: [] };
    expect(await reasonOf(client.put({ ...good, ...wrong }))).toBe(reason);
    expect(await reasonOf(client.invalidate({ tag: "" }))).toBe("INVALID_ARGUMENT");
    expect(await reasonOf(client.get({ key: "" }))).toBe("INVALID_ARGUMENT");
  });

  test("is bounded, and counts what it dropped", async () => {
    const metrics = createMetrics("cache");
    const { client, put, get } = await open({ memory: { maxEntries: 3 }, metrics });
    for (let at = 0; at < 10; at++) await put(`k${at}`, "v");
    expect(await get("nothing")).toBeUndefined();
    const { tiers } = await client.getStats({});
    expect(tiers).toMatchObject([{ tier: "l1", entries: 3n, evictions: 7n, misses: 1n, hits: 0n }]);
    for (const text of [await metrics.text(), await metrics.text()]) {
      expect(text).toContain('viba_cache_dropped_total{tier="l1",cause="evictions",service="cache"} 7');
      expect(text).toContain('viba_cache_reads_total{tier="l1",result="misses",service="cache"} 1');
      expect(text).toContain('viba_cache_entries{tier="l1",service="cache"} 3');
    }
  });

  test("a disk that can't be used makes a cache in memory", async () => {
    const file = join(folder, "taken");
    await writeFile(file, "");
    const { client, put, get } = await open({ folder: file });
    await put("k", "v");
    expect(await get("k")).toBe("l1 v");
    expect((await client.getStats({})).tiers.map(({ tier }) => tier)).toEqual(["l1"]);
    expect(logged).toEqual(["the cache goes on without its disk tier"]);
  });
});
