import { englishWordAt, koreanWordAt, type NumberWord, valueOf } from "./number-words.ts";

/** A number in the text. `high` differs from `value` for a rough one such as "서너" (3 or 4). */
export interface NumberToken {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly high: number;
  /** Written as one Sino-Korean syllable such as "이", which is an everyday word too. */
  readonly doubtful: boolean;
}

type Read = Pick<NumberToken, "end" | "value" | "high">;

/** More numbers than this cannot belong to one brief. */
const tokenLimit = 400;
const wordLimit = 16;

/** Numbers of the normalised text in order: digits, "3천", "쉰", "백스무", "이백오십", "twenty-five". */
export function findNumbers(text: string): NumberToken[] {
  const tokens: NumberToken[] = [];
  let index = 0;
  while (index < text.length && tokens.length < tokenLimit) {
    const read = readAt(text, index);
    if (read === undefined || isParticle(text, index, read.end)) {
      index += 1;
      continue;
    }
    const sign = isNegative(text, index) ? -1 : 1;
    const doubtful = read.end - index === 1 && "일이삼사오육칠팔구".includes(text.charAt(index));
    tokens.push({
      start: index,
      end: read.end,
      value: sign * read.value,
      high: sign * read.high,
      doubtful,
    });
    index = read.end;
  }
  return tokens;
}

/** The "이" of "방이 세 개", the "만" of "홀만", the "세" of "세로" and the "한" of "한 5대쯤". */
function isParticle(text: string, start: number, end: number): boolean {
  if (end - start !== 1) return false;
  if (text.startsWith("세로", start)) return true;
  if (
    text.charAt(start) === "한" &&
    /^ (?:\d|다섯|여섯|일곱|여덟|아홉|열|스[물무]|서른|마흔|쉰|백)/.test(text.slice(end, end + 3))
  ) {
    return true;
  }
  return /[가-힣][이만]$/.test(text.slice(start - 1, end)) && !/^ ?[층평개]/.test(text.slice(end, end + 2));
}

/** A minus sign counts only after a space or at the start: elsewhere it is a dash of a range. */
function isNegative(text: string, index: number): boolean {
  return /(?:^| )[-−]$/.test(text.slice(Math.max(0, index - 2), index));
}

/** A Korean number word may follow these without a space. */
const glued = /(?:면적|대지|부지|토지|[땅총약]|지하|지상|객실|[방홀룸]|침실|장실|욕실|층당|각층)$/;

/** Or stand before these: "카페삼십평", "건물삼층", "회의실두개". One syllable alone is too often part of a word. */
const gluedBefore: readonly (readonly [word: RegExp, counted: RegExp])[] = [
  [/^(?:[가-힣]{2,}|[백쉰])$/, /^(?:평(?!면|균|범|일|지|상)|제곱|m2|헤베|층)/],
  [/^[이삼사오]$/, /^층/],
  [/^(?:[한두세네]|[다여]섯|일곱|여덟|아홉|열[가-힣]{0,2})$/, /^(?:개|칸|대|곳)/],
];

function isGlued(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  return gluedBefore.some(([said, counted]) => said.test(word) && counted.test(text.slice(end, end + 3)));
}

function readAt(text: string, index: number): Read | undefined {
  const char = text.charAt(index);
  if (char >= "0" && char <= "9") {
    // The 2 of "m2" belongs to the unit.
    return text.charAt(index - 1) === "m" ? undefined : readDigits(text, index);
  }
  if (char >= "가" && char <= "힣") {
    const inWord = /[가-힣]/.test(text.charAt(index - 1));
    const read = readKorean(text, index);
    if (!inWord || read === undefined || glued.test(text.slice(Math.max(0, index - 3), index))) return read;
    return isGlued(text, index, read.end) ? read : undefined;
  }
  if (char >= "a" && char <= "z" && !/[a-z]/.test(text.charAt(index - 1))) {
    return readEnglish(text, index);
  }
  return undefined;
}

const digits = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e\d{1,3})?/y;

/** Digits with thousands separators, also in pieces with a scale such as "3천2백" or "1.5만". */
function readDigits(text: string, index: number): Read | undefined {
  let total = 0;
  let end = index;
  let from = index;
  let ceiling = Number.POSITIVE_INFINITY;
  for (let piece = 0; piece < wordLimit; piece += 1) {
    digits.lastIndex = from;
    const match = digits.exec(text);
    if (match === null) break;
    const figure = Number(match[0].replaceAll(",", ""));
    const figureEnd = from + match[0].length;
    const scaled = readScale(text, figureEnd);
    if (piece > 0 && (figure >= ceiling || (scaled === undefined && countsSomething(text, figureEnd)))) break;
    total += figure * (scaled?.value ?? 1);
    end = scaled?.end ?? figureEnd;
    if (scaled === undefined) break;
    ceiling = scaled.value;
    from = text.charAt(end) === " " ? end + 1 : end;
  }
  return end === index ? undefined : { end, value: total, high: total };
}

/** Scales right after a figure: "천", "만", "천만". */
function readScale(text: string, index: number): { end: number; value: number } | undefined {
  let value = 1;
  let end = index;
  for (let step = 0; step < 2; step += 1) {
    const next = koreanWordAt(text, end);
    if (next === undefined || (next.word.kind !== "scale" && next.word.kind !== "myriad")) break;
    value *= next.word.low;
    end = next.end;
  }
  return end === index ? undefined : { end, value };
}

function countsSomething(text: string, index: number): boolean {
  return /^ ?[층개실칸명대]/.test(text.slice(index, index + 2));
}

/** Number words that may follow the ones read so far, so that "두 세 층" is not one number. */
function fits(word: NumberWord, ceiling: number, digitOpen: boolean, first: boolean): boolean {
  if (word.kind === "digit") return !digitOpen && ceiling > 1;
  if (word.kind === "ones") return !digitOpen && ceiling > 1;
  if (word.kind === "tens") return !digitOpen && ceiling > 10;
  if (word.kind === "scale") return word.low < ceiling;
  // "하나만" is only one, not ten thousand.
  if (ceiling === 1) return false;
  return digitOpen || !first || word.low === 1e4;
}

function readKorean(text: string, start: number): Read | undefined {
  const words: NumberWord[] = [];
  let position = start;
  let ceiling = Number.POSITIVE_INFINITY;
  let digitOpen = false;
  while (words.length < wordLimit) {
    const last = words.at(-1)?.kind;
    const gap = (last === "scale" || last === "myriad") && text.charAt(position) === " " ? 1 : 0;
    const next = koreanWordAt(text, position + gap);
    if (next === undefined || !fits(next.word, ceiling, digitOpen, words.length === 0)) break;
    words.push(next.word);
    position = next.end;
    digitOpen = next.word.kind === "digit";
    if (next.word.kind === "myriad") ceiling = Number.POSITIVE_INFINITY;
    else if (next.word.kind === "tens") ceiling = 10;
    else if (next.word.kind === "ones") ceiling = 1;
    else if (next.word.kind === "scale") ceiling = next.word.low;
  }
  if (words.length === 0) return undefined;
  return { end: position, value: valueOf(words, "low"), high: valueOf(words, "high") };
}

function readEnglish(text: string, start: number): Read | undefined {
  const words: NumberWord[] = [];
  let position = start;
  let from = start;
  while (words.length < wordLimit) {
    const next = englishWordAt(text, from);
    if (next === undefined) break;
    words.push(next.word);
    position = next.end;
    const joint = /^(?: and |[ -])/.exec(text.slice(position, position + 5));
    from = position + (joint?.[0].length ?? 0);
    if (joint === null) break;
  }
  if (words.length === 0) return undefined;
  return { end: position, value: valueOf(words, "low"), high: valueOf(words, "high") };
}
