import fc from "fast-check";
import { expect, test } from "vitest";
import { createRingBuffer } from "./ring-buffer.ts";

test("behaves as a queue that forgets its oldest", () => {
  const step = fc.oneof(
    fc.record({ push: fc.integer() }),
    fc.constant("shift" as const),
    fc.record({ drain: fc.option(fc.nat(5), { nil: undefined }) }),
  );
  fc.assert(
    fc.property(fc.nat(4), fc.array(step), (capacity, steps) => {
      const buffer = createRingBuffer<number>(capacity);
      const model: number[] = [];
      for (const at of steps) {
        if (at === "shift") expect(buffer.shift()).toBe(model.shift());
        else if ("drain" in at) expect(buffer.drain(at.drain)).toEqual(model.splice(0, at.drain ?? model.length));
        else {
          model.push(at.push);
          expect(buffer.push(at.push)).toBe(model.length > capacity ? model.shift() : undefined);
        }
        expect(buffer.size).toBe(model.length);
      }
    }),
  );
});
