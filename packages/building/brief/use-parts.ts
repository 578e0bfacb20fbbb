import type { UseMention } from "./storey-uses.ts";
import { after, before } from "./text.ts";
import type { UseWord } from "./use-words.ts";

/** "공장 100평, 사무실 조금", "사무실 딸린 창고", "카페인데 사무실도 하나 있어야": part of another building. */
const partAfter =
  /^(?:도 ?(?:하나|한 ?[칸개])? ?(?:있|필요|넣|들어)|(?:이|가|도|은|을|를)? ?(?:조금|약간|코너|한 ?켠|한쪽|딸린|붙은|달린|따로|별도))/;
/** "식당 겸 라운지 하나": a room with two names. */
export const alsoRoom = /^ ?겸 ?(?:라운지|휴게실|거실|주방|로비|대기실|회의실|강당)/;
/** "공장에 사무실 하나", "미술관에 카페 하나": a room of a building whose use takes it in. */
export const counted = " ?(?:하나|한 ?[칸개]|두 ?[칸개]|\\d{1,2}(?: ?[칸개]|(?=[,.]| ?$))|둘|셋|포함|공간)";
export const asRoom = new RegExp(`^${counted}`);
const institutions: readonly UseWord["use"][] = ["worship", "community", "school", "kindergarten", "elderly"];
const halls: readonly UseWord["use"][] = ["gym", "gallery", "library", ...institutions];
const works: readonly UseWord["use"][] = ["factory", "warehouse"];
const hosts: Partial<Record<UseWord["use"], readonly UseWord["use"][]>> = {
  office: [...halls, ...works],
  cafe: halls,
  restaurant: [...halls, ...works],
  shop: halls,
  gym: institutions,
  library: institutions,
};

/** Uses whose buildings take in rooms that are uses of their own elsewhere. */
export const hostUses: ReadonlySet<string> = new Set([...halls, ...works]);

/** What follows a room that is asked for: "사무실과 식당 포함", "체육관이 있어야". Bounded, for use in a lookahead. */
export const askedFor =
  "(?:(?: ?(?:과|와|이?랑|하고|[,·]) ?| (?!건물))[가-힣]{2,6}){0,2}(?:이|가|도|을|를|은|는)? ?(?:포함|필요(?! ?없)|있(?:고|는|어|으|게|습|었)|갖추|갖춘|넣)";
/** What follows a room in a list. */
export const listed = " ?(?:[,·]|과 |와 |이?랑 |하고 )";
const asked = new RegExp(`^${askedFor}`);

/** Whether a use is named only as a room or a corner of another building. */
export function isPart(text: string, mention: UseMention, all: readonly UseMention[]): boolean {
  const rest = after(text, mention.end);
  const inHall = all.some(({ value }) => hosts[mention.value.use]?.includes(value.use));
  const corner = /(?:평|m2)에 $/.test(before(text, mention.start)) && /^ ?\d{1,3} ?(?:평|m2)/.test(rest);
  return partAfter.test(rest) || (inHall && (corner || isListed(text, mention, all) || asRoom.test(rest)));
}

/** "본당, 유아실, 식당, 주방", "공장, 사무실과 식당 포함": among the rooms of a building that was named before. */
export function isListed(text: string, mention: UseMention, all: readonly UseMention[]): boolean {
  const takesIn = hosts[mention.value.use] ?? [];
  const host = all.find(({ value, end }) => takesIn.includes(value.use) && end <= mention.start);
  const lead = before(text, mention.start);
  if (host === undefined || /층(?:은|는|이|에|엔|에는)? ?$/.test(lead)) return false;
  const isBeside = /^ ?(?:과|와|이?랑|하고|및|겸) ?$/.test(text.slice(host.end, mention.start));
  const rest = after(text, mention.end);
  if (!isBeside && asked.test(rest)) return true;
  const inList = /(?:[,·]|과|와|이?랑|하고) ?$/.test(lead) && new RegExp(`^${listed}`).test(rest);
  // "공장, 사무실 2개 식당 화장실 3개": a list without commas.
  const counts =
    /(?:\d ?[개칸실]|하나|[둘셋넷]) $/.test(lead) && /^ (?!\d|건물|[가-힣]{1,5} ?[평층])[가-힣]/.test(rest);
  if (counts && [...institutions, ...works].includes(host.value.use)) return true;
  return !isBeside && inList && (mention.value.use === "office" || institutions.includes(host.value.use));
}
