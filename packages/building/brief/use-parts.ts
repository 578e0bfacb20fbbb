import type { UseMention } from "./storey-uses.ts";
import { after, before } from "./text.ts";
import type { UseWord } from "./use-words.ts";

/** "공장 100평, 사무실 조금", "사무실 딸린 창고": part of another building. */
const partAfter = /^(?:이|가|도|은|을|를)? ?(?:조금|약간|코너|한 ?켠|한쪽|딸린|붙은|달린|따로|별도)/;
/** "식당 겸 라운지 하나": a room with two names. */
export const alsoRoom = /^ ?겸 ?(?:라운지|휴게실|거실|주방|로비|대기실|회의실|강당)/;
/** "공장에 사무실 하나", "미술관에 카페 하나": a room of a building whose use takes it in. */
export const asRoom = /^ ?(?:하나|한 ?[칸개]|두 ?[칸개]|\d{1,2}(?: ?[칸개]|(?=[,.]| ?$))|둘|셋|포함|공간)/;
const halls: readonly UseWord["use"][] = ["gym", "gallery", "library", "worship", "community"];
const hosts: Partial<Record<UseWord["use"], readonly UseWord["use"][]>> = {
  office: [...halls, "factory", "warehouse"],
  cafe: halls,
  restaurant: halls,
  shop: halls,
  gym: ["community"],
};

/** Whether a use is named only as a room or a corner of another building. */
export function isPart(text: string, mention: UseMention, all: readonly UseMention[]): boolean {
  const rest = after(text, mention.end);
  const inHall = all.some(({ value }) => hosts[mention.value.use]?.includes(value.use));
  const corner = /(?:평|m2)에 $/.test(before(text, mention.start)) && /^ ?\d{1,3} ?(?:평|m2)/.test(rest);
  return partAfter.test(rest) || (inHall && (corner || isListed(text, mention, all) || asRoom.test(rest)));
}

/** "본당, 유아실, 식당, 주방": among the rooms of a house that many meet in. */
export function isListed(text: string, mention: UseMention, all: readonly UseMention[]): boolean {
  const isMeeting = all.some(({ value }) => value.use === "worship" || value.use === "community");
  const isRoom = hosts[mention.value.use] !== undefined;
  return isMeeting && isRoom && /[,·] ?$/.test(before(text, mention.start)) && /^ ?[,·]/.test(after(text, mention.end));
}
