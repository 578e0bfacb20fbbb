import { after, type Entry, findMentions, isExcluded } from "./text.ts";

/** A certificate this mesh can assess. */
export type CertificateName = "G-SEED" | "ZEB" | "BF";

const entries: readonly Entry<CertificateName | "other">[] = [
  {
    pattern:
      /친환경 ?(?:건축물?|건물)? ?(?:예비)? ?인증|친환경으로 ?인증|녹색 ?건축물? ?(?:예비)? ?인증|녹색 ?건축물?(?! ?조성)|녹색 ?인증|g ?-? ?seed|지 ?-?시드|(?<![가-힣])환경 ?인증|green building certif\w*|green certif\w*/g,
    value: "G-SEED",
  },
  {
    pattern:
      /제로 ?-?에너지|제로 ?에너지 ?건축물?|(?<![a-z])zeb(?![a-z])|zero[ -]?energy|net[ -]?zero|넷 ?제로|에너지 ?자립|에너지 ?효율 ?(?:등급)? ?인증/g,
    value: "ZEB",
  },
  {
    pattern: /(?<![a-z])bf(?![a-z])|장애물 ?없는|배리어 ?프리|무장애|barrier[ -]?free/g,
    value: "BF",
  },
  { pattern: /leed|breeam|well 인증|passive ?house|패시브 ?하우스/g, value: "other" },
];

const notNeeded = /^ ?(?:인증|등급|건축물?|건물)? ?(?:은|는|이|을)? ?(?:필요 ?없|안 ?받|받지 ?않|빼고|제외|없이)/;

/** Certificates in the order of the sentence, and standards named that cannot be assessed here. */
export function readCertificates(text: string): {
  certificates: CertificateName[];
  unknown: string[];
} {
  const found = findMentions(text, entries).filter(
    (mention) => !isExcluded(text, mention) && !notNeeded.test(after(text, mention.end)),
  );
  const names = found.map((mention) => mention.value).filter((value) => value !== "other");
  const unknown = found.filter((mention) => mention.value === "other").map(({ word }) => word);
  return { certificates: [...new Set(names)], unknown: [...new Set(unknown)] };
}
