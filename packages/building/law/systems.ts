import type { Facts } from "./facts.ts";
import { count, metres, squareMetres } from "./figures.ts";
import { isRetail } from "./retail.ts";
import type { Rule } from "./rule.ts";

/** A duty to have a system; a plan lists its systems by name. */
function duty(
  names: readonly string[],
  label: string,
  applies: (facts: Facts) => boolean,
): Pick<Rule, "applies" | "check"> {
  return {
    applies,
    check: (facts) => {
      const there = names.some(facts.has);
      return {
        holds: there,
        measured: there ? `${label} 계획 있음` : `${label} 미표기`,
        demanded: `${label} 설치`,
        note: there ? "" : `소방·설비 도면에 ${label}을(를) 넣어야 합니다.`,
      };
    },
  };
}

const lodgingM2 = (facts: Facts): number => facts.areaByUse("guesthouse");
/** 근린생활시설, m2: shops only while they are no 판매시설. */
const shopsM2 = (facts: Facts): number =>
  facts.areaByUse("cafe", "restaurant", "clinic", "office") + (isRetail(facts) ? 0 : facts.areaByUse("shop"));

/** Lifts and fire-protection systems. */
export const systemRules: readonly Rule[] = [
  {
    id: "ev.6f",
    ko: "승강기",
    en: "lift when >=6 storeys and >=2000 m2",
    article: "건축법 §64①",
    status: "V1",
    applies: (facts) => facts.above.length >= 6 && facts.grossM2 >= 2000,
    check: (facts) => ({
      holds: facts.lifts >= 1,
      measured: count(facts.lifts, "대"),
      demanded: `${count(1, "대")} 이상`,
      note: "6층이고 층마다 300 m²에 계단 하나씩이면 면제됩니다(영 §89).",
    }),
  },
  {
    id: "ev.fire",
    ko: "비상용승강기",
    en: "fire lift above 31 m",
    article: "건축법 §64②",
    status: "V1",
    applies: (facts) => facts.heightM > 31,
    check: (facts) => ({
      holds: facts.has("fire_lift"),
      measured: `높이 ${metres(facts.heightM)}, 비상용 ${facts.has("fire_lift") ? "있음" : "없음"}`,
      demanded: "비상용승강기 1대 이상",
    }),
  },
  {
    id: "sp.6f",
    ko: "6층 이상 전층 스프링클러",
    en: "sprinklers all floors when >=6 storeys",
    article: "소방시설법 시행령 별표4 라1",
    status: "V2",
    ...duty(["sprinkler"], "스프링클러", (facts) => facts.above.length >= 6),
  },
  {
    id: "sp.lodging",
    ko: "숙박시설 600㎡ 이상 스프링클러",
    en: "lodging >=600 m2 sprinklers",
    article: "소방시설법 시행령 별표4",
    status: "G",
    ...duty(["sprinkler"], "스프링클러", (facts) => lodgingM2(facts) >= 600),
  },
  {
    id: "sp.simple",
    ko: "숙박 300-600㎡ 간이스프링클러",
    en: "lodging 300-600 simple sprinklers",
    article: "소방시설법 시행령 별표4",
    status: "G",
    ...duty(
      ["simple_sprinkler", "sprinkler"],
      "간이스프링클러",
      (facts) => lodgingM2(facts) >= 300 && lodgingM2(facts) < 600,
    ),
  },
  {
    id: "sp.shop",
    ko: "근린생활시설 1000㎡ 간이스프링클러",
    en: "neighbourhood uses >=1000 simple sprinklers",
    article: "소방시설법 시행령 별표4",
    status: "G",
    ...duty(["simple_sprinkler", "sprinkler"], "간이스프링클러", (facts) => shopsM2(facts) >= 1000),
  },
  {
    id: "fe.33",
    ko: "소화기 33㎡",
    en: "extinguishers >=33 m2",
    article: "소방시설법 시행령 별표4",
    status: "V2",
    ...duty(["extinguisher"], "소화기", (facts) => facts.grossM2 >= 33),
  },
  {
    id: "hydrant",
    ko: "옥내소화전 3000㎡ 또는 4층 이상 600㎡",
    en: "indoor hydrant",
    article: "소방시설법 시행령 별표4",
    status: "V2",
    ...duty(
      ["hydrant"],
      "옥내소화전",
      (facts) => facts.grossM2 >= 3000 || facts.above.some((entry) => entry.storey.number >= 4 && entry.grossM2 >= 600),
    ),
  },
  {
    id: "en.plan",
    ko: "에너지절약계획서 500㎡",
    en: "energy plan >=500 m2",
    article: "녹색건축물조성지원법 §14",
    status: "V2",
    applies: (facts) => facts.grossM2 >= 500,
    check: (facts) => ({
      holds: undefined,
      measured: `연면적 ${squareMetres(facts.grossM2)}`,
      demanded: "에너지절약계획서 제출",
      note: "허가 신청 때 에너지절약계획서를 내야 합니다.",
    }),
  },
];
