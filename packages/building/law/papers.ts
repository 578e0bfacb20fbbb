import type { Facts } from "./facts.ts";
import { metres, squareMetres } from "./figures.ts";
import { certificateScale, isResidential } from "./residential.ts";
import type { Outcome, Rule } from "./rule.ts";

/** Timber post-and-beam buildings need structural papers only from 3 storeys or 500 m2. */
function structuralDuty(facts: Facts): boolean {
  const large = facts.timber
    ? facts.above.length >= 3 || facts.grossM2 >= 500
    : facts.above.length >= 2 || facts.grossM2 >= 200;
  const eaves = Math.max(0, ...facts.above.map((entry) => entry.topM));
  return large || facts.heightM >= 13 || eaves >= 9;
}

/** An upper storey that stands on columns over open ground. */
function pilotis(facts: Facts): boolean {
  const [ground, second] = facts.above;
  if (!ground || !second || ground.storey.columns.length === 0) return false;
  return ground.grossM2 < 0.7 * second.grossM2;
}

const certificate = (facts: Facts, name: string): boolean => facts.brief.certificates.includes(name);

/** Limits by the column of homes or of all else, whichever counts for the building. */
const byScale = ({ plan }: Facts, residential: string, other: string): string =>
  `${certificateScale(plan)}: ${isResidential(plan) ? residential : other}`;

const estimate = (demanded: string): Outcome => ({
  holds: undefined,
  measured: "에너지·인증 평가에서 산정",
  demanded,
  note: "이 검토는 에너지를 계산하지 않습니다. 에너지·인증 평가의 추정값을 보십시오.",
});

const guesthouseM2 = (facts: Facts): number => facts.areaByUse("guesthouse");

/** Use classes, papers, certificates. */
export const paperRules: readonly Rule[] = [
  {
    id: "zeb.self",
    ko: "ZEB 자립률",
    en: "ZEB self-sufficiency by grade",
    article: "제로에너지건축물 인증 기준 (2025-01-01)",
    status: "V2",
    from: "2025-01-01",
    applies: (facts) => certificate(facts, "ZEB"),
    check: () => estimate("+등급 120, 1등급 100, 2등급 80, 3등급 60, 4등급 40, 5등급 20 % 이상"),
  },
  {
    id: "zeb.pe",
    ko: "ZEB 1차에너지소요량 주거/비주거",
    en: "ZEB primary energy res/non-res",
    article: "제로에너지건축물 인증 기준 (2025-01-01)",
    status: "V2",
    from: "2025-01-01",
    applies: (facts) => certificate(facts, "ZEB"),
    check: (facts) =>
      estimate(
        byScale(
          facts,
          "+등급 -10, 1등급 10, 2등급 30, 3등급 50, 4등급 70, 5등급 90 kWh/m²a 미만",
          "+등급 -70, 1등급 -30, 2등급 10, 3등급 50, 4등급 90, 5등급 130 kWh/m²a 미만",
        ),
      ),
  },
  {
    id: "gseed",
    ko: "녹색건축 인증 등급 점수",
    en: "G-SEED points res/non-res",
    article: "녹색건축 인증 기준",
    status: "V2",
    applies: (facts) => certificate(facts, "G-SEED"),
    check: (facts) =>
      estimate(
        byScale(facts, "최우수 74, 우수 66, 우량 58, 일반 50점 이상", "최우수 80, 우수 70, 우량 60, 일반 50점 이상"),
      ),
  },
  {
    id: "use.cafe",
    ko: "휴게음식점 300㎡ 미만 제1종 근생",
    en: "cafe <300 m2 is class-1 neighbourhood use",
    article: "건축법 시행령 별표1 제3호",
    status: "G",
    applies: (facts) => facts.areaByUse("cafe") > 0,
    check: (facts) => ({
      holds: facts.areaByUse("cafe") < 300,
      measured: squareMetres(facts.areaByUse("cafe")),
      demanded: `${squareMetres(300)} 미만이면 제1종 근린생활시설`,
      note: facts.areaByUse("cafe") < 300 ? "제1종 근린생활시설로 보았습니다." : "제2종 근린생활시설로 보아야 합니다.",
    }),
  },
  {
    id: "use.guest.city",
    ko: "외국인관광 도시민박업 연면적 230㎡ 미만",
    en: "city homestay GFA <230",
    article: "관광진흥법 시행령 §2",
    status: "G",
    applies: (facts) => guesthouseM2(facts) > 0,
    check: (facts) => ({
      holds: guesthouseM2(facts) < 230,
      measured: squareMetres(guesthouseM2(facts)),
      demanded: `도시민박업이면 ${squareMetres(230)} 미만`,
      note: "도시민박업이 아니라 숙박업으로 등록하면 이 기준을 적용하지 않습니다.",
    }),
  },
  {
    id: "struct.2f",
    ko: "구조안전 확인 서류(2층, 200㎡, 목구조 3층·500㎡)",
    en: "structural check papers",
    article: "건축법 시행령 §32②",
    status: "V1",
    applies: structuralDuty,
    check: (facts) => ({
      holds: undefined,
      measured: `${facts.above.length}층, ${squareMetres(facts.grossM2)}, 높이 ${metres(facts.heightM)}`,
      demanded: "구조안전 확인서 제출",
      note: "착공 신고 때 구조안전 확인 서류를 내야 합니다.",
    }),
  },
  {
    id: "struct.pilotis",
    ko: "3층 이상 필로티 구조기술사",
    en: "structural engineer for 3F+ pilotis",
    article: "건축법 시행령 §91의3①5",
    status: "V1",
    applies: (facts) => facts.above.length >= 3 && pilotis(facts),
    check: () => ({
      holds: undefined,
      measured: "1층 필로티",
      demanded: "건축구조기술사 협력",
      note: "설계 때 건축구조기술사의 협력을 받아야 합니다.",
    }),
  },
];
