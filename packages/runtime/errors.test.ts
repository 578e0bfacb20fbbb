import { readFileSync } from "node:fs";
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorDetailSchema, Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorTable, type ReasonName } from "./error-table.ts";
import { meaningsOf, renderErrorsPage } from "./errors-page.ts";
import {
  durationFromMs,
  fromDetail,
  MeshError,
  msFromDuration,
  reasonName,
  reasonNumber,
  toConnectError,
  toDetail,
  toMeshError,
} from "./errors.ts";

const names = Object.keys(errorTable) as ReasonName[];
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const proto = read("proto/viba/error/v1/error.proto");

const broken = (code: string) => Object.assign(new Error(code), { code });

describe("table, proto and docs are one", () => {
  test("every reason of the generated enum has a row, and every row a reason", () => {
    expect(names.toSorted()).toEqual(
      Object.keys(Reason)
        .filter((name) => name !== "UNSPECIFIED")
        .toSorted(),
    );
  });

  test("the proto says what each means", () => {
    const meanings = meaningsOf(proto);
    expect([...meanings.keys()].filter((name) => name !== "UNSPECIFIED").toSorted()).toEqual(names.toSorted());
    expect([...meanings.values()].every((meaning) => meaning.endsWith("."))).toBe(true);
  });

  test("docs/reference/errors.md is what the table makes of it (run: node scripts/errors-doc.ts)", () => {
    expect(read("docs/reference/errors.md")).toBe(renderErrorsPage(proto));
  });

  test.each(names)("%s says what to do in both languages", (name) => {
    const { nextEn, nextKo, code } = errorTable[name];
    expect(nextEn).toMatch(/^[A-Z].*[").]$/);
    expect(nextKo).toMatch(/[가-힣]/);
    expect(Code[code]).toBeDefined();
  });

  test("what a caller can mend is not worth sending again as it is", () => {
    const mendable = names.filter((name) => errorTable[name].code === Code.InvalidArgument);
    expect(mendable.filter((name) => errorTable[name].retryable)).toEqual([]);
  });
});

describe("a round trip over the wire", () => {
  test("keeps reason, message, Korean message, facts and retry time", () => {
    const error = fc.record({
      reason: fc.constantFrom(...names),
      message: fc.string({ unit: "binary" }),
      messageKo: fc.string({ unit: "binary" }),
      facts: fc.dictionary(fc.string(), fc.string()),
      retryAfterMs: fc.option(fc.nat(10_000_000), { nil: undefined }),
    });
    fc.assert(
      fc.property(error, ({ reason, message, messageKo, facts, retryAfterMs }) => {
        const options = { messageKo, facts, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
        const back = toMeshError(toConnectError(new MeshError(reason, message, options)));
        expect(back).toBeInstanceOf(MeshError);
        expect(back.reason).toBe(reason);
        expect([back.message, back.messageKo, back.retryAfterMs]).toEqual([message, messageKo, retryAfterMs]);
        expect({ ...back.facts }).toEqual({ ...facts });
        expect(back.retryable).toBe(errorTable[reason].retryable);
      }),
    );
  });

  test("an error that carries a detail passes through unchanged, so that a hop can't reword it", () => {
    const first = toConnectError(new MeshError("OVERLOADED", "full", { retryAfterMs: 250 }));
    expect(toConnectError(first)).toBe(first);
    expect(first.code).toBe(Code.ResourceExhausted);
    expect(first.findDetails(ErrorDetailSchema)[0]).toMatchObject({ reason: Reason.OVERLOADED, retryable: true });
  });

  test("a reason of a newer version becomes INTERNAL and keeps its texts", () => {
    const detail = create(ErrorDetailSchema, { reason: 9999 as Reason, messageKo: "새 오류", facts: { a: "b" } });
    const error = fromDetail(detail, "new");
    expect([error.reason, error.message, error.messageKo]).toEqual(["INTERNAL", "new", "새 오류"]);
    expect([reasonName(0), reasonName(9999)]).toEqual(["INTERNAL", "INTERNAL"]);
  });

  test("the detail carries the table's advice", () => {
    const { nextEn, nextKo } = errorTable.PORT_TAKEN;
    expect(toDetail(new MeshError("PORT_TAKEN", "7070 is in use"))).toMatchObject({ nextEn, nextKo });
  });
});

describe("whatever was thrown", () => {
  test.each([
    { thrown: new DOMException("x", "AbortError"), reason: "CANCELLED" },
    { thrown: AbortSignal.abort().reason, reason: "CANCELLED" },
    { thrown: new DOMException("x", "TimeoutError"), reason: "DEADLINE" },
    { thrown: new TypeError("x is not a function"), reason: "INTERNAL" },
    { thrown: "text", reason: "INTERNAL" },
    { thrown: undefined, reason: "INTERNAL" },
    { thrown: new ConnectError("x", Code.Unavailable), reason: "UNKNOWN_OUTCOME" },
    { thrown: new ConnectError("socket hang up", Code.Aborted), reason: "UNKNOWN_OUTCOME" },
    {
      thrown: new ConnectError("write EPIPE", Code.Internal, undefined, undefined, broken("EPIPE")),
      reason: "UNKNOWN_OUTCOME",
    },
    { thrown: new ConnectError("x", Code.Internal, undefined, undefined, broken("ENOENT")), reason: "INTERNAL" },
    { thrown: new ConnectError("x", Code.PermissionDenied), reason: "DENIED" },
    { thrown: new ConnectError("x", Code.DataLoss), reason: "INTERNAL" },
  ])("$thrown is $reason", ({ thrown, reason }) => {
    const error = toMeshError(thrown);
    expect(error.reason).toBe(reason);
    expect(error.cause).toBe(thrown);
  });

  test("a real time-out is a DEADLINE", () => {
    const timeout = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    expect(toConnectError(timeout).code).toBe(Code.DeadlineExceeded);
  });

  test("a MeshError stays itself", () => {
    const error = new MeshError("NOT_FOUND", "no run");
    expect(toMeshError(error)).toBe(error);
  });
});

test.each(names)("%s has a number that leads back to it", (name) => {
  expect(reasonName(reasonNumber(name))).toBe(name);
});

test("durations keep milliseconds, also below 0", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
      const duration = durationFromMs(ms);
      expect(msFromDuration(duration)).toBe(ms);
      expect(Math.abs(duration.nanos)).toBeLessThan(1e9);
    }),
  );
});
