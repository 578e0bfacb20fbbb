import type { AreaMention } from "./area-mention.ts";
import type { NumberToken } from "./numerals.ts";
import { contradiction, outOfRange, type Problem } from "./problem.ts";
import { type Counted, countRoom, roomSuffix } from "./room-counts.ts";
import { isIncluded, sumOf } from "./room-sums.ts";
import { roomEntries, type RoomWord } from "./room-words.ts";
import { after, before, findMentions, isExcluded, isScenery, type Mention } from "./text.ts";
import { hostUses } from "./use-parts.ts";

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

/** Reads rooms and numbers; `use` decides whether a "방" is a guest room or a bedroom, `storeys` how many "층마다" means. */
export function readRooms(
  text: string,
  numbers: readonly NumberToken[],
  areas: readonly AreaMention[],
  { use, storeys }: { readonly use: string; readonly storeys: number },
): { ok: true; rooms: RoomReading[] } | { ok: false; problem: Problem } {
  const counted = findMentions(text, roomEntries)
    .filter((mention) => !isExcluded(text, mention) && !isScenery(text, mention))
    .filter(({ start, value }) => !oneOfThem.test(before(text, start)) && (!value.hosted || hostUses.has(use)))
    .map((_, index, all) => countRoom(text, numbers, all, index))
    .filter(({ mention }) => use !== "apartments" || !inEveryHome(text, mention))
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
    const perHome = use === "house" && items.some((item) => inEveryHome(text, item.mention));
    const each = said.some((item) => inEveryRoom(text, item.mention)) ? sleeping(rooms) : perHome ? homesIn(text) : 1;
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
  gym: "gym",
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

/** "방은 집마다 세 개", "세대당 방 두 개": the number is that of one home. */
function inEveryHome(text: string, { start, end }: Mention<RoomWord>): boolean {
  const every = "(?:집|세대|가구)(?:마다|당|별로?)|(?:각|한) ?(?:집|세대|가구)(?:에|마다)?";
  return (
    new RegExp(`^[은는이가도]? ?(?:${every})`).test(after(text, end)) ||
    new RegExp(`(?:${every})(?: [^.,]{0,18})?$`).test(before(text, start))
  );
}

/** How many homes a house has: "두 집이 붙은"; 1 if that was not said. */
function homesIn(text: string): number {
  const word = /([두세네2-4]) ?(?:집|세대|가구)(?!마다|당|별)/.exec(text)?.[1] ?? "";
  return { 두: 2, 세: 3, 네: 4 }[word] ?? (Number(word) || 1);
}

/** How many rooms to sleep in were read. */
function sleeping(rooms: readonly RoomReading[]): number {
  return rooms.find(({ kind }) => kind === "guestroom" || kind === "bedroom")?.count ?? 1;
}

/** "방 3개 중 하나는 서재": it is among those counted. */
const oneOfThem = /중 ?에?서? ?(?:하나|한 ?[개칸]|둘|두 ?개)[은는]? ?$/;

function isInRange(value: number): boolean {
  return Number.isInteger(value) && value >= roomCountRange.min && value <= roomCountRange.max;
}

/** What a bare "방" is in other uses. */
const ownRoom: Readonly<Record<string, string>> = {
  house: "bedroom",
  apartments: "bedroom",
  mixed: "bedroom",
  elderly: "bedroom",
  academy: "classroom",
  clinic: "exam",
};

/** The kind a room word means in a use: a "방" of a guest house is a guest room, of a restaurant a private one. */
export function kindFor(kind: string, use: string): string {
  if (use === "guesthouse" && (kind === "room" || kind === "bedroom")) return "guestroom";
  if (kind === "room" && (use === "restaurant" || use === "cafe")) return "privateroom";
  if (kind === "room") return ownRoom[use] ?? "room";
  return kind;
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
