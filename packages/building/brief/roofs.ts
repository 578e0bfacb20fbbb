import { findMentions, isExcluded } from "./text.ts";

/** Storeys up to which a gable roof is designed. */
export const gableUpTo = 3;

/** The roof a sentence names: "gable", "flat" or "hip"; empty if none. A hanok has its own. */
export function readRoofName(text: string): string {
  const found = findMentions(text, [
    { pattern: /박공|맞배 ?지붕|삼각 ?지붕|뾰족 ?지붕|경사 ?지붕|gabled? roof|pitched roof/g, value: "gable" },
    { pattern: /평 ?지붕|슬라브 ?지붕|flat roof/g, value: "flat" },
    { pattern: /모임 ?지붕|우진각|hip(?:ped)? roof/g, value: "hip" },
  ]).filter((mention) => !isExcluded(text, mention));
  return found[0]?.value ?? "";
}
