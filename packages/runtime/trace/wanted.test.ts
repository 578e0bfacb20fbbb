import { expect, test } from "vitest";
import { identityOf } from "./remote-span.ts";
import { createWanted } from "./wanted.ts";

/** Three traces of which two end alike. */
const [a, b, c] = ["1".repeat(32), `2${"1".repeat(31)}`, "3".repeat(32)] as const;
const spanOf = (traceId: string) => identityOf({ traceId, spanId: "a".repeat(16), traceFlags: 0 })!;

test("the oldest is forgotten, and one that ends like it is not taken for it", () => {
  const wanted = createWanted(2);
  const known = () => [a, b, c].map((id) => [wanted.has(id), wanted.hasTraceOf(spanOf(id))]);
  const [yes, no] = [
    [true, true],
    [false, false],
  ];
  expect(known()).toEqual([no, no, no]);
  expect([wanted.add(a), wanted.add(a)]).toEqual([true, false]);
  expect(known()).toEqual([yes, no, no]);
  wanted.add(b);
  expect(known()).toEqual([yes, yes, no]);
  wanted.add(c);
  expect(known()).toEqual([no, yes, yes]);
});
