import type { Facts } from "./facts.ts";
import { count } from "./figures.ts";
import type { Outcome, Rule } from "./rule.ts";

type PerSpace = Readonly<Record<string, number>>;

/** Floor area per parking space in m2: 근린생활 (cafe, restaurant, shop, clinic, community), 업무, 숙박, 운동·종교, 공장, 창고, 그 밖. */
const national: PerSpace = {
  cafe: 200,
  restaurant: 200,
  shop: 200,
  clinic: 200,
  guesthouse: 200,
  office: 150,
  gallery: 150,
  academy: 200,
  kindergarten: 300,
  school: 300,
  elderly: 300,
  library: 300,
  gym: 150,
  worship: 150,
  community: 200,
  warehouse: 400,
  factory: 350,
};
const seoul: PerSpace = {
  cafe: 134,
  restaurant: 134,
  shop: 134,
  clinic: 134,
  guesthouse: 134,
  office: 100,
  gallery: 100,
  academy: 134,
  kindergarten: 200,
  school: 200,
  elderly: 200,
  library: 200,
  gym: 100,
  worship: 100,
  community: 134,
  warehouse: 267,
  factory: 233,
};

/** Spaces demanded by law for the uses of a building; half a space and more rounds up. */
export function parkingDemand(facts: Facts): number {
  const table = facts.city === "서울" ? seoul : national;
  const byUse = Object.entries(table).reduce((sum, [use, perSpaceM2]) => sum + facts.areaByUse(use) / perSpaceM2, 0);
  return Math.floor(byUse + 0.5) + housingDemand(facts);
}

function housingDemand(facts: Facts): number {
  if (facts.housing === "none") return 0;
  if (facts.housing !== "detached") return facts.units;
  const area = facts.areaByUse("house");
  return area <= 50 ? 0 : Math.floor(1 + Math.max(0, (area - 150) / 100) + 0.5);
}

const openUse = (facts: Facts): boolean => Object.keys(national).some((use) => facts.areaByUse(use) > 0);

const enough = (facts: Facts, demanded: number, how: string): Outcome => ({
  holds: facts.plan.parking.length >= demanded,
  measured: count(facts.plan.parking.length, "대"),
  demanded: `${count(demanded, "대")} 이상 (${how})`,
});

/** Parking on the plot. */
export const parkingRules: readonly Rule[] = [
  {
    id: "pk.nat",
    ko: "부설주차장 국가",
    en: "national m2 per space",
    article: "주차장법 시행령 §6·별표1",
    status: "G",
    applies: (facts) => facts.city !== "서울" && openUse(facts),
    check: (facts) =>
      enough(facts, parkingDemand(facts), "근린생활·숙박 200 m²/대, 업무·전시 150 m²/대, 교육 300 m²/대"),
  },
  {
    id: "pk.seoul",
    ko: "부설주차장 서울",
    en: "Seoul m2 per space",
    article: "서울시 주차장조례 별표2",
    status: (facts) => (facts.brief.use === "guesthouse" ? "V2" : "G"),
    applies: (facts) => facts.city === "서울" && openUse(facts),
    check: (facts) =>
      enough(facts, parkingDemand(facts), "근린생활·숙박 134 m²/대, 업무·전시 100 m²/대, 교육 200 m²/대"),
  },
  {
    id: "pk.house",
    ko: "단독주택 주차",
    en: "house 50-150 m2 one space then +1 per 100",
    article: "주차장법 시행령 별표1",
    status: "V2",
    applies: (facts) => facts.housing === "detached" && facts.areaByUse("house") > 50,
    check: (facts) => enough(facts, housingDemand(facts), "150 m²까지 1대, 100 m²마다 1대 추가"),
  },
  {
    id: "pk.multi.seoul",
    ko: "서울 다세대·주상복합 가구당",
    en: "Seoul small housing spaces per unit",
    article: "서울시 주차장조례",
    status: "V2",
    applies: (facts) => facts.city === "서울" && ["multi-household", "apartments"].includes(facts.housing),
    check: (facts) => ({
      ...enough(facts, parkingDemand(facts), `가구당 1대, ${facts.units}가구와 그 밖의 용도`),
      note: "소형 가구는 대수가 줄 수 있습니다.",
    }),
  },
];
