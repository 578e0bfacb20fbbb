import type { Facts } from "./facts.ts";
import { percent, squareMetres } from "./figures.ts";
import type { Outcome, Rule, Status } from "./rule.ts";

type Caps = Readonly<Record<string, number>>;

const coverageNational: Caps = {
  제1종전용주거: 50,
  제2종전용주거: 50,
  제1종일반주거: 60,
  제2종일반주거: 60,
  제3종일반주거: 50,
  준주거: 70,
  중심상업: 90,
  일반상업: 80,
  근린상업: 70,
  유통상업: 80,
  전용공업: 70,
  일반공업: 70,
  준공업: 70,
  보전녹지: 20,
  생산녹지: 20,
  자연녹지: 20,
  보전관리: 20,
  생산관리: 20,
  계획관리: 40,
};

const ratioNational: Caps = {
  제1종전용주거: 100,
  제2종전용주거: 150,
  제1종일반주거: 200,
  제2종일반주거: 250,
  제3종일반주거: 300,
  준주거: 500,
  중심상업: 1500,
  일반상업: 1300,
  근린상업: 900,
  유통상업: 1100,
  전용공업: 300,
  일반공업: 350,
  준공업: 400,
  보전녹지: 80,
  생산녹지: 100,
  자연녹지: 100,
  보전관리: 80,
  생산관리: 80,
  계획관리: 100,
};

const coverageSeoul: Caps = {
  제1종전용주거: 50,
  제2종전용주거: 40,
  제1종일반주거: 60,
  제2종일반주거: 60,
  제3종일반주거: 50,
  준주거: 60,
  중심상업: 60,
  일반상업: 60,
  근린상업: 60,
  유통상업: 60,
  전용공업: 60,
  일반공업: 60,
  준공업: 60,
  보전녹지: 20,
  생산녹지: 20,
  자연녹지: 20,
};

const ratioSeoul: Caps = {
  제1종전용주거: 100,
  제2종전용주거: 120,
  제1종일반주거: 150,
  제2종일반주거: 200,
  제3종일반주거: 250,
  준주거: 400,
  중심상업: 1000,
  일반상업: 800,
  근린상업: 600,
  유통상업: 600,
  준공업: 400,
  자연녹지: 50,
};

const quoted = new Set(["제1종일반주거", "제2종일반주거", "제3종일반주거", "준주거", "중심상업"]);

const seoul = (facts: Facts): boolean => facts.city === "서울";
const capped = (caps: Caps) => (facts: Facts) => caps[facts.zone] !== undefined && facts.siteM2 > 0;

/** The caps a plot has by zone in %: the ordinance's where one is known, else the national ones. */
export function capsOf(zone: string, city: string): { coverage?: number; ratio?: number } {
  const key = zone.replace(/지역$/, "").replaceAll(" ", "");
  const local = city.startsWith("서울");
  const coverage = (local ? coverageSeoul : coverageNational)[key] ?? coverageNational[key];
  const ratio = (local ? ratioSeoul : ratioNational)[key] ?? ratioNational[key];
  return {
    ...(coverage === undefined ? {} : { coverage }),
    ...(ratio === undefined ? {} : { ratio }),
  };
}

const against = (caps: Caps, area: (facts: Facts) => number, note = "") => {
  return (facts: Facts): Outcome => {
    const cap = caps[facts.zone]!;
    const ratio = area(facts) / facts.siteM2;
    return {
      holds: ratio * 100 <= cap + 1e-6,
      measured: `${percent(ratio)} (${squareMetres(area(facts))} / ${squareMetres(facts.siteM2)})`,
      demanded: `${cap} % 이하 (${facts.zone}지역)`,
      note,
    };
  };
};

const ordinance = "조례가 전부 개정되어 조문 번호와 수치를 확인해야 합니다.";

/** Coverage (건폐율) and floor area ratio (용적률). */
export const coverageRules: readonly Rule[] = [
  {
    id: "bcr.nat",
    ko: "건폐율 국가 상한",
    en: "coverage national cap",
    article: "국토계획법 시행령 §84①",
    status: "G",
    applies: capped(coverageNational),
    check: against(coverageNational, (facts) => facts.footprintM2),
  },
  {
    id: "far.nat",
    ko: "용적률 국가 상한",
    en: "FAR national cap",
    article: "국토계획법 시행령 §85①",
    status: (facts): Status => (quoted.has(facts.zone) ? "V2" : "G"),
    applies: capped(ratioNational),
    check: against(ratioNational, (facts) => facts.farM2),
  },
  {
    id: "bcr.seoul",
    ko: "건폐율 서울",
    en: "coverage Seoul",
    article: "서울시 도시계획조례 (구 §54)",
    status: "V2",
    applies: (facts) => seoul(facts) && capped(coverageSeoul)(facts),
    check: against(coverageSeoul, (facts) => facts.footprintM2, ordinance),
  },
  {
    id: "far.seoul",
    ko: "용적률 서울",
    en: "FAR Seoul",
    article: "서울시 도시계획조례 (구 §55)",
    status: "G",
    applies: (facts) => seoul(facts) && capped(ratioSeoul)(facts),
    check: against(ratioSeoul, (facts) => facts.farM2, `${ordinance} 2025년 이후 한시 완화가 있습니다.`),
  },
  {
    id: "far.nobasement",
    ko: "용적률 산정 시 지하층·지상 주차장 제외",
    en: "FAR excludes basements and accessory parking above ground",
    article: "건축법 시행령 §119①4",
    status: "G",
    applies: () => true,
    check: (facts) => ({
      holds: true,
      measured: `용적률 산정 연면적 ${squareMetres(facts.farM2)}`,
      demanded: `연면적 ${squareMetres(facts.grossM2)} - 지하층 - 부속 주차장`,
    }),
  },
  {
    id: "gfa.centreline",
    ko: "바닥면적은 벽 중심선",
    en: "floor area by wall centreline",
    article: "건축법 시행령 §119①3",
    status: "G",
    applies: () => true,
    check: (facts) => ({
      holds: Math.abs(facts.grossM2 - facts.plan.grossFloorArea) <= 0.01 * Math.max(1, facts.grossM2),
      measured: `벽 중심선 면적 합계 ${squareMetres(facts.grossM2)}`,
      demanded: `표기 연면적 ${squareMetres(facts.plan.grossFloorArea)}과 일치`,
    }),
  },
];
