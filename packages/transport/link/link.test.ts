import { create, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { ConformanceService, UnaryRequestSchema } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { durationFromMs, toMeshError } from "@viba/runtime/errors";
import { fakeClock, settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { conformanceRoute } from "../conformance-service.ts";
import { guard } from "../guard.ts";
import { bearerToken, type Principal } from "../principal.ts";
import { route } from "../routes.ts";
import { encodeBatch } from "./encode.ts";
import { FrameKind, type OutFrame } from "./frame.ts";
import { expectFuzzHarmless } from "./fuzz-suite.ts";
import { maxBatchBytes, maxPieceBytes, messageCostBytes } from "./limits.ts";
import { createLink, type LinkOptions } from "./link.ts";
import { frame, helloFrame, linkPair, plainRoute, rawPeer } from "./link-rig.ts";
import { createMemoryPorts } from "./memory-port.ts";
import type { LinkPort, PortListener } from "./port.ts";

const path = (name: string) => `viba.conformance.v1.ConformanceService/${name}`;
const clientOf = ({ transport }: { transport: Parameters<typeof createClient>[1] }) =>
  createClient(ConformanceService, transport);
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "no error",
    (error: unknown) => toMeshError(error).reason,
  );
const forever = { wait: durationFromMs(3_600_000) };

/** A link and a peer that says what the test wants. */
async function withRaw(options: Partial<LinkOptions> = {}, hello = true) {
  const clock = fakeClock();
  const [one, two] = createMemoryPorts();
  const link = createLink({ port: two, opener: false, clock, name: "far", routes: [plainRoute()], ...options });
  const peer = rawPeer(one);
  if (hello) peer.hello();
  await settle();
  return { clock, link, peer };
}

describe("opening", () => {
  test("each end learns who the other is", async () => {
    const { near, far } = linkPair(fakeClock());
    expect(await near.opened).toEqual({ name: "far", services: [ConformanceService.typeName], principal: undefined });
    expect((await far.opened).name).toBe("near");
    expect([near.state, far.state]).toEqual(["open", "open"]);
  });

  test("a call before it is refused as not started", async () => {
    const { near } = linkPair(fakeClock());
    expect(await reasonOf(clientOf(near).unary({}))).toBe("NOT_STARTED");
  });

  test("both ends call at once, each with its own numbers", async () => {
    const { near, far } = linkPair(fakeClock(), { routes: [plainRoute()] });
    await near.opened;
    await far.opened;
    const ask = (link: typeof near, n: number) => clientOf(link).unary({ body: new Uint8Array([n]) });
    const answers = await Promise.all([ask(near, 1), ask(far, 2), ask(near, 3), ask(far, 4)]);
    expect(answers.map(({ body }) => body[0])).toEqual([1, 2, 3, 4]);
  });

  test("a peer that says nothing is let go after ten seconds", async () => {
    const { clock, link, peer } = await withRaw({}, false);
    await clock.advanceAsync(11_000);
    expect([link.state, peer.closed]).toEqual(["closed", true]);
    expect(clock.pending).toBeLessThanOrEqual(1);
  });
});

describe("identity", () => {
  const agent: Principal = { roles: [Role.AGENT], subject: "agent-1", tenant: "local" };
  const operator: Principal = { roles: [Role.OPERATOR], subject: "op", tenant: "local" };
  const verify = (header: Headers) => ({ "agent-token": agent, "op-token": operator })[bearerToken(header) ?? ""];
  const routes = [
    guard(
      conformanceRoute(() => {}),
      { verify, monotonicMs: () => 0 },
    ),
  ];

  test("a wrong token ends the link, and its calls say so", async () => {
    const { near } = linkPair(fakeClock(), { token: "forged" }, { verify, routes });
    await expect(near.opened).rejects.toThrow(/token/);
    expect(toMeshError(await near.closed).reason).toBe("UNAUTHENTICATED");
    expect(await reasonOf(clientOf(near).unary({}))).toBe("UNAUTHENTICATED");
  });

  test("a call is made as who its link has proven, whatever its headers claim", async () => {
    const { near } = linkPair(fakeClock(), { token: "agent-token" }, { verify, routes });
    await near.opened;
    const claims = { authorization: "Bearer op-token", "x-principal": "op", "x-tenant": "other" };
    expect(await reasonOf(clientOf(near).guarded({}, { headers: claims }))).toBe("DENIED");
  });

  test("who may call gets through; a link without a token proves each call by itself", async () => {
    const proven = linkPair(fakeClock(), { token: "op-token" }, { verify, routes }).near;
    await proven.opened;
    expect((await clientOf(proven).guarded({})).subject).toBe("op");
    const open = linkPair(fakeClock(), {}, { verify, routes }).near;
    await open.opened;
    expect(await reasonOf(clientOf(open).guarded({}))).toBe("UNAUTHENTICATED");
    const headers = { authorization: "Bearer op-token" };
    expect((await clientOf(open).guarded({}, { headers })).subject).toBe("op");
  });

  test("a peer this end chose to dial is who it is trusted to be", async () => {
    const { near, far } = linkPair(fakeClock(), { routes, trust: operator }, { verify });
    await near.opened;
    expect((await clientOf(far).guarded({})).subject).toBe("op");
  });

  test("a method nobody serves and one that isn't served here are told apart from a refusal", async () => {
    const empty = route(ConformanceService, {});
    const { near } = linkPair(fakeClock(), {}, { routes: [empty] });
    await near.opened;
    const error = (await clientOf(near)
      .unary({})
      .catch((e: unknown) => e)) as ConnectError;
    expect(error.code).toBe(Code.Unimplemented);
  });
});

describe("silence", () => {
  test("pings keep an idle link open; three silent seconds make it suspect, a sign of life open again", async () => {
    const clock = fakeClock();
    let stalled = false;
    const { near, ports } = linkPair(clock, {}, {}, { stalled: () => stalled });
    await clock.advanceAsync(60_000);
    expect(near.state).toBe("open");
    stalled = true;
    await clock.advanceAsync(2000);
    expect(near.state).toBe("open");
    await clock.advanceAsync(2000);
    expect(near.state).toBe("suspect");
    expect(await reasonOf(clientOf(near).unary({}))).toBe("NOT_STARTED");
    stalled = false;
    for (const port of ports) port.resume();
    await settle();
    expect(near.state).toBe("open");
  });

  test("ten silent seconds end it: calls in flight are unknown, those never sent not started", async () => {
    const clock = fakeClock();
    let stalled = false;
    const { near } = linkPair(clock, {}, { clock: fakeClock() }, { stalled: () => stalled });
    await near.opened;
    const sent = reasonOf(clientOf(near).unary(forever));
    await settle();
    stalled = true;
    await clock.advanceAsync(11_000);
    expect(near.state).toBe("closed");
    expect(await sent).toBe("UNKNOWN_OUTCOME");
    expect((await near.closed)?.message).toMatch(/silent/);
    expect(await reasonOf(clientOf(near).unary({}))).toBe("NOT_STARTED");
  });

  test("an end pings each second of a silent peer, and none in which it has sent something else", async () => {
    const { clock, link, peer } = await withRaw();
    await clock.advanceAsync(2500);
    expect(peer.heard(FrameKind.PING)).toHaveLength(2);
    const living = clock.every(1000, () => peer.send(frame(FrameKind.PING, 0, { amount: 1 })));
    await clock.advanceAsync(20_000);
    expect([peer.heard(FrameKind.PONG).length, link.state]).toEqual([20, "open"]);
    // The one for the second in which the peer's first ping had not come yet.
    expect(peer.heard(FrameKind.PING).length).toBeLessThanOrEqual(3);
    living.cancel();
    await clock.advanceAsync(3000);
    expect(peer.heard(FrameKind.PING).length).toBeGreaterThanOrEqual(4);
  });

  test("of two idle ends each hears the other all the time", async () => {
    const clock = fakeClock();
    const { near, far } = linkPair(clock);
    await near.opened;
    for (let second = 0; second < 60; second += 2) {
      const before = [near.counts().batchesReceived, far.counts().batchesReceived] as const;
      await clock.advanceAsync(2000);
      expect(near.counts().batchesReceived).toBeGreaterThan(before[0]);
      expect(far.counts().batchesReceived).toBeGreaterThan(before[1]);
    }
    expect(near.counts().batchesSent + far.counts().batchesSent).toBeLessThanOrEqual(2 * 62);
  });

  test("a peer that pings and takes nothing in for ten seconds loses the link", async () => {
    const clock = fakeClock();
    let listener: PortListener | undefined;
    let taking = true;
    const port: LinkPort = {
      open: (given) => void (listener = given),
      write(_batch, written) {
        written();
        return taking;
      },
      end: () => {},
      cut: () => {},
    };
    const link = createLink({ port, opener: true, clock, name: "near" });
    listener!.batch(encodeBatch([helloFrame()]));
    const living = clock.every(500, () => listener!.batch(encodeBatch([frame(FrameKind.PING, 0, { amount: 1 })])));
    await clock.advanceAsync(30_000);
    expect(link.state).toBe("open");
    taking = false;
    await clock.advanceAsync(8000);
    expect(link.state).toBe("open");
    await clock.advanceAsync(5000);
    living.cancel();
    expect(link.state).toBe("closed");
    expect((await link.closed)?.message).toMatch(/taken nothing in/);
  });

  test("a call that waited in the queue of a blocked link was not started", async () => {
    const clock = fakeClock();
    let stalled = false;
    const { near, ports } = linkPair(clock, {}, {}, { stalled: () => stalled, highWater: 1 });
    await near.opened;
    stalled = true;
    const first = reasonOf(clientOf(near).unary(forever));
    await settle();
    const second = reasonOf(clientOf(near).unary(forever));
    await settle();
    ports[0].cut();
    expect([await first, await second]).toEqual(["UNKNOWN_OUTCOME", "NOT_STARTED"]);
  });

  test("a lost caller aborts its handlers", async () => {
    const events: string[] = [];
    const { near, far } = linkPair(fakeClock(), {}, { routes: [plainRoute((event) => events.push(event))] });
    await near.opened;
    const call = reasonOf(clientOf(near).unary(forever));
    await settle();
    expect(far.counts().served).toBe(1);
    near.close();
    await call;
    await settle();
    expect(events).toEqual(["unary aborted"]);
    expect(far.counts()).toMatchObject({ served: 0, calls: 0 });
  });
});

describe("goaway", () => {
  test("calls in flight end well, new ones are refused, then the link closes", async () => {
    const clock = fakeClock();
    let finish = () => {};
    const slow = route(ConformanceService, {
      unary: () => new Promise((resolve) => (finish = () => resolve({ seenHeader: "done" }))),
    });
    const { near, far } = linkPair(clock, {}, { routes: [slow] });
    await near.opened;
    const call = clientOf(near).unary({});
    await settle();
    far.goAway();
    await near.draining;
    expect([near.state, far.state]).toEqual(["draining", "draining"]);
    expect(await reasonOf(clientOf(near).unary({}))).toBe("NOT_STARTED");
    finish();
    expect((await call).seenHeader).toBe("done");
    expect([await near.closed, await far.closed]).toEqual([undefined, undefined]);
  });

  test("a call above the last one taken was not started, though it was sent", async () => {
    const { link, peer } = await withRaw();
    const first = reasonOf(clientOf(link).unary({}));
    const second = reasonOf(clientOf(link).unary({}));
    await settle();
    peer.send(frame(FrameKind.GOAWAY, 0, { amount: 2 }));
    expect(await second).toBe("NOT_STARTED");
    peer.send(frame(FrameKind.STATUS, 2, { last: true }));
    expect(await first).toBe("no error");
    await settle();
    expect(link.state).toBe("closed");
  });

  test("calls that cross a goaway are dropped and counted", async () => {
    const { link, peer } = await withRaw({
      routes: [route(ConformanceService, { unary: () => new Promise(() => {}) })],
    });
    peer.send(frame(FrameKind.CALL, 1, { method: path("Unary"), last: true }));
    await settle();
    link.goAway();
    peer.send(frame(FrameKind.CALL, 3, { method: path("Unary"), last: true }));
    await settle();
    expect(peer.heard(FrameKind.GOAWAY)[0]?.amount).toBe(1);
    expect(link.counts().afterGoaway).toBe(1);
  });
});

describe("a peer that breaks the rules loses the link", () => {
  const big = new Uint8Array(maxPieceBytes);
  const call = (fields: Partial<OutFrame> = {}, number = 1) =>
    frame(FrameKind.CALL, number, { method: path("BidiStream"), ...fields });
  const windowful = Array.from({ length: 5 }, () => frame(FrameKind.MESSAGE, 1, { payload: big }));
  test.each<{ story: string; frames: OutFrame[]; code?: Code; first?: boolean }>([
    { story: "no hello first", frames: [call()], first: true },
    { story: "a second hello", frames: [frame(FrameKind.HELLO, 0)] },
    { story: "a hello without content", frames: [frame(FrameKind.HELLO, 0)], first: true },
    { story: "a frame of no kind", frames: [frame(FrameKind.UNSPECIFIED, 0)] },
    { story: "a call of our parity", frames: [call({}, 2)] },
    { story: "a call number again", frames: [call(), call()] },
    { story: "a call number below the last", frames: [call({}, 5), call({}, 3)] },
    { story: "a message before its call", frames: [frame(FrameKind.MESSAGE, 7)] },
    { story: "an answer to a call never made", frames: [frame(FrameKind.STATUS, 2)] },
    { story: "a message on no call", frames: [frame(FrameKind.MESSAGE, 0)] },
    { story: "a payload over 64 KiB", frames: [call({ payload: new Uint8Array(maxPieceBytes + 1) })] },
    { story: "a frame with 17 KiB beside its payload", frames: [call({ route: "r".repeat(17 * 1024) })] },
    { story: "more than the call's window", frames: [call(), ...windowful], code: Code.ResourceExhausted },
    {
      story: "a message after a whole request",
      frames: [frame(FrameKind.CALL, 1, { method: path("ServerStream"), last: true }), frame(FrameKind.MESSAGE, 1)],
    },
  ])("$story", async ({ frames, code = Code.InvalidArgument, first = false }) => {
    const hang = route(ConformanceService, {
      async *bidiStream() {
        await new Promise(() => {});
        yield {};
      },
      async *serverStream() {
        await new Promise(() => {});
        yield {};
      },
    });
    const { link, peer } = await withRaw({ routes: [hang] }, !first);
    for (const one of frames) peer.send(one);
    await settle();
    expect(link.state).toBe("closed");
    expect(peer.heard(FrameKind.GOAWAY)[0]?.code).toBe(code);
    expect(peer.closed).toBe(true);
  });

  test("more than the link's window, over many calls", async () => {
    const hang = route(ConformanceService, {
      async *bidiStream() {
        await new Promise(() => {});
        yield {};
      },
    });
    const limits = { linkCreditBytes: 3 * (maxPieceBytes + messageCostBytes) };
    const { link, peer } = await withRaw({ routes: [hang], limits });
    for (const number of [1, 3, 5, 7]) {
      expect(link.state).toBe("open");
      peer.send(call({}, number), frame(FrameKind.MESSAGE, number, { payload: big }));
      await settle();
    }
    expect([link.state, peer.heard(FrameKind.GOAWAY)[0]?.code]).toEqual(["closed", Code.ResourceExhausted]);
  });

  test("a batch over 256 KiB", async () => {
    const { link, peer } = await withRaw();
    peer.sendBytes(Buffer.alloc(maxBatchBytes + 1));
    await settle();
    expect(link.state).toBe("closed");
  });

  test("bytes that are no batch", async () => {
    const { link, peer } = await withRaw();
    peer.sendBytes(Buffer.from([0x0a, 0x7f]));
    await settle();
    expect([link.state, peer.heard(FrameKind.GOAWAY)[0]?.code]).toEqual(["closed", Code.InvalidArgument]);
  });

  test("answers asked for and never read", async () => {
    let listener: PortListener | undefined;
    const port = { open: (given: PortListener) => void (listener = given), write: () => false, end() {}, cut() {} };
    const limits = { maxCalls: 10 };
    const link = createLink({ port, opener: false, clock: fakeClock(), name: "far", limits });
    listener!.batch(encodeBatch([helloFrame()]));
    await settle();
    for (let n = 0; n < 2000 && link.state !== "closed"; n++) {
      listener!.batch(encodeBatch([frame(FrameKind.CALL, 2 * n + 1, { method: "no.Such/Method", last: true })]));
    }
    expect(toMeshError(await link.closed).reason).toBe("OVERLOADED");
    expect(link.counts().refused).toBeLessThan(1100);
  });
});

describe("refused is only the call", () => {
  test.each<{ story: string; fields: Partial<OutFrame>; code: Code }>([
    { story: "an unknown method", fields: { method: "no.Such/Method" }, code: Code.Unimplemented },
    {
      story: "bytes that are no request",
      fields: { method: path("Unary"), payload: new Uint8Array([0x0a, 0x7f]) },
      code: Code.InvalidArgument,
    },
    {
      story: "text that is no UTF-8",
      fields: { method: path("Unary"), payload: new Uint8Array([0x12, 1, 0xff]) },
      code: Code.InvalidArgument,
    },
    { story: "a bad header", fields: { method: path("Unary"), headers: [["a b", "c"]] }, code: Code.InvalidArgument },
    { story: "a method of nobody", fields: { method: "" }, code: Code.Unimplemented },
  ])("$story", async ({ fields, code }) => {
    const { link, peer } = await withRaw();
    peer.send(frame(FrameKind.CALL, 1, { last: true, ...fields }));
    peer.send(frame(FrameKind.CALL, 3, { last: true, method: path("Unary") }));
    await settle();
    expect(peer.heard(FrameKind.STATUS).map((status) => status.code)).toEqual([code, 0]);
    expect(link.state).toBe("open");
  });

  test("more calls than the limit, at the callee and at the caller", async () => {
    const hang = route(ConformanceService, { unary: () => new Promise(() => {}) });
    const { link, peer } = await withRaw({ routes: [hang], limits: { maxCalls: 2 } });
    for (const number of [1, 3, 5]) peer.send(frame(FrameKind.CALL, number, { method: path("Unary"), last: true }));
    await settle();
    expect(peer.heard(FrameKind.STATUS).map((status) => [status.call, status.code])).toEqual([
      [5, Code.ResourceExhausted],
    ]);
    expect(link.counts()).toMatchObject({ served: 2, refused: 1 });
    const { near } = linkPair(fakeClock(), {}, { routes: [hang], limits: { maxCalls: 2 } });
    await near.opened;
    const calls = [1, 2, 3].map(() => reasonOf(clientOf(near).unary({})));
    expect(await calls[2]).toBe("OVERLOADED");
    near.close();
    await Promise.all(calls);
  });

  test("a handler that ignores its cancel still counts", async () => {
    const hang = route(ConformanceService, { unary: () => new Promise(() => {}) });
    const { link, peer } = await withRaw({ routes: [hang], limits: { maxCalls: 2 } });
    for (const number of [1, 3, 5]) {
      peer.send(frame(FrameKind.CALL, number, { method: path("Unary"), last: true }), frame(FrameKind.CANCEL, number));
    }
    await settle();
    expect(link.counts()).toMatchObject({ served: 2, refused: 1 });
  });

  test("a message larger than taken, either way", async () => {
    const limits = { maxMessageBytes: 100_000 };
    const body = new Uint8Array(200_000);
    const { near } = linkPair(fakeClock(), {}, { limits });
    await near.opened;
    expect(await reasonOf(clientOf(near).unary({ body }))).toBe("TOO_LARGE");
    const { near: small } = linkPair(fakeClock(), { limits });
    await small.opened;
    expect(await reasonOf(clientOf(small).unary({ body }))).toBe("TOO_LARGE");
    expect((await clientOf(small).unary({ echoHeader: "x" })).body.length).toBe(0);
  });
});

test("frames of newer kinds are passed over; those for ended calls are dropped, counted and cost no window", async () => {
  const limits = { linkCreditBytes: 2 * (maxPieceBytes + messageCostBytes) };
  const { link, peer } = await withRaw({ limits });
  peer.send(frame(99, 0), frame(FrameKind.CALL, 1, { method: "no.Such/Method", last: true }));
  for (let n = 0; n < 20; n++) {
    peer.send(frame(FrameKind.MESSAGE, 1, { payload: new Uint8Array(maxPieceBytes) }));
    await settle();
  }
  expect(link.counts()).toMatchObject({ unknown: 1, late: 20 });
  expect(link.state).toBe("open");
});

test("messages behind a half-close are dropped and cost no window", async () => {
  const hang = route(ConformanceService, {
    clientStream: () => new Promise(() => {}),
  });
  const limits = { linkCreditBytes: 2 * (maxPieceBytes + messageCostBytes) };
  const { link, peer } = await withRaw({ routes: [hang], limits });
  peer.send(frame(FrameKind.CALL, 1, { method: path("ClientStream") }), frame(FrameKind.HALF_CLOSE, 1));
  for (let n = 0; n < 20; n++) {
    peer.send(frame(FrameKind.MESSAGE, 1, { payload: new Uint8Array(maxPieceBytes) }));
    await settle();
  }
  expect(link.state).toBe("open");
});

test("an answer within its tick says nothing else; a longer call is accepted first", async () => {
  const { peer } = await withRaw();
  const slow = toBinary(UnaryRequestSchema, create(UnaryRequestSchema, forever));
  peer.send(frame(FrameKind.CALL, 1, { method: path("Unary"), last: true }));
  peer.send(frame(FrameKind.CALL, 3, { method: path("Unary"), last: true, payload: slow }));
  await settle();
  expect(peer.heard(FrameKind.ACCEPTED).map((f) => f.call)).toEqual([3]);
  expect(peer.heard(FrameKind.STATUS).map((f) => f.call)).toEqual([1]);
});

test.each([
  { calls: 3, batches: 3 },
  { calls: 20, batches: 1 },
])("$calls calls answered in ticks of their own within a turn: $batches batches", async ({ calls, batches }) => {
  const answers: (() => void)[] = [];
  const handler = () => new Promise<Uint8Array>((resolve) => answers.push(() => resolve(new Uint8Array(1))));
  const { peer } = await withRaw({ opaque: [{ method: ConformanceService.method.unary, handler }], routes: [] });
  const numbers = Array.from({ length: calls }, (_, n) => 2 * n + 1);
  peer.send(...numbers.map((call) => frame(FrameKind.CALL, call, { method: path("Unary"), last: true })));
  await settle();
  const before = peer.batches.length;
  for (const answer of answers) setImmediate(answer);
  while (peer.heard(FrameKind.STATUS).length < calls) await settle();
  expect(peer.batches.length - before).toBe(batches);
});

test("many pings get one answer at a time while nothing can be sent", async () => {
  const { peer } = await withRaw();
  peer.send(...Array.from({ length: 50 }, (_, n) => frame(FrameKind.PING, 0, { amount: n + 1 })));
  await settle();
  const pongs = peer.heard(FrameKind.PONG).length;
  expect(pongs).toBeGreaterThan(0);
  expect(pongs).toBeLessThanOrEqual(50);
});

test("a callee's wish to keep the trace travels in the status, asked with the caller's traceparent", async () => {
  const asked: string[] = [];
  const keepTrace = (traceparent: string) => asked.push(traceparent) > 0;
  const { peer } = await withRaw({ keepTrace });
  const traceparent = `00-${"1".repeat(32)}-${"2".repeat(16)}-01`;
  peer.send(frame(FrameKind.CALL, 1, { method: path("Unary"), last: true, traceparent }));
  await settle();
  expect(asked).toEqual([traceparent]);
  expect(peer.heard(FrameKind.STATUS)[0]?.keepTrace).toBe(true);
});

/** The real lane runs ten times as many, the full lane a hundred times. */
const fuzzFrames = 10_000;

test(
  `${fuzzFrames} frames by chance never break the process, and what they held is let go`,
  () =>
    expectFuzzHarmless(fuzzFrames, () => {
      const clock = fakeClock();
      return { clock, settle, advance: clock.advanceAsync, pending: () => clock.pending };
    }),
  300_000,
);
