import type { Stair } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { corridorsOf } from "./corridors.ts";
import type { Facts, StoreyFacts } from "./facts.ts";
import { atLeast, atMost, fixed, metres, squareMetres } from "./figures.ts";
import { headroomOf } from "./headroom.ts";
import { bounds, distanceToSegment } from "../geometry/polygon.ts";
import { railingRuns, walled } from "../geometry/railing-runs.ts";
import { locate } from "../geometry/vector.ts";
import { pointOf, ringOf } from "./polygon.ts";
import { isRetail } from "./retail.ts";
import type { Outcome, Rule } from "./rule.ts";

interface StairOn {
  readonly stair: Stair;
  readonly entry: StoreyFacts;
}

const stairsOf = (facts: Facts): StairOn[] =>
  facts.storeys.flatMap((entry) => entry.storey.stairs.map((stair) => ({ stair, entry })));

/** Narrowest flight of a stair, metres. */
export function widthOf(stair: Stair): number {
  return Math.min(...stair.flights.map((flight) => flight.width), Infinity);
}

const bound = (facts: Facts): boolean => facts.grossM2 > 200 && stairsOf(facts).length > 0;

/** A demand on one figure of every stair. */
function everyStair(
  figure: (on: StairOn) => number,
  holds: (value: number) => boolean,
  demanded: string,
  worst: "least" | "most",
  /** What is said where nothing limits the figure. */
  unlimited = "없음",
): (facts: Facts) => Outcome {
  return (facts) => {
    const stairs = stairsOf(facts);
    const values = stairs.map(figure);
    const measured = worst === "least" ? Math.min(...values) : Math.max(...values);
    return {
      holds: values.every(holds),
      measured: Number.isFinite(measured) ? metres(measured) : unlimited,
      demanded,
      elements: stairs.filter((on) => !holds(figure(on))).map((on) => on.stair.id),
    };
  };
}

const riseBetween = ({ stair }: StairOn): number =>
  Math.max(0, ...stair.flights.map((flight) => flight.risers * stair.riser));

const landingWidth = ({ stair }: StairOn): number =>
  Math.min(
    Infinity,
    ...stair.landings.map((landing) => {
      const box = bounds(ringOf(landing.outline));
      return Math.min(box.maxX - box.minX, box.maxY - box.minY);
    }),
  );

const totalRise = ({ stair }: StairOn): number =>
  stair.flights.reduce((sum, flight) => sum + flight.risers * stair.riser, 0);

function landings(facts: Facts): Outcome {
  const high = stairsOf(facts).filter((on) => totalRise(on) > 3);
  const bad = high.filter((on) => !atMost(riseBetween(on), 3) || !atLeast(landingWidth(on), 1.2));
  const rise = Math.max(...high.map(riseBetween));
  const width = Math.min(...high.map(landingWidth));
  return {
    holds: bad.length === 0,
    measured: `참 사이 ${metres(rise)}, 참 너비 ${Number.isFinite(width) ? metres(width) : "없음"}`,
    demanded: `${metres(3)} 이내마다, 너비 ${metres(1.2)} 이상`,
    elements: bad.map((on) => on.stair.id),
  };
}

/** Fall from which on both sides of a flight are guarded, metres. */
const guardedFall = 1;
/** Edges left open that are no more than drawing noise, metres. */
const openNoise = 0.3;

/** Walls or railings on both sides of every flight where the fall is over 1 m; the model writes the railings measured here. */
function guards(facts: Facts): Outcome {
  const rows = stairsOf(facts).map((on) => ({ id: on.stair.id, openM: openEdge(on) }));
  const bad = rows.filter(({ openM }) => openM >= openNoise);
  return {
    holds: bad.length === 0,
    measured: `난간 없는 가장자리 ${rows.reduce((sum, { openM }) => sum + openM, 0).toFixed(1)} m`,
    demanded: "양옆 난간(벽 포함)",
    elements: bad.map(({ id }) => id),
  };
}

/** Metres of a stair's edges over a fall that neither a wall nor a railing guards. */
function openEdge({ stair, entry }: StairOn): number {
  const runs = railingRuns(stair, entry.storey, undefined);
  return stair.flights.reduce((sum, flight) => {
    const [foot, direction] = [pointOf(flight.foot), pointOf(flight.direction)];
    const steps = Array.from({ length: Math.max(0, flight.risers - 1) }, (_, step) => step);
    const high = steps.filter((step) => flight.base + (step + 1) * stair.riser > guardedFall);
    const open = high.flatMap((step) =>
      [1, -1].filter((side) => {
        const aside = (side * flight.width) / 2;
        const edge = locate(foot, direction, step * stair.going, aside);
        const railed = runs.some(({ from, to }) => distanceToSegment(edge, from, to) <= besideRail);
        return !railed && !walled(entry.storey, edge, edge);
      }),
    );
    return sum + open.length * stair.going;
  }, 0);
}

/** How far from a tread's side its railing may stand, metres. */
const besideRail = 0.1;

/** Habitable area of all storeys above the one a stair starts on. */
const habitableAbove = (facts: Facts, from: number): number =>
  facts.above.filter((entry) => entry.storey.number > from).reduce((sum, entry) => sum + entry.habitableM2, 0);

function wideDuty(facts: Facts): boolean {
  const basement = facts.basements.reduce((sum, entry) => sum + entry.habitableM2, 0);
  return habitableAbove(facts, 1) >= 200 || basement >= 100;
}

const widthAtLeast = (limit: number): ((facts: Facts) => Outcome) =>
  everyStair(
    ({ stair }) => widthOf(stair),
    (value) => atLeast(value, limit),
    `${metres(limit)} 이상`,
    "least",
  );

/** Width, riser and going together. */
function profile(limits: { width?: number; riser: number; going: number }) {
  return (stairs: readonly StairOn[]): Outcome => {
    const bad = stairs.filter(
      ({ stair }) =>
        (limits.width !== undefined && !atLeast(widthOf(stair), limits.width)) ||
        !atMost(stair.riser, limits.riser) ||
        !atLeast(stair.going, limits.going),
    );
    const width = Math.min(...stairs.map(({ stair }) => widthOf(stair)));
    const riser = Math.max(...stairs.map(({ stair }) => stair.riser));
    const going = Math.min(...stairs.map(({ stair }) => stair.going));
    const demandedWidth = limits.width === undefined ? "" : `너비 ${metres(limits.width)} 이상, `;
    return {
      holds: bad.length === 0,
      measured: `너비 ${metres(width)}, 단높이 ${fixed(riser, 3)} m, 단너비 ${fixed(going, 3)} m`,
      demanded: `${demandedWidth}단높이 ${limits.riser} m 이하, 단너비 ${limits.going} m 이상`,
      elements: bad.map((on) => on.stair.id),
    };
  };
}

const inDwelling = ({ stair, entry }: StairOn): boolean =>
  entry.use === "house" && (entry.storey.spaces.find((space) => space.id === stair.space)?.unit ?? "") !== "";

const schools =
  (...uses: string[]) =>
  (facts: Facts) =>
    bound(facts) && uses.includes(facts.brief.use);
const all = (measure: (stairs: readonly StairOn[]) => Outcome) => (facts: Facts) => measure(stairsOf(facts));

/** Households from which housing needs approval under the Housing Act (사업계획승인). */
const approvalUnits = 30;

const accessible = (facts: Facts): StairOn[] => stairsOf(facts).filter((on) => !inDwelling(on));

/** The accessible stair (별표1), measured on the stairs that are not inside a home. */
export const accessibleStair = (facts: Facts): Outcome =>
  profile({ width: 1.2, riser: 0.18, going: 0.28 })(accessible(facts));

/** Whether there is a stair the accessibility rules look at. */
export const hasCommonStair = (facts: Facts): boolean => accessible(facts).length > 0;

/** Stairs: landings, guards, width, headroom, riser and going. */
export const stairRules: readonly Rule[] = [
  {
    id: "st.apply",
    ko: "계단·복도 기준 적용 규모",
    en: "applies when GFA > 200",
    article: "건축법 시행령 §48①",
    status: "V1",
    applies: (facts) => facts.grossM2 > 200 && (stairsOf(facts).length > 0 || corridorsOf(facts).length > 0),
    check: (facts) => ({
      holds: true,
      measured: `연면적 ${squareMetres(facts.grossM2)}`,
      demanded: "200 m² 초과이면 계단·복도 기준 적용",
    }),
  },
  {
    id: "st.landing",
    ko: "높이 3m 이내마다 계단참 유효너비 1.2m",
    en: "landing every 3 m of rise, width >=1.2",
    article: "피난규칙 §15①1 (2026-10-06)",
    status: "V1",
    applies: (facts) => bound(facts) && stairsOf(facts).some((on) => totalRise(on) > 3),
    check: landings,
  },
  {
    id: "st.guard",
    ko: "높이 1m 초과 난간",
    en: "guards both sides when rise > 1",
    article: "피난규칙 §15①2",
    status: "V1",
    applies: (facts) => bound(facts) && stairsOf(facts).some((on) => totalRise(on) > 1),
    check: guards,
  },
  {
    id: "st.mid",
    ko: "너비 3m 초과 중간난간",
    en: "mid rail when wider than 3",
    article: "피난규칙 §15①3",
    status: "V1",
    applies: (facts) =>
      bound(facts) &&
      stairsOf(facts).some(({ stair }) => widthOf(stair) > 3 && !(stair.riser <= 0.15 && stair.going >= 0.3)),
    check: (facts) => ({
      holds: undefined,
      measured: `계단 너비 ${metres(Math.max(...stairsOf(facts).map((on) => widthOf(on.stair))))}`,
      demanded: `너비 ${metres(3)} 이내마다 중간난간`,
      elements: stairsOf(facts).map((on) => on.stair.id),
    }),
  },
  {
    id: "st.head",
    ko: "계단 유효높이",
    en: "stair headroom",
    article: "피난규칙 §15①4",
    status: "V1",
    applies: bound,
    check: (facts) =>
      everyStair(
        ({ stair, entry }) => headroomOf(stair, entry.storey, facts.plan),
        (value) => atLeast(value, 2.1),
        `${metres(2.1)} 이상`,
        "least",
        "위가 열림",
      )(facts),
  },
  {
    id: "st.w.200",
    ko: "윗층 거실 합계 200㎡ 이상(지하 100) 계단 너비",
    en: "stair width where rooms above >=200 (basement >=100)",
    article: "피난규칙 §15②4",
    status: "V1",
    applies: (facts) => bound(facts) && !isRetail(facts) && wideDuty(facts),
    check: widthAtLeast(1.2),
  },
  {
    id: "st.w.pub",
    ko: "집회·판매 계단 너비",
    en: "assembly/isRetail stair width",
    article: "피난규칙 §15②3",
    status: "V1",
    applies: (facts) => bound(facts) && isRetail(facts),
    check: widthAtLeast(1.2),
  },
  {
    id: "st.w.other",
    ko: "기타 계단 너비",
    en: "other stair width",
    article: "피난규칙 §15②5",
    status: "V1",
    applies: (facts) => bound(facts) && !isRetail(facts) && !wideDuty(facts),
    check: widthAtLeast(0.6),
  },
  {
    id: "st.school.p",
    ko: "초등학교 계단",
    en: "primary school stair",
    article: "피난규칙 §15②1",
    status: "V1",
    applies: schools("primary_school", "school"),
    check: all(profile({ width: 1.5, riser: 0.16, going: 0.26 })),
  },
  {
    id: "st.school.m",
    ko: "중고등학교 계단",
    en: "secondary school stair",
    article: "피난규칙 §15②2",
    status: "V1",
    applies: schools("middle_school", "high_school"),
    check: all(profile({ width: 1.5, riser: 0.18, going: 0.26 })),
  },
  {
    id: "st.apt",
    ko: "주택단지 공용계단",
    en: "common stair of housing under the Housing Act",
    article: "주택건설기준규정 §16①",
    status: "G",
    applies: (facts) => facts.units >= approvalUnits && hasCommonStair(facts),
    check: (facts) => profile({ width: 1.2, riser: 0.18, going: 0.26 })(accessible(facts)),
  },
  {
    id: "st.apt.in",
    ko: "세대내 계단",
    en: "stair inside a dwelling",
    article: "주택건설기준규정 §16①",
    status: "G",
    applies: (facts) => stairsOf(facts).some(inDwelling),
    check: (facts) => profile({ width: 0.9, riser: 0.2, going: 0.24 })(stairsOf(facts).filter(inDwelling)),
  },
  {
    id: "st.design",
    ko: "설계기본값(법정 아님)",
    en: "design default where no legal riser/going applies",
    article: "법정 기준 없음(설계 기본값)",
    status: "G",
    applies: (facts) => stairsOf(facts).some((on) => !inDwelling(on)),
    check: (facts) => ({
      ...profile({ riser: 0.18, going: 0.26 })(accessible(facts)),
      note: "단높이·단너비의 법정 기준이 없는 계단에 쓰는 설계 기본값과 견주었습니다.",
    }),
  },
  {
    id: "ramp.8",
    ko: "계단 대체 경사로",
    en: "ramp instead of stair",
    article: "피난규칙 §15⑤1",
    status: "V1",
    applies: (facts) =>
      facts.grossM2 > 200 && facts.storeys.some(({ storey }) => storey.spaces.some((space) => space.kind === "ramp")),
    check: (facts) => ({
      holds: undefined,
      measured: "평면에 경사로 기울기 미표기",
      demanded: "1/8 이하",
      elements: facts.storeys.flatMap(({ storey }) =>
        storey.spaces.filter((space) => space.kind === "ramp").map((space) => space.id),
      ),
    }),
  },
];
