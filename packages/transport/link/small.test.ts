import { create, toBinary } from "@bufbuild/protobuf";
import { HelloSchema } from "@viba/contracts/gen/viba/link/v1/link_pb";
import { MeshError } from "@viba/runtime/errors";
import { identityOf } from "@viba/runtime/trace/remote-span";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeHello, encodeHello } from "./hello.ts";
import { linkLimitDefaults, linkTimeDefaults, protocolNewest } from "./limits.ts";
import { LinkHeaders, toPairs } from "./link-headers.ts";
import { afterTurn, heardNow } from "./liveness.ts";
import { createNames } from "./names.ts";

describe("liveness", () => {
  const turns = (pattern: string, everyMs = 1000) => {
    let silence = heardNow;
    return [...pattern].map((c) => (silence = afterTurn(silence, c === "x", everyMs, linkTimeDefaults)).liveness[0]);
  };
  test.each([
    { story: "a peer that is heard", pattern: "xxxx", states: "oooo" },
    { story: "two silent turns", pattern: "x..x", states: "oooo" },
    { story: "three silent turns", pattern: "x...", states: "ooos" },
    { story: "heard again in time", pattern: "....x", states: "oosso" },
    { story: "ten silent turns", pattern: "..........", states: "oosssssssd" },
  ])("$story: $states", ({ pattern, states }) => expect(turns(pattern).join("")).toBe(states));

  test("a pause of our own counts two turns, not its length", () => {
    expect(afterTurn(heardNow, false, 60_000, linkTimeDefaults)).toEqual({ silentMs: 2000, liveness: "open" });
  });
});

describe("hello", () => {
  const options = { name: "agent-1", token: "t", services: ["a.B", "c.D"] };
  const bytes = (fields: object) => {
    const credit = { linkCredit: 1_000_000n, callCredit: 100_000n };
    return toBinary(HelloSchema, create(HelloSchema, { protocol: 1, protocolLeast: 1, ...credit, ...fields }));
  };
  test("what is said is what is heard", () => {
    expect(decodeHello(encodeHello(options, linkLimitDefaults))).toEqual({
      ...options,
      protocol: protocolNewest,
      linkCreditBytes: linkLimitDefaults.linkCreditBytes,
      callCreditBytes: linkLimitDefaults.callCreditBytes,
      maxMessageBytes: linkLimitDefaults.maxMessageBytes,
      maxCalls: linkLimitDefaults.maxCalls,
    });
  });
  test.each([
    { story: "a newer peer that still knows ours", fields: { protocol: 7, protocolLeast: 1 }, reason: undefined },
    { story: "a newer peer that doesn't", fields: { protocol: 7, protocolLeast: 3 }, reason: "CONTRACT_MISMATCH" },
    { story: "no protocol at all", fields: { protocol: 0, protocolLeast: 0 }, reason: "CONTRACT_MISMATCH" },
    { story: "less credit than a piece", fields: { callCredit: 65_536n }, reason: "INVALID_ARGUMENT" },
    { story: "no link credit", fields: { linkCredit: 0n }, reason: "INVALID_ARGUMENT" },
    { story: "a long name", fields: { name: "x".repeat(300) }, reason: "INVALID_ARGUMENT" },
    { story: "a long token", fields: { token: "x".repeat(5000) }, reason: "INVALID_ARGUMENT" },
    { story: "credit beyond counting", fields: { linkCredit: 2n ** 64n - 1n }, reason: undefined },
  ])("$story: $reason", ({ fields, reason }) => {
    let error: unknown;
    try {
      decodeHello(bytes(fields));
    } catch (thrown) {
      error = thrown;
    }
    expect((error as MeshError | undefined)?.reason).toBe(reason);
  });
  test("bytes that are no hello", () => {
    expect(() => decodeHello(new Uint8Array([0xff]))).toThrow(MeshError);
  });
});

describe("headers", () => {
  const name = fc.oneof(fc.stringMatching(/^[a-zA-Z-]{1,8}$/), fc.constant("Traceparent"));
  const traceparent = `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01`;
  const span = identityOf({ traceId: "ab".repeat(16), spanId: "cd".repeat(8), traceFlags: 1 });
  const value = fc.stringMatching(/^[a-z0-9]{0,6}$/);
  const step = fc.oneof(
    fc.tuple(fc.constantFrom("append" as const, "set" as const), name, value),
    fc.tuple(fc.constant("delete" as const), name),
  );
  test("behave as the platform's do", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.boolean(), (steps, hasSpan) => {
        const ours = hasSpan ? new LinkHeaders([], span) : new LinkHeaders();
        const theirs = new Headers(hasSpan ? { traceparent } : {});
        for (const [action, key, text = ""] of steps) {
          for (const headers of [ours, theirs]) {
            if (action === "delete") headers.delete(key);
            else headers[action](key, text);
          }
          expect([ours.has(key), ours.get(key)]).toEqual([theirs.has(key), theirs.get(key)]);
        }
        expect([...ours]).toEqual([...theirs]);
        expect([...ours.keys()]).toEqual([...theirs.keys()]);
        expect([...ours.values()]).toEqual([...theirs.values()]);
        // Copied the same way: the platform trims a value that it is given anew.
        expect([...new Headers(ours)]).toEqual([...new Headers([...theirs])]);
      }),
    );
  });
  test.each(["", "a b", "ä", "a\n"])("the name %j is refused", (bad) => {
    expect(() => new LinkHeaders().set(bad, "x")).toThrow(TypeError);
  });
  test("cookies stay apart, and a value may be trimmed but not hold a line break", () => {
    const headers = new LinkHeaders();
    headers.append("Set-Cookie", "a=1");
    headers.append("set-cookie", " b=2 ");
    expect(headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([...headers]).toEqual([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
    expect(() => headers.append("x", "a\nb")).toThrow(TypeError);
  });
  test("writing to headers that came with a call leaves the call's own alone", () => {
    const pairs = [["a", "1"]] as const;
    const headers = new LinkHeaders(pairs);
    headers.append("a", "2");
    headers.set("b", "3");
    expect(pairs).toEqual([["a", "1"]]);
    expect(toPairs(headers)).toEqual([
      ["a", "1"],
      ["a", "2"],
      ["b", "3"],
    ]);
  });
  test("more than a frame holds is refused", () => {
    expect(() => toPairs({ big: "x".repeat(9000) })).toThrow(MeshError);
  });
});

test("names are read as they are, also when two share a hash or there are too many to remember", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { maxLength: 50 }), (texts) => {
      const names = createNames(5);
      for (const text of [...texts, ...texts]) {
        const bytes = Buffer.from(`..${text}..`);
        const wanted = bytes.toString("utf8", 2, bytes.length - 2);
        expect(names.read(bytes, 2, bytes.length - 2)).toBe(wanted);
      }
    }),
  );
});
