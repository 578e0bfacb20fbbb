import { disassemble } from "es-hangul";

/** Words for uses that are long enough to be recognised with one wrong letter; short ones ("카페", "카레") are not. */
const words: readonly string[] = [
  "게스트하우스",
  "레스토랑",
  "음식점",
  "사무실",
  "사무소",
  "오피스",
  "단독주택",
  "전원주택",
  "상가주택",
  "주상복합",
  "복합건물",
  "커피숍",
  "베이커리",
  "한의원",
  "클리닉",
  "편의점",
];

const letters: readonly (readonly [string, string])[] = words.map((word) => [word, disassemble(word)]);

/** More words than this are no sentence about a building. */
const wordLimit = 80;

/** A word of the text read as a known one. */
export interface Correction {
  readonly text: string;
  readonly typed: string;
  readonly read: string;
}

/** Mends the first word that is one letter (자모) away from a word for a use; undefined if there is none. */
export function mendTypo(text: string): Correction | undefined {
  let seen = 0;
  for (const match of text.matchAll(/[가-힣]{3,12}/g)) {
    if (++seen > wordLimit) break;
    for (const [word, spelt] of letters) {
      for (const length of [word.length, word.length - 1, word.length + 1]) {
        const typed = match[0].slice(0, length);
        if (typed.length !== length || length < 3 || !isOneOff(disassemble(typed), spelt)) continue;
        const mended = text.slice(0, match.index) + word + text.slice(match.index + length);
        return { text: mended, typed, read: word };
      }
    }
  }
  return undefined;
}

/** Whether one letter was changed, left out, added or swapped with its neighbour. */
export function isOneOff(typed: string, meant: string): boolean {
  if (typed === meant || Math.abs(typed.length - meant.length) > 1) return false;
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  let back = 0;
  const rest = Math.min(typed.length, meant.length) - from;
  while (back < rest && typed.at(-1 - back) === meant.at(-1 - back)) back += 1;
  const left = typed.slice(from, typed.length - back);
  const right = meant.slice(from, meant.length - back);
  const isSwap = left.length === 2 && left === [...right].toReversed().join("");
  return Math.max(left.length, right.length) <= 1 || isSwap;
}
