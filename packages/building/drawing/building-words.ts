import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

const structures: Readonly<Record<string, string>> = { rc: "철근콘크리트조", timber: "목구조", steel: "철골조" };
const roofs: Readonly<Record<string, string>> = { flat: "평지붕", gable: "박공지붕", hip: "모임지붕" };

/** The hip roof of a hanok, which has a ridge; hanok are the timber buildings here. */
const hanokRoof = "우진각지붕";
/** Structure in Korean, by the same word on every sheet; empty where it is not known. */
export const structureName = (plan: Plan): string => structures[plan.concept?.structure ?? ""] ?? "";
/** A kind of roof in Korean; empty for kinds that there are not. */
export const roofWord = (kind: string): string => roofs[kind] ?? "";
/** Roof in Korean, by the same word on every sheet; empty where there is none. */
export const roofName = ({ roof, concept }: Plan): string =>
  roof?.kind === "hip" && concept?.structure === "timber" ? hanokRoof : roofWord(roof?.kind ?? "");
/** Storeys below and above the ground, by the same words on every sheet. */
export function storeyCount({ storeys }: Plan): string {
  const below = storeys.filter(({ number }) => number < 0).length;
  const above = storeys.filter(({ number }) => number > 0).length;
  return `${below > 0 ? `지하 ${below}층, ` : ""}지상 ${above}층`;
}
