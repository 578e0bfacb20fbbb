import { openStairs } from "./egress.ts";
import type { Facts, StoreyFacts } from "./facts.ts";
import { squareMetres } from "./figures.ts";
import type { Outcome, Rule } from "./rule.ts";

/** Concrete proves itself; steel can be made fire-resistive by cladding; exposed timber cannot. */
function resistive(facts: Facts): Outcome {
  const structure = facts.plan.concept?.structure ?? "";
  const names: Record<string, string> = { rc: "철근콘크리트조", steel: "철골조", timber: "목구조" };
  return {
    holds: facts.fireproof ? true : structure === "steel" ? undefined : false,
    measured: names[structure] ?? "구조 미상",
    demanded: "주요구조부와 지붕 내화구조",
    note: structure === "steel" ? "철골은 내화피복을 하면 내화구조가 됩니다." : "",
  };
}

const second = (facts: Facts): StoreyFacts | undefined => facts.above.find((entry) => entry.storey.number === 2);

const compartmented = (facts: Facts): boolean => facts.grossM2 > 1000 && facts.fireproof;
const sprinkled = (facts: Facts): boolean => facts.has("sprinkler");

function compartmentArea(
  pick: (facts: Facts) => readonly StoreyFacts[],
  limitOf: (facts: Facts) => number,
): Pick<Rule, "applies" | "check"> {
  return {
    applies: (facts) => compartmented(facts) && pick(facts).length > 0,
    check: (facts) => {
      const limit = limitOf(facts);
      const large = pick(facts).filter((entry) => entry.grossM2 > limit + 1e-6);
      return {
        holds: large.length === 0,
        measured: squareMetres(Math.max(...pick(facts).map((entry) => entry.grossM2))),
        demanded: `${squareMetres(limit)} 이하`,
        elements: large.map((entry) => entry.storey.name),
        note: "층 전체를 한 구획으로 보고 잰 면적입니다.",
      };
    },
  };
}

function stairsClosed(facts: Facts, demanded: string): Outcome {
  const open = facts.storeys.flatMap(openStairs);
  return {
    holds: open.length === 0,
    measured: open.length === 0 ? "계단실이 문으로 구획됨" : `열린 계단 ${open.length}곳`,
    demanded,
    elements: open,
  };
}

/** Fire resistance of the structure, compartments, forbidden neighbours. */
export const fireRules: readonly Rule[] = [
  {
    id: "fr.3f",
    ko: "3층 이상·지하층 내화구조",
    en: "fire-resistive main structure and roof 3F+ or basement",
    article: "건축법 시행령 §56①5",
    status: "V1",
    applies: (facts) =>
      (facts.above.length >= 3 || facts.basements.length > 0) &&
      !(facts.brief.use === "house" && facts.housing === "detached"),
    check: resistive,
  },
  {
    id: "fr.2f",
    ko: "2층 숙박·공동주택 등 400㎡",
    en: "2F lodging/housing >=400 fire-resistive",
    article: "건축법 시행령 §56①4",
    status: "V1",
    applies: (facts) => {
      const entry = second(facts);
      if (!entry || entry.grossM2 < 400) return false;
      if (entry.use === "guesthouse" || entry.use === "clinic") return true;
      return entry.use === "house" && facts.housing !== "detached";
    },
    check: resistive,
  },
  {
    id: "fc.apply",
    ko: "방화구획 대상",
    en: "compartments when GFA > 1000 and fire-resistive",
    article: "건축법 시행령 §46①",
    status: "V1",
    applies: compartmented,
    check: (facts) => stairsClosed(facts, "연면적 1,000 m² 초과: 방화구획 설치"),
  },
  {
    id: "fc.area",
    ko: "10층 이하 1000㎡(스프링클러 3000)",
    en: "compartment area <=10F",
    article: "피난규칙 §14①1",
    status: "V1",
    ...compartmentArea(
      (facts) => facts.storeys.filter((entry) => entry.storey.number <= 10),
      (facts) => (sprinkled(facts) ? 3000 : 1000),
    ),
  },
  {
    id: "fc.area11",
    ko: "11층 이상 200㎡(600) 불연마감 500(1500)",
    en: "compartment area 11F+",
    article: "피난규칙 §14①3",
    status: "V1",
    ...compartmentArea(
      (facts) => facts.storeys.filter((entry) => entry.storey.number >= 11),
      (facts) => (sprinkled(facts) ? 600 : 200),
    ),
  },
  {
    id: "fc.floor",
    ko: "매층 구획",
    en: "each floor a compartment",
    article: "피난규칙 §14①2",
    status: "V1",
    applies: compartmented,
    check: (facts) => stairsClosed(facts, "층마다 구획(계단실 구획 포함)"),
  },
  {
    id: "fw.timber",
    ko: "비내화 1000㎡ 방화벽",
    en: "fire wall every 1000 m2 when not fire-resistive",
    article: "건축법 시행령 §57①",
    status: "V1",
    applies: (facts) => facts.grossM2 >= 1000 && !facts.fireproof,
    check: (facts) => ({
      holds: facts.has("fire_wall") ? undefined : false,
      measured: facts.has("fire_wall") ? "방화벽 계획 있음" : "방화벽 없음",
      demanded: `바닥면적 ${squareMetres(1000)} 미만마다 방화벽`,
    }),
  },
  {
    id: "mix.forbid",
    ko: "공동주택과 위락·위험물·공장·정비공장 복합 금지",
    en: "no housing with amusement/hazard/factory in one building",
    article: "건축법 시행령 §47①",
    status: "V1",
    applies: (facts) => facts.housing !== "none" && usesOf(facts).length > 1,
    check: (facts) => {
      const bad = usesOf(facts).filter((use) => forbiddenBesideHomes.has(use));
      return {
        holds: bad.length === 0,
        measured: `금지된 조합 ${bad.length}개`,
        demanded: "0개",
        elements: facts.storeys.filter((entry) => bad.includes(entry.use)).map((entry) => entry.storey.name),
      };
    },
  },
];

const forbiddenBesideHomes = new Set(["amusement", "hazard", "factory", "garage_works"]);
const usesOf = (facts: Facts): string[] => [...new Set(facts.storeys.map((entry) => entry.use))];
