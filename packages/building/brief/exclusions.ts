import { type Entry, findMentions, isExcluded } from "./text.ts";

const entries: readonly Entry<string>[] = [
  { pattern: /(?<!너)(?:반)?지하(?!철)(?:층|실)?|basements?|cellar/g, value: "basement" },
  { pattern: /(?<!지하 ?)주차 ?(?:장|공간|면)?|차고|parking(?: ?(?:lot|spaces?))?|garage/g, value: "parking" },
  { pattern: /엘리베이터|엘레베이터|엘베|승강기|elevators?|(?<![a-z])lifts?/g, value: "lift" },
  { pattern: /계단|stairs?/g, value: "stairs" },
  { pattern: /복도|corridors?/g, value: "corridor" },
  { pattern: /테라스|데크|terraces?/g, value: "terrace" },
  { pattern: /발코니|베란다|balcon(?:y|ies)/g, value: "balcony" },
  { pattern: /정원|텃밭|gardens?/g, value: "garden" },
  { pattern: /앞마당|뒷마당|중정|마당|courtyards?|(?<![a-z])yards?/g, value: "yard" },
  { pattern: /조경|landscaping/g, value: "landscape" },
  { pattern: /옥상 ?(?:정원)?|루프 ?탑|roof ?(?:top|terrace)/g, value: "roof_terrace" },
  { pattern: /다락(?:방)?|attic/g, value: "attic" },
  { pattern: /주방|부엌|kitchen/g, value: "kitchen" },
  { pattern: /회의실|meeting ?rooms?/g, value: "meeting" },
  { pattern: /창고|storage/g, value: "storage" },
  { pattern: /화장실|toilets?/g, value: "wc" },
  { pattern: /(?<![가-힣])룸(?![가-힣]{2})|private rooms?/g, value: "privateroom" },
  { pattern: /거실|living ?room/g, value: "living" },
  { pattern: /담장?|울타리|fence/g, value: "fence" },
  { pattern: /기둥|columns?/g, value: "columns" },
  { pattern: /수영장|(?<![a-z])pool/g, value: "pool" },
  { pattern: /태양광|솔라|solar(?: panels?)?/g, value: "solar" },
  { pattern: /(?<!다)가구|furniture/g, value: "furniture" },
];

/** Things that must not be there, in the order of the sentence. */
export function readExclusions(text: string): string[] {
  const found = findMentions(text, entries).filter((mention) => isExcluded(text, mention));
  return [...new Set(found.map((mention) => mention.value))];
}
