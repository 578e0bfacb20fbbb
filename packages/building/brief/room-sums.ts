import type { Counted } from "./room-counts.ts";
import type { RoomWord } from "./room-words.ts";
import { after, before, type Mention } from "./text.ts";

/** "침실 3 (부부침실 1 포함)", "방 두 개(안방, 서재)": counted with the others already. */
export function isIncluded(text: string, { start, end }: Mention<RoomWord>): boolean {
  const told = /[개칸실\d하둘셋넷]나?\([가-힣\d,·/ ]*$/.test(before(text, start));
  return told || /^ ?(?:\d|하나|한|둘|두)? ?[개칸]?[을를]? ?포함/.test(after(text, end));
}

const names =
  /(\d{1,2}인|도미|남자?|남성|여자?|여성|장애인|일반|손님|고객|직원|공용|대형|소형|중형|큰|작은|[대중소]|메인|보조|아이들?|애들?|자녀|아들|딸|저희|우리|동생|형|누나|언니|오빠|부모님?|어머니|아버지|엄마|아빠|할머니|할아버지|온돌|침대|구들|황토|사랑|건넌|안)(?:용|의)? ?[가-힣]{1,3}$/;

/** Whose a room is or how large, where several of a kind are told apart: "남자화장실 1 여자화장실 2", "소회의실 둘". */
function nameBefore(text: string, { start, end }: Mention<RoomWord>): string | undefined {
  return names.exec(text.slice(Math.max(0, start - 5), end))?.[1];
}

/** "애들 방 두 개 안방 하나 총 방 세 개": the number of all of them. */
const inAll = /(?:^|[ ,])(?:총|모두|전부|도합|합쳐서?|합해서?|합하면|다 ?해서) ?$/;

/** Kinds of rooms that different words tell apart as well: "서재랑 작업실", "회의실 둘 상담실 하나". */
export const toldByWord: ReadonlySet<string> = new Set(["study", "meeting", "treatment"]);

/**
 * The number of a kind: what was counted without a name, and with each name besides. A named one without a number is
 * one more if no others are counted or it is joined to them ("안방과 방 두 개"). Undefined when two numbers clash.
 */
export function sumOf(text: string, kind: string, items: readonly Counted[]): number | undefined {
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

/** One number, or the sum when each belongs to a storey of its own; undefined when two numbers clash. */
function totalOf(text: string, items: readonly Counted[]): number | undefined {
  const said = items.filter((item) => item.count !== undefined);
  const values = said.map((item) => item.count ?? 0);
  const perStorey = said.every((item) =>
    /\d층[^.]{0,16}$|\d(?:st|nd|rd|th) floor[^.]{0,30}$/.test(before(text, item.mention.start, 44)),
  );
  if (perStorey) return values.reduce((sum, value) => sum + value, 0);
  return new Set(values).size === 1 ? values[0] : undefined;
}
