import { problem, type Problem } from "./problem.ts";
import { plain, unusedStoreys, type UseMention, usesByStorey } from "./storey-uses.ts";
import type { StoreyMention } from "./storeys.ts";
import { after, before, findMentions, isExcluded, isPulledDown, isScenery } from "./text.ts";
import { alsoRoom, asRoom, isListed, isPart } from "./use-parts.ts";
import { lastEntries, type PlainUse, useEntries, useNames, type UseWord } from "./use-words.ts";

/** The uses of the building; `byStorey` only for a mix. */
export interface UseReading {
  readonly use: PlainUse | "mixed";
  /** Uses in the order of the sentence: the first goes to the street unless it is lived in. */
  readonly parts: readonly PlainUse[];
  /** Uses named for a storey; -1 is the first basement. */
  readonly byStorey: ReadonlyMap<number, PlainUse>;
  /** Storeys that are only for cars or machines. */
  readonly unused?: ReadonlySet<number>;
  /** The word as typed, when the use is only the nearest that can be designed. */
  readonly nearestTo?: string;
  /** Words as typed that name the use of a building of one use. */
  readonly words?: readonly string[];
}

/** Finds what the building is for; a sentence without a use, or with one that cannot be designed, is asked back. */
export function readUse(
  text: string,
  storeys: readonly StoreyMention[],
): { ok: true; reading: UseReading } | { ok: false; problem: Problem } {
  const mentions = dropGeneral(text, usesNamed(text));
  const byStorey = usesByStorey(text, storeys, mentions);
  const mixed = mentions.find((mention) => mention.value.use === "mixed");
  const head = headOf(text, mentions);
  if (head === undefined) return { ok: false, problem: noUse(text) };
  const unused = unusedStoreys(text, byStorey);
  if (mixed !== undefined) return { ok: true, reading: { ...mixReading(mentions, mixed, byStorey), unused } };
  if (head.value.use === "unsupported") return { ok: false, problem: unsupported(head) };
  const distinct = new Set(byStorey.values());
  if (distinct.size > 1) {
    return { ok: true, reading: { use: "mixed", parts: [...distinct], byStorey, unused } };
  }
  const joined = joinedUses(text, mentions);
  if (joined.length > 1) return { ok: true, reading: { use: "mixed", parts: joined, byStorey, unused } };
  const use = head.value.use === "apartments" ? "apartments" : plain(head);
  return {
    ok: true,
    reading: {
      use,
      parts: [use],
      byStorey: new Map(),
      words: mentions.filter((one) => one.value.use === head.value.use && !one.value.nearest).map(({ word }) => word),
      ...(head.value.nearest === true ? { nearestTo: head.word } : {}),
    },
  };
}

/** Uses named as wanted, or a house where only a hanok is named. */
function usesNamed(text: string): UseMention[] {
  const wanted = (mention: { start: number; end: number }) =>
    !isExcluded(text, mention) && !isScenery(text, mention) && !alsoRoom.test(after(text, mention.end));
  const last = findMentions(text, lastEntries).filter(wanted);
  const all = findMentions(text, useEntries).filter(wanted);
  const isMix = all.some(({ value }) => value.use === "mixed");
  const named = isMix ? all : all.filter((mention) => !isListed(text, mention, [...all, ...last]));
  // "다세대, 각 세대 투룸": the kind of its homes.
  const found = named.some(({ value }) => value.use === "apartments")
    ? named.filter(({ value, word }) => value.use === "apartments" || !/^[원투]룸$/.test(word))
    : named;
  // "공장이 있는데 옆에 창고를 더 지으려고": the object of building, beside what there is.
  const built = last.filter(({ end }) => designAfter.test(after(text, end)));
  const isThere = found.every(({ value, end }) => value.landmark === true && !designAfter.test(after(text, end)));
  if (found.length > 0 && built.length > 0 && isThere) return built;
  if (found.some((mention) => !isPart(text, mention, [...found, ...last]))) return found;
  const pulledDown = findMentions(text, [...useEntries, ...lastEntries]).filter((mention) =>
    isPulledDown(text, mention),
  );
  const isRoom = last.every(({ end }) => asRoom.test(after(text, end)));
  if (last.length > 0 && !(isRoom && pulledDown.length > 0)) return last;
  if (found.length > 0) return found;
  const home = homeNamedByRooms(text);
  if (home.length > 0) return home;
  const hanok: UseWord = { use: "house", nearest: true };
  const hanoks = findMentions(text, [{ pattern: /한옥(?!마을)|(?<![a-z])hanok/g, value: hanok }]).filter(wanted);
  if (hanoks.length > 0) return hanoks;
  // "빈집을 헐고 27평으로 새로": what is built anew is most often the same.
  return pulledDown;
}

/** "집 뒤 텃밭, 방 두 칸", "안방, 애들 방 둘": a house named only by where something lies or by its rooms. */
const homeByRooms =
  /(?<![가-힣])집(?= ?(?:뒤|앞|옆|마당))|안방|(?:애들|아이) ?방|거실|부부 ?침실|욕실|(?<![가-힣])욕(?= ?\d)|다락|드레스 ?룸|(?<![가-힣])(?:아이|가족|식구)(?=들| |가|랑|와|끼리)/g;
const bedrooms = /(?<![주공책])(?:방|침실)(?:은|는|이|을)? ?(?:\d|[한두세네]|[하둘셋넷다여])/g;
const sized = /[\d가-힣] ?(?:평(?!당)|m2)/;

/** Bedrooms beside another room or member of a home, or beside a size: "38평, 방 세 개". */
function homeNamedByRooms(text: string): UseMention[] {
  const value: UseWord = { use: "house", nearest: true };
  const rooms = findMentions(text, [{ pattern: bedrooms, value }]);
  const home = findMentions(text, [{ pattern: homeByRooms, value }]);
  if (rooms.length === 0) return [];
  return home.length === 0 && sized.test(text) ? rooms : home;
}

/** Where the words for uses stand, for figures right beside them. */
export const useSpans = (text: string): { start: number; end: number }[] => usesNamed(text);

/** Whether any word for a use stands in the text, wanted or not. */
export function namesUse(text: string): boolean {
  const home = { pattern: homeByRooms, value: { use: "house" } as UseWord };
  return findMentions(text, [...useEntries, ...lastEntries, home]).length > 0;
}

function mixReading(
  mentions: readonly UseMention[],
  mixed: UseMention,
  byStorey: ReadonlyMap<number, PlainUse>,
): UseReading {
  const named = mentions.filter(({ value }) => value.use !== "mixed" && value.use !== "unsupported");
  const own = [...new Set([...byStorey.values(), ...named.map(plain)])];
  const isHomeMix = /주상|주택|주거/.test(mixed.word);
  const parts: PlainUse[] = own.length > 1 ? own : [...(mixed.value.parts ?? [])];
  if (own.length === 1 && own[0] !== undefined) {
    const [only] = own;
    parts.splice(0, parts.length, only === "house" ? "shop" : only, "house");
  }
  if (isHomeMix && !parts.includes("house") && !parts.includes("guesthouse")) parts.push("house");
  return { use: "mixed", parts, byStorey, words: [mixed.word] };
}

/** "카페 매장": the general word goes when a particular one stands beside it. */
function dropGeneral(text: string, mentions: readonly UseMention[]): UseMention[] {
  return mentions.filter((mention, index) => {
    if (mention.value.general !== true) return true;
    const neighbours = [mentions[index - 1], mentions[index + 1]];
    return !neighbours.some((other) => {
      // A word for a mix says nothing of its parts: "2층 주거 상가주택" keeps the homes.
      if (other === undefined || other.value.general === true || other.value.use === "mixed") return false;
      const [left, right] = other.start < mention.start ? [other, mention] : [mention, other];
      const between = text.slice(left.end, right.start);
      return between.length <= 3 && !/[+,&/·와과및]/.test(between) && other.value.use !== "house";
    });
  });
}

const joint =
  /^(?:이?랑|와|과|하고|도|층)? ?(?:및|,|\+|·|&|\/|겸용?|와|과|하고|그리고|and|plus|with)? ?(?:함께 |같이 )?$|^(?:이|가)? ?(?:딸린|붙은|달린) $/;

/** Uses joined by "와", "+" and the like; "카페 겸 서점" stays one business, "카페 겸 주택" does not. */
function joinedUses(text: string, mentions: readonly UseMention[]): PlainUse[] {
  const uses: PlainUse[] = [];
  mentions.forEach((mention, index) => {
    const next = mentions[index + 1];
    if (next === undefined || mention.value.use === "unsupported" || next.value.use === "unsupported") {
      return;
    }
    // "카페 30평이랑 집 25평", "25평 가게랑 30평 집": a size may stand beside each.
    const between = text
      .slice(mention.end, next.start)
      .replace(/^ ?(?:\d{1,4}|[가-힣]{1,4}) ?(?:평|m2)|(?<=[와과랑고] ?)\d{1,4} ?(?:평|m2)(?:짜리)? ?$/, "");
    const isJoined = between.length <= 8 && joint.test(between) && /[^\s]/.test(between) && between !== "도 ";
    // "찜질방 딸린 집": a room of the house.
    if (/[린은] $/.test(between) && ["gym", "library", "warehouse"].includes(plain(mention))) return;
    const isBoth = !/겸|[린은] $/.test(between) || plain(mention) === "house" || plain(next) === "house";
    if (isJoined && isBoth && plain(mention) !== plain(next)) uses.push(plain(mention), plain(next));
  });
  return [...new Set(uses)];
}

const designAfter =
  /^(?:을|를|로|으로|용)? ?(?:건물(?:을|로)? ?)?(?:하나 ?만?|한 ?채|한 ?동|좀|더|또|새로)? ?(?:설계|지어|지을|지으|짓|그려|만들|디자인|계획|건축|신축|창업|도면)/;
const objectAfter = /^(?:을|를|로|으로)(?: |$)/;
const designBefore = /\b(?:design|build|draw|plan|create|make)(?: me)?(?: an?| the)?(?: [a-z0-9-]+){0,3} $/;

/** The use that is wanted when several are named: the one to be designed, else the last (Korean) or first (English). */
function headOf(text: string, mentions: readonly UseMention[]): UseMention | undefined {
  const isKorean = /[가-힣]/.test(text);
  let best: UseMention | undefined;
  let bestScore = -2;
  for (const mention of mentions) {
    const rest = after(text, mention.end);
    let score = 0;
    if (isPart(text, mention, mentions)) score = -1;
    else if (designAfter.test(rest)) score = 3;
    else if (designBefore.test(before(text, mention.start, 48))) score = 3;
    else if (objectAfter.test(rest)) score = 2;
    else if (/^(?:$|[.!,])/.test(rest) && mention.value.general !== true) score = 1;
    // What cannot be designed is often scenery ("공장을 개조한 카페"), unless it is what shall be built.
    if ((mention.value.use === "unsupported" || mention.value.landmark === true) && score === 2) score = 0;
    if (score > bestScore || (isKorean && score === bestScore)) {
      best = mention;
      bestScore = score;
    }
  }
  return best;
}

const kindsKo = Object.values(useNames)
  .map(({ ko }) => ko)
  .join(", ");
const kindsEn = Object.values(useNames)
  .map(({ en }) => en)
  .join(", ");

function noUse(text: string): Problem {
  const isBuilding = /건물|건축|빌딩|설계|짓|지어|도면|평|층|building|design/.test(text);
  return isBuilding
    ? problem(
        "NOT_UNDERSTOOD",
        `어떤 건물인지 알 수 없습니다. 용도를 적어 주세요: ${kindsKo}.`,
        `The kind of building is missing. Name one: ${kindsEn}.`,
        { missing: "use" },
      )
    : notABuilding();
}

/** The sentence is no request for a building. */
export function notABuilding(): Problem {
  return problem(
    "NOT_UNDERSTOOD",
    `건물을 설계해 달라는 문장으로 읽히지 않습니다. 예: "강남에 50평 모던 카페를 설계해줘" (${kindsKo}).`,
    `The sentence does not ask for a building. Name one: ${kindsEn}.`,
    { missing: "use" },
  );
}

function unsupported({ word, value }: UseMention): Problem {
  const near = value.instead === undefined ? undefined : useNames[value.instead];
  const ko = near === undefined ? "" : ` 가장 가까운 것은 ${near.ko}입니다: "${near.ko}"(으)로 다시 적어 주세요.`;
  const en = near === undefined ? "" : ` The nearest is "${near.en}": say so instead.`;
  return problem(
    "NOT_UNDERSTOOD",
    `'${word}'은(는) 아직 설계하지 못합니다.${ko} 설계할 수 있는 용도: ${kindsKo}.`,
    `"${word}" cannot be designed here.${en} Name one of: ${kindsEn}.`,
    { given: word, missing: "use", ...(value.instead === undefined ? {} : { nearest: value.instead }) },
  );
}
