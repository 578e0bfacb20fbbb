import { expect, test } from "vitest";
import { fixed, grouped, listedM2, metres, percent } from "./figures.ts";

test("halves are rounded up, whatever floating point left of them", () => {
  expect([1.535, 1.5349999999, 1.5350000001].map(metres)).toEqual(["1.54 m", "1.54 m", "1.54 m"]);
  expect([fixed(0.1675, 3), fixed(-1.535, 2), fixed(-0.001, 2), fixed(Infinity, 2)]).toEqual([
    "0.168",
    "-1.54",
    "0.00",
    "Infinity",
  ]);
  expect(grouped(1234.005, 2)).toBe("1,234.01");
});

test("a ratio is rounded once: 20.648 % is no 20.65 % first", () => {
  expect([0.20648, 0.4164848, 0.2064999, 0.2065].map(percent)).toEqual(["20.6 %", "41.6 %", "20.6 %", "20.7 %"]);
});

test("listed areas add up as they are read", () => {
  const storey = listedM2(139.974999999);
  expect(grouped(storey, 2)).toBe("139.98");
  expect(grouped(2 * storey, 2)).toBe("279.96");
});
