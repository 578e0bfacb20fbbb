import { type Place, places } from "./place-table.ts";
import { after, type Entry, findMentions, isExcluded } from "./text.ts";

/** Words that say the country without a name: no city's zone is meant, nor its ordinance. */
const entries: readonly Entry<true>[] = [
  /(?<![가-힣])(?:시골|농촌|어촌|산촌|산골|두메|농어촌)/g,
  /전원 ?(?:주택|생활|마을|단지)/g,
  /(?<![가-힣])(?:농막|농가|귀농|귀촌|촌집|밭 ?(?:옆|가운데|한가운데)|논 ?(?:옆|가운데|한가운데))/g,
  /(?<![가-힣])[가-힣]{0,3}읍(?=내|에|의| |$|[,.])/g,
  /(?<![가-힣])[가-힣]{0,3}면 ?(?=소재지|사무소|단위)|(?<![가-힣])[가-힣]{2,3}면(?= [가-힣]{2,3}리(?:$|[^가-힣]|에))/g,
].map((pattern) => ({ pattern, value: true }));

/** "시골 느낌의 카페", "농막 같은 집": what it is like, not where. */
const likeness = /^(?:집|주택)? ?(?:풍|식|느낌|분위기|스타일|감성|스러운|같은|처럼|밥상|국밥|된장)/;

/** The word by which a sentence says that the building stands in the country; empty if it doesn't. */
export function readRural(text: string): string {
  const found = findMentions(text, entries).filter(({ end }) => !likeness.test(after(text, end)));
  return found.find((mention) => !isExcluded(text, mention))?.word.trim() ?? "";
}

/** Where a building of the country stands when nobody said: a county east of the capital, outside of its town. */
export const ruralPlace: Place = places.find(({ name }) => name === "양평") as Place;
