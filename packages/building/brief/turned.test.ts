import { expect, test } from "vitest";
import { countsTurned } from "./turned.ts";

test.each([
  ["층은 둘 방은 넷 평은 사십오 집", "2층짜리 방은 넷 45평 집"],
  ["지상층 3개 지하층 1개", "3층짜리 지하 1층"],
  ["층수 4, 평수 120", "4층짜리, 120평"],
  ["지하1/지상3", "지하 1층/지상 3층"],
  ["1층 30, 2층 20평", "1층 30평, 2층 20평"],
])("%s: %s", (text, want) => expect(countsTurned(text)).toBe(want));

test.each(["층수는 3층", "2층 3개 회의실", "평수는 40~50평", "평은 넓게", "층고 4미터", "지상 1, 2층 합쳐서"])(
  "nothing is turned round: %s",
  (text) => expect(countsTurned(text)).toBe(text),
);
