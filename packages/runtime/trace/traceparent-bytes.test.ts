import fc from "fast-check";
import { expect, test } from "vitest";
import { traceparentText } from "./identity.ts";
import { identityOf } from "./remote-span.ts";
import { readTraceparent, traceparentBytes, writeSpanId } from "./traceparent-bytes.ts";
import { parseTraceparent } from "./w3c.ts";

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const identity = fc.record({
  trace0: word,
  trace1: word,
  trace2: word,
  trace3: word.filter((value) => value !== 0),
  span0: word,
  span1: word.filter((value) => value !== 0),
  flags: fc.integer({ min: 0, max: 255 }),
  traceState: fc.constant(undefined),
});
const read = (text: string) => {
  const bytes = Buffer.from(`..${text}.`, "latin1");
  return readTraceparent(bytes, 2, 2 + text.length);
};

test("the text of W3C is read, and another span's id put in", () => {
  fc.assert(
    fc.property(identity, identity, (of, other) => {
      const text = traceparentText(of);
      const bytes = Buffer.from(`.${text}.`, "latin1");
      const span = parseTraceparent(text)!;
      expect(identityOf(span)).toEqual(of);
      expect(read(text)!.spanContext()).toEqual(span);
      writeSpanId(bytes, 1, other);
      const below = traceparentText({ ...of, span0: other.span0, span1: other.span1 });
      expect(bytes.toString("latin1", 1, 1 + traceparentBytes)).toBe(below);
    }),
  );
});

test("damaged text is read as its parser reads it; a later version is left to that", () => {
  const letters = fc.constantFrom(..."0af-gA\n");
  fc.assert(
    fc.property(identity, fc.nat(traceparentBytes - 1), letters, (of, at, letter) => {
      const text = traceparentText(of);
      const damaged = text.slice(0, at) + letter + text.slice(at + 1);
      const expected = damaged.startsWith("00") ? parseTraceparent(damaged) : undefined;
      expect(read(damaged)?.spanContext()).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test.each(["", "00", `00-${"0".repeat(32)}-${"1".repeat(16)}-01`, `00-${"1".repeat(32)}-${"0".repeat(16)}-01`])(
  "%j names no span",
  (text) => {
    expect(read(text)).toBeUndefined();
  },
);
