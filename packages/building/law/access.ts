import type { Opening } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { corridorsOf } from "./corridors.ts";
import type { Facts } from "./facts.ts";
import { netRingOf } from "./facts.ts";
import { atLeast, atMost, count, metres, squareMetres } from "./figures.ts";
import { approachWidth } from "../drawing/view/paving.ts";
import { bounds } from "../geometry/polygon.ts";
import type { Outcome, Rule } from "./rule.ts";
import { sitePaths } from "./site-path.ts";
import { accessibleStair, hasCommonStair } from "./stairs.ts";

const annex = "장애인등편의법 시행규칙 별표1";

/** Guest rooms of all lodging storeys. */
const guestRooms = (facts: Facts): number =>
  facts.storeys
    .filter((entry) => entry.use === "guesthouse")
    .flatMap((entry) => entry.storey.spaces.filter((space) => space.kind === "guestroom")).length;

/** Cafes and restaurants (휴게·일반음식점), m2. */
const foodM2 = (facts: Facts): number => facts.areaByUse("cafe", "restaurant");

/** Whether the building must be, or was asked to be, fit for wheelchair users. */
export function isAccessTarget(facts: Facts): boolean {
  const food = foodM2(facts) >= 50 && facts.permitDate >= "2022-05-01";
  return food || guestRooms(facts) >= 30 || facts.brief.certificates.includes("BF");
}

/** Doors a wheelchair user passes: the exits, doors of spaces meant for them, and doors of the washroom before those. */
function accessibleDoors(facts: Facts): Opening[] {
  return facts.storeys.flatMap(({ storey }) => {
    const fit = new Set(storey.spaces.filter((space) => space.accessible).map((space) => space.id));
    const kindOf = (id: string) => storey.spaces.find((space) => space.id === id)?.kind ?? "";
    const doors = storey.openings.filter(({ sill }) => sill === 0);
    const before = doors
      .filter(({ spaces }) => spaces.some((id) => fit.has(id)))
      .flatMap(({ spaces }) => spaces.filter((id) => kindOf(id) === "washroom"));
    // The doors from a washroom on to what else lies behind it are not theirs.
    const leadsIn = ({ spaces }: Opening) =>
      spaces.some((id) => before.includes(id)) && !spaces.some((id) => ["wc", "laundry"].includes(kindOf(id)));
    return storey.openings.filter(
      (opening) =>
        opening.exit || (doors.includes(opening) && (opening.spaces.some((id) => fit.has(id)) || leadsIn(opening))),
    );
  });
}

function doors(facts: Facts): Outcome {
  const rows = accessibleDoors(facts);
  const narrow = rows.filter((opening) => !atLeast(opening.width, 0.9));
  return {
    holds: rows.length === 0 ? undefined : narrow.length === 0,
    measured:
      rows.length === 0
        ? "대상 문 없음"
        : `출입구와 장애인용 화장실의 문 ${rows.length}개 중 가장 좁은 것 ${metres(Math.min(...rows.map((opening) => opening.width)))}`,
    demanded: `유효폭 ${metres(0.9)} 이상, 앞면 ${metres(1.2)}, 옆 ${metres(0.6)}`,
    elements: narrow.map((opening) => opening.id),
    note: "문 앞 활동공간은 실시설계에서 확인해야 합니다.",
  };
}

function toilet(facts: Facts): Outcome {
  const cubicles = facts.storeys.flatMap(({ storey }) =>
    storey.spaces.filter((space) => space.accessible && /wc|toilet|bath/.test(space.kind)),
  );
  const sizes = cubicles.map((space) => {
    const box = bounds(netRingOf(space));
    const sides = [box.maxX - box.minX, box.maxY - box.minY].toSorted((a, b) => a - b);
    return { id: space.id, small: sides[0]!, large: sides[1]! };
  });
  const best = sizes.toSorted((a, b) => b.small - a.small)[0];
  return {
    holds: sizes.some((size) => atLeast(size.small, 1.6) && atLeast(size.large, 2)),
    measured: best ? `${metres(best.small)} × ${metres(best.large)}` : "장애인용 화장실 없음",
    demanded: `${metres(1.6)} × ${metres(2)} 이상`,
    elements: sizes.map((size) => size.id),
  };
}

/** Width of the paved way to the main entrance as the site plan draws it, where nothing makes it narrower, metres. */
const approachM = (facts: Facts): number => Math.min(approachWidth(facts.plan), sitePaths(facts).mainM);

const entranceStep = (facts: Facts): number =>
  Math.max(0, facts.above.find((entry) => entry.storey.number === 1)?.storey.elevation ?? 0);

/** Accessibility (장애인등편의법): all figures come from annexes not read in the act, so none fails a design. */
export const accessRules: readonly Rule[] = [
  {
    id: "bf.approach",
    ko: "접근로",
    en: "approach width / slope",
    article: annex,
    status: "V2",
    applies: isAccessTarget,
    check: (facts) => {
      const width = approachM(facts);
      return {
        holds: atLeast(width + 0.01, 1.2),
        measured: `유효폭 ${metres(width)} (도로에서 주출입구까지)`,
        demanded: `유효폭 ${metres(1.2)} 이상, 기울기 1/18 이하`,
        note: "대지의 고저차를 모르므로 기울기는 평지로 보았습니다.",
      };
    },
  },
  {
    id: "bf.door",
    ko: "출입문 유효폭",
    en: "clear door width / front space",
    article: annex,
    status: "V2",
    applies: isAccessTarget,
    check: doors,
  },
  {
    id: "bf.step",
    ko: "주출입구 높이차 2cm",
    en: "level difference",
    article: annex,
    status: "V2",
    applies: isAccessTarget,
    check: (facts) => ({
      holds: atMost(entranceStep(facts), 0.02),
      measured: metres(entranceStep(facts)),
      demanded: `${metres(0.02)} 이하`,
      note: atMost(entranceStep(facts), 0.02) ? "" : "경사로가 필요합니다.",
    }),
  },
  {
    id: "bf.corr",
    ko: "복도 유효폭",
    en: "corridor width",
    article: annex,
    status: "G",
    applies: (facts) => isAccessTarget(facts) && corridorsOf(facts).length > 0,
    check: (facts) => {
      const corridors = corridorsOf(facts);
      const narrow = corridors.filter((corridor) => !atLeast(corridor.widthM, 1.2));
      return {
        holds: narrow.length === 0,
        measured: metres(Math.min(...corridors.map((corridor) => corridor.widthM))),
        demanded: `${metres(1.2)} 이상`,
        elements: narrow.map((corridor) => corridor.space.id),
      };
    },
  },
  {
    id: "bf.ramp",
    ko: "경사로 기울기·폭",
    en: "ramp slope/width/landing each 0.75 m rise",
    article: annex,
    status: "G",
    applies: (facts) => isAccessTarget(facts) && !atMost(entranceStep(facts), 0.02),
    check: (facts) => ({
      holds: undefined,
      measured: `높이차 ${metres(entranceStep(facts))}`,
      demanded: `기울기 1/12 이하, 폭 ${metres(1.2)} 이상, 높이 ${metres(0.75)}마다 참`,
    }),
  },
  {
    id: "bf.stair",
    ko: "계단",
    en: "accessible stair width/riser/going",
    article: annex,
    status: "G",
    applies: (facts) => isAccessTarget(facts) && hasCommonStair(facts),
    check: accessibleStair,
  },
  {
    id: "bf.wc",
    ko: "장애인화장실 대변기칸",
    en: "accessible WC cubicle",
    article: annex,
    status: "V2",
    applies: isAccessTarget,
    check: toilet,
  },
  {
    id: "bf.target.cafe",
    ko: "휴게·일반음식점 50㎡ 이상 대상",
    en: "cafes and restaurants >=50 m2 are targets",
    article: "장애인등편의법 시행령 별표1",
    status: "G",
    from: "2022-05-01",
    applies: (facts) => foodM2(facts) > 0,
    check: (facts) => ({
      holds: true,
      measured: squareMetres(foodM2(facts)),
      demanded: `${squareMetres(50)} 이상이면 편의시설 설치 대상`,
      note: foodM2(facts) >= 50 ? "편의시설 설치 대상으로 보았습니다." : "대상이 아닙니다.",
    }),
  },
  {
    id: "bf.target.lodging",
    ko: "일반숙박 객실 30실 이상",
    en: "lodging >=30 rooms are targets",
    article: "장애인등편의법 시행령 별표1",
    status: "G",
    applies: (facts) => guestRooms(facts) > 0,
    check: (facts) => ({
      holds: true,
      measured: count(guestRooms(facts), "실"),
      demanded: "30실 이상이면 편의시설 설치 대상",
      note: guestRooms(facts) >= 30 ? "편의시설 설치 대상으로 보았습니다." : "대상이 아닙니다.",
    }),
  },
];
