import { after, before, type Entry, findMentions, isExcluded } from "./text.ts";

/** A style word of a brief. */
export type Style = "modern" | "hanok" | "industrial" | "nordic" | "minimal" | "classic";

const entries: readonly Entry<Style>[] = [
  {
    pattern:
      /모던|모든 ?스타일|모덴|현대적|현대식|현대풍|현대 ?(?=스타일|건축|한옥|양식|감각)|현대(?=와|적)|컨템포러리|modern|contemporary/g,
    value: "modern",
  },
  {
    pattern:
      /한옥(?!마을)|전통(?! ?(?:시장|차|주|술|음식|찻|문화|과자|떡|혼례))|기와집|고택|초가|traditional korean|hanok/g,
    value: "hanok",
  },
  {
    pattern:
      /인더스트리얼|인더스트리|공장형|공장 ?(?:스타일|느낌|분위기|풍)|노출 ?콘크리트|빈티지|로프트|industrial|loft/g,
    value: "industrial",
  },
  { pattern: /북유럽|스칸디(?:나비아)?|노르딕|nordic|scandinavian/g, value: "nordic" },
  { pattern: /미니멀|심플|군더더기 ?없는|젠 ?스타일|minimal(?:ist)?/g, value: "minimal" },
  {
    pattern:
      /클래식|클래시컬|고전적|고전 ?(?=스타일|양식|풍)|유럽풍|유럽 ?(?=스타일)|앤틱|앤티크|엔틱|classic(?:al)?|antique/g,
    value: "classic",
  },
];

/** Words that make "현대적" a matter of fittings, not of style. */
const amenityAfter =
  /^(?:인|의|으로)? ?(?:최신 ?)?(?:편의|설비|시설|욕실|화장실|주방|부엌|난방|냉난방|가전|기기|생활|amenit|convenien|facilit|bath|kitchen)/;
const amenities =
  /(?:현대적|현대식|현대|최신|최신식|모던한|편리한|각종|다양한)(?:인|의)? ?(?:편의 ?시설|편의|설비|시설|욕실|화장실|주방|부엌|난방|냉난방|가전)|(?<!장애인 ?|장애인용 ?|노약자 ?|주민 ?)편의 ?시설|modern (?:amenit|convenien|facilit|bath|kitchen)|amenities/g;
const fittingBefore =
  /(?:욕실|화장실|주방|부엌|설비|시설|난방|냉난방|편의|내부|가전)(?:은|는|만|만은|도|이|가|을|를)? ?(?:최신 |아주 )?$/;
const negated = /^(?:(?:하|적이|스럽|적)?지 ?(?:않|말)|[한인]? ?(?:것|거|쪽|느낌|스타일|풍)?보다)/;
/** "북유럽 가구를 파는 매장": what is sold there. */
const goods = /^ ?풍? ?(?:가구|소품|의류|옷|그릇|식기|잡화|조명|자전거|인형)/;
const company = /^(?:백화점|자동차|차|건설|해상|중공업|카드)/;

/** Styles in the order of the sentence. "현대적 편의시설" is no style. */
export function readStyles(text: string): Style[] {
  const found = findMentions(text, entries).filter(
    (mention) =>
      !isExcluded(text, mention) &&
      !negated.test(after(text, mention.end)) &&
      !company.test(after(text, mention.end)) &&
      !goods.test(after(text, mention.end)) &&
      !(mention.value === "modern" && isOfFittings(text, mention)) &&
      !before(text, mention.start, 3).endsWith("마을 "),
  );
  return [...new Set(found.map((mention) => mention.value))];
}

function isOfFittings(text: string, mention: { start: number; end: number }): boolean {
  return amenityAfter.test(after(text, mention.end)) || fittingBefore.test(before(text, mention.start));
}

/** Whether modern amenities are asked for: "현대적 편의시설", "욕실은 현대식으로". */
export function wantsModernAmenities(text: string): boolean {
  const named = findMentions(text, [{ pattern: amenities, value: true }]);
  const modern = findMentions(text, entries).filter(
    (mention) => mention.value === "modern" && isOfFittings(text, mention),
  );
  return [...named, ...modern].some((mention) => !isExcluded(text, mention));
}
