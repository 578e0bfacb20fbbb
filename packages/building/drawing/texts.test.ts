import { describe, expect, test } from "vitest";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { estimateEnergy } from "../energy/estimate.ts";
import { checkCode } from "../law/check.ts";
import { factsOf } from "../law/facts.ts";
import { areaSheets } from "../report/set/areas.ts";
import { codeSheets } from "../report/set/code.ts";
import { coverPicture, coverSheet } from "../report/set/cover.ts";
import { energySheet } from "../report/set/energy.ts";
import { parseBrief } from "../brief/parse.ts";
import type { XY } from "../geometry/vector.ts";
import { planOf } from "../plan/testing.ts";
import { drawElevation, sides } from "./elevation.ts";
import { drawPlan } from "./plan.ts";
import { drawSection } from "./section.ts";
import { drawSite } from "./site.ts";
import { drawView } from "./view.ts";
import { placedTexts, touchingTexts } from "./testing.ts";

const sentences = [
  "강남에 50평 모던 카페를 설계해줘",
  "전통 한옥 스타일 게스트하우스에 현대적 편의시설을 넣어줘",
  "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
  "25㎡ 꽃집",
  "3,000㎡ 5층 판매시설, 일반상업지역",
  "6층 업무시설 3000㎡",
  "지하 1층 지상 2층 주택 260㎡",
  "5층 정형외과 2000㎡ 지하 1층",
  "단층 펜션 800㎡",
  "6층 주상복합 2400㎡",
  "인천 송도 2층 레스토랑 1800㎡",
];

const coverOf = (plan: Plan, brief: Brief): string =>
  coverSheet({ facts: factsOf(plan, brief), brief }, drawView(plan, coverPicture), [
    { number: "A-001", name: "표지 · 건축개요" },
  ]);

/** Distance of a point from a stretch between two others, metres. */
function distance(p: XY, a: XY, b: XY): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(p.x - a.x - dx * share, p.y - a.y - dy * share);
}

describe.each(sentences)("%s", (text) => {
  const understood = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(`not understood: ${understood.problem.reason}`);
  const plan = planOf(understood.brief);
  const sheets = [
    ...plan.storeys.map((storey, i) => [storey.name, drawPlan(plan, i)] as const),
    ["site", drawSite(plan)] as const,
    ["section", drawSection(plan)] as const,
    ...sides.map((side) => [`elevation ${side}`, drawElevation(plan, side)] as const),
    ["cover", coverOf(plan, understood.brief)] as const,
    ...areaSheets(factsOf(plan, understood.brief), "2026-11-22").map((svg, i) => [`areas ${i}`, svg] as const),
    ...codeSheets(plan.title, checkCode(plan, understood.brief, {}), "2026-11-22").map(
      (svg, i) => [`code ${i}`, svg] as const,
    ),
    [
      "energy",
      energySheet(plan.title, { plan, energy: estimateEnergy(plan, understood.brief) }, "2026-11-22"),
    ] as const,
  ];

  test("no text on any sheet covers another", () => {
    const touching = [...sheets, ["view", drawView(plan)] as const].flatMap(([name, svg]) =>
      touchingTexts(svg).map((pair) => [name, ...pair]),
    );
    expect(touching).toEqual([]);
  });

  test("no wall ends in the air: each end lies in another wall or at a column", () => {
    const loose = plan.storeys.flatMap(({ name, walls, columns }) =>
      walls.flatMap((wall) => {
        const others = walls.filter((other) => other !== wall);
        return [wall.start!, wall.end!]
          .filter(
            (end) =>
              !others.some(
                (other) => distance(end, other.start!, other.end!) <= (other.thickness + wall.thickness) / 2,
              ) && !columns.some(({ centre, size }) => Math.hypot(centre!.x - end.x, centre!.y - end.y) <= size),
          )
          .map((end) => [name, wall.id, end.x, end.y]);
      }),
    );
    expect(loose).toEqual([]);
  });

  test("every text lies inside the frame of its sheet", () => {
    const outside = sheets.flatMap(([name, svg]) =>
      placedTexts(svg)
        .filter(({ x0, y0, x1, y1 }) => x0 < 24 || y0 < 24 || x1 > 1376 || y1 > 966)
        .map(({ content }) => [name, content]),
    );
    expect(outside).toEqual([]);
  });
});
