import { expect, test } from "vitest";
import { createBatchBuffers } from "./batch-buffers.ts";
import { maxBatchBytes } from "./limits.ts";

test("a batch that outgrows its buffer goes on in one that holds any, and the first is free for the next batch", () => {
  const buffers = createBatchBuffers();
  const first = buffers.take().fill(7);
  const large = buffers.grown(first, 100);
  expect(large.length).toBe(maxBatchBytes);
  expect(large.subarray(0, 100)).toEqual(first.subarray(0, 100));
  expect(buffers.take()).toBe(first);
});

test("a buffer given back is the next of its size; a large one never begins a batch", () => {
  const buffers = createBatchBuffers();
  const large = buffers.grown(buffers.take(), 0);
  buffers.give(large);
  expect(buffers.take().length).toBeLessThan(maxBatchBytes);
  expect(buffers.grown(buffers.take(), 0)).toBe(large);
});

test("only so many are kept", () => {
  const buffers = createBatchBuffers();
  const many = new Set(Array.from({ length: 600 }, () => buffers.take()));
  for (const buffer of many) buffers.give(buffer);
  const again = Array.from({ length: 600 }, () => buffers.take());
  expect(again.filter((buffer) => many.has(buffer)).length).toBe(512);
});
