import { toldByWord } from "./room-sums.ts";
import { roomEntries } from "./room-words.ts";
import { after, before, type Entry, findMentions, isExcluded, type Mention } from "./text.ts";
import { lastEntries, useEntries } from "./use-words.ts";

/** Things that are no rooms, and words for rooms that mean one only when it is left out. */
const things: readonly Entry<string>[] = [
  { pattern: /(?<!너)(?:반)?지하(?!철)(?:층|실)?|basements?|cellar/g, value: "basement" },
  { pattern: /계단|stairs?/g, value: "stairs" },
  { pattern: /복도|corridors?/g, value: "corridor" },
  { pattern: /조경|landscaping/g, value: "landscape" },
  { pattern: /(?<![가-힣])룸(?![가-힣]{2})|private rooms?/g, value: "privateroom" },
  { pattern: /사무실/g, value: "office" },
  { pattern: /체육관/g, value: "gym" },
  { pattern: /담장?|울타리|fence/g, value: "fence" },
  { pattern: /기둥|columns?/g, value: "columns" },
  { pattern: /태양광|솔라|solar(?: panels?)?/g, value: "solar" },
  { pattern: /(?<!다)가구|furniture/g, value: "furniture" },
];

/** Rooms named as such; a bare "방" that is left out says nothing of which. */
const rooms: readonly Entry<string>[] = roomEntries
  .filter(({ value }) => value.alone)
  .map(({ pattern, value }) => ({ pattern, value: value.kind }));

/** Things that must not be there, in the order of the sentence. */
export function readExclusions(text: string): string[] {
  const all = findMentions(text, [...things, ...rooms]);
  const found = all.filter((mention) => isExcluded(text, mention) && !isOther(text, mention, all));
  return [...new Set(found.map((mention) => mention.value))];
}

/**
 * "상담실 말고 회의실 둘": another word for the same kind is wanted; "창고 말고 공장": a use that isn't meant; "지하
 * 주차장 말고 지상에 두 대": the cars stay.
 */
function isOther(text: string, mention: Mention<string>, all: readonly Mention<string>[]): boolean {
  const isWanted = all.some(
    (other) =>
      toldByWord.has(mention.value) &&
      other.value === mention.value &&
      other.word !== mention.word &&
      !isExcluded(text, other),
  );
  const isUse =
    findMentions(mention.word, [...useEntries, ...lastEntries]).length > 0 &&
    /^(?:[은는이가])? ?(?:말고|아니|아닌|대신)/.test(after(text, mention.end));
  return isWanted || isUse || (mention.value === "parking" && /지하 ?$/.test(before(text, mention.start)));
}
