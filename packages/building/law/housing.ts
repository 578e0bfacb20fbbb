import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";

/** How the homes of a building count in law: 단독주택, 다가구주택, 공동주택. */
export type Housing = "none" | "detached" | "multi-household" | "apartments";

/** What the class of a house is decided by. */
export interface HousingSize {
  readonly areaM2: number;
  readonly storeys: number;
  readonly units: number;
}

/** Largest 다가구주택: floor area in m2, storeys of homes, households (건축법 시행령 별표1 제1호 다목). */
const multiHousehold = { areaM2: 660, storeys: 3, units: 19 };

/** "아파트 같은 단독주택": a manner of living, not a class. */
const manner = /아파트 ?(?:같은|같이|처럼|느낌|식|형|스타일)/g;

/** Whether the sentence asks for a house of several households, and for no class of 공동주택. */
export const isMultiHousehold = (text: string): boolean =>
  /다가구/.test(text) && !/다세대|연립|아파트|공동주택|빌라/.test(text);

/** The class of the homes; words of the sentence win over size. */
export function housingOf(brief: Brief, size: HousingSize): Housing {
  if (size.storeys === 0) return "none";
  const text = brief.text.replace(manner, "");
  if (/다세대|연립|아파트|공동주택|빌라/.test(text)) return "apartments";
  if (/다가구/.test(text)) return "multi-household";
  if (size.units <= 1) return "detached";
  const small =
    size.areaM2 <= multiHousehold.areaM2 &&
    size.storeys <= multiHousehold.storeys &&
    size.units <= multiHousehold.units;
  return small ? "multi-household" : "apartments";
}
