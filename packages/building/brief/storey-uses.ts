import type { StoreyMention } from "./storeys.ts";
import { findMentions, type Mention } from "./text.ts";
import type { PlainUse, UseWord } from "./use-words.ts";

/** A word for a use in the sentence. */
export type UseMention = Mention<UseWord>;

/** The use a word means beside others: an apartment building gives its homes, a general word a shop. */
export function plain(mention: UseMention): PlainUse {
  const use = mention.value.use;
  if (use === "apartments") return "house";
  return use === "mixed" || use === "unsupported" ? "shop" : use;
}

const cellarForCars =
  /지하 ?(?:\d ?(?:~ ?\d)? ?개? ?층)?(?:은|는|에는?|엔|도)? ?(?:전부 ?|모두 ?|전체 ?|다 )?(?:주차|기계실|전기실)/;

/** "지하 1층은 주차장": basements that no use was named for then have none. */
export function unusedStoreys(text: string, byStorey: ReadonlyMap<number, PlainUse>): ReadonlySet<number> {
  const below = [-1, -2].filter((storey) => !byStorey.has(storey));
  return new Set(cellarForCars.test(text) ? below : []);
}

const upperWords = /위층|윗층|위에|위는|상층부?|나머지|그 ?위|upstairs|above/g;
const lowerWords = /아래층|저층부|아래에|아래는|밑에는?|downstairs|street level/g;

/** Uses said of a storey: "1층은 카페, 2~3층 주택", "카페는 1층". */
export function usesByStorey(
  text: string,
  storeys: readonly StoreyMention[],
  mentions: readonly UseMention[],
): Map<number, PlainUse> {
  const uses = new Map<number, PlainUse>();
  const all = storeys.filter((storey) => !storey.count);
  const named = withoutWhole(all);
  const usable = [...mentions, ...guestRooms(text, mentions)]
    .filter(({ value }) => value.use !== "mixed" && value.use !== "unsupported")
    .toSorted((a, b) => a.start - b.start);
  const last = named.at(-1);
  // "카페 1층, 주택 2층": each use stands before its storey when none follows the last one.
  const begins = usable[0] !== undefined && named[0] !== undefined && usable[0].start < named[0].start;
  const reversed = begins && last !== undefined && usable.every((m) => m.start < last.end);
  named.forEach((storey) => {
    const following = storeys.find((other) => other.start >= storey.end);
    const limit = Math.min(following?.start ?? text.length, storey.end + 24);
    const link = reversed ? /^(?:[은는이가]? ?| on (?:the )?)$/ : /^[은는이가] ?$/;
    const leading = usable.find((m) => m.end <= storey.start && link.test(text.slice(m.end, storey.start)));
    const inScope = usable.find((m) => m.start >= storey.end && m.end <= limit);
    const chosen = leading ?? inScope;
    if (chosen === undefined) return;
    for (let number = storey.from; number <= storey.to; number += 1) {
      uses.set(storey.basement ? -number : number, plain(chosen));
    }
  });
  if (uses.size === 0) addHalves(text, usable, storeys, uses);
  if (named.length === 1 && uses.size > 0) addRest(text, usable, storeys, uses);
  const [whole] = named.length < all.length ? all : [];
  const ofWhole = usable.find(({ start }) => whole !== undefined && start >= whole.end && start - whole.end < 4);
  // "6층 근생, 지하 1층은 헬스장, 1층 카페": the others.
  for (let number = 1; ofWhole !== undefined && uses.size > 0 && number <= (whole?.to ?? 0); number += 1) {
    if (!uses.has(number)) uses.set(number, plain(ofWhole));
  }
  const isAlone = new Set(uses.values()).size === 1;
  if (isAlone && (all.length > 1 || together.test(text))) addOther(usable, storeys, uses);
  return all.length > 1 || uses.size > 1 ? uses : new Map();
}

/** "4층 학원, 1층은 카페": a first storey with a gap below it is the height of the whole. */
function withoutWhole(named: readonly StoreyMention[]): readonly StoreyMention[] {
  const [whole, ...others] = named;
  if (whole === undefined || whole.from !== whole.to || whole.to < 3 || others.length === 0) return named;
  const next = whole.to - 1;
  return others.some(({ from, to }) => from <= next && next <= to) ? named : others;
}

/** "1층 카페 2층 객실": beside a guest house its rooms name it too. */
function guestRooms(text: string, mentions: readonly UseMention[]): UseMention[] {
  const house = mentions.find(({ value }) => value.use === "guesthouse");
  return house === undefined ? [] : findMentions(text, [{ pattern: /객실/g, value: house.value }]);
}

/** "1층엔 카페 같이 운영", "빨래방, 2층은 주택": one storey of a building of another use. */
const together = /(?:\d|[일이삼사])층(?:엔|에는?|은) /;

/** The use named after a word for some storeys ("위층은 주택"). */
function useAfter(text: string, usable: readonly UseMention[], words: RegExp): UseMention | undefined {
  const word = text.matchAll(words).next().value;
  if (word === undefined) return undefined;
  return usable.find((m) => m.start >= word.index && m.start - word.index < 16);
}

/** The use named just before such a word: "약국 위에 의원". */
function useBefore(text: string, usable: readonly UseMention[], words: RegExp): UseMention | undefined {
  const word = text.matchAll(words).next().value;
  if (word === undefined) return undefined;
  return usable.findLast((m) => m.end <= word.index && word.index - m.end < 12);
}

/** "아래층은 카페, 위층은 살림집": both halves without a number. */
function addHalves(
  text: string,
  usable: readonly UseMention[],
  storeys: readonly StoreyMention[],
  uses: Map<number, PlainUse>,
): void {
  const upper = useAfter(text, usable, upperWords);
  const lower = useAfter(text, usable, lowerWords) ?? useBefore(text, usable, upperWords);
  if (lower === undefined || upper === undefined) return;
  const top = Math.max(2, ...storeys.filter((s) => !s.basement).map((s) => s.to));
  for (let number = 1; number <= top; number += 1) uses.set(number, plain(number === 1 ? lower : upper));
}

/** "1층은 상가 위층은 주택": the rest of the storeys. */
function addRest(
  text: string,
  usable: readonly UseMention[],
  storeys: readonly StoreyMention[],
  uses: Map<number, PlainUse>,
): void {
  const top = Math.max(2, ...storeys.filter((s) => !s.basement).map((s) => s.to));
  const upper = useAfter(text, usable, upperWords);
  const below = upper === undefined ? undefined : useBefore(text, usable, upperWords);
  const lower = useAfter(text, usable, lowerWords) ?? below;
  for (let number = 1; number <= top; number += 1) {
    const use = number === 1 ? (lower ?? upper) : (upper ?? lower);
    if (!uses.has(number) && use !== undefined) uses.set(number, plain(use));
  }
}

/** "게스트하우스 4층, 1층은 카페": the use that was named for no storey takes those that are left. */
function addOther(usable: readonly UseMention[], storeys: readonly StoreyMention[], uses: Map<number, PlainUse>): void {
  const taken = new Set(uses.values());
  const other = usable.find((mention) => mention.value.general !== true && !taken.has(plain(mention)));
  if (other === undefined) return;
  const top = Math.max(1, ...storeys.filter((s) => !s.basement).map((s) => s.to));
  for (let number = 1; number <= top; number += 1) {
    if (!uses.has(number)) uses.set(number, plain(other));
  }
}
