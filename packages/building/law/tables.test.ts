import { expect, describe, test } from "vitest";
import { checkCode } from "./check.ts";
import { capsOf } from "./coverage.ts";
import { housingOf } from "./housing.ts";
import { sample, type SampleOptions } from "./sample.ts";

const demanded = (rule: string, options: SampleOptions): string => {
  const { plan, brief } = sample(options);
  return checkCode(plan, brief, {}).findings.find((one) => one.rule === rule)!.demanded;
};

/** Zone: coverage and floor area ratio, national and in Seoul, %; a dash where Seoul's is not known. */
const zones = `
제1종전용주거 50 100 50 100
제2종전용주거 50 150 40 120
제1종일반주거 60 200 60 150
제2종일반주거 60 250 60 200
제3종일반주거 50 300 50 250
준주거 70 500 60 400
중심상업 90 1500 60 1000
일반상업 80 1300 60 800
근린상업 70 900 60 600
유통상업 80 1100 60 600
전용공업 70 300 60 -
일반공업 70 350 60 -
준공업 70 400 60 400
보전녹지 20 80 20 -
생산녹지 20 100 20 -
자연녹지 20 100 20 50`
  .trim()
  .split("\n")
  .map((line) => line.split(" "));

describe.each(zones)("zone %s", (zone, bcr, far, bcrSeoul, farSeoul) => {
  const seoul = { zone: `${zone}지역` };
  test("has its caps", () => {
    expect(demanded("bcr.nat", seoul)).toMatch(new RegExp(`^${bcr} %`));
    expect(demanded("far.nat", seoul)).toMatch(new RegExp(`^${far} %`));
    expect(demanded("bcr.seoul", seoul)).toMatch(new RegExp(`^${bcrSeoul} %`));
    expect(demanded("far.seoul", seoul)).toMatch(farSeoul === "-" ? /^$/ : new RegExp(`^${farSeoul} %`));
    expect(demanded("bcr.seoul", { ...seoul, city: "부산" })).toBe("");
  });
  test("is capped by the ordinance where there is one", () => {
    expect(capsOf(`${zone}지역`, "서울특별시")).toEqual({
      coverage: Number(bcrSeoul),
      ratio: Number(farSeoul === "-" ? far : farSeoul),
    });
    expect(capsOf(zone!, "부산")).toEqual({ coverage: Number(bcr), ratio: Number(far) });
  });
});

test("an unknown zone has no caps", () => expect(capsOf("화성지역", "서울")).toEqual({}));

/** Region: largest U-values of wall (homes, others), roof, floor, window (homes, others). */
describe.each([
  ["중부1", [0.15, 0.17], 0.15, 0.15, [0.9, 1.3]],
  ["중부2", [0.17, 0.24], 0.15, 0.17, [1.0, 1.5]],
  ["남부", [0.22, 0.32], 0.18, 0.22, [1.2, 1.8]],
  ["제주", [0.29, 0.41], 0.25, 0.29, [1.6, 2.2]],
] as const)("climate %s", (climate, [wallHome, wall], roof, floor, [windowHome, window]) => {
  const text = (u: number) => `${u.toFixed(3)} W/m²K 이하 (${climate})`;
  const homes = { climate, use: "house", text: "다세대" };
  test("limits the skin", () => {
    expect(demanded("u.wall.non", { climate })).toBe(text(wall));
    expect(demanded("u.wall.res", homes)).toBe(text(wallHome));
    expect(demanded("u.roof", { climate })).toBe(text(roof));
    expect(demanded("u.floor", { climate })).toBe(text(floor));
    expect(demanded("u.win", { climate })).toBe(text(window));
    expect(demanded("u.win", homes)).toBe(text(windowHome));
  });
});

const floor = (areaM2: number, use: string, city: string): SampleOptions => ({
  use,
  city,
  width: areaM2 / 10,
  depth: 10,
  plot: { width: areaM2 / 10 + 12, depth: 30 },
});

/** Floor area at which the next space is due, half a space rounded up. */
test.each([
  ["cafe", "서울", 200, 1],
  ["cafe", "서울", 201, 2],
  ["restaurant", "서울", 201, 2],
  ["shop", "서울", 201, 2],
  ["clinic", "서울", 201, 2],
  ["guesthouse", "서울", 201, 2],
  ["office", "서울", 149, 1],
  ["office", "서울", 150, 2],
  ["cafe", "부산", 299, 1],
  ["cafe", "부산", 300, 2],
  ["restaurant", "부산", 300, 2],
  ["shop", "부산", 300, 2],
  ["clinic", "부산", 300, 2],
  ["guesthouse", "부산", 300, 2],
  ["office", "부산", 224, 1],
  ["office", "부산", 225, 2],
])("a %s in %s of %d m² wants %d spaces", (use, city, areaM2, spaces) => {
  const rule = city === "서울" ? "pk.seoul" : "pk.nat";
  expect(demanded(rule, floor(areaM2, use, city))).toMatch(new RegExp(`^${spaces}대`));
});

test.each([
  [51, 1],
  [199, 1],
  [200, 2],
  [300, 3],
])("a house of %d m² wants %d spaces", (areaM2, spaces) => {
  expect(demanded("pk.house", floor(areaM2, "house", "서울"))).toMatch(new RegExp(`^${spaces}대`));
});

test.each([
  ["", 100, 1, 1, "detached"],
  ["", 660, 3, 19, "multi-household"],
  ["", 661, 3, 19, "apartments"],
  ["", 660, 4, 19, "apartments"],
  ["", 660, 3, 20, "apartments"],
  ["다세대를 지어줘", 100, 2, 4, "apartments"],
  ["아파트 같은 단독주택", 100, 1, 1, "detached"],
  ["다가구를 지어줘", 900, 4, 4, "multi-household"],
  ["", 0, 0, 0, "none"],
])("%j with %d m², %d storeys, %d homes counts as %s", (text, areaM2, storeys, units, housing) => {
  const { brief } = sample({ text });
  expect(housingOf(brief, { areaM2, storeys, units })).toBe(housing);
});
