import { createClient, createContextValues } from "@connectrpc/connect";
import { context, trace } from "@opentelemetry/api";
import {
  ConformanceService,
  UnaryRequestSchema,
  UnaryResponseSchema,
} from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { durationFromMs, MeshError, toMeshError } from "@viba/runtime/errors";
import { seededRandom } from "@viba/runtime/random";
import { traceparentText } from "@viba/runtime/trace/identity";
import { identityOf } from "@viba/runtime/trace/remote-span";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { fakeClock, settle } from "@viba/testkit/clock";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { route } from "../routes.ts";
import { routeKey } from "./client.ts";
import { encodeBatch } from "./encode.ts";
import { FrameKind, noBytes, type OutFrame } from "./frame.ts";
import { linkLimitDefaults, maxPieceBytes, protocolNewest } from "./limits.ts";
import { createLink, type LinkOptions } from "./link.ts";
import type { Link } from "./core.ts";
import { frame, helloFrame, plainRoute, rawPeer } from "./link-rig.ts";
import { createMemoryPorts } from "./memory-port.ts";
import { createPassThrough, type PassThroughOptions } from "./pass-through.ts";

const path = "viba.conformance.v1.ConformanceService/Unary";
const forever = { wait: durationFromMs(3_600_000) };

/** A router, and whoever joins it by name. */
function router(options: Partial<PassThroughOptions> = {}, stalled: (name: string) => boolean = () => false) {
  const clock = fakeClock();
  const links = new Map<string, Link>();
  const passThrough = createPassThrough({ find: (name) => links.get(name), ...options });
  const attach = (name: string, more: Partial<LinkOptions> = {}) => {
    const [near, far] = createMemoryPorts({ stalled: () => stalled(name), highWater: 1 });
    const link = createLink({ port: far, opener: false, clock, name: "router", passThrough, ...more });
    links.set(name, link);
    return { near, far, link };
  };
  return {
    clock,
    links,
    attach,
    async join(name: string, more: Partial<LinkOptions> = {}) {
      const { near, far } = attach(name);
      const link = createLink({ port: near, opener: true, clock, name, ...more });
      await link.opened;
      await settle();
      return { link, near, far };
    },
    raw(name: string, more: Partial<LinkOptions> = {}, protocol = protocolNewest) {
      const { near, link } = attach(name, more);
      const peer = rawPeer(near);
      peer.send(helloFrame({ name, protocol }));
      return { peer, link };
    },
  };
}

const to = (name: string) => ({ contextValues: createContextValues().set(routeKey, name) });
const clientOf = (link: Link) => createClient(ConformanceService, link.transport);
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "no error",
    (error: unknown) => toMeshError(error).reason,
  );

test("a call without a route is served by the router itself, one with a route by whom it names", async () => {
  const { join, links } = router();
  const client = (await join("client")).link;
  const named = (name: string) => route(ConformanceService, { unary: () => ({ seenHeader: name }) });
  await join("a", { routes: [named("a")] });
  await join("b", { routes: [named("b")] });
  expect((await clientOf(client).unary({}, to("a"))).seenHeader).toBe("a");
  expect((await clientOf(client).unary({}, to("b"))).seenHeader).toBe("b");
  expect(await reasonOf(clientOf(client).unary({}, to("nobody")))).toBe("NO_CAPABLE_AGENT");
  expect(await reasonOf(clientOf(client).unary({}))).toBe("NOT_FOUND");
  for (const name of ["client", "a", "b"]) expect(links.get(name)!.counts()).toMatchObject({ calls: 0, served: 0 });
});

test("who may not call is refused by the router, by what its link has proven", async () => {
  const agent = { roles: [Role.AGENT], subject: "agent-1", tenant: "local" };
  const seen: unknown[] = [];
  const { raw } = router({
    find: (name, method, principal) => {
      seen.push([name, method, principal?.subject]);
      return new MeshError("DENIED", "agents may not");
    },
  });
  const { peer } = raw("client", { trust: agent });
  const authorization = ["authorization", "Bearer someone-else"] as const;
  peer.send(frame(FrameKind.CALL, 1, { method: path, route: "b", last: true, headers: [authorization] }));
  await settle();
  expect(seen).toEqual([["b", path, "agent-1"]]);
  expect(peer.heard(FrameKind.STATUS).map((f) => f.text)).toEqual(["agents may not"]);
});

test("cancelling goes through to the handler", async () => {
  const events: string[] = [];
  const { join } = router();
  const client = (await join("client")).link;
  await join("a", { routes: [plainRoute((event) => events.push(event))] });
  const cancel = new AbortController();
  const call = reasonOf(clientOf(client).unary(forever, { ...to("a"), signal: cancel.signal }));
  await settle();
  cancel.abort();
  expect(await call).toBe("CANCELLED");
  await settle();
  expect(events).toEqual(["unary aborted"]);
});

describe("a lost link", () => {
  test("of the callee: a call it may have begun is unknown, one it was never sent is not started", async () => {
    let stuck = false;
    const { join } = router({}, (name) => stuck && name === "a");
    const client = (await join("client")).link;
    const { far } = await join("a", { routes: [plainRoute()] });
    stuck = true;
    const first = reasonOf(clientOf(client).unary(forever, to("a")));
    await settle();
    const second = reasonOf(clientOf(client).unary(forever, to("a")));
    await settle();
    far.cut();
    expect([await first, await second]).toEqual(["UNKNOWN_OUTCOME", "NOT_STARTED"]);
  });

  test("of the caller: the handler is aborted and nothing is left", async () => {
    const events: string[] = [];
    const { join, links } = router();
    const { link, near } = await join("client");
    await join("a", { routes: [plainRoute((event) => events.push(event))] });
    const call = reasonOf(clientOf(link).unary(forever, to("a")));
    await settle();
    near.cut();
    await call;
    await settle();
    expect(events).toEqual(["unary aborted"]);
    expect(links.get("a")!.counts()).toMatchObject({ calls: 0 });
  });

  test("of a callee that answers with a stream: what it has sent still arrives", async () => {
    const { join } = router();
    const client = (await join("client")).link;
    const { near } = await join("a", { routes: [plainRoute()] });
    const seen: number[] = [];
    const run = async () => {
      for await (const { index } of clientOf(client).serverStream({ count: 3, size: 10, hang: true }, to("a"))) {
        seen.push(index);
        if (index === 2) near.cut();
      }
    };
    expect(await reasonOf(run())).toBe("UNKNOWN_OUTCOME");
    expect(seen).toEqual([0, 1, 2]);
  });
});

describe("frames are passed on as they are", () => {
  /** What the callee hears of a `call` frame that the client wrote byte by byte. */
  async function heard(bytes: Buffer): Promise<OutFrame[]> {
    const { raw } = router();
    const { peer: callee } = raw("a");
    const { peer: client } = raw("client");
    await settle();
    client.sendBytes(bytes);
    await settle();
    return callee.heard(FrameKind.CALL);
  }
  const full: Partial<OutFrame> = {
    method: path,
    route: "a",
    timeoutMs: 5000,
    payload: new Uint8Array([1, 2, 3]),
    last: true,
    headers: [["x-a", "1"]],
    traceparent: "not a trace",
  };

  test("but for the call number", async () => {
    const sent = frame(FrameKind.CALL, 4001, full);
    expect(await heard(encodeBatch([sent]))).toEqual([{ ...sent, call: 2, raw: noBytes }]);
  });

  test("fields of a newer version among them", async () => {
    const newer = Buffer.from([0xa8, 0x01, 0x05]);
    const body = Buffer.concat([
      Buffer.from([0x08, 1]),
      encodeBatch([frame(FrameKind.CALL, 0, full)]).subarray(2),
      newer,
    ]);
    const { raw } = router();
    const { peer: callee } = raw("a");
    const { peer: client } = raw("client");
    await settle();
    client.sendBytes(Buffer.concat([Buffer.from([0x0a, body.length]), body]));
    await settle();
    expect(callee.batches.at(-1)!.subarray(-3)).toEqual(newer);
  });

  test.each([
    { story: "a second call number at the end", bytes: [0x08, 1, 0x10, 2, 0x22, 1, 0x61, 0x08, 1] },
    { story: "the call number last", bytes: [0x10, 2, 0x22, 1, 0x61, 0x08, 1] },
    { story: "a call number in a long varint", bytes: [0x88, 0x00, 1, 0x10, 2, 0x22, 1, 0x61] },
  ])("with $story it can't take another call's number", async ({ bytes }) => {
    const calls = await heard(Buffer.from([0x0a, bytes.length, ...bytes]));
    expect(calls.map((f) => [f.call, f.route])).toEqual([[2, "a"]]);
  });
});

test.each([
  { heardAs: "ids", protocol: 2, sentAs: "ids" },
  { heardAs: "ids", protocol: 2, sentAs: "text" },
  { heardAs: "text", protocol: 1, sentAs: "ids" },
  { heardAs: "text", protocol: 1, sentAs: "text" },
])(
  "the router's span stands between the caller's, sent as $sentAs, and that of a callee of protocol $protocol",
  async (row) => {
    const clock = fakeClock();
    const ring = createSpanRing({ clock, service: "router", instance: "r", random: seededRandom(3), sampleShare: 1 });
    const { raw } = router({ tracer: ring.provider.getTracer("viba") });
    const { peer: callee } = raw("a", {}, row.protocol);
    const { peer: client } = raw("client");
    await settle();
    const [traceId, parentId] = ["ab".repeat(16), "cd".repeat(8)];
    const identity = identityOf({ traceId, spanId: parentId, traceFlags: 1 });
    const sent = row.sentAs === "ids" ? { trace: identity } : { traceparent: `00-${traceId}-${parentId}-01` };
    client.send(frame(FrameKind.CALL, 1, { method: path, route: "a", last: true, ...sent }));
    client.send(frame(FrameKind.CALL, 3, { method: path, route: "a", last: true }));
    await settle();
    for (const { call } of callee.heard(FrameKind.CALL))
      callee.send(frame(FrameKind.STATUS, call, { code: call === 2 ? 0 : 13 }));
    await settle();
    const [span, other] = ring.kept();
    expect(span).toMatchObject({ name: path, traceId, parentId });
    const [first, second] = callee.heard(FrameKind.CALL);
    const own = `00-${traceId}-${span!.spanId}-01`;
    const asText = row.heardAs === "text" || row.sentAs === "text";
    expect([first!.traceparent, first!.trace && traceparentText(first!.trace)]).toEqual(
      asText ? [own, undefined] : ["", own],
    );
    expect([second!.traceparent, second!.trace]).toEqual(["", undefined]);
    expect([other!.parentId, other!.status.code]).toEqual(["", 2]);
    expect(trace.getSpan(context.active())).toBeUndefined();
  },
);

test("a caller or callee that sends more than the other end granted loses its own link only", async () => {
  const { raw, links } = router();
  raw("a");
  const { peer: client, link } = raw("client");
  await settle();
  client.send(frame(FrameKind.CALL, 1, { method: path, route: "a" }));
  for (let n = 0; n < 5; n++) client.send(frame(FrameKind.MESSAGE, 1, { payload: new Uint8Array(64 * 1024) }));
  await settle();
  expect([link.state, links.get("a")!.state]).toEqual(["closed", "open"]);
});

describe("a flood on one call ends with who sends it", () => {
  const many = <T>(make: (n: number) => T) => Array.from({ length: 200 }, (_, n) => make(n));
  const credit = (call: number) => frame(FrameKind.CREDIT, call, { amount: 1 });
  const begun = async () => {
    const { raw } = router();
    const [caller, callee] = [raw("client"), raw("a")];
    await settle();
    caller.peer.send(frame(FrameKind.CALL, 1, { method: path, route: "a" }));
    await settle();
    const { call } = callee.peer.heard(FrameKind.CALL)[0]!;
    return { caller, callee, call };
  };

  test("a caller's credit for nothing", async () => {
    const { caller, callee } = await begun();
    caller.peer.send(...many(() => credit(1)));
    await settle();
    expect([caller.link.state, callee.link.state]).toEqual(["closed", "open"]);
    expect(callee.peer.heard(FrameKind.CREDIT)).toHaveLength(16);
    expect(callee.peer.heard(FrameKind.CANCEL)).toHaveLength(1);
  });

  test("a callee's credit for nothing", async () => {
    const { caller, callee, call } = await begun();
    callee.peer.send(...many(() => credit(call)));
    await settle();
    expect([caller.link.state, callee.link.state]).toEqual(["open", "closed"]);
    expect(caller.peer.heard(FrameKind.STATUS)).toHaveLength(1);
  });

  test("a grant for each message is in order, however many there are", async () => {
    const { caller, callee, call } = await begun();
    for (let n = 0; n < 100; n++) {
      callee.peer.send(frame(FrameKind.MESSAGE, call));
      caller.peer.send(credit(1));
      await settle();
    }
    expect([caller.link.state, callee.link.state]).toEqual(["open", "open"]);
    expect(callee.peer.heard(FrameKind.CREDIT).filter((each) => each.call === call)).toHaveLength(100);
  });

  test("frames that come once a call are passed on once", async () => {
    const { caller, callee, call } = await begun();
    caller.peer.send(...many(() => frame(FrameKind.HALF_CLOSE, 1)));
    callee.peer.send(...many((n) => frame(n % 2 ? FrameKind.ACCEPTED : FrameKind.HEADERS, call)));
    await settle();
    expect(callee.peer.heard(FrameKind.HALF_CLOSE)).toHaveLength(1);
    expect([FrameKind.ACCEPTED, FrameKind.HEADERS].map((kind) => caller.peer.heard(kind).length)).toEqual([1, 1]);
  });
});

test("no call ends a link, however near to its bounds are message, route, headers and traceparent", async () => {
  const near = (...borders: number[]) =>
    fc
      .tuple(fc.constantFrom(...borders), fc.integer({ min: -80, max: 80 }))
      .map(([border, more]) => Math.max(0, border + more));
  const call = fc.record({
    size: near(0, maxPieceBytes - 1024, maxPieceBytes, 2 * maxPieceBytes, linkLimitDefaults.callCreditBytes),
    headers: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), near(0, 100, 4096, 8192)), { maxLength: 3 }),
    manyHeaders: fc.constantFrom(0, 0, 500, 1000),
    route: fc.constantFrom(8, 1023, 1024, 1025),
    traceLetters: fc.constantFrom(0, 55, 1024, 1025, 8000, 20_000),
    opaque: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ size, headers, manyHeaders, route: letters, traceLetters, opaque }) => {
      const name = "길".repeat(letters);
      const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-01`.padEnd(traceLetters, "0").slice(0, traceLetters);
      const { join, links } = router();
      const client = (await join("client")).link;
      const agent = (await join("agent", { routes: [plainRoute()] })).link;
      links.set(name, links.get("agent")!);
      const body = new Uint8Array(size).fill(7);
      const header = new Headers(traceparent === "" ? {} : { traceparent });
      for (const [nameLength, length] of headers) header.append("x".repeat(nameLength), "v".repeat(length));
      for (let n = 0; n < manyHeaders; n++) header.append(`m${n}`, "");
      const send = opaque
        ? client
            .callBytes({
              method: path,
              payload: toBinary(UnaryRequestSchema, create(UnaryRequestSchema, { body })),
              route: name,
              traceparent,
            })
            .then((bytes) => fromBinary(UnaryResponseSchema, bytes))
        : clientOf(client).unary({ body }, { ...to(name), headers: header });
      const outcome = await send.then(
        (answer) => (Buffer.compare(answer.body, body) === 0 ? "the body" : "another body"),
        (error: unknown) => toMeshError(error).reason,
      );
      expect(["the body", "INVALID_ARGUMENT"]).toContain(outcome);
      expect([client.state, agent.state]).toEqual(["open", "open"]);
    }),
    { numRuns: 300 },
  );
});
