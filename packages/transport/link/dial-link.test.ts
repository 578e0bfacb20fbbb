import { createClient } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { type FakeClock, fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { type DialLinkOptions, dialLink } from "./dial-link.ts";
import { createLink, type LinkOptions } from "./link.ts";
import type { Link } from "./core.ts";
import { plainRoute } from "./link-rig.ts";
import { createMemoryPorts, type MemoryPortOptions } from "./memory-port.ts";
import type { LinkPort } from "./port.ts";

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "no error",
    (error: unknown) => toMeshError(error).reason,
  );

/** A port that never says anything, as of a host that is not there. */
function deadPort(): LinkPort {
  return { open: (listener) => queueMicrotask(() => listener.closed()), write: () => true, end() {}, cut() {} };
}

/** A dialled link whose far ends the test holds; `up` says whether anybody answers. */
function rig(options: Partial<DialLinkOptions> = {}, far: Partial<LinkOptions> = {}, way: MemoryPortOptions = {}) {
  const clock: FakeClock = fakeClock();
  const accepted: { link: Link; port: ReturnType<typeof createMemoryPorts>[1] }[] = [];
  const dialledAt: number[] = [];
  const state = { up: true };
  const dialled = dialLink({
    address: "far:1",
    clock,
    random: () => 1,
    name: "near",
    open: () => {
      dialledAt.push(clock.monotonicMs());
      if (!state.up) return deadPort();
      const [one, two] = createMemoryPorts(way);
      const link = createLink({ port: two, opener: false, clock, name: "far", routes: [plainRoute()], ...far });
      accepted.push({ link, port: two });
      return one;
    },
    ...options,
  });
  return { clock, dialled, accepted, dialledAt, state, client: createClient(ConformanceService, dialled.transport) };
}

test("the first call waits for the link; the transport stays the same over a lost one", async () => {
  const { clock, client, accepted, dialled } = rig();
  const { transport } = dialled;
  expect((await client.unary({ body: new Uint8Array([1]) })).body[0]).toBe(1);
  accepted[0]!.port.cut();
  await settle();
  const call = client.unary({ body: new Uint8Array([2]) });
  await clock.advanceAsync(60);
  expect((await call).body[0]).toBe(2);
  expect([accepted.length, dialled.transport === transport]).toEqual([2, true]);
});

test("dialling goes on with growing pauses of at most a second, and ends with close", async () => {
  const { clock, dialledAt, state, dialled } = rig({ waitMs: 0 });
  await settle();
  dialled.link!.close();
  state.up = false;
  await clock.advanceAsync(10_000);
  const pauses = dialledAt.slice(2).map((at, i) => at - dialledAt[i + 1]!);
  expect(pauses.slice(0, 6)).toEqual([100, 200, 400, 800, 1000, 1000]);
  dialled.close();
  const tries = dialledAt.length;
  await clock.advanceAsync(10_000);
  expect(dialledAt.length).toBe(tries);
  expect(clock.pending).toBe(0);
});

describe("a call while the link is down", () => {
  test("is refused at once when it may not wait", async () => {
    const { client, state, dialled } = rig({ waitMs: 0 });
    await settle();
    state.up = false;
    dialled.link!.close();
    await settle();
    expect(await reasonOf(client.unary({}))).toBe("NOT_STARTED");
  });

  test("is refused after its wait, unary and streaming, and says whom it couldn't reach", async () => {
    const { clock, client, state, dialled } = rig({ waitMs: 500 });
    await settle();
    state.up = false;
    dialled.link!.close();
    await settle();
    const stream = async () => {
      for await (const _ of client.serverStream({ count: 1 }));
    };
    const calls = [reasonOf(client.unary({})), reasonOf(stream())];
    const text = client.unary({}).catch((error: Error) => error.message);
    await clock.advanceAsync(501);
    expect(await Promise.all(calls)).toEqual(["NOT_STARTED", "NOT_STARTED"]);
    expect(await text).toContain("far:1");
  });

  test("is over at its deadline, the wait for the link included", async () => {
    const { clock, client, state, dialled, accepted } = rig({ waitMs: 2000 });
    await settle();
    state.up = false;
    dialled.link!.close();
    await settle();
    // One has less time than it may wait, the other gets its link late and no answer.
    const short = reasonOf(client.unary({}, { timeoutMs: 300 }));
    const beganMs = clock.monotonicMs();
    const endedMs = reasonOf(client.unary({ wait: { seconds: 60n } }, { timeoutMs: 3000 })).then(
      () => clock.monotonicMs() - beganMs,
    );
    await clock.advanceAsync(301);
    expect(await short).toBe("NOT_STARTED");
    state.up = true;
    await clock.advanceAsync(1500);
    expect(accepted.length).toBe(2);
    await clock.advanceAsync(4000);
    expect(await endedMs).toBeLessThanOrEqual(3010);
  });

  test("has company up to a bound", async () => {
    const { client, state, dialled } = rig({ waitMs: 500 });
    await settle();
    state.up = false;
    dialled.link!.close();
    await settle();
    const calls = Array.from({ length: 1024 }, () => reasonOf(client.unary({})));
    expect(await reasonOf(client.unary({}))).toBe("NOT_STARTED");
    dialled.close();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["NOT_STARTED"]));
  });
});

describe("a call while the link is suspect", () => {
  const silent = async (options: Partial<DialLinkOptions> = {}) => {
    let stalled = false;
    const made = rig(options, {}, { stalled: () => stalled });
    await settle();
    stalled = true;
    await made.clock.advanceAsync(4000);
    expect(made.dialled.state).toBe("suspect");
    const hear = async () => {
      stalled = false;
      for (const { port } of made.accepted) port.resume();
      await settle();
    };
    return { ...made, hear };
  };

  test("waits until the peer is heard again", async () => {
    const { clock, client, hear, accepted } = await silent();
    const call = client.unary({ body: new Uint8Array([1]) });
    await clock.advanceAsync(1500);
    await hear();
    expect((await call).body[0]).toBe(1);
    expect(accepted.length).toBe(1);
  });

  test("waits no longer than it may, and then says that nothing was begun and why", async () => {
    const { clock, client } = await silent({ waitMs: 500 });
    const call = client.unary({}).catch((error: unknown) => toMeshError(error));
    await clock.advanceAsync(501);
    expect(await call).toMatchObject({ reason: "NOT_STARTED", message: "no link to far:1: it is silent" });
  });
});

test("a refused token fails the waiting calls at once, and the next dial shows a new one", async () => {
  const tokens = ["old", "new"];
  const shown: string[] = [];
  const verify = (header: Headers) => {
    shown.push(header.get("authorization") ?? "");
    return header.get("authorization") === "Bearer new" ? { roles: [], subject: "x", tenant: "" } : undefined;
  };
  const { clock, client } = rig({ token: () => tokens.shift() }, { verify });
  expect(await reasonOf(client.unary({}))).toBe("UNAUTHENTICATED");
  await clock.advanceAsync(100);
  expect(await reasonOf(client.unary({}))).toBe("no error");
  expect(shown).toEqual(["Bearer old", "Bearer new"]);
});

test("while one link drains the next takes the new calls, and nothing is lost", async () => {
  const { clock, client, accepted } = rig();
  const slow = client.unary({ wait: durationFromMs(1), body: new Uint8Array([1]) });
  await settle();
  accepted[0]!.link.goAway();
  await settle();
  const next = client.unary({ body: new Uint8Array([2]) });
  await clock.advanceAsync(100);
  expect([(await slow).body[0], (await next).body[0]]).toEqual([1, 2]);
  await settle();
  expect(accepted.map(({ link }) => link.state)).toEqual(["closed", "open"]);
});

test("each link that opens is told, so that a registration is made on every one", async () => {
  const opened: string[] = [];
  const { clock, accepted } = rig({ onOpen: (link) => opened.push(link.peer!.name) });
  await settle();
  accepted[0]!.port.cut();
  await clock.advanceAsync(200);
  expect(opened).toEqual(["far", "far"]);
});

test("leaving lets what runs end, and dials no more", async () => {
  const { clock, client, accepted, dialled, dialledAt } = rig();
  const slow = client.unary({ wait: durationFromMs(20) });
  await settle();
  const left = dialled.leave();
  const late = reasonOf(client.unary({}));
  expect([await reasonOf(slow), await late]).toEqual(["no error", "NOT_STARTED"]);
  await left;
  await clock.advanceAsync(5000);
  expect([dialledAt.length, accepted[0]!.link.state, dialled.state]).toEqual([1, "closed", "closed"]);
});
