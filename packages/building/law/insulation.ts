import type { Construction } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Facts } from "./facts.ts";
import type { Housing } from "./housing.ts";
import { transmittance } from "./figures.ts";
import type { Outcome, Rule, Status } from "./rule.ts";

/** Limits by climate region: W/(m2 K). */
type Limits = Readonly<Record<string, number>>;

/** Largest heat transmittances of the energy design standard, 별표1. */
export const insulationLimits = {
  wallResidential: { 중부1: 0.15, 중부2: 0.17, 남부: 0.22, 제주: 0.29 },
  wallOther: { 중부1: 0.17, 중부2: 0.24, 남부: 0.32, 제주: 0.41 },
  roof: { 중부1: 0.15, 중부2: 0.15, 남부: 0.18, 제주: 0.25 },
  floor: { 중부1: 0.15, 중부2: 0.17, 남부: 0.22, 제주: 0.29 },
  windowResidential: { 중부1: 0.9, 중부2: 1.0, 남부: 1.2, 제주: 1.6 },
  windowOther: { 중부1: 1.3, 중부2: 1.5, 남부: 1.8, 제주: 2.2 },
} as const satisfies Record<string, Limits>;

const annex = "건축물의 에너지절약설계기준 별표1";

/** Largest transmittances of walls and windows for a class of homes; apartments have the stricter ones. */
export const skinLimits = (housing: Housing): { readonly wall: Limits; readonly window: Limits } =>
  housing === "apartments"
    ? { wall: insulationLimits.wallResidential, window: insulationLimits.windowResidential }
    : { wall: insulationLimits.wallOther, window: insulationLimits.windowOther };

/** Apartments have the stricter wall and window limits; all others the general ones. */
const apartments = (facts: Facts): boolean => facts.housing === "apartments";

const central = (facts: Facts): Status => (facts.climate.startsWith("중부") ? "V2" : "G");
const known = (limits: Limits) => (facts: Facts) => limits[facts.climate] !== undefined;

/** Constructions of the building's skin, by what they are used for. */
export function skinOf(facts: Facts, part: "wall" | "roof" | "floor" | "window"): Construction[] {
  const outer = new Set(
    facts.storeys.flatMap(({ storey }) =>
      storey.walls.filter((wall) => wall.external).map((wall) => wall.construction),
    ),
  );
  return facts.plan.constructions.filter((construction) => {
    if (construction.uValue <= 0) return false;
    if (part === "wall") return outer.has(construction.id);
    if (part === "floor") return /floor|slab/.test(construction.id);
    return construction.id.includes(part);
  });
}

function below(limits: Limits, part: "wall" | "roof" | "floor" | "window") {
  return (facts: Facts): Outcome => {
    const limit = limits[facts.climate]!;
    const values = skinOf(facts, part).map((construction) => construction.uValue);
    const worst = Math.max(0, ...values);
    return {
      holds: values.length === 0 ? undefined : worst <= limit + 5e-4,
      measured: values.length === 0 ? "표기 없음" : transmittance(worst),
      demanded: `${transmittance(limit)} 이하 (${facts.climate})`,
      elements: skinOf(facts, part)
        .filter((construction) => construction.uValue > limit + 5e-4)
        .map((construction) => construction.id),
    };
  };
}

/** Heat transmittance of the skin. */
export const insulationRules: readonly Rule[] = [
  {
    id: "u.wall.res",
    ko: "외벽 열관류율 공동주택",
    en: "U wall apartments",
    article: annex,
    status: central,
    applies: (facts) => apartments(facts) && known(insulationLimits.wallResidential)(facts),
    check: below(insulationLimits.wallResidential, "wall"),
  },
  {
    id: "u.wall.non",
    ko: "외벽 공동주택 외",
    en: "U wall others",
    article: annex,
    status: central,
    applies: (facts) => !apartments(facts) && known(insulationLimits.wallOther)(facts),
    check: below(insulationLimits.wallOther, "wall"),
  },
  {
    id: "u.roof",
    ko: "최상층 지붕",
    en: "U roof",
    article: annex,
    status: central,
    applies: known(insulationLimits.roof),
    check: below(insulationLimits.roof, "roof"),
  },
  {
    id: "u.floor",
    ko: "최하층 바닥(난방/비난방)",
    en: "U floor heated/unheated",
    article: annex,
    status: (facts) => (facts.climate === "중부1" ? "V2" : "G"),
    applies: known(insulationLimits.floor),
    check: below(insulationLimits.floor, "floor"),
  },
  {
    id: "u.win",
    ko: "창(공동주택/그 외)",
    en: "U window res/other",
    article: annex,
    status: "G",
    applies: known(insulationLimits.windowOther),
    check: (facts) => below(skinLimits(facts.housing).window, "window")(facts),
  },
];
