import { expect, test } from "vitest";
import { parseBrief } from "./parse.ts";
import { readRural } from "./rural.ts";
import { normalise } from "./text.ts";

test.each([
  ["시골에 80평 교회", "시골"],
  ["단층 전원주택 100평", "전원주택"],
  ["농촌체류형 쉼터 10평", "농촌"],
  ["귀농해서 살 집 25평", "귀농"],
  ["읍내에 치과 60평", "읍"],
  ["면 소재지에 카페 30평", "면"],
  ["백사면 도립리에 주택 30평", "백사면"],
  ["시골 느낌의 카페 40평", ""],
  ["20㎡ 농막 같은 집", ""],
  ["시골밥상 식당 40평", ""],
  ["벽면에 책장이 있는 서재, 단층 주택 30평", ""],
  ["전원 회의실이 있는 사무실 50평", ""],
  ["시골 말고 도시에 주택 30평", ""],
  ["강남에 50평 모던 카페", ""],
])("%j says the country by %j", (text, word) => {
  expect(readRural(normalise(text))).toBe(word);
});

const briefOf = (text: string) => {
  const understood = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  return understood.brief;
};

test("a building in the country without a place stands on rural land, for a reason that is told, and not in Seoul", () => {
  const { location, assumed, site, title } = briefOf("시골에 80평 교회");
  expect([location?.city, location?.zone, location?.name]).toEqual(["경기", "계획관리지역", ""]);
  expect(title).not.toContain("양평");
  const told = (subject: string) => assumed.find((one) => one.subject === subject);
  expect(told("city")?.reasonKo).toContain("시골");
  expect(told("zone")?.value).toBe("계획관리지역");
  expect(told("zone")?.reasonKo).toContain("시골");
  const corner = site!.boundary!.points[2]!;
  expect((80 * 400) / 121 / (corner.x * corner.y)).toBeLessThanOrEqual(0.4);
});

test("a named place and a named zone count before the word for the country", () => {
  expect(briefOf("안동에 전원주택 40평").location).toMatchObject({ name: "안동", city: "경북" });
  const named = briefOf("시골에 주택 40평, 보전관리지역");
  expect(named.location?.zone).toBe("보전관리지역");
  expect(named.assumed.map(({ subject }) => subject)).not.toContain("zone");
});
