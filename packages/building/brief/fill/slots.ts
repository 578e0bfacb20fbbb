import type { Reading } from "../reading.ts";
import { findNumbers } from "../numerals.ts";
import { places } from "../place-table.ts";
import { normalise } from "../text.ts";
import { styleWords } from "../style-words.ts";
import { useNames } from "../use-words.ts";

/** A slot that a language model may fill when the rules left it open. */
export type SlotName = "use" | "area" | "storeys" | "basements" | "place" | "style" | "certificate";

/** A value for a slot, with the words of the sentence it was read from. */
export interface Filling {
  readonly slot: SlotName;
  readonly value: string;
  readonly quote: string;
}

/** All of them, in the order in which they are asked for. */
export const slotNames: readonly SlotName[] = ["use", "area", "storeys", "basements", "place", "style", "certificate"];

const certificates: Readonly<Record<string, string>> = {
  "G-SEED": "녹색건축 인증",
  ZEB: "제로에너지 인증",
  BF: "BF 인증",
};

/** Values a slot may have, where they are words of a list. */
export const vocabulary: Readonly<Partial<Record<SlotName, readonly string[]>>> = {
  use: Object.keys(useNames).filter((use) => use !== "mixed"),
  style: Object.keys(styleWords),
  certificate: Object.keys(certificates),
};

/** Slots the rules read nothing for. */
export function openSlots(reading: Reading): SlotName[] {
  const open: Readonly<Record<SlotName, boolean>> = {
    use: false,
    area: reading.area.main === undefined,
    storeys: reading.storeys.storeys === undefined,
    basements: reading.storeys.basements === undefined && !reading.storeys.basementExcluded,
    place: reading.place === undefined,
    style: reading.styles.length === 0,
    certificate: reading.certificates.length === 0,
  };
  return slotNames.filter((slot) => open[slot]);
}

/**
 * The filling as words that the rules read, so that everything goes through the same checks; undefined when the value
 * is none of the slot's or, for a number, does not stand in the quoted words.
 */
export function phraseOf({ slot, value, quote }: Filling): string | undefined {
  switch (slot) {
    case "use":
      return vocabulary.use?.includes(value) ? `${useNames[value]?.ko} 설계` : undefined;
    case "style":
      return Object.hasOwn(styleWords, value) ? `${styleWords[value]} 스타일` : undefined;
    case "certificate":
      return Object.hasOwn(certificates, value) ? certificates[value] : undefined;
    case "place": {
      const place = places.find(({ name, nameEn }) => name === value || nameEn === value);
      return place && `${place.spellings.split("|").find((word) => /^[가-힣 ]+$/.test(word)) ?? place.name}에`;
    }
    case "area": {
      const match = /^(\d{1,6}(?:\.\d{1,2})?) ?(평|m2)$/.exec(value);
      return match !== null && saysNumber(quote, Number(match[1])) ? `연면적 ${match[1]}${match[2]}` : undefined;
    }
    case "storeys":
    case "basements": {
      const figure = /^\d$/.test(value) && saysNumber(quote, Number(value)) ? Number(value) : 0;
      return figure > 0 ? `${slot === "storeys" ? "지상" : "지하"} ${figure}층` : undefined;
    }
  }
}

/** No number is taken on faith: it has to stand in the quoted words of the sentence. */
function saysNumber(quote: string, figure: number): boolean {
  const text = normalise(quote);
  return findNumbers(text).some((token) => token.value === figure || token.high === figure);
}
