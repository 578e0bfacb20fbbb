import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AttemptClaims, openToken, sealToken } from "./token.ts";

const claims: AttemptClaims = { runId: "run-1", attemptId: "run-1/s2/1", tenant: "local", expiresMs: 1000 };
const token = sealToken(claims, "key");

describe("an attempt token", () => {
  test("opens to what was sealed, until it expires", () => {
    expect(openToken(token, "key", 999)).toEqual(claims);
    expect(openToken(token, "key", 1000)).toBeUndefined();
  });

  test("of another mesh is worth nothing", () => {
    expect(openToken(token, "another key", 0)).toBeUndefined();
  });

  test("with other claims under the old seal is worth nothing", () => {
    const forged = sealToken({ ...claims, runId: "run-2" }, "guess").split(".")[0]!;
    expect(openToken(`${forged}.${token.split(".")[1]}`, "key", 0)).toBeUndefined();
  });

  test.each(["", ".", "a.b", "..", token.split(".")[0]!, `${token}.more`, `.${token}`, `${token} `])(
    "%j is none",
    (text) => {
      expect(openToken(text, "key", 0)).toBeUndefined();
    },
  );

  test("changed in any one character, or torn anywhere, is worth nothing", () => {
    const replaced = fc.tuple(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_."));
    fc.assert(
      fc.property(replaced, ([at, character]) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(openToken(changed, "key", 0)).toBeUndefined();
        expect(openToken(token.slice(0, at), "key", 0)).toBeUndefined();
      }),
    );
  });

  test("holds any names", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (runId, attemptId, tenant) => {
        fc.pre(runId.isWellFormed());
        const sealed = sealToken({ runId, attemptId, tenant, expiresMs: 9 }, "k");
        expect(openToken(sealed, "k", 0)).toEqual({ runId, attemptId, tenant, expiresMs: 9 });
      }),
    );
  });
});
