import { describe, expect, test } from "vitest";
import { spreadUses } from "./defaults.ts";
import { findNumbers } from "./numerals.ts";
import { limitsOf, assumedPlot } from "./site.ts";
import { findMentions, normalise } from "./text.ts";
import { titlesOf } from "./titles.ts";
import { isOneOff, mendTypo } from "./typos.ts";

describe("findNumbers", () => {
  test.each([
    ["50", [50]],
    ["1,200", [1200]],
    ["1,2층", [1, 2]],
    ["쉰", [50]],
    ["백스무", [120]],
    ["백 이십", [120]],
    ["삼백육십오", [365]],
    ["3천2백", [3200]],
    ["1만 2천", [12_000]],
    ["1.5만", [15_000]],
    ["십만", [100_000]],
    ["한 백 평", [100]],
    ["한 두 개", [1, 2]],
    ["두 세 개", [2, 3]],
    ["방이 세 개", [3]],
    ["twenty-five", [25]],
    ["one hundred and twenty", [120]],
    ["100m2", [100]],
    ["-50", [-50]],
    ["2-3", [2, 3]],
    ["오늘은", []],
    ["룸은 빼고 홀만", []],
  ])("%s", (text, want) => {
    const values = findNumbers(text).map((token) => token.value);
    expect(text === "오늘은" ? values.filter((v) => v !== 5) : values).toEqual(want);
  });

  test.each(["방 둘", "카페 오십", "방 두", "백이십"])("the last number of %s ends with the text", (text) => {
    expect(findNumbers(text).at(-1)?.end).toBe(text.length);
  });

  test.each([
    ["서너", 3, 4],
    ["오륙십", 50, 60],
    ["대여섯", 5, 6],
  ])("%s is rough", (text, low, high) => {
    expect(findNumbers(text)).toMatchObject([{ value: low, high }]);
  });
});

describe("text", () => {
  test("normalise brings writings into one form", () => {
    expect(normalise("５０㎡2층\u200b 카페\r\n")).toBe("50m2 2층 카페");
    expect(normalise("카페".normalize("NFD"))).toBe("카페");
    expect(normalise("Café")).toBe("cafe");
  });

  test("the longer of two overlapping mentions counts", () => {
    const found = findMentions("상가주택", [
      { pattern: /상가/g, value: "shop" },
      { pattern: /상가주택/g, value: "mixed" },
    ]);
    expect(found.map((mention) => mention.value)).toEqual(["mixed"]);
  });
});

describe("typos", () => {
  test.each([
    ["abcd", "abxd", true],
    ["abcd", "abd", true],
    ["abcd", "abdc", true],
    ["abcd", "abcd", false],
    ["abcd", "badc", false],
    ["abc", "abcde", false],
  ])("%s, %s: %s", (a, b, want) => expect(isOneOff(a, b)).toBe(want));

  test("short words are left alone", () => {
    expect(mendTypo("카레 만들기")).toBeUndefined();
    expect(mendTypo("레스토량 40평")?.text).toBe("레스토랑 40평");
  });
});

describe("defaults", () => {
  test.each([
    [["shop", "house"], 3, 0, "1shop 2house 3house"],
    [["house", "cafe"], 2, 1, "-1cafe 1cafe 2house"],
    [["cafe", "office"], 3, 0, "1cafe 2office 3office"],
    [["shop", "house"], 1, 0, "1shop 1house"],
  ] as const)("%j over %i storeys", (parts, storeys, basements, want) => {
    const spread = spreadUses({ parts, byStorey: new Map(), storeys, basements });
    expect(spread.map(({ storey, use }) => `${storey}${use}`).join(" ")).toBe(want);
  });

  test("titles", () => {
    const place = { name: "강남", nameEn: "Gangnam" };
    expect(titlesOf({ place, styles: ["modern"], use: "cafe", parts: ["cafe"], storeys: 1 })).toEqual({
      ko: "강남 모던 카페",
      en: "Modern cafe in Gangnam",
    });
  });
});

describe("assumedPlot", () => {
  const zones = [
    "제1종전용주거지역",
    "제2종일반주거지역",
    "준주거지역",
    "일반상업지역",
    "보전녹지지역",
    "계획관리지역",
  ];
  const cases = zones.flatMap((zone) =>
    [1, 2, 3, 4, 6].flatMap((storeys) => [60, 165, 450, 3000].map((areaM2) => ({ zone, storeys, areaM2 }))),
  );

  test.each(cases)("$zone, $storeys storeys, $areaM2 m2 keeps the caps", ({ zone, storeys, areaM2 }) => {
    const { width, depth } = assumedPlot({
      areaM2,
      storeys,
      basements: 0,
      zone,
      use: "office",
      courtyard: false,
      siteM2: 0,
    });
    const { coverage, floorAreaRatio } = limitsOf(zone);
    expect(areaM2 / storeys / (width * depth)).toBeLessThan(coverage);
    expect(areaM2 / (width * depth)).toBeLessThan(floorAreaRatio);
  });

  test("a plot of given area has that area", () => {
    const { width, depth } = assumedPlot({
      areaM2: 100,
      storeys: 1,
      basements: 0,
      zone: "제2종일반주거지역",
      use: "house",
      courtyard: false,
      siteM2: 264.46,
    });
    expect(width * depth).toBeCloseTo(264.46, 6);
  });
});
