/** A stretch of the normalised text that was recognised as something. */
export interface Mention<T> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
  readonly word: string;
}

/** A pattern of the lexicon and what it stands for. The pattern must be bounded: no nested repetition. */
export interface Entry<T> {
  readonly pattern: RegExp;
  readonly value: T;
}

/** Most matches looked at for one entry; more of the same word cannot change the brief. */
const mentionLimit = 64;

/** Most mentions compared for overlaps; a sentence with more is noise. */
const comparedLimit = 500;

/** Most characters looked at before or after a mention: keeps every pattern linear in the text. */
const windowLength = 28;

/** Brings a sentence into one form: composed Hangul, ASCII digits and signs, lower case, single spaces. */
export function normalise(text: string): string {
  return text
    .toWellFormed()
    .replace(/㎡|m²/gi, "m2 ")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/(?<![가-힣])남여(?![가-힣])/g, "남녀")
    .replace(/[坪平](?![가-힣])/g, "평")
    .replace(/[〜∼～–—]/g, "~")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/** The text just before `index`. */
export function before(text: string, index: number, length = windowLength): string {
  return text.slice(Math.max(0, index - length), index);
}

/** The text from `index` on, cut short. */
export function after(text: string, index: number, length = windowLength): string {
  return text.slice(index, index + length);
}

/** All mentions of the entries in order of place; where two overlap, the longer one counts. */
export function findMentions<T>(text: string, entries: readonly Entry<T>[]): Mention<T>[] {
  const found: Mention<T>[] = [];
  for (const { pattern, value } of entries) {
    let count = 0;
    for (const match of text.matchAll(pattern)) {
      if (++count > mentionLimit) break;
      const end = match.index + match[0].length;
      found.push({ start: match.index, end, value, word: match[0] });
    }
  }
  return withoutOverlaps(found);
}

function withoutOverlaps<T>(found: readonly Mention<T>[]): Mention<T>[] {
  const longestFirst = found.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: Mention<T>[] = [];
  for (const mention of longestFirst.slice(0, comparedLimit)) {
    if (kept.every((other) => mention.end <= other.start || mention.start >= other.end)) kept.push(mention);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/** What ends a thing that must not be there: "없이", "빼고", "넣지 말아", "안 해도". Verbs of building only, as "크지 않은" excludes nothing. */
const negation =
  "(?:없(?:이|는|게|고|어도|었|으면|음|습|다|네|애|앰|어요|으니)|빼(?:고|줘| ?주|서|면|야|도|기|자|요)|[뺀뺐뺄뺌]|제외|생략|미포함|불포함|불필요|말고|대신|아니고|아니라|아닌|필요 ?없|필요하지 ?않|필요는 ?없|필요치 ?않|원하지 ?않|원치 ?않|싫|됐[고어습음]|0대|패스|노노|\u1102\u1102|[x×](?=[ ,.]|$)(?! ?\\d{1,4} ?(?:평|m2))" +
  "|(?:넣|두|놓|만들|파|짓|하|달|세우|치|깔|내|쓰|올리|설치하|계획하)지(?:는|도)? ?(?:마|말|않)" +
  "|안 ?(?:써|쓰[고려는]|쓸|씀|올[려리릴]|넣|두[고지려]|둬|놓|만들|파[고도려요]|팔|팝|짓|지어|만듭|둡|합니|해도|하[고려]|할|함|달[고지아]|필요))";
const listed =
  "(?:(?:이나|나|와|과|이?랑|하고) ?(?!장애물)[가-힣]{2,6}(?=[은는도을를이]? ?(?:(?:둘|셋|모두) ?다? ?)?(?:없|빼|뺀|제외)))?";
const both = "(?:[,·]? ?[가-힣]{2,6}(?=[은는도을를이]? (?:둘|셋) ?다 ?(?:없|빼|뺀|제외|필요)))?";
const noun = "(?:\\s?(?:스타일|느낌|건물|공간|시설|인증|쪽|카페|집|주택))?";
const particle = "(?:으로는|로는|에서|에|은|는|이|가|을|를|도|이나|나)?";
const manner =
  "(?:\\s?(?:(?:둘|셋) ?다|모두|전부|아예|굳이|절대|따로|다(?= )|[가-힣]{1,6}(?:라서?|니까|[어아]서)(?= )))?";
const excludedAfter = new RegExp(`^${listed}${both}${noun}${particle}${manner}\\s?${negation}`);
const excludedBefore = /\b(?:no|without|not|excluding|except|minus)(?: an?| any| the)? $/;

/** Whether the words around say that the thing must not be there ("지하 없이", "without parking"). */
export function isExcluded(text: string, mention: { start: number; end: number }): boolean {
  return excludedAfter.test(after(text, mention.end)) || excludedBefore.test(before(text, mention.start));
}

const landmarkAfter =
  /^(?:의|에서|이랑|과|와)?\s?(?:바로 )?(?:앞|옆|근처|맞은편|뒤(?!뜰|마당)|인근|주변|건너|부근|가까|거리(?:에|의| |$)|골목|사이|단지|밀집)/;
const likenessAfter =
  /^(?:의|와|과|을|를)?\s?(?:분위기|느낌|같은|같이(?! ?(?:운영|할|하|쓸|쓰|들어|넣|두|있|짓|지[으을어]|만들|열|낼))|처럼|풍(?:으로|의| )|개조|고친|고쳐|리모델(?!링? ?말고)|연상|닮은|(?<=[을를] ?)[가-힣]{1,6}로 ?(?:바꾸|바꿔|고치|고쳐|꾸미|꾸며))/;
/** What is pulled down makes room for what is wanted: "2층집 헐고". */
const oldAfter = /^(?: ?자리)?(?:을|를)? ?(?:헐|철거|부수|밀고|허물)/;
const landmarkBefore = /\b(?:near|beside|behind|opposite|next to|close to)(?: an?| the)? $/;

/** Whether the thing is pulled down to make room. */
export function isPulledDown(text: string, { end }: { end: number }): boolean {
  return oldAfter.test(after(text, end));
}

/** Whether the thing is only named to say where or what like ("병원 옆", "카페 같은"), and is not itself wanted. */
export function isScenery(text: string, mention: { start: number; end: number }): boolean {
  const rest = after(text, mention.end);
  return (
    landmarkAfter.test(rest) ||
    likenessAfter.test(rest) ||
    isPulledDown(text, mention) ||
    landmarkBefore.test(before(text, mention.start))
  );
}
