import { expect, test } from "vitest";
import { formatBytes, formatMoment, formatMs, formatShare, letters, pick, shortId } from "./format.ts";

test.each([
  [0, "0 ms"],
  [0.42, "0.4 ms"],
  [8, "8 ms"],
  [46.4, "46 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [1234, "1.2 s"],
  [59_940, "59.9 s"],
  [59_990, "1 min 00 s"],
  [185_000, "3 min 05 s"],
  [34_791_000, "9 h 39 min"],
])("%f ms reads %s", (ms, text) => expect(formatMs(ms)).toBe(text));

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [92_824, "93 kB"],
  [999_600, "1.0 MB"],
  [1_440_000, "1.4 MB"],
])("%i bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [1, "1.00"],
  [0.999, "0.99"],
  [0.87, "0.87"],
  [0.29, "0.29"],
  [0, "0.00"],
])("a share of %f reads %s", (share, text) => expect(formatShare(share)).toBe(text));

test("a moment reads in the person's language", () => {
  const atMs = Date.UTC(2026, 10, 22, 9, 5);
  expect(formatMoment(atMs, "ko", "Asia/Seoul")).toBe("11월 22일 18:05");
  expect(formatMoment(atMs, "en", "Asia/Seoul")).toBe("22 Nov, 18:05");
});

test("letters are counted as a person counts them", () => {
  expect(letters("강남에 50평")).toBe(7);
  expect(letters("각".normalize("NFD"))).toBe(1);
  expect(letters("")).toBe(0);
});

test("a missing text is stood in for by the other language", () => {
  expect(pick("ko", "가", "a")).toBe("가");
  expect(pick("ko", "", "a")).toBe("a");
  expect(pick("en", "가", "")).toBe("가");
});

test("a long id is cut", () => {
  expect(shortId("run_sample")).toBe("run_sample");
  expect(shortId("run_59ebe79904c277d85f333ed04e4950db")).toBe("run_59ebe799…");
});
