import { describe, expect, test } from "vitest";
import { type BriefRequest, parseBrief } from "./parse.ts";

const request = (options: Partial<BriefRequest>): BriefRequest => ({
  text: "강남에 50평 모던 카페를 설계해줘",
  permitDate: "2026-11-22",
  seed: 7n,
  siteGeojson: "",
  ...options,
});

function briefOf(options: Partial<BriefRequest>) {
  const result = parseBrief(request(options));
  if (!result.ok) throw new Error(result.problem.messageEn);
  return result.brief;
}

const ring = (points: number[][]) => ({ type: "Polygon", coordinates: [[...points, points[0]]] });

describe("the brief", () => {
  test("50평 is 20000/121 m2 of gross floor area, and says so", () => {
    const brief = briefOf({});
    expect(brief.areaM2).toBe((50 * 400) / 121);
    expect(brief.assumed.find((item) => item.subject === "area_kind")?.reasonKo).toContain("연면적");
    expect(brief.assumed.find((item) => item.subject === "zone")?.reasonKo).toContain("짐작");
    expect(brief).toMatchObject({ seed: 7n, permitDate: "2026-11-22", title: "강남 모던 카페" });
    expect(brief.location).toMatchObject({ climate: "중부2", city: "서울" });
  });

  test("every default is in `assumed`, in both languages", () => {
    const brief = briefOf({ text: "카페" });
    const subjects = brief.assumed.map((item) => item.subject);
    for (const subject of ["area_m2", "storeys", "basements", "city", "zone", "site", "road"]) {
      expect(subjects).toContain(subject);
    }
    for (const item of brief.assumed) {
      expect(item.reasonKo).toMatch(/[가-힣]/);
      expect(item.reasonEn).toMatch(/[a-z]/);
    }
  });

  test.each([
    ["본채 25평에 별채 8평인 한옥", "buildings", "한 동"],
    ["1.5층 주택 30평", "rooms", "반 층은 다락"],
  ])("%s: how the parts were read is said", (text, subject, said) => {
    const reasons = briefOf({ text }).assumed.filter((item) => item.subject === subject);
    expect(reasons.map(({ reasonKo }) => reasonKo).join()).toContain(said);
  });

  test("a plot whose area was said gets exactly that area", () => {
    const points = briefOf({ text: "대지 100평에 2층 주택 60평" }).site?.boundary?.points ?? [];
    const [, , far] = points;
    expect((far?.x ?? 0) * (far?.y ?? 0)).toBeCloseTo(40_000 / 121, 6);
  });

  test("the same request gives the same brief", () => {
    expect(parseBrief(request({}))).toEqual(parseBrief(request({})));
  });
});

describe("GeoJSON of the plot", () => {
  const degrees = ring([
    [127.028, 37.498],
    [127.028, 37.4982],
    [127.0283, 37.4982],
    [127.0283, 37.498],
  ]);

  test("degrees become metres from the south-west corner, counter-clockwise", () => {
    const site = briefOf({ siteGeojson: JSON.stringify(degrees) }).site;
    const points = site?.boundary?.points ?? [];
    expect(points).toHaveLength(4);
    expect(Math.min(...points.map((p) => p.x))).toBe(0);
    expect(Math.max(...points.map((p) => p.x))).toBeCloseTo(26.53, 1);
    expect(Math.max(...points.map((p) => p.y))).toBeCloseTo(22.2, 1);
    const twice = points.reduce((sum, p, i) => {
      const q = points[(i + 1) % points.length] ?? p;
      return sum + p.x * q.y - q.x * p.y;
    }, 0);
    expect(twice).toBeGreaterThan(0);
  });

  test("metres stay metres, a feature may name its road", () => {
    const feature = {
      type: "Feature",
      properties: { road_side: "N", road_width: 10 },
      geometry: ring([
        [200_000, 500_000],
        [200_020, 500_000],
        [200_020, 500_025],
        [200_000, 500_025],
      ]),
    };
    const site = briefOf({
      siteGeojson: JSON.stringify({ type: "FeatureCollection", features: [feature] }),
    }).site;
    expect(site).toMatchObject({ roadSide: "N", roadWidth: 10 });
    expect(site?.boundary?.points[2]).toMatchObject({ x: 20, y: 25 });
  });

  test("a plot without a named place takes the nearest one", () => {
    const brief = briefOf({ text: "카페 30평", siteGeojson: JSON.stringify(degrees) });
    expect(brief.location?.city).toBe("서울");
    expect(brief.location?.latitude).toBeCloseTo(37.4981, 4);
  });

  test.each([
    ["{", "INVALID_ARGUMENT"],
    ["[]", "INVALID_ARGUMENT"],
    ['{"type":"Point","coordinates":[1,2]}', "INVALID_ARGUMENT"],
    [
      JSON.stringify(
        ring([
          [0, 0],
          [10, 0],
        ]),
      ),
      "INVALID_ARGUMENT",
    ],
    [
      JSON.stringify(
        ring([
          [0, 0],
          [20, 20],
          [20, 0],
          [0, 30],
        ]),
      ),
      "INVALID_ARGUMENT",
    ],
    [
      JSON.stringify(
        ring([
          [0, 0],
          [3, 0],
          [3, 3],
          [0, 3],
        ]),
      ),
      "OUT_OF_RANGE",
    ],
    [
      JSON.stringify(
        ring([
          [2.1, 48.1],
          [2.101, 48.1],
          [2.101, 48.101],
        ]),
      ),
      "INVALID_ARGUMENT",
    ],
    [
      JSON.stringify(
        ring([
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
        ]),
      ),
      "CONTRADICTION",
    ],
  ])("%s", (siteGeojson, reason) => {
    const result = parseBrief(request({ siteGeojson }));
    expect(result.ok ? "OK" : result.problem.reason).toBe(reason);
  });
});

test.each([
  ["카페 2층 150㎡ 대지 200㎡", 150, 200],
  ["단독주택 2층 100㎡ 대지 40평, 방 3개", 100, 132.23],
])("of two figures round 대지 one is the building's: %s", (text, gross, plot) => {
  const result = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  if (!result.ok) throw new Error(result.problem.messageEn);
  const { x, y } = result.brief.site!.boundary!.points[2]!;
  expect([result.brief.areaM2, x * y].map((m2) => Number(m2.toFixed(2)))).toEqual([gross, plot]);
});
