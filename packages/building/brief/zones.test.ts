import { describe, expect, test } from "vitest";
import { capsOf } from "../law/coverage.ts";
import { parseBrief } from "./parse.ts";
import { limitsOf } from "./site.ts";
import { readZone } from "./zones.ts";

test.each([
  ["3,000㎡ 5층 판매시설, 일반상업지역", "일반상업지역"],
  ["제2종일반주거지역에 카페 50평", "제2종일반주거지역"],
  ["3종 일반주거에 4층 근생", "제3종일반주거지역"],
  ["제1종 전용주거지역 단독주택", "제1종전용주거지역"],
  ["준주거 땅에 상가주택", "준주거지역"],
  ["성수동 준공업지역 사옥", "준공업지역"],
  ["자연녹지라 건폐율이 낮아요", "자연녹지지역"],
  ["계획관리지역 창고", "계획관리지역"],
  ["근린상업지역 말고 준주거지역", "준주거지역"],
  ["1층 상업 2층 주거", ""],
  ["일반상업시설 2종 근린생활시설", ""],
  ["녹지가 많은 계획 단지 관리동", ""],
])("%s: %j", (text, zone) => {
  expect(readZone(text)).toBe(zone);
});

describe("a zone that is said", () => {
  const brief = (text: string) => {
    const understood = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
    if (!understood.ok) throw new Error(understood.problem.reason);
    return understood.brief;
  };

  test("is the brief's, and no guess of its place", () => {
    const { location, assumed } = brief("강남 준주거지역에 3층 사옥 300㎡");
    expect([location?.name, location?.zone]).toEqual(["강남", "준주거지역"]);
    expect(assumed.map(({ subject }) => subject)).not.toContain("zone");
  });

  test("decides the size of the plot", () => {
    const side = (text: string) => brief(text).site!.boundary!.points[2]!;
    const [tight, wide] = [side("300㎡ 1층 창고, 일반상업지역"), side("300㎡ 1층 창고, 자연녹지지역")];
    expect(300 / (tight.x * tight.y)).toBeGreaterThan(0.2);
    expect(300 / (wide.x * wide.y)).toBeLessThan(0.2);
  });

  test.each([
    "제1종전용주거지역",
    "제2종전용주거지역",
    "제3종일반주거지역",
    "준주거지역",
    "중심상업지역",
    "근린상업지역",
    "유통상업지역",
    "전용공업지역",
    "일반공업지역",
    "보전녹지지역",
    "생산관리지역",
    "보전관리지역",
    "계획관리지역",
  ])("%s: a plot is laid out within the law's caps", (zone) => {
    expect(readZone(`${zone} 건물`)).toBe(zone);
    const { coverage, floorAreaRatio } = limitsOf(zone);
    for (const city of ["서울", "부산"]) {
      const caps = capsOf(zone, city);
      expect(coverage * 100).toBeLessThanOrEqual(caps.coverage!);
      expect(floorAreaRatio * 100).toBeLessThanOrEqual(caps.ratio!);
    }
  });
});
