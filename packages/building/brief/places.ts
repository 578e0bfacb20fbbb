import { assumedPlace, type Place, places } from "./place-table.ts";
import { contradiction, type Problem } from "./problem.ts";
import { after, before, type Entry, findMentions, isExcluded, type Mention } from "./text.ts";

/** What the sentence says of the place; `place` is absent when it names none. */
export type PlaceReading =
  | { readonly ok: true; readonly place?: Place; readonly others: readonly string[] }
  | { readonly ok: false; readonly problem: Problem };

/** What joins a place to the next clause, or ends the sentence: "광명이고", "광주예요". */
const copula =
  "이?(?:고|구)요?(?=$|[^가-힣])|이(?:며|에|예|요|라)|예[요용]|에요|요(?=$|[^가-힣])|입니[다더]|인[데디]|임[더다]|이?(?:고|라)예";
const suffix = `(?=$|[^가-힣a-z]|특별|광역|시내|[시군구]청|[시군](?:$|[^가-힣]|[에의은는을로]|${copula})|[구동역읍면리]|에|의|은 |는 |이나 |공항|터미널|[항호](?:$|[^가-힣]|[에가의])|쪽|앞|옆|근처|인근|부근|으?로 |대로|길|카페|한옥|게스트|단독|주택|사무|상가|식당|신도시|혁신도시|기업도시|산업단지|아산역|입구|바닷가|해변|펜션|${copula})`;

/** Provinces as they stand before a name ("경상남도 고성군"); a city stands so by its own name. */
const provinces: Readonly<Record<string, string>> = {
  경기: "경기도?",
  강원: "강원도?|강원특별자치도",
  충북: "충북|충청북도",
  충남: "충남|충청남도",
  전북: "전북|전라북도|전북특별자치도",
  전남: "전남|전라남도",
  경북: "경북|경상북도",
  경남: "경남|경상남도",
};
const cities = [...new Set(places.map(({ city }) => city))];
const provinceOf = (city: string): string => provinces[city] ?? `${city}(?:특별자치도|특별자치시|특별시|광역시|시|도)?`;

/** What may follow a name behind its province: "경남 사천이고", "서울 중랑구예요". */
const behindProvince = "(?=[시군구]청|[시군구도]?(?:$|[^가-힣]|[이고구예요입인라에의은는로으쪽근부앞옆]))";

const own = (name: string): string => name.split(" ").at(-1) ?? name;

/** The name in the table as it stands behind its province, without what kind of district it is. */
const shortName = (name: string): string => own(name).replace(/(?<=[가-힣]{2})[시군구]$/, "");

interface Name {
  readonly place: Place;
  /** An everyday word too. */
  readonly doubtful: boolean;
}

/** Behind its province no name can be mistaken. */
function behind({ name, city, spellings, doubtful }: Place): RegExp {
  const names = [spellings, doubtful, own(name), shortName(name)].filter((word) => word !== "");
  return new RegExp(`(?<=(?:${provinceOf(city)}) ?)(?:${names.join("|")})${behindProvince}`, "g");
}

const entries: readonly Entry<Name>[] = [
  ...places
    .filter(({ name, city }) => name !== city)
    .map((place) => ({ pattern: behind(place), value: { place, doubtful: false } })),
  ...places
    .filter(({ spellings }) => spellings !== "")
    .map((place) => ({
      pattern: new RegExp(`(?:${place.spellings})${suffix}`, "g"),
      value: { place, doubtful: false },
    })),
  ...places
    .filter(({ doubtful }) => doubtful !== "")
    .map((place) => ({ pattern: new RegExp(place.doubtful, "g"), value: { place, doubtful: true } })),
];

/** A place begins a word, or follows its city or a figure without a space ("서울강남", "2층속초"). */
const begins = new RegExp(`(?:^|[^가-힣a-z]|${cities.join("|")}|[시도구층평대개실])$`);
/** "부산 강서구" is not the one in Seoul. */
const cityBefore = new RegExp(
  `(${cities.filter((city) => provinces[city] === undefined).join("|")})(?:특별자치시|특별시|광역시|시)? $`,
);
const manner = /[가-힣] ?풍 $/;

/** These begin no sentence as a place: "고령 부모님이 살 집", "사천 요리", "구리 공장". */
const neverFirst = new Set(["고령", "사천", "이천", "구리", "양주", "영양", "음성", "예산", "인제"]);
/** Nor is one said so: "3억이 예산이고", "모시게 되어 영광입니다". */
const neverSaid = new Set(["고령", "예산", "음성", "영광"]);
const office = /^(?:[시군구]청|[시군구읍](?:$|[^가-힣]|[에의은는])|에(?:$|[^가-힣]|다|서))/;
/** "이천 백사면에": a part of it follows. */
const inside = /^ [가-힣]{2,3}[읍면동](?:$|[^가-힣]|[에의은는이으로])/;
const notInside = /^ [가-힣]?(?:[측방전화국장정표]면|[이변활운행자공노아작]동)/;
/** The head of a clause, or what says where. */
const isCopula = new RegExp(`^(?:${copula})`);
const clauseHead = /(?:^|[.,!?] ?|(?:위치|장소|지역|동네|곳|땅|여기|현장)[은는] ?)$/;

/** Whether a name is meant as a place; one that is an everyday word too only by what stands around it. */
function isPlace(text: string, { start, end, word, value }: Mention<Name>): boolean {
  const lead = before(text, start);
  const tail = after(text, end);
  const other = cityBefore.exec(lead)?.[1];
  if (other !== undefined && other !== value.place.city) return false;
  if (!value.doubtful) return begins.test(lead) && !manner.test(lead);
  if (/[가-힣]$/.test(lead)) return false;
  if (office.test(tail) || (inside.test(tail) && !notInside.test(tail))) return true;
  if (/(?:예산|금)[은이]? ?$/.test(lead)) return false;
  const alone = /^[ .!~]*$/.test(tail) || (/(?:^|[,/·.!?] ?)$/.test(lead) && /^ ?[,/·]/.test(tail));
  if (alone) return true;
  if (clauseHead.test(lead) && isCopula.test(tail)) return !neverSaid.has(word);
  return /(?:^|[.!?] )$/.test(lead) && !neverFirst.has(word) && /^ [가-힣]/.test(tail);
}

const locative = /^(?:[가-힣]{0,3}?(?:에|에서|에다|에다가|쪽에)(?: |$)|[가-힣]{0,4} ?(?:근처|인근|부근|옆|앞|쪽))/;
const locativeBefore = /\b(?:in|at|near) $/;
const likeness = /^(?: [가-힣]{1,4}(?:마을|거리|골목|시장|길))?(?:식|풍|의|와|과)? ?(?:느낌|분위기|스타일|같은|처럼)/;
const past =
  /^에서 ?(?:차로 ?|약 ?|한 ?)?\d{1,3} ?(?:시간|분|km|킬로)|^ ?(?:살다|살았|살던|떠나)|^에서 ?(?:\d{1,2}년(?:간|째|을|동안)? ?)?[가-힣 ]{0,8}(?:하다|살다|일하|직장|근무|다니|생활|퇴직|은퇴|자라|자란|태어|왔|와서|내려|올라)/;
/** "대구에서 빵집 하는 사람인데": where they are now, beside another place. */
const busy = /^에서 ?[가-힣 ]{0,10}(?:하는|하고 ?있|합니다|하며|해요|해 ?왔|했)/;
const dish = /^(?:식|풍)? ?(?:흑돼지|비빔밥|닭갈비|막국수|왕갈비|밀면|국밥|탕|감귤|한우)/;

/** Finds where the building shall stand; two cities with "에" contradict each other. */
export function readPlace(text: string): PlaceReading {
  const found = findMentions(text, entries)
    .filter((mention) => isPlace(text, mention) && !isExcluded(text, mention))
    .filter(({ end }) => ![likeness, dish, past].some((pattern) => pattern.test(after(text, end))))
    .map((mention): Mention<Place> => ({ ...mention, value: mention.value.place }));
  const located = found.filter((mention) => isStated(text, mention));
  const wanted = located.filter(({ end }) => !busy.test(after(text, end)));
  const stated = wanted.length > 0 ? wanted : located;
  const named = new Set(stated.map((mention) => mention.value.city));
  if (named.size > 1) return { ok: false, problem: twoCities([...named]) };
  const pool = stated.length > 0 ? found.filter(({ value }) => named.has(value.city)) : found;
  const city = (stated[0] ?? found[0])?.value.city;
  const inCity = pool.filter(({ value }) => value.city === city);
  const particular = inCity.findLast(({ value }) => value.name !== city) ?? inCity[0];
  const others = found.filter(({ value }) => value.city !== city).map(({ value }) => value.name);
  return particular === undefined ? { ok: true, others } : { ok: true, place: particular.value, others };
}

function isStated(text: string, mention: Mention<Place>): boolean {
  return (
    locative.test(after(text, mention.end)) ||
    locativeBefore.test(text.slice(Math.max(0, mention.start - 5), mention.start))
  );
}

function twoCities(cities: readonly string[]): Problem {
  return contradiction(
    "place",
    `지을 곳이 둘입니다: ${cities.join(", ")}. 한 곳만 적어 주세요.`,
    `More than one place is named: ${cities.join(", ")}. Name one.`,
    { given: cities.join(", ") },
  );
}

/** The known place nearest to a point, for a plot given without a name. */
export function nearestPlace(latitude: number, longitude: number): Place {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  const distance = (place: Place) => Math.hypot(place.latitude - latitude, (place.longitude - longitude) * shrink);
  return places.reduce((best, place) => (distance(place) < distance(best) ? place : best), assumedPlace);
}
