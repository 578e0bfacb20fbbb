import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Facts, StoreyFacts } from "./facts.ts";
import { atLeast, atMost, count, metres, squareMetres } from "./figures.ts";
import { bounds } from "../geometry/polygon.ts";
import { isRetail } from "./retail.ts";
import type { Outcome, Rule } from "./rule.ts";

const limitOf = (facts: Facts): number => (facts.fireproof ? 50 : 30);
const lengthText = (lengthM: number): string => (Number.isFinite(lengthM) ? metres(lengthM) : "경로 없음");

/** Longest way from a room to a direct stair, over all storeys that are not the escape storey. */
function travel(facts: Facts, limitM: number): Outcome {
  const upper = facts.storeys.filter((entry) => entry.storey.number !== 1);
  const ways = upper.flatMap((entry) => entry.travel.rooms);
  // Stores and plant alone in a basement: nobody stays on the storeys that need the stair.
  if (ways.length === 0) return { holds: true, measured: "피난층 밖에 거실 없음", demanded: `${metres(limitM)} 이하` };
  const longest = Math.max(...ways.map((way) => way.lengthM));
  return {
    holds: atMost(longest, limitM),
    measured: lengthText(longest),
    demanded: `${metres(limitM)} 이하`,
    elements: ways.filter((way) => !atMost(way.lengthM, limitM)).map((way) => way.space),
    note: "거실의 가장 먼 구석에서 문과 통로를 따라 계단까지 잰 거리입니다.",
  };
}

const upperStoreys = (facts: Facts): boolean => facts.storeys.some((entry) => entry.storey.number !== 1);

/** Buildings of 시행령 §39① among our uses: assembly, worship, schools, large shops, and any with a lift. */
const exitDuty = (facts: Facts): boolean =>
  isRetail(facts) || facts.areaByUse("assembly", "worship", "school") > 0 || facts.lifts > 0;

function groundTravel(facts: Facts): Outcome {
  const ground = facts.storeys.find((entry) => entry.storey.number === 1)?.travel;
  const limit = limitOf(facts);
  const stairs = ground?.stairs ?? [];
  const stair = Math.max(0, ...stairs.map((way) => way.lengthM));
  const rooms = ground?.rooms ?? [];
  const room = Math.max(0, ...rooms.map((way) => way.lengthM));
  return {
    holds: atMost(stair, limit) && atMost(room, 2 * limit),
    measured: [...(stairs.length > 0 ? [`계단→출구 ${lengthText(stair)}`] : []), `거실→출구 ${lengthText(room)}`].join(
      ", ",
    ),
    demanded: [...(stairs.length > 0 ? [`${metres(limit)} 이하`] : []), `${metres(2 * limit)} 이하`].join(", "),
    elements: rooms.filter((way) => !atMost(way.lengthM, 2 * limit)).map((way) => way.space),
  };
}

/** A duty of two direct stairs on the storeys picked. */
function twoStairs(pick: (facts: Facts) => readonly StoreyFacts[]): Pick<Rule, "applies" | "check"> {
  return {
    applies: (facts) => pick(facts).length > 0,
    check: (facts) => {
      const storeys = pick(facts);
      const fewest = Math.min(...storeys.map((entry) => entry.directStairs));
      const largest = Math.max(...storeys.map((entry) => entry.habitableM2));
      return {
        holds: fewest >= 2,
        measured: `${count(fewest, "개소")} (층 거실 ${squareMetres(largest)})`,
        demanded: `${count(2, "개소")} 이상`,
        elements: storeys
          .filter((entry) => entry.directStairs < 2)
          .flatMap((entry) => entry.storey.stairs.map((stair) => stair.id)),
      };
    },
  };
}

const fromThird = (facts: Facts) => facts.above.filter((entry) => entry.storey.number >= 3);

/** 숙박, 다가구, 판매, 의료, 학원, 아동관련시설 among our uses; a clinic below 의원 size is still treated as 의료 to be safe. */
function lodgingLike(facts: Facts, entry: StoreyFacts): boolean {
  if (["guesthouse", "clinic", "academy", "kindergarten", "elderly"].includes(entry.use)) return true;
  if (entry.use === "house") return facts.housing === "multi-household";
  return entry.use === "shop" && isRetail(facts);
}

const apartmentsAbove4 = (facts: Facts, entry: StoreyFacts): boolean =>
  facts.housing === "apartments" &&
  entry.use === "house" &&
  new Set(entry.storey.spaces.map((space) => space.unit).filter(Boolean)).size > 4;

/** Enclosed by doors: the least an escape stair must be. */
export function openStairs(entry: StoreyFacts): string[] {
  const { storey } = entry;
  const wells = storey.spaces.filter((space) => space.kind === "stair").map((space) => space.id);
  const passages = storey.openings.filter(
    (opening) => opening.kind === OpeningKind.PASSAGE && opening.spaces.some((id) => wells.includes(id)),
  );
  const loose = storey.stairs.filter((stair) => !wells.includes(stair.space));
  return [...passages.map((opening) => opening.id), ...loose.map((stair) => stair.id)];
}

function escapeStair(facts: Facts): Outcome {
  const open = facts.storeys.flatMap(openStairs);
  const high = facts.above.filter((entry) => entry.storey.number >= 5);
  const highM2 = high.reduce((sum, entry) => sum + entry.grossM2, 0);
  const spared = facts.fireproof && highM2 > 0 && highM2 <= 200 && facts.basements.length < 2;
  return {
    holds: open.length === 0 ? true : spared ? undefined : false,
    measured: open.length === 0 ? "문으로 구획된 계단실" : "계단실이 열려 있음",
    demanded: "피난계단 또는 특별피난계단",
    elements: open,
    note: spared ? "내화구조이고 5층 이상 바닥면적이 200 m² 이하이면 면제될 수 있습니다." : "",
  };
}

const terraceKinds = new Set(["terrace", "balcony", "roof_terrace"]);

function balustrade(facts: Facts): Outcome {
  const terraces = facts.above
    .filter((entry) => entry.storey.number >= 2)
    .flatMap((entry) => entry.storey.spaces.filter((space) => terraceKinds.has(space.kind)));
  const parapet = facts.plan.roof?.parapet ?? 0;
  const roofs = terraces.every((space) => space.kind === "roof_terrace");
  return {
    holds: roofs ? atLeast(parapet, 1.2) : undefined,
    measured: roofs ? `난간벽 ${metres(parapet)}` : `노대 ${terraces.length}개, 난간 높이 미표기`,
    demanded: `${metres(1.2)} 이상`,
    elements: terraces.map((space) => space.id),
  };
}

function firefighterWindows(facts: Facts): Outcome {
  const side = (facts.plan.site ?? facts.brief.site)?.roadSide ?? "S";
  const storeys = facts.above.filter(({ storey }) => storey.number >= 2 && storey.number <= 11);
  const rows = storeys.map((entry) => {
    const box = bounds(entry.outline);
    const facade = side === "E" || side === "W" ? box.maxY - box.minY : box.maxX - box.minX;
    const fit = entry.storey.openings.filter(
      (opening) =>
        opening.firefighter &&
        opening.spaces.length === 1 &&
        atLeast(opening.width, 0.9) &&
        atLeast(opening.height, 1.0) &&
        atMost(opening.sill, 0.8),
    );
    const outward = entry.storey.openings.filter((opening) => opening.spaces.length === 1);
    const walls = entry.storey.walls.filter((wall) => wall.external);
    const wanted = Math.max(1, Math.ceil(facade / 40 - 1e-9));
    return { name: entry.storey.name, fit, wanted, couldBe: outward.length > 0 ? outward : walls };
  });
  const short = rows.filter((row) => row.fit.length < row.wanted);
  return {
    holds: short.length === 0,
    measured: rows.map((row) => `${row.name} ${row.fit.length}개`).join(", "),
    demanded: "층마다 1개 이상(외벽 40 m마다 1개), 0.9 m × 1.0 m 이상, 하단 0.8 m 이하",
    // Where some are missing, what could become one; else the windows that are meant.
    elements: (short.length > 0 ? short.map((row) => row.couldBe) : rows.map((row) => row.fit))
      .flat()
      .map(({ id }) => id),
    note: short.map((row) => `${row.name}에 소방관 진입창이 모자랍니다.`).join(" "),
  };
}

/** Ways of escape: travel distance, number and kind of stairs, firefighter windows. */
export const egressRules: readonly Rule[] = [
  {
    id: "egress.30",
    ko: "직통계단 보행거리",
    en: "travel distance to nearest direct stair",
    article: "건축법 시행령 §34①",
    status: "V1",
    applies: (facts) => upperStoreys(facts) && !facts.fireproof,
    check: (facts) => travel(facts, 30),
  },
  {
    id: "egress.50",
    ko: "내화구조·불연재료 보행거리",
    en: "fire-resistive/non-combustible",
    article: "건축법 시행령 §34① 단서",
    status: "V1",
    applies: (facts) => upperStoreys(facts) && facts.fireproof,
    check: (facts) => travel(facts, facts.housing === "apartments" && facts.above.length >= 16 ? 40 : 50),
  },
  {
    id: "egress.ground",
    ko: "피난층 계단→출구",
    en: "escape floor stair->exit same limit; room->exit twice",
    article: "피난규칙 §11①",
    status: "V1",
    applies: exitDuty,
    check: groundTravel,
  },
  {
    id: "stair2.lodging",
    ko: "직통계단 2개소(숙박·다가구·학원 등 3층 이상 200㎡)",
    en: "two stairs lodging/multi-household 3F+ room area >=200",
    article: "건축법 시행령 §34②2",
    status: "V1",
    ...twoStairs((facts) => fromThird(facts).filter((entry) => lodgingLike(facts, entry) && entry.habitableM2 >= 200)),
  },
  {
    id: "stair2.apt",
    ko: "공동주택(층당 4세대 초과)·오피스텔 300㎡",
    en: "two stairs apartments/officetel >=300",
    article: "건축법 시행령 §34②3",
    status: "V1",
    ...twoStairs((facts) => facts.above.filter((entry) => apartmentsAbove4(facts, entry) && entry.habitableM2 >= 300)),
  },
  {
    id: "stair2.other",
    ko: "그 밖 3층 이상 400㎡",
    en: "two stairs other uses 3F+ >=400",
    article: "건축법 시행령 §34②4",
    status: "V1",
    ...twoStairs((facts) => fromThird(facts).filter((entry) => !lodgingLike(facts, entry) && entry.habitableM2 >= 400)),
  },
  {
    id: "stair2.base",
    ko: "지하층 200㎡",
    en: "two stairs basement >=200",
    article: "건축법 시행령 §34②5",
    status: "V1",
    ...twoStairs((facts) => facts.basements.filter((entry) => entry.habitableM2 >= 200)),
  },
  {
    id: "stair2.assembly",
    ko: "집회·주점 200㎡(공연장 300)",
    en: "two stairs assembly/bars >=200",
    article: "건축법 시행령 §34②1",
    status: "V1",
    ...twoStairs((facts) =>
      facts.storeys.filter(
        (entry) =>
          entry.storey.number !== 1 && ["assembly", "worship", "bar"].includes(entry.use) && entry.habitableM2 >= 200,
      ),
    ),
  },
  {
    id: "stair.escape5f",
    ko: "5층 이상·지하2층 이하 피난계단",
    en: "escape stair for 5F+ or B2-",
    article: "건축법 시행령 §35①",
    status: "V1",
    applies: (facts) => facts.storeys.some(({ storey }) => storey.number >= 5 || storey.number <= -2),
    check: escapeStair,
  },
  {
    id: "exit.balustrade",
    ko: "옥상·2층 이상 노대 난간",
    en: "guard of roof terrace/balcony",
    article: "건축법 시행령 §40①",
    status: "V1",
    applies: (facts) =>
      facts.above.some(
        ({ storey }) => storey.number >= 2 && storey.spaces.some((space) => terraceKinds.has(space.kind)),
      ),
    check: balustrade,
  },
  {
    id: "fire.window",
    ko: "소방관 진입창",
    en: "firefighter access window 2F-11F",
    article: "건축법 §49③·영 §51④·피난규칙 §18의2",
    status: "V1",
    applies: (facts) => facts.above.some(({ storey }) => storey.number >= 2),
    check: firefighterWindows,
  },
];
