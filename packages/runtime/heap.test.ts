import fc from "fast-check";
import { expect, test } from "vitest";
import { createHeap } from "./heap.ts";

const drain = (heap: ReturnType<typeof createHeap<number>>) => Array.from({ length: heap.size }, () => heap.pop()!);
const sorted = (items: readonly number[]) => items.toSorted((a, b) => a - b);

test("gives items back in order, filtered or not", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.integer()), fc.integer(), (first, second, limit) => {
      const heap = createHeap<number>((a, b) => a < b);
      for (const item of first) heap.push(item);
      expect(heap.peek()).toBe(sorted(first)[0]);
      heap.filter((item) => item > limit);
      for (const item of second) heap.push(item);
      expect(drain(heap)).toEqual(sorted([...first.filter((item) => item > limit), ...second]));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
