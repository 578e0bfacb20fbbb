import type { Assumption } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { type Excluding, mustStay } from "../concept/left-out.ts";
import { roomKind } from "../concept/rooms.ts";
import { assume, assumeArea, shownArea } from "./assumptions.ts";
import type { Plot } from "./geojson.ts";
import type { Place } from "./place-table.ts";
import type { Reading } from "./reading.ts";
import { gableUpTo } from "./roofs.ts";
import type { RoomReading } from "./rooms.ts";
import { assumedPlot } from "./site.ts";
import type { Correction } from "./typos.ts";
import type { UseReading } from "./uses.ts";

/** The sentence with every gap filled. */
export interface Whole {
  readonly reading: Reading;
  readonly plot: Plot | undefined;
  readonly storeys: number;
  readonly basements: number;
  readonly siteM2: number;
  readonly areaM2: number;
  readonly place: Place;
}

/** Width of an assumed road, metres: from 2,000 m2 the Building Act asks for 6 m and more. */
export function roadWidthFor(areaM2: number): number {
  return areaM2 >= 2000 ? 8 : 6;
}

/** The assumed plot of the building. */
export function plotOf(whole: Whole): { width: number; depth: number } {
  const { reading } = whole;
  return assumedPlot({
    areaM2: whole.areaM2,
    storeys: whole.storeys,
    basements: whole.basements,
    zone: whole.place.zone,
    use: reading.use.use,
    parking: reading.rooms.find(({ kind }) => kind === "parking")?.count ?? 0,
    courtyard: reading.styles.includes("hanok") && whole.storeys === 1,
    siteM2: whole.siteM2,
  });
}

/** The roof the building gets when nobody named one, or when the one named can't be built on it. */
function assumeRoof({ reading, storeys }: Whole): Assumption[] {
  const { roof, styles } = reading;
  const hanok = styles.includes("hanok");
  if (roof !== "" && hanok && roof !== "hip") {
    return [
      assume("roof", "hip", "한옥은 처마가 깊은 우진각지붕으로 설계합니다.", "A hanok has a hip roof with deep eaves."),
    ];
  }
  if (roof === "gable" && storeys > gableUpTo) {
    const ko = `박공지붕은 ${gableUpTo}층까지 설계하므로 평지붕으로 했습니다.`;
    return [assume("roof", "flat", ko, `Gable roofs are designed on up to ${gableUpTo} storeys: the roof is flat.`)];
  }
  return [];
}

/** All that nobody gave, with the reason. */
export function assumptionsOf(whole: Whole, spread: readonly { storey: number; use: string }[]): Assumption[] {
  const { reading, storeys, basements } = whole;
  const { use } = reading.use;
  return [
    ...assumeArea({ reading: reading.area, areaM2: whole.areaM2, use, storeys: storeys + basements }),
    ...assumeStoreys(whole),
    ...assumeTypo(reading.mended),
    ...assumeUse(reading.use, spread),
    ...assumeRooms(reading.rooms),
    ...notDrawn(reading.rooms),
    ...notLeftOut({ ...reading, basements }, spread.length > 0 ? spread.map((one) => one.use) : [use]),
    ...assumePlace(whole),
    ...assumeSite(whole),
    ...assumeRoof(whole),
    ...reading.unknownCertificates.map((name) =>
      assume(
        "certificates",
        name,
        `'${name}'은(는) 평가하지 못해 반영하지 않았습니다 (G-SEED, ZEB, BF만 평가합니다).`,
        `"${name}" cannot be assessed and was left out (G-SEED, ZEB and BF can).`,
      ),
    ),
  ];
}

function assumeStoreys(whole: Whole): Assumption[] {
  const { reading, storeys, basements } = whole;
  const found: Assumption[] = [];
  const said = reading.storeys.storeys !== undefined;
  if (!said) {
    const usual: Readonly<Record<string, string>> = {
      mixed: "복합건물의 보통 규모",
      apartments: "다세대주택의 보통 규모",
    };
    const reason = usual[reading.use.use] ?? "가장 단순한 규모";
    found.push(
      assume("storeys", storeys, `층수를 말하지 않아 ${reason}로 보았습니다.`, "No number of storeys was given."),
    );
  }
  if (reading.storeys.notes.includes("range")) {
    found.push(
      assume("storeys", storeys, "말한 범위에서 높은 층수를 골랐습니다.", "The higher end of the range given."),
    );
  }
  if (reading.storeys.notes.includes("duplex")) {
    found.push(assume("storeys", 2, "'복층'을 2개 층으로 보았습니다.", '"복층" was read as two storeys.'));
  }
  if (reading.storeys.notes.includes("half_storey")) {
    found.push(assume("rooms", "attic", "반 층은 다락으로 보았습니다.", "The half storey is an attic."));
  }
  if (reading.storeys.notes.includes("half_basement")) {
    found.push(
      assume("basements", basements, "'반지하'를 지하층으로 보았습니다.", "A half basement counts as a basement."),
    );
  }
  if (reading.storeys.basements === undefined && !reading.storeys.basementExcluded) {
    found.push(assume("basements", 0, "지하층을 말하지 않았습니다.", "No basement was asked for."));
  }
  return found;
}

function assumeTypo(mended: Correction | undefined): Assumption[] {
  if (mended === undefined) return [];
  const { typed, read } = mended;
  return [assume("text", read, `'${typed}'을(를) '${read}'(으)로 읽었습니다.`, `"${typed}" was read as "${read}".`)];
}

function assumeUse(use: UseReading, spread: readonly { storey: number; use: string }[]): Assumption[] {
  const found: Assumption[] = [];
  if (use.nearestTo !== undefined) {
    found.push(
      assume(
        "use",
        use.use,
        `'${use.nearestTo}'에 가장 가까운 용도로 설계합니다.`,
        `The nearest use to "${use.nearestTo}" that can be designed.`,
      ),
    );
  }
  if (spread.some(({ storey }) => use.byStorey.get(storey) === undefined)) {
    const value = spread.map(({ storey, use: name }) => `${storey}:${name}`).join(" ");
    found.push(
      assume(
        "storey_uses",
        value,
        "사는 곳은 위층에, 나머지는 길에 닿는 아래층에 두었습니다.",
        "Homes go to the upper storeys, the other uses to the street.",
      ),
    );
  }
  return found;
}

function assumeRooms(rooms: readonly RoomReading[]): Assumption[] {
  return rooms
    .filter((room) => room.rough)
    .map((room) =>
      assume(
        "rooms",
        `${room.kind} ${room.count}`,
        "어림한 수 가운데 작은 쪽을 골랐습니다.",
        "The lower of the rough numbers given.",
      ),
    );
}

/** Parts of a building that are asked for but not designed yet: who reads the brief shall know before the drawings. */
const undrawn: Readonly<Record<string, { ko: string; en: string }>> = {
  balcony: { ko: "발코니", en: "balcony" },
  roof_terrace: { ko: "옥상 테라스·정원", en: "roof terrace" },
  attic: { ko: "다락", en: "attic" },
};

function notDrawn(rooms: readonly RoomReading[]): Assumption[] {
  return rooms.flatMap(({ kind }) => {
    const part = undrawn[kind];
    if (part === undefined) return [];
    const ko = `${part.ko}은(는) 아직 설계하지 못해 도면과 모델에 없습니다. 면적에도 넣지 않았습니다.`;
    return [assume("rooms", `${kind} 0`, ko, `A ${part.en} cannot be designed yet: it is in no drawing and no area.`)];
  });
}

/** Rooms that are excluded and stay, as the use is nothing without them. */
export function notLeftOut(brief: Excluding, uses: readonly string[]): Assumption[] {
  const plain = uses.map((use) => (use === "apartments" ? "house" : use));
  return brief.exclusions
    .filter((kind) => plain.some((use) => mustStay(brief, use, kind)))
    .map((kind) => {
      const ko = `${roomKind(kind).ko}은(는) 이 건물에 없어서는 안 되어 빼지 못했습니다.`;
      return assume("exclusions", `${kind} 1`, ko, `The building is nothing without its ${kind}: it stays.`);
    });
}

function assumePlace(whole: Whole): Assumption[] {
  const { place, reading, plot } = whole;
  const found: Assumption[] = [];
  if (reading.place === undefined) found.push(assumeCity(place, reading.rural, plot));
  if (reading.otherPlaces.length > 0) {
    found.push(
      assume(
        "place",
        place.name,
        `함께 나온 지명(${reading.otherPlaces.join(", ")})은 지을 곳으로 보지 않았습니다.`,
        "Another place in the sentence was not taken as the site.",
      ),
    );
  }
  return [...found, ...(inTheCountry(whole) ? assumeRuralZone(whole) : assumeZone(place, reading.zone))];
}

/** No place was named, but a word for the country. */
const inTheCountry = ({ reading, plot }: Whole): boolean => reading.rural !== "" && plot?.position === undefined;

function assumeCity({ name, nameEn, city }: Place, rural: string, plot: Plot | undefined): Assumption {
  if (plot?.position !== undefined) {
    return assume("city", city, "대지 좌표에서 가장 가까운 곳입니다.", "The known place nearest to the plot.");
  }
  if (rural === "")
    return assume("city", city, "지을 곳을 말하지 않아 서울로 보았습니다.", "No place was named: Seoul.");
  const ko = `지명 없이 '${rural}'만 말해 서울이 아닌 농촌(${city} ${name})으로 보았습니다.`;
  return assume("city", city, ko, `No place was named but the country ("${rural}"): ${nameEn}, not Seoul.`);
}

function assumeRuralZone({ place, reading }: Whole): Assumption[] {
  const ko = `'${reading.rural}'의 땅에 흔한 용도지역입니다(건폐율 40 %, 용적률 100 % 이하, 정북 일조 이격 없음). 토지이용계획확인서로 확인하세요.`;
  const en = "The usual zone of land in the country; the land-use certificate decides.";
  const zone = reading.zone === "" ? [assume("zone", place.zone, ko, en)] : [];
  return [...zone, ...assumeZone(place, place.zone)];
}

/** Climate region of a place, and its zone unless that was said: guesses that the land-use certificate decides. */
export function assumeZone(place: Place, said = ""): Assumption[] {
  const guess = assume(
    "zone",
    place.zone,
    `${place.name}의 흔한 용도지역으로 짐작했습니다. 토지이용계획확인서로 확인하세요.`,
    `A guess from the usual zoning of ${place.nameEn}; the land-use certificate decides.`,
  );
  return [
    ...(said === "" ? [guess] : []),
    assume(
      "climate",
      place.climate,
      "에너지절약설계기준의 지역 구분에 따랐습니다.",
      "By the regions of the energy design standard.",
    ),
  ];
}

function assumeSite(whole: Whole): Assumption[] {
  const road = roadWidthFor(whole.areaM2);
  const found: Assumption[] = [];
  if (whole.plot?.roadSide === undefined || whole.plot.roadWidth === undefined) {
    found.push(
      assume(
        "road",
        `S ${road} m`,
        `남쪽에 너비 ${road} m 도로가 있다고 보았습니다.`,
        `A road ${road} m wide in the south.`,
      ),
    );
  }
  if (whole.plot !== undefined) return found;
  const { width, depth } = plotOf(whole);
  const size = `${shownArea(width)} × ${shownArea(depth)} m`;
  found.push(
    assume(
      "site",
      size,
      whole.siteM2 > 0
        ? `말한 대지면적의 직사각형 대지(${size})로 보았습니다.`
        : `건폐율·용적률·주차·일조 이격이 들어갈 직사각형 대지(${size})를 가정했습니다.`,
      whole.siteM2 > 0
        ? `A rectangular plot of the area given (${size}).`
        : `A rectangular plot (${size}) with room for coverage, floor area ratio, parking and setbacks.`,
    ),
  );
  return found;
}
