import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { tradeIn } from "../brief/titles.ts";
import { squareMetres } from "../law/figures.ts";
import { isMultiHousehold } from "../law/housing.ts";
import { storeyNumbers, storeyUse, useOf } from "./uses.ts";

/** The size of a building, as the first sentence of its description tells it. */
export interface Size {
  /** Gross floor area, m2. */
  readonly grossM2: number;
  /** Numbers of storeys above and below ground. */
  readonly above: number;
  readonly below: number;
  /** What it is for, with its article in English. */
  readonly use: { readonly ko: string; readonly en: string };
}

const counts = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"] as const;
const counted = (count: number, word: string): string => `${counts[count] ?? count} ${word}${count === 1 ? "" : "s"}`;
/** English words with "a" or "an" before them. */
export const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a building is called: one with homes and something else, one of several uses, or by its use. */
export function kindOf({ use, title, text }: Brief, uses: readonly string[]): Size["use"] {
  // Several households without a class of 공동주택: in law a house.
  if (use === "apartments" && isMultiHousehold(text)) {
    return { ko: "다가구주택(단독주택)", en: "a house of several households" };
  }
  if (use !== "mixed") return { ko: tradeIn(use, title) ?? useOf(use).ko, en: withArticle(useOf(use).en) };
  if (!uses.includes("house")) return { ko: "복합건물", en: "a building of several uses" };
  return { ko: "상업·주거 복합건물", en: "a building of shops and homes" };
}

/** Area, storeys and use in one sentence of each language; storeys below ground are told too. */
export function opening({ grossM2, above, below, use }: Size): { ko: string; en: string } {
  const area = squareMetres(grossM2);
  const under = below === 0 ? "" : `지하 ${below}층, `;
  const on = counted(above, "storey");
  const over = below === 0 ? "" : ` above ${counted(below, "basement")}`;
  return {
    ko: `연면적 ${area}, ${under}지상 ${above}층의 ${use.ko}입니다.`,
    en: `${capital(use.en)} of ${area} on ${on}${over}.`,
  };
}

/** What a concept can tell before it is laid out: rooms and sizes are told by the plan, where they can be measured. */
export function narrative(brief: Brief): { ko: string; en: string } {
  const uses = storeyNumbers(brief).map((storey) => storeyUse(brief, storey));
  return opening({
    grossM2: brief.areaM2,
    above: Math.max(1, brief.storeys),
    below: brief.basements,
    use: kindOf(brief, uses),
  });
}
