import fc from "fast-check";
import { expect, test } from "vitest";
import { newIdentitySlot } from "./identity.ts";
import { isSpan, readSpan, spanBytes, writeOwnId, writeSpan } from "./span-bytes.ts";

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const identity = fc.record({
  trace0: word,
  trace1: word,
  trace2: word,
  trace3: word,
  span0: word,
  span1: word,
  flags: fc.integer({ min: 0, max: 255 }),
  traceState: fc.constant(undefined),
});

test("what is written is read back, within its 25 bytes, and another span's id can be put in", () => {
  fc.assert(
    fc.property(identity, identity, (of, other) => {
      const bytes = Buffer.alloc(spanBytes + 2, 0xee);
      expect(writeSpan(bytes, 1, of)).toBe(1 + spanBytes);
      expect([bytes[0], bytes[1 + spanBytes]]).toEqual([0xee, 0xee]);
      expect(readSpan(bytes, 1, newIdentitySlot())).toEqual(of);
      writeOwnId(bytes, 1, other);
      expect(readSpan(bytes, 1, newIdentitySlot())).toEqual({ ...of, span0: other.span0, span1: other.span1 });
    }),
  );
});

test.each([
  { ids: {}, names: false },
  { ids: { trace3: 1 }, names: false },
  { ids: { span1: 1 }, names: false },
  { ids: { trace3: 1, span1: 1 }, names: true },
  { ids: { trace0: -1, span0: -1 }, names: true },
])("$ids names a span: $names", ({ ids, names }) => {
  expect(isSpan({ ...newIdentitySlot(), ...ids })).toBe(names);
});
