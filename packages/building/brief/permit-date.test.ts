import { expect, test } from "vitest";
import { parseBrief } from "./parse.ts";

const dateOf = (text: string): string => {
  const result = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  return result.ok ? result.brief.permitDate : result.problem.reason;
};

test.each([
  ["2023년 3월 1일 허가 신청, 서울 은평 다세대 4층 500㎡ 8세대", "2023-03-01"],
  ["카페 30평, 허가 신청일은 2023.9.11", "2023-09-11"],
  ["2022-12-05 건축허가 접수한 2층 주택 50평", "2022-12-05"],
  ["2024년 5월에 건축허가 받은 카페 50평", "2024-05-01"],
  ["허가일 2025년 1월, 카페 50평", "2025-01-01"],
  ["2023년 2월 30일 허가 신청, 카페 50평", "INVALID_ARGUMENT"],
  ["2015년에 지은 주택을 헐고 카페 50평", "2026-11-22"],
  ["카페 50평", "2026-11-22"],
])("permit date of %j is %s", (text, date) => expect(dateOf(text)).toBe(date));
