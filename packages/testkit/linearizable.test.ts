import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Model, notLinearizable, type Operation } from "./linearizable.ts";

type Call = { readonly write: number } | { readonly read: number };
/** A cell of memory, 0 at first. */
const cell: Model<number, Call> = {
  initial: 0,
  step: (state, { call }) => ("write" in call ? call.write : call.read === state ? state : undefined),
  key: String,
};
const op = (invokedMs: number, returnedMs: number, call: Call, lost = false): Operation<Call> => ({
  ...{ invokedMs, returnedMs, call },
  ...(lost ? { lost } : {}),
});
const well = (...history: Operation<Call>[]) => notLinearizable(history, cell) === undefined;

describe("a cell", () => {
  test.each<[string, boolean, Operation<Call>[]]>([
    ["nothing happened", true, []],
    ["read what was written", true, [op(0, 1, { write: 1 }), op(2, 3, { read: 1 })]],
    ["read what was written before that", false, [op(0, 1, { write: 1 }), op(2, 3, { read: 0 })]],
    [
      "while it is written, either is read",
      true,
      [op(0, 9, { write: 1 }), op(1, 2, { read: 0 }), op(3, 4, { read: 1 })],
    ],
    ["the new, and after it the old", false, [op(0, 9, { write: 1 }), op(1, 2, { read: 1 }), op(3, 4, { read: 0 })]],
    ["a lost write may have been", true, [op(0, 1, { write: 1 }, true), op(2, 3, { read: 1 })]],
    ["or not", true, [op(0, 1, { write: 1 }, true), op(2, 3, { read: 0 })]],
    ["but not now and then", false, [op(0, 1, { write: 1 }, true), op(2, 3, { read: 1 }), op(4, 5, { read: 0 })]],
    [
      "two at once in two orders",
      false,
      [
        op(0, 9, { write: 1 }),
        op(0, 9, { write: 2 }),
        op(1, 2, { read: 1 }),
        op(3, 4, { read: 2 }),
        op(5, 6, { read: 1 }),
      ],
    ],
  ])("%s: %s", (_what, ok, history) => {
    expect(well(...history)).toBe(ok);
  });

  test("what fits nowhere is named, after the longest that fits", () => {
    const wrong = op(4, 5, { read: 7 });
    const found = notLinearizable([op(0, 1, { write: 1 }), op(2, 3, { read: 1 }), wrong], cell);
    expect([found?.explained.length, found?.stuck]).toEqual([2, [wrong]]);
  });

  test("whatever a real cell has answered is accepted; one answer changed to a value nobody wrote is not", () => {
    const step = fc.record({ write: fc.boolean(), value: fc.integer({ min: 1, max: 3 }), width: fc.nat(20) });
    const property = fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.nat(), (steps, at) => {
      let state = 0;
      const history = steps.map(({ write, value, width }, moment) => {
        if (write) state = value;
        const call: Call = write ? { write: value } : { read: state };
        return op(moment * 10 - width, moment * 10 + width, call);
      });
      expect(well(...history)).toBe(true);
      const index = at % history.length;
      const broken = history.map((one, i) => (i === index ? { ...one, call: { read: 9 } } : one));
      expect(well(...broken)).toBe(false);
    });
    fc.assert(property);
  });
});
