import { expect, test } from "vitest";
import { createLatencies } from "./latencies.ts";

test("a p95 needs twenty times, a mean needs one", () => {
  const latencies = createLatencies();
  for (let ms = 1; ms <= 19; ms++) latencies.note("a", ms);
  expect([latencies.meanMs("a"), latencies.p95Ms("a"), latencies.meanMs("b")]).toEqual([10, undefined, undefined]);
  latencies.note("a", 20);
  expect(latencies.p95Ms("a")).toBe(19);
});

test("old times are forgotten, and so are names unused for longest", () => {
  const latencies = createLatencies(2);
  for (let n = 0; n < 64; n++) latencies.note("a", 1000);
  for (let n = 0; n < 64; n++) latencies.note("a", 1);
  expect([latencies.meanMs("a"), latencies.p95Ms("a")]).toEqual([1, 1]);
  for (const name of ["b", "a", "c"]) latencies.note(name, 1);
  expect(["a", "b", "c"].map((name) => latencies.meanMs(name))).toEqual([1, undefined, 1]);
});
