import type { Facts } from "./facts.ts";
import { openingPoint, wallOf } from "./facts.ts";
import { atLeast, metres, percent, squareMetres } from "./figures.ts";
import { distanceToSegment, edges } from "../geometry/polygon.ts";
import { distanceToRing } from "./polygon.ts";
import type { Outcome, Rule, Status } from "./rule.ts";
import { frontage, outerHalf, roadEdges, sitePaths, widestM } from "./site-path.ts";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

const siteOf = (facts: Facts) => facts.plan.site ?? facts.brief.site;
const frontageOf = (facts: Facts) => frontage(facts.site, siteOf(facts)?.roadSide ?? "S");

/** Share of the plot to be planted: the decree's for 200-300 m2, Seoul's by floor area above that. */
function landscapeShare(facts: Facts): number {
  if (facts.siteM2 < 300) return 0.1;
  if (facts.grossM2 < 1000) return 0.05;
  return facts.grossM2 < 2000 ? 0.1 : 0.15;
}

/** Whose shares are demanded: elsewhere than in Seoul the ordinance was not read. */
const ordinanceOf = ({ city }: Facts): string =>
  city === "서울" ? "서울 5/10/15 %" : `${city === "" ? "이 지역" : city} 조례를 확인하지 못해 흔한 비율로 보았습니다`;

function landscape(facts: Facts): Outcome {
  const share = facts.plan.landscapeArea / facts.siteM2;
  const demanded = landscapeShare(facts);
  return {
    holds: share >= demanded - 1e-4,
    measured: `${percent(share)} (${squareMetres(facts.plan.landscapeArea)})`,
    demanded: `${percent(demanded)} 이상`,
    note: facts.siteM2 < 300 ? "" : `300 m² 이상 대지는 조례에 따릅니다(${ordinanceOf(facts)}).`,
  };
}

function escapePath(facts: Facts): Outcome {
  const gathering = facts.areaByUse("assembly", "gallery", "worship") >= 500;
  const demanded = facts.housing === "detached" && facts.brief.use === "house" ? 0.9 : gathering ? 3 : 1.5;
  const { mainM, otherM } = sitePaths(facts);
  const figure = (width: number) => `${metres(width)}${width >= widestM ? " 이상" : ""}`;
  return {
    holds: mainM >= demanded - 0.01,
    measured: `넓은 쪽 출구 ${figure(mainM)}${otherM === undefined ? "" : `, 좁은 쪽 출구 ${figure(otherM)}`} (도로까지 가장 좁은 곳)`,
    demanded: `주된 출구부터 ${metres(demanded)} 이상`,
  };
}

/** Smallest distance in metres from the outer faces to the boundary. */
function smallestYard(facts: Facts): number {
  const corners = facts.above.flatMap((entry) => entry.outline);
  return Math.min(...corners.map((corner) => distanceToRing(corner, facts.site))) - outerHalf(facts);
}

function screened(facts: Facts): Outcome {
  const road = roadEdges(facts.site, siteOf(facts)?.roadSide ?? "S");
  const neighbours = edges(facts.site).filter(([a]) => !road.some(([p]) => p === a));
  const close = facts.above.flatMap(({ storey }) =>
    storey.openings.filter((opening) => {
      const wall = wallOf(storey, opening);
      if (!wall?.external || opening.kind !== OpeningKind.WINDOW) return false;
      const at = openingPoint(wall, opening);
      const away = Math.min(...neighbours.map(([a, b]) => distanceToSegment(at, a, b)));
      return away - wall.thickness / 2 <= 2;
    }),
  );
  return {
    holds: close.length === 0 || facts.has("screen") ? true : undefined,
    measured: `경계 2 m 이내 창 ${close.length}개`,
    demanded: "이웃 주택이 보이는 창에 차면시설",
    elements: close.map((opening) => opening.id),
    note: close.length === 0 ? "" : "이웃 주택의 내부가 보이면 차면시설을 두어야 합니다.",
  };
}

/** The plot: road, planting, escape path, yards. */
export const siteRules: readonly Rule[] = [
  {
    id: "site.road2m",
    ko: "대지는 2m 이상 도로에 접함",
    en: "plot touches road >=2 m",
    article: "건축법 §44①",
    status: "G",
    applies: (facts) => facts.siteM2 > 0,
    check: (facts) => ({
      holds: atLeast(frontageOf(facts), 2),
      measured: metres(frontageOf(facts)),
      demanded: `${metres(2)} 이상`,
    }),
  },
  {
    id: "site.road6m",
    ko: "연면적 2000㎡ 이상은 6m 도로에 4m 이상",
    en: "GFA>=2000 -> 6 m road, 4 m contact",
    article: "건축법 시행령 §28②",
    status: "V1",
    applies: (facts) => facts.grossM2 >= 2000,
    check: (facts) => ({
      holds: atLeast(siteOf(facts)?.roadWidth ?? 0, 6) && atLeast(frontageOf(facts), 4),
      measured: `도로 ${metres(siteOf(facts)?.roadWidth ?? 0)}, 접한 길이 ${metres(frontageOf(facts))}`,
      demanded: `도로 ${metres(6)} 이상, 접한 길이 ${metres(4)} 이상`,
    }),
  },
  {
    id: "site.landscape",
    ko: "대지 200㎡ 이상 조경",
    en: "landscaping for plots >=200 m2",
    article: "건축법 §42①·시행령 §27②4",
    status: (facts): Status => (facts.siteM2 < 300 ? "V1" : "G"),
    applies: (facts) => facts.siteM2 >= 200,
    check: landscape,
  },
  {
    id: "site.path",
    ko: "대지 안 피난통로 너비",
    en: "escape path on plot",
    article: "건축법 시행령 §41①1",
    status: "V1",
    applies: (facts) => facts.siteM2 > 0,
    check: escapePath,
  },
  {
    id: "site.setback_ord",
    ko: "대지 안의 공지",
    en: "yard by ordinance within 6 m",
    article: "건축법 §58",
    status: "V1",
    applies: (facts) => facts.siteM2 > 0 && facts.above.length > 0,
    check: (facts) => ({
      holds: undefined,
      measured: `가장 좁은 공지 ${metres(smallestYard(facts))}`,
      demanded: "조례가 정하는 거리(6 m 이내)",
      note: "용도와 규모별 거리는 지방자치단체 조례에서 확인해야 합니다.",
    }),
  },
  {
    id: "site.screen",
    ko: "인접경계 2m 이내 창 차면시설",
    en: "screen windows within 2 m of boundary facing homes",
    article: "건축법 시행령 §55",
    status: "V1",
    applies: (facts) => facts.siteM2 > 0,
    check: screened,
  },
];
