import type { Facts } from "./facts.ts";
import { rules, rulesAsOf } from "./rules.ts";

const structures: Record<string, string> = {
  rc: "철근콘크리트조(내화구조)",
  timber: "목구조(비내화구조)",
  steel: "철골조(내화피복 전이므로 비내화구조)",
};

const housings = {
  none: "",
  detached: "단독주택",
  "multi-household": "다가구주택",
  apartments: "공동주택",
} as const;

/** What the check took for granted, in Korean sentences: dates, confirmation of figures, zone, structure. */
export function assumptionsOf(facts: Facts): string[] {
  const counted = { V1: 0, V2: 0, G: 0 };
  for (const rule of rules) {
    counted[typeof rule.status === "function" ? rule.status(facts) : rule.status] += 1;
  }
  const structure = structures[facts.plan.concept?.structure ?? ""] ?? "알 수 없어 비내화구조";
  const home = housings[facts.housing];
  return [
    `규정은 ${rulesAsOf} 현재까지 확인한 표에 따르며, 허가 신청일 ${facts.permitDate}에 시행 중인 것을 적용했습니다.`,
    `규정 ${rules.length}개 가운데 원문 확인(V1) ${counted.V1}개, 2차 자료(V2) ${counted.V2}개, 미확정(G) ${counted.G}개입니다. V2와 G는 부적합으로 판정하지 않고 참고 의견만 냅니다.`,
    zoneLine(facts),
    `주요구조부는 ${structure}로 보았습니다.`,
    ...(home === "" ? [] : [`주거 부분은 ${home}으로 보았습니다(${facts.units}가구).`]),
    "1층을 피난층으로, 대지는 평지로 보았습니다.",
    "계획 설계 단계의 참고 검토이며 법적 효력이 없습니다.",
  ];
}

function zoneLine(facts: Facts): string {
  const guess = facts.brief.assumed.find((assumption) => /zone|용도지역/.test(assumption.subject));
  if (facts.zone === "") return "용도지역을 알 수 없어 지역별 기준을 적용하지 않았습니다.";
  const how = guess ? `가정했습니다(${guess.reasonKo || "지명에 따른 추정"})` : "보았습니다";
  return `용도지역은 ${facts.zone}지역으로 ${how}.`;
}
