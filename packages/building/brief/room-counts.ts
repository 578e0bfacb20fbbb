import type { NumberToken } from "./numerals.ts";
import type { RoomWord } from "./room-words.ts";
import { after, before, findMentions, type Mention } from "./text.ts";

/** A room with its number; undefined when none was said. */
export interface Counted {
  readonly mention: Mention<RoomWord>;
  readonly count: number | undefined;
  readonly rough: boolean;
}

const countAfter =
  /^(?:은|는|이|가|을|를|도|만|으로|수는?|[:=-])? ?(?:각 ?)?(?:\d{1,4}(?:\.\d{1,2})? ?(?:m2|평)(?:짜리|씩|의)?,? ?)?(?:[가-힣]{1,4}(?:[게히]|[편쪽앞뒤옆당]에) )?(?:총 ?|그대로 ?|각각? ?|모두 ?|최[소대] ?|약 ?|한 |대[략충] ?|적어도 ?|층마다 ?|층별로? ?|(?:집|세대|가구)(?:마다|당) ?|[각매] ?층(?:에|마다)? ?|for |남녀 ?(?:구분|분리|따로|각각?)?(?:해서|하여|해|로)? ?)?$/;
/** "50대 부부", "30대구요": an age, not a number of cars. */
const age =
  "대(?=지|구요|라|이라|[초중후]반| ?(?:부부|남자|남성|여자|여성|어머|아버|부모|엄마|아빠|아저|아주|어르|할머|할아|친구|직장|청년|신혼|대표|사장))";
const counter = new RegExp(`^여? ?(?!${age})(?:개(?! ?층)|실|칸|곳|군데|대|면|룸|석|cars?|vehicles?)`);
/** "방 3~4개": the lower number counts. */
const ranged = /^ ?개? ?[~-] ?\d{1,2} ?(?:개(?! ?층)|실|칸|곳|대(?!지)|면|룸)/;
const bareEnd =
  /^만?(?: ?[,.;()+·/!?~]| ?$| (?!다(?:$|[ ,.])|층|평|m2|제곱|개 ?층|f |명|인|m )|[이가을를과와에]|으로 |씩|하고|인 |짜리)/;
const countBefore = /^ ?(?:(?:개|실|칸|대|곳)(?:의|짜리)? ?|-)?$/;

const unknownRoom = /[가-힣]{2}(?:실|룸|방)[은는이가을를]? ?$/;

/** "방 하나에 침대 두 개씩": of each room. */
const perRoom = /^(?:에|마다|당) ?[^,.]{0,8}씩/;

/** Rooms that women and men have apart. */
const forEither: ReadonlySet<string> = new Set(["wc", "bath", "shower"]);

const sort =
  /^[은는이가도]?[, ]{0,2}(?:큰|작은|넓은|대형|중형|소형|[대중소]|남(?:자|성)?용?|여(?:자|성)?용?|[1-6일이삼사오]층(?:에는?|엔|은)?|(?:안방|거실|본채|별채|위층|아래층)에(?:는|도)?|온돌|침대|더블|트윈|싱글|가족|도미토리|\d{1,2}인용) ?(?:거|것|걸|방|룸)?(?:로|은|는)? ?/;

/** "회의실 큰 거 하나 작은 거 둘", "화장실 남자 2 여자 3": how many of all sorts together; 0 if fewer than two are told apart. */
function sumOfSorts(text: string, numbers: readonly NumberToken[], from: number): { sum: number; end: number } {
  let sum = 0;
  let sorts = 0;
  let end = from;
  for (let lead = sort.exec(after(text, end)); lead !== null; lead = sort.exec(after(text, end))) {
    const start = end + lead[0].length;
    const token = numbers.find((other) => other.start === start);
    if (token === undefined) break;
    sum += token.value;
    sorts += 1;
    end = token.end + (/^ ?[개칸실대](?:씩)?(?:랑|와|하고|,)?/.exec(after(text, token.end))?.[0].length ?? 0);
  }
  return sorts < 2 ? { sum: 0, end: from } : { sum, end };
}

/** "화장실 남녀 따로", "남녀 화장실": one for women and one for men. */
const bothSexes =
  /^[은는이도]? ?(?:층마다 ?|층별로? ?|[각매] ?층(?:에|마다)? ?)?남녀 ?(?:따로|구분|분리|각각|별도|나눠|나누어|하나씩|한 ?[칸개]씩|$|[,.])/;

const latin = /^[a-z]/;

/** "4 bedrooms 3 bathrooms": in English the number goes before, when it does so for the first. */
function leading(
  numbers: readonly NumberToken[],
  mention: Mention<RoomWord>,
  all: readonly Mention<RoomWord>[],
): Counted | undefined {
  const right = ({ start }: Mention<RoomWord>) => numbers.find(({ end }) => end === start || end === start - 1);
  const first = all.find(({ word }) => latin.test(word));
  const own = right(mention);
  if (first === undefined || !latin.test(mention.word) || own === undefined || right(first) === undefined)
    return undefined;
  return { mention, count: halvesUp(own), rough: isRough(own) };
}

/** The number that goes with the room at `index` of all that are named. */
export function countRoom(
  text: string,
  numbers: readonly NumberToken[],
  all: readonly Mention<RoomWord>[],
  index: number,
): Counted {
  const [mention, previous] = [all[index]!, all[index - 1]];
  const ahead = leading(numbers, mention, all);
  if (ahead !== undefined) return ahead;
  const { sum } = sumOfSorts(text, numbers, mention.end);
  if (sum > 0) return { mention, count: sum, rough: false };
  const next = numbers.find(
    (token) =>
      token.start >= mention.end &&
      token.start - mention.end < 16 &&
      !/^ ?(?:m2|평)/.test(after(text, token.end)) &&
      (!token.doubtful || counter.test(after(text, token.end))) &&
      countAfter.test(text.slice(mention.end, token.start)),
  );
  if (next !== undefined) {
    const rest = after(text, next.end);
    if (next.value === 1 && perRoom.test(rest)) return { mention, count: undefined, rough: false };
    if (ranged.test(rest)) return { mention, count: next.value, rough: true };
    const plain = bareEnd.test(rest) && !next.doubtful;
    const between = text.slice(mention.end, next.start);
    const isEach = /남녀 ?각/.test(between) || (/남녀 ?$/.test(between) && /^ ?[개칸]?씩/.test(rest));
    const each = forEither.has(mention.value.kind) && isEach ? 2 : 1;
    if (counter.test(rest) || plain) return { mention, count: halvesUp(next) * each, rough: isRough(next) };
  }
  const apart = bothSexes.test(after(text, mention.end)) || /남녀 ?$/.test(before(text, mention.start));
  if (forEither.has(mention.value.kind) && apart) {
    return { mention, count: 2, rough: false };
  }
  const prefix = numbers.find((token) => token.end === mention.start && /\d$/.test(text.slice(0, token.end)));
  // "3룸 2욕실": a figure right before the word.
  if (prefix !== undefined) return { mention, count: prefix.value, rough: false };
  // "진료실 4개 대기실": the number belongs to the room before it.
  const taken = (token: NumberToken) =>
    previous !== undefined &&
    token.start >= previous.end &&
    (countAfter.test(text.slice(previous.end, token.start)) ||
      token.end <= sumOfSorts(text, numbers, previous.end).end);
  // "연습실 3개 샤워실": it belongs to a room nobody knows.
  const unknown = (token: NumberToken) => unknownRoom.test(before(text, token.start));
  const last = numbers.findLast((token) => token.end <= mention.start);
  if (last !== undefined && (taken(last) || unknown(last))) return { mention, count: undefined, rough: false };
  if (last !== undefined && mention.start - last.end < 7 && !last.doubtful) {
    const between = text.slice(last.end, mention.start);
    const fits = countBefore.test(between) && (latin.test(mention.word) || /[개실칸대곳]/.test(between));
    if (fits) return { mention, count: last.value, rough: isRough(last) };
  }
  return { mention, count: undefined, rough: false };
}

function isRough(token: NumberToken): boolean {
  return token.high !== token.value || halvesUp(token) !== token.value;
}

/** "화장실 1.5개", "2.5 baths": the half is a room as well. */
function halvesUp({ value }: NumberToken): number {
  return Math.ceil(value) - value === 0.5 ? Math.ceil(value) : value;
}

/** "3룸", "쓰리룸", "8실 규모": a number whose counter alone says what is counted. */
export function roomSuffix(text: string, numbers: readonly NumberToken[], use: string): Counted[] {
  const room: RoomWord = { kind: "room", alone: false };
  const figures = numbers
    .filter(
      (token) =>
        /^룸(?![가-힣])|^ ?실(?=[ ,.]|$)|^실(?: ?(?:규모|짜리)|의 ?(?:게스트|펜션|민박))/.test(
          after(text, token.end),
        ) &&
        !token.doubtful &&
        !/객실 ?$|방 ?$/.test(before(text, token.start)),
    )
    .map((token) => ({
      mention: { start: token.start, end: token.end, value: room, word: "룸" },
      count: token.value,
      rough: isRough(token),
    }));
  const words = findMentions(text, [
    { pattern: /투 ?룸/g, value: 2 },
    { pattern: /쓰리 ?룸/g, value: 3 },
    { pattern: /포 ?룸/g, value: 4 },
  ]).map((mention) => ({ mention: { ...mention, value: room }, count: mention.value, rough: false }));
  // In a building of many homes it is the kind of home: "투룸 8세대".
  return use === "apartments" || use === "mixed" ? figures : [...figures, ...words];
}
