import type { AreaSubject } from "./area-mention.ts";

const filler = "[은는이가을를의으로:= 약총한는대략(]{0,6}";
const leads: readonly (readonly [RegExp, AreaSubject])[] = [
  [
    new RegExp(
      `(?:연면적|연건평|총 ?면적|전체 ?면적|전체|총|바닥 ?면적 ?합계|모두|합쳐서?|합하면|합치면|도합|합계|합이|다 ?해서|gross floor area(?: of)?|gfa(?: of)?|total(?: floor)? area(?: of)?)${filler}$`,
    ),
    "gross",
  ],
  [new RegExp(`(?:건축 ?면적|(?<!연)건평|footprint(?: of)?|building area(?: of)?)${filler}$`), "footprint"],
  [
    new RegExp(
      `(?:\\d ?층(?: ?[x×*]|(?:은|이|에)? ?각각?)|층 ?당|층 ?별(?:로)?|층마다|[각매] ?층(?:의|별)? ?(?:바닥)? ?(?:면적)?|(?:한|1개) ?층(?:에|당|의)?(?: ?면적)?|바닥(?: ?면적)?|기준층(?: ?면적)?)${filler}$`,
    ),
    "per_storey",
  ],
  [
    new RegExp(
      `(?:대지 ?(?:면적|크기)?|부지 ?(?:면적)?|토지 ?(?:면적)?|필지|택지|(?<![가-힣])(?:땅|밭|논)(?: ?크기)?|집터|임야|공터|나대지|(?:lot|plot|site|land)(?: area)?(?: of)?)${filler}$`,
    ),
    "site",
  ],
];
const siteAfter =
  /^ ?을 (?:대지|택지)로|^ ?(?:짜리|의|정도의?|되는|규모의?|크기의?|남짓한?|정도 ?되는)? ?(?:(?:대지|토지|부지)(?! ?면적)|땅(?!콩)|필지|택지|나대지|빈 ?땅|공터|lot|plot|site|of land|land)/;
/** "카페 150㎡ 대지 200㎡": the word belongs to the figure behind it, if nothing is built of that. */
const nextPlot =
  /^ (?:대지|토지|부지|땅) ?(?:약 ?)?\d[\d,.]{0,8} ?(?:평|m2|제곱(?:미터)?)(?: ?$|[ ]?[,.!]|에 |인데|이고|입니다)/;
const perStoreyAfter = /^ ?(?:씩|[x×*] ?\d ?(?:개 ?)?층|(?:per|each|a) ?(?:floor|storey|story|level)|each)/;

/** "땅은 울주군에 110평 있고", "터는 시골에 90평 마련했고". */
const plotBefore =
  /(?:^|[^가-힣])(?:대지|부지|토지|땅|밭|논|터|집터|필지)(?:은|는|이|가|을|를|도)? ?(?:[가-힣]{1,8} ){0,3}(?:약 ?|한 ?|총 ?)?$/;
/** "두 필지 합쳐 160평". */
const plotsTogether =
  /(?:필지|땅|토지|대지)(?:을|를|은|는|이|가)? ?(?:[두세네] ?개|둘|셋|다|모두|전부)?(?:을|를)? ?(?:합쳐서?|합해서?|합치면|합하면) ?(?:총 ?|약 ?|한 ?)?$/;
const had =
  /^ ?(?:정도|쯤|가량|남짓)?(?:을|를|이|가|은)? ?(?:있|사(?![가-힣]?무)|샀|산 |마련|물려|보유|갖|가지|받|구했|장만|짜리)/;

/** What a figure belongs to, by the words before and after it. */
export function subjectOf(lead: string, tail: string): AreaSubject {
  if (plotsTogether.test(lead)) return "site";
  if (plotBefore.test(lead) && had.test(tail)) return "site";
  if ((siteAfter.test(tail) && !nextPlot.test(tail)) || (/자리 ?$/.test(lead) && tail.startsWith("에"))) return "site";
  if (perStoreyAfter.test(tail)) return "per_storey";
  return leads.find(([pattern]) => pattern.test(lead))?.[1] ?? "unsaid";
}
