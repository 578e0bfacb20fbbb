import { findNumbers, type NumberToken } from "../numerals.ts";
import { outOfRange } from "../problem.ts";
import { kindFor, roomCountRange } from "../rooms.ts";
import { roomEntries, type RoomWord } from "../room-words.ts";
import { after, findMentions, type Mention } from "../text.ts";
import { type Before, gone, larger, less, more, said, type Said, smaller, unclear } from "./wanted.ts";

const counter = /^ ?(?:개(?! ?층)|실|칸|곳|군데|대|면|룸|cars?)?/;
const notACount = /^ ?(?:개 ?)?층|^ ?(?:평|m2|제곱|퍼센트|%|배)/;

/** Reads "방 하나 더", "주차 두 대 추가", "회의실은 빼줘", "객실을 8개로". */
export function readRoomWishes(clause: string, verbs: string, before: Before): Said | undefined {
  const mentions = findMentions(clause, roomEntries);
  if (mentions.length === 0) return undefined;
  const numbers = findNumbers(clause).filter((token) => !token.doubtful && !notACount.test(after(clause, token.end)));
  const rooms: { kind: string; count: number }[] = [];
  for (const mention of mentions) {
    const wish = wishOf(clause, verbs, { mention, numbers, alone: mentions.length === 1 }, before);
    if (!wish.ok) return wish;
    rooms.push(...(wish.wanted.rooms ?? []));
  }
  return said({ rooms, without: rooms.filter((room) => room.count === 0).map((room) => room.kind) });
}

interface Named {
  readonly mention: Mention<RoomWord>;
  readonly numbers: readonly NumberToken[];
  readonly alone: boolean;
}

function wishOf(clause: string, verbs: string, named: Named, before: Before): Said {
  const { mention, numbers } = named;
  const kind = kindFor(mention.value.kind, before.brief.use);
  if (!belongs(kind, before.brief.use)) return foreign(mention.word);
  const verb = more.test(clause) || less.test(clause) ? clause : verbs;
  const near = numbers.toSorted((a, b) => gap(mention, a) - gap(mention, b))[0];
  const has = before.countOf(kind);
  const least = before.leastOf(kind);
  const rest = near === undefined ? "" : after(clause, near.end).replace(counter, "");
  if (near !== undefined && /^(?:으?로)(?![가-힣])|^(?:으?로) /.test(`${rest} `))
    return counted(kind, near.value, mention.word, least);
  if (near === undefined && isAboutSize(clause.slice(mention.end))) return sizeOfRoom(mention.word);
  const wantsLess = less.test(verb) && !/(?:더|추가)/.test(verb);
  if (wantsLess && has === 0 && !gone.test(verb)) return notThere(mention.word);
  if (near !== undefined && wantsLess) return counted(kind, has - near.value, mention.word, least);
  if (near !== undefined && more.test(verb)) return counted(kind, has + near.value, mention.word);
  if (near !== undefined) return counted(kind, near.value, mention.word, least);
  if (gone.test(verb))
    return has > 0 || outsideRooms.has(kind) ? said({ rooms: [{ kind, count: 0 }] }) : notThere(mention.word);
  if (wantsLess) return counted(kind, has - 1, mention.word, least);
  if (more.test(verb)) return counted(kind, has + 1, mention.word);
  return unclear(
    `'${mention.word}'을(를) 어떻게 바꿀지 알 수 없습니다. "하나 더", "빼줘", "3개로"처럼 적어 주세요.`,
    `What shall become of "${mention.word}"? Say how many, one more, or that it shall go.`,
    { given: mention.word },
  );
}

function isAboutSize(tail: string): boolean {
  return (
    (larger.test(tail) || smaller.test(tail)) && !/개|수(?:를|도)|하나/.test(tail) && !/(?:늘|줄)[려이여]/.test(tail)
  );
}

function gap(mention: { start: number; end: number }, token: NumberToken): number {
  return token.start >= mention.end ? token.start - mention.end : mention.start - token.end + 2;
}

/** Things that stand outside the rooms of the programme, so that their number is not known from it. */
export const outsideRooms: ReadonlySet<string> = new Set([
  "parking",
  "lift",
  "terrace",
  "balcony",
  "yard",
  "garden",
  "roof_terrace",
  "attic",
  "pool",
]);

/** Bedrooms belong to homes and guest rooms to guest houses; a "방" of anything else says too little. */
function belongs(kind: string, use: string): boolean {
  if (kind === "room") return false;
  if (kind === "bedroom") return ["house", "apartments", "mixed"].includes(use);
  return kind !== "guestroom" || use === "guesthouse" || use === "mixed";
}

function foreign(word: string): Said {
  return unclear(
    `이 건물에 '${word}'은(는) 맞지 않습니다. 어떤 방인지 적어 주세요. 예: 회의실, 창고, 테라스`,
    `"${word}" does not fit this building; name the room, for example meeting room, storage, terrace.`,
    { given: word },
  );
}

function counted(kind: string, count: number, word: string, least = 0): Said {
  if (Number.isInteger(count) && count >= least && count <= roomCountRange.max)
    return said({ rooms: [{ kind, count }] });
  const problem = outOfRange({
    subject: kind,
    nameKo: `'${word}'의 수`,
    nameEn: `A number of "${word}"`,
    given: String(count),
    min: least,
    max: roomCountRange.max,
    unit: "",
  });
  return { ok: false, problem };
}

function notThere(word: string): Said {
  return unclear(
    `앞선 설계에서 '${word}'의 수를 알 수 없습니다. "3개로"처럼 적어 주세요.`,
    `How many "${word}" the earlier design has is not known; say how many there shall be.`,
    { given: word },
  );
}

function sizeOfRoom(word: string): Said {
  return unclear(
    `'${word}' 하나의 크기만 바꾸지는 못합니다. "10평 더 넓게"처럼 건물의 크기나 방의 수를 바꿔 주세요.`,
    `The size of one room ("${word}") can't be changed by itself; change the building's size or the number of rooms.`,
    { given: word },
  );
}
