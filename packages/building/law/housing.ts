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

/** The class of the homes; words of the sentence win over size, but for a house of one home "아파트처럼" is a manner. */
export function housingOf(brief: Brief, size: HousingSize): Housing {
  if (size.storeys === 0) return "none";
  if (brief.use === "house" && size.units <= 1) return "detached";
  if (/다세대|연립|아파트|공동주택|빌라/.test(brief.text)) return "apartments";
  if (/다가구/.test(brief.text)) return "multi-household";
  if (size.units <= 1) return "detached";
  const small =
    size.areaM2 <= multiHousehold.areaM2 &&
    size.storeys <= multiHousehold.storeys &&
    size.units <= multiHousehold.units;
  return small ? "multi-household" : "apartments";
}
