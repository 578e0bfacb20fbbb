import { assumedPlace, type Place, places } from "./place-table.ts";
import { contradiction, type Problem } from "./problem.ts";
import { after, type Entry, findMentions, isExcluded, type Mention } from "./text.ts";

/** What the sentence says of the place; `place` is absent when it names none. */
export type PlaceReading =
  | { readonly ok: true; readonly place?: Place; readonly others: readonly string[] }
  | { readonly ok: false; readonly problem: Problem };

const suffix =
  "(?=$|[^가-힣a-z]|특별|광역|시내|시에|시의|시 |[구동역읍면리]|에|의|은 |는 |이나 |쪽|앞|옆|근처|인근|부근|로 |대로|길|카페|한옥|게스트|단독|주택|사무|상가|식당|신도시|입구|입니다|이에요|예요|이고|인데|바닷가|해변|펜션)";

const cityNames = new Set(places.map((place) => place.city));

const entries: readonly Entry<Place>[] = places.map((place) => ({
  // A place begins a word, or follows the name of its city or a figure without a space ("서울강남", "2층속초").
  pattern: new RegExp(`(?<![가-힣a-z]|[가-힣] ?풍 )(?:${place.spellings})${suffix}`, "g"),
  value: place,
}));
const afterCity: readonly Entry<Place>[] = places.map((place) => ({
  pattern: new RegExp(`(?<=${[...cityNames].join("|")}|[시도구층평대개실])(?:${place.spellings})${suffix}`, "g"),
  value: place,
}));

const locative = /^(?:[가-힣]{0,3}?(?:에|에서|에다|에다가|쪽에)(?: |$)|[가-힣]{0,4} ?(?:근처|인근|부근|옆|앞|쪽))/;
const locativeBefore = /\b(?:in|at|near) $/;
const likeness = /^(?:식|풍|의|와|과)? ?(?:느낌|분위기|스타일|같은|처럼)/;
const dish = /^(?:식|풍)? ?(?:흑돼지|비빔밥|닭갈비|막국수|왕갈비|밀면|국밥|탕|감귤|한우)/;

/** Finds where the building shall stand; two cities with "에" contradict each other. */
export function readPlace(text: string): PlaceReading {
  const found = findMentions(text, [...entries, ...afterCity]).filter(
    (mention) =>
      !isExcluded(text, mention) && !likeness.test(after(text, mention.end)) && !dish.test(after(text, mention.end)),
  );
  if (found.length === 0) return { ok: true, others: [] };
  const stated = found.filter((mention) => isStated(text, mention));
  const cities = new Set(stated.map((mention) => mention.value.city));
  if (cities.size > 1) return { ok: false, problem: twoCities([...cities]) };
  const pool = stated.length > 0 ? found.filter(({ value }) => cities.has(value.city)) : found;
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
