import type { AreaMention } from "./areas.ts";
import type { NumberToken } from "./numerals.ts";
import { contradiction, outOfRange, type Problem } from "./problem.ts";
import { roomEntries, type RoomWord } from "./room-words.ts";
import { after, before, findMentions, isExcluded, isScenery, type Mention } from "./text.ts";

/** A room asked for, with its number and area (0 if nothing was said). */
export interface RoomReading {
  readonly kind: string;
  readonly count: number;
  readonly areaM2: number;
  /** The number was rough, as in "서너 개". */
  readonly rough: boolean;
}

/** Rooms of one kind that can be asked for. */
export const roomCountRange = { min: 1, max: 60 } as const;

/** The number of a room mention: 0 when none was said. */
interface Counted {
  readonly mention: Mention<RoomWord>;
  readonly count: number | undefined;
  readonly rough: boolean;
}

/** Reads rooms and numbers; `use` decides whether a "방" is a guest room or a bedroom, `storeys` how many "층마다" means. */
export function readRooms(
  text: string,
  numbers: readonly NumberToken[],
  areas: readonly AreaMention[],
  { use, storeys }: { readonly use: string; readonly storeys: number },
): { ok: true; rooms: RoomReading[] } | { ok: false; problem: Problem } {
  const counted = findMentions(text, roomEntries)
    .filter((mention) => !isExcluded(text, mention) && !isScenery(text, mention))
    .filter(({ start }) => !oneOfThem.test(before(text, start)))
    .map((mention, index, all) => leading(numbers, mention, all) ?? count(text, numbers, mention, all[index - 1]))
    .concat(roomSuffix(text, numbers, use));
  const byKind = new Map<string, Counted[]>();
  for (const item of counted) {
    const kind = kindFor(item.mention.value.kind, use);
    if (kind === itself[use]) continue;
    byKind.set(kind, [...(byKind.get(kind) ?? []), item]);
  }
  const rooms: RoomReading[] = [];
  for (const [kind, all] of byKind) {
    const items = all.length > 1 ? all.filter((item) => !isIncluded(text, item.mention)) : all;
    const said = items.filter((item) => item.count !== undefined);
    const wrong = said.find(({ count: n = 0 }) => !isInRange(n));
    if (wrong !== undefined) return { ok: false, problem: countProblem(kind, wrong.count ?? 0) };
    const counts = sumOf(text, kind, items);
    if (counts === undefined) return { ok: false, problem: twoCounts(kind, said) };
    const floors = items.some((item) => onEveryStorey(text, item.mention)) ? storeys : 1;
    const each = said.some((item) => inEveryRoom(text, item.mention)) ? sleeping(rooms) : 1;
    const total = Math.max(counts, floors * each > 1 ? 1 : 0) * floors * each;
    const area = areas.find((a) => a.subject === "room" && kindFor(a.room ?? "", use) === kind);
    const alone = items.some((item) => item.mention.value.alone) || area !== undefined;
    if (total === 0 && !alone) continue;
    rooms.push({
      kind,
      count: total === 0 ? 1 : total,
      areaM2: area?.squareMetres ?? 0,
      rough: said.some((item) => item.rough),
    });
  }
  return { ok: true, rooms };
}

/** What a use is itself, or always has: "창고 100평" asks for a warehouse, not for a store in one. */
const itself: Readonly<Record<string, string>> = {
  warehouse: "storage",
  academy: "study",
  office: "office",
  library: "reading",
  kindergarten: "playroom",
  school: "staff",
};

/** "화장실은 층마다 하나씩", "층마다 화장실 하나": the number is that of one storey. */
function onEveryStorey(text: string, { start, end }: Mention<RoomWord>): boolean {
  const every = "(?:층마다|층별로?|(?:각|매) ?층(?:에|마다)?|한 ?층에)";
  return (
    new RegExp(`^[은는이가도]? ?(?:남녀 ?)?${every}`).test(after(text, end)) ||
    new RegExp(`${every} ?$`).test(before(text, start))
  );
}

/** "방마다 화장실 하나씩", "객실 3개에 각각 욕실 하나씩": the number is that of one room to sleep in. */
function inEveryRoom(text: string, { start, end }: Mention<RoomWord>): boolean {
  const room = "(?:객실|침실|방|룸)";
  const lead = before(text, start);
  const tail = after(text, end);
  return (
    new RegExp(`${room}마다 ?(?:전용 ?|개별 ?)?$`).test(lead) ||
    new RegExp(`^[은는이가도]? ?${room}마다`).test(tail) ||
    (new RegExp(`${room}[^.,]{0,8}(?:에|마다) ?각각? ?$`).test(lead) && /^[^.,]{1,5}씩/.test(tail))
  );
}

/** How many rooms to sleep in were read. */
function sleeping(rooms: readonly RoomReading[]): number {
  return rooms.find(({ kind }) => kind === "guestroom" || kind === "bedroom")?.count ?? 1;
}

/** "방 3개 중 하나는 서재": it is among those counted. */
const oneOfThem = /중 ?에?서? ?(?:하나|한 ?[개칸]|둘|두 ?개)[은는]? ?$/;

/** "침실 3 (부부침실 1 포함)", "방 두 개(안방, 서재)": counted with the others already. */
function isIncluded(text: string, { start, end }: Mention<RoomWord>): boolean {
  const told = /[개칸실\d하둘셋넷]나?\([가-힣,· ]*$/.test(before(text, start));
  return told || /^ ?(?:\d|하나|한|둘|두)? ?[개칸]?[을를]? ?포함/.test(after(text, end));
}

const names =
  /(\d{1,2}인|남자?|남성|여자?|여성|장애인|일반|손님|고객|직원|공용|대형|소형|중형|큰|작은|[대중소]|메인|보조|아이들?|애들?|자녀|아들|딸|저희|우리|동생|형|누나|언니|오빠|부모님?|어머니|아버지|엄마|아빠|할머니|할아버지|온돌|침대|구들|황토|사랑|건넌|안)(?:용|의)? ?[가-힣]{1,3}$/;

/** Whose a room is or how large, where several of a kind are told apart: "남자화장실 1 여자화장실 2", "소회의실 둘". */
function nameBefore(text: string, { start, end }: Mention<RoomWord>): string | undefined {
  return names.exec(text.slice(Math.max(0, start - 5), end))?.[1];
}

/** "애들 방 두 개 안방 하나 총 방 세 개": the number of all of them. */
const inAll = /(?:^|[ ,])(?:총|모두|전부|도합|합쳐서?|합해서?|합하면|다 ?해서) ?$/;

/** Kinds of rooms that different words tell apart as well: "서재랑 작업실", "회의실 둘 상담실 하나". */
const toldByWord: ReadonlySet<string> = new Set(["study", "meeting", "treatment"]);

/**
 * The number of a kind: what was counted without a name, and with each name besides. A named one without a number is
 * one more if no others are counted or it is joined to them ("안방과 방 두 개"). Undefined when two numbers clash.
 */
function sumOf(text: string, kind: string, items: readonly Counted[]): number | undefined {
  const whole = items.find(({ mention, count: n }) => n !== undefined && inAll.test(before(text, mention.start)));
  if (whole !== undefined) return whole.count;
  const byName = Map.groupBy(items, ({ mention }) => {
    return nameBefore(text, mention) ?? (toldByWord.has(kind) ? mention.word : "");
  });
  const plain = totalOf(text, byName.get("") ?? []);
  if (plain === undefined) return undefined;
  let sum = plain;
  for (const [name, group] of byName) {
    if (name === "") continue;
    const own = totalOf(text, group);
    if (own === undefined) return undefined;
    const plainOnes = byName.get("") ?? [];
    const isElsewhere = plainOnes.every(({ mention }) => storeyOf(text, mention) !== storeyOf(text, group[0]?.mention));
    const alone = (plain === 0 && byName.size > 1) || (name === "안" && (plain === 0 || isElsewhere));
    sum += own || (alone || group.some((item) => isJoined(text, item)) ? 1 : 0);
  }
  return sum;
}

/** Storey that was named last before a room; empty if none was. */
function storeyOf(text: string, mention: Mention<RoomWord> | undefined): string {
  return /.*(\d)층/.exec(before(text, mention?.start ?? 0))?.[1] ?? "";
}

function isJoined(text: string, { mention }: Counted): boolean {
  return /^(?:과|와|하고|이랑|랑|,)/.test(after(text, mention.end));
}

function isInRange(value: number): boolean {
  return Number.isInteger(value) && value >= roomCountRange.min && value <= roomCountRange.max;
}

/** The kind a room word means in a use: a "방" of a guest house is a guest room, of a restaurant a private one. */
export function kindFor(kind: string, use: string): string {
  if (use === "guesthouse" && (kind === "room" || kind === "bedroom")) return "guestroom";
  if (kind === "room" && (use === "restaurant" || use === "cafe")) return "privateroom";
  if (kind === "room") return ["house", "apartments", "mixed"].includes(use) ? "bedroom" : "room";
  return kind;
}

const countAfter =
  /^(?:은|는|이|가|을|를|도|수는?|[:=-])? ?(?:각 ?)?(?:\d{1,4}(?:\.\d{1,2})? ?(?:m2|평)(?:짜리|씩|의)?,? ?)?(?:[가-힣]{1,4}[게히] )?(?:총 ?|각각? ?|모두 ?|최[소대] ?|약 ?|한 |대[략충] ?|적어도 ?|층마다 ?|층별로? ?|[각매] ?층(?:에|마다)? ?|for |남녀 ?(?:구분|분리|따로|각각?)?(?:해서|하여|해|로)? ?)?$/;
/** "50대 부부", "30대구요": an age, not a number of cars. */
const age =
  "대(?=지|구요|라|이라|[초중후]반| ?(?:부부|남자|남성|여자|여성|어머|아버|부모|엄마|아빠|아저|아주|어르|할머|할아|친구|직장|청년|신혼|대표|사장))";
const counter = new RegExp(`^ ?(?!${age})(?:개(?! ?층)|실|칸|곳|군데|대|면|룸|석|cars?|vehicles?)`);
/** "방 3~4개": the lower number counts. */
const ranged = /^ ?개? ?[~-] ?\d{1,2} ?(?:개(?! ?층)|실|칸|곳|대(?!지)|면|룸)/;
const bareEnd =
  /^만?(?: ?[,.;()+·/!?~]| ?$| (?!다(?:$|[ ,.])|층|평|m2|제곱|개 ?층|f |명|인|m )|[이가을를과와에]|으로 |씩|하고|인 |짜리)/;
const countBefore = /^ ?(?:(?:개|실|칸|대|곳)(?:의|짜리)? ?|-)?$/;

/** "방 하나에 침대 두 개씩": of each room. */
const perRoom = /^(?:에|마다|당) ?[^,.]{0,8}씩/;

/** Rooms that women and men have apart. */
const forEither: ReadonlySet<string> = new Set(["wc", "bath", "shower"]);

const sort =
  /^[은는이가도]?[, ]{0,2}(?:큰|작은|넓은|대형|중형|소형|[대중소]|남(?:자|성)?용?|여(?:자|성)?용?|\d{1,2}인용) ?(?:거|것|걸|방|룸)?(?:로|은|는)? ?/;

/** "회의실 큰 거 하나 작은 거 둘", "화장실 남자 2 여자 3": how many of all sorts together; 0 if fewer than two are told apart. */
function sumOfSorts(text: string, numbers: readonly NumberToken[], from: number): number {
  let sum = 0;
  let sorts = 0;
  let end = from;
  for (let lead = sort.exec(after(text, end)); lead !== null; lead = sort.exec(after(text, end))) {
    const start = end + lead[0].length;
    const token = numbers.find((other) => other.start === start);
    if (token === undefined) break;
    sum += token.value;
    sorts += 1;
    end = token.end + (/^ ?[개칸실](?:씩)?(?:랑|와|하고|,)?/.exec(after(text, token.end))?.[0].length ?? 0);
  }
  return sorts < 2 ? 0 : sum;
}

/** "화장실 남녀 따로": one for women and one for men. */
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
  return { mention, count: own.value, rough: isRough(own) };
}

function count(
  text: string,
  numbers: readonly NumberToken[],
  mention: Mention<RoomWord>,
  previous: Mention<RoomWord> | undefined,
): Counted {
  const sorts = sumOfSorts(text, numbers, mention.end);
  if (sorts > 0) return { mention, count: sorts, rough: false };
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
    if (counter.test(rest) || plain) return { mention, count: next.value * each, rough: isRough(next) };
  }
  if (forEither.has(mention.value.kind) && bothSexes.test(after(text, mention.end))) {
    return { mention, count: 2, rough: false };
  }
  const prefix = numbers.find((token) => token.end === mention.start && /\d$/.test(text.slice(0, token.end)));
  // "3룸 2욕실": a figure right before the word.
  if (prefix !== undefined) return { mention, count: prefix.value, rough: false };
  // "진료실 4개 대기실": the number belongs to the room before it.
  const taken = (token: NumberToken) =>
    previous !== undefined && token.start >= previous.end && countAfter.test(text.slice(previous.end, token.start));
  const last = numbers.findLast((token) => token.end <= mention.start);
  if (last !== undefined && taken(last)) return { mention, count: undefined, rough: false };
  if (last !== undefined && mention.start - last.end < 7 && !last.doubtful) {
    const between = text.slice(last.end, mention.start);
    const fits = countBefore.test(between) && (latin.test(mention.word) || /[개실칸대곳]/.test(between));
    if (fits) return { mention, count: last.value, rough: isRough(last) };
  }
  return { mention, count: undefined, rough: false };
}

function isRough(token: NumberToken): boolean {
  return token.high !== token.value;
}

/** "3룸", "쓰리룸", "8실 규모": a number whose counter alone says what is counted. */
function roomSuffix(text: string, numbers: readonly NumberToken[], use: string): Counted[] {
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

/** One number, or the sum when each belongs to a storey of its own; undefined when two numbers clash. */
function totalOf(text: string, items: readonly Counted[]): number | undefined {
  const said = items.filter((item) => item.count !== undefined);
  const values = said.map((item) => item.count ?? 0);
  const perStorey = said.every((item) => /\d층[^.]{0,16}$/.test(before(text, item.mention.start)));
  if (perStorey) return values.reduce((sum, value) => sum + value, 0);
  return new Set(values).size === 1 ? values[0] : undefined;
}

function countProblem(kind: string, given: number): Problem {
  return outOfRange({
    subject: kind,
    nameKo: "방의 수",
    nameEn: `A number of rooms (${kind})`,
    given: String(given),
    ...roomCountRange,
    unit: "",
  });
}

function twoCounts(kind: string, said: readonly Counted[]): Problem {
  const given = [...new Set(said.map((item) => item.count ?? 0))].join(", ");
  return contradiction(
    "rooms",
    `방의 수가 서로 다릅니다(${kind}): ${given}. 하나만 적어 주세요.`,
    `The numbers of rooms differ (${kind}): ${given}. Keep one.`,
    { kind, given },
  );
}
