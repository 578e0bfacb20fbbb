import { readExclusions } from "./exclusions.ts";
import { findMentions } from "./text.ts";

const wish =
  /설계|그려|지어|지을|지으|짓|만들|만드|디자인|계획|건축|건물|도면|신축|증축|리모델|구상|제안|원해|원합|원하|원한|필요|부탁|주세요|해 ?줘|해줄|하고 ?싶|희망|창업|의뢰|차리|열려고|오픈|바람|바랍|(?<![a-z])(?:design|build|draw|plan|create|make|want|need|give me|please)/;
const chat =
  /추천(?!해서|받아)|어디(?!에)|찾아|예약|몇 ?시|메뉴|날씨|둘러보|구경|마셨|먹었|(?<!왔다 ?)갔다|갔어|다녀|놀러|만나|보자|영업 ?(?:시간|중|하나)|맛있|recommend|where is|weather|open hours/;
const refusal =
  /(?:설계|짓|만들|그리|건축)(?:하)?지 ?(?:마|말)|설계 ?(?:하고 싶지|할 필요) ?(?:않|없)|(?:얼마|견적)(?:야|인가|인가요|예요|에요|일까|일까요|나|죠|니)?[ ?]*$|(?:don't|do not) (?:design|build|draw)/;

/** Who says so many things of a building wants one, chat or not: "어디 보자, 2층에 46평, 방은 넷". */
const surelyMeant = 4;

/** Whether a sentence that names a use really asks for a building. `facts` counts the other things it says of one. */
export function asksForBuilding(text: string, facts: number): boolean {
  if (refusal.test(text) && readExclusions(text).length === 0) return false;
  const isChat = findMentions(text, [{ pattern: new RegExp(chat, "g"), value: true }]).length > 0;
  const strong = /설계|지어|짓|그려|디자인|건축|도면|신축|(?<![a-z])(?:design|build|draw)/.test(text);
  if (isChat && !strong && facts < surelyMeant) return false;
  if (wish.test(text) || facts > 0) return true;
  return text.split(" ").length <= 4 && !/[?]|어때|뭐야|인가요|일까|입니까/.test(text);
}
