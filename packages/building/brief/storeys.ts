import type { NumberToken } from "./numerals.ts";
import type { Problem } from "./problem.ts";
import { basementClash, clash, outside, storeyProblem } from "./storey-problems.ts";
import { after, before, findMentions, isExcluded, isScenery } from "./text.ts";

/** A mention of storeys above ground: a count ("3층짜리") or the name of one or some ("1층은", "2~3층"). */
export interface StoreyMention {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** Surely a count. */
  readonly count: boolean;
  /** Below ground. */
  readonly basement: boolean;
  /** Said with a counter ("3개 층"), which can count a part of the building. */
  readonly counter?: boolean;
}

/** What the sentence says of storeys; an absent number was not said. */
export interface StoreyReading {
  readonly ok: true;
  readonly storeys?: number;
  readonly basements?: number;
  readonly basementExcluded: boolean;
  readonly mentions: readonly StoreyMention[];
  /** Remarks that go to the assumptions: how an unclear wording was read. */
  readonly notes: readonly ("range" | "duplex" | "half_basement" | "half_storey")[];
}

const unit =
  /^ ?(?:(개) ?)?층(?!고|수| ?침대|버스|[당별간]|마다|에서 ?보)|^()(?:f|fl)(?![a-z])|^(?:[ -](?:storeys?|stor(?:y|ies)|floors?|levels?)|-?(?:storeys?|stor(?:y|ies)|floors?))(?![a-z])()/;
const ordinalUnit = /^(?:st|nd|rd|th) (?:floor|storey|story|level)/;
const countAfter =
  /^ ?(?:짜리|규모|건물|건축물|빌딩|집(?!중)|으로(?! ?(?:올|가))|로 |이고|이며|인데|이상|이하|이내|정도|높이|양옥|한옥|전체|다(?:[ ,.]|$))/;
const countBefore = /(?:지상|총|전체|모두|합쳐|규모는|층수는|층수) ?$/;
const perStorey = /^(?:에는? ?(?:약 ?)?\d|씩)/;
const rangeJoint = /^(?: ?개? ?층)?(?:f)? ?(?:~|-|부터|에서|내지|,|·|\/|와|과|및|이나|또는|혹은|to|or) ?$/;

/** Reads the storeys of the sentence. */
export function readStoreys(
  text: string,
  numbers: readonly NumberToken[],
): StoreyReading | { ok: false; problem: Problem } {
  const bad = numbers.find((token) => unit.test(after(text, token.end)) && isFraction(token) && !isHalf(token));
  if (bad !== undefined) return { ok: false, problem: storeyProblem(String(bad.value)) };
  const mentions = stacked(
    [...numberedStoreys(text, numbers), ...wordedStoreys(text), ...namedBasements(text, numbers)].filter(
      (mention) => !((mention.basement || !mention.count) && isExcluded(text, mention)),
    ),
  )
    .map((mention, _, all) => ofPart(text, mention, all))
    .map((mention, _, all) => onTop(text, homeOnTop(text, mention, all), all));
  const above = mentions.filter((mention) => !mention.basement);
  const below = basementWords(text);
  const counts = [...new Set(above.filter((m) => m.count).map((m) => m.to))];
  const highest = Math.max(0, ...above.map((mention) => mention.to));
  const lowest = mentions.filter((m) => m.basement).map((m) => m.to);
  for (const match of text.matchAll(/(?:(?<![a-z])b|지하 ?)(\d) ?[~-] ?(?:지상 ?)?(?=\df|지상)/g)) {
    lowest.push(Number(match[1]));
  }
  const basements = lowest.length > 0 ? Math.max(...lowest) : below.named ? 1 : undefined;
  const worded = readWords(text);
  const all = worded.single ? [...new Set([...counts, 1])] : counts;
  const wrong =
    outside(above, basements, text) ??
    clash(all, highest, worded) ??
    basementClash(text, basements, below.excluded, highest);
  if (wrong !== undefined) return { ok: false, problem: wrong };
  const storeys = all[0] ?? (highest > 0 ? highest : worded.duplex ? 2 : undefined);
  const notes: StoreyReading["notes"][number][] = [];
  if (all.length === 0 && above.length === 1 && above.some((m) => m.from > 1 && m.to > m.from)) notes.push("range");
  if (worded.duplex && all.length === 0 && highest === 0) notes.push("duplex");
  if (/반지하/.test(text)) notes.push("half_basement");
  if (numbers.some((token) => isHalf(token) && unit.test(after(text, token.end)))) notes.push("half_storey");
  return {
    ok: true,
    ...(storeys === undefined ? {} : { storeys }),
    ...(basements === undefined ? {} : { basements }),
    basementExcluded: below.excluded,
    mentions,
    notes,
  };
}

/** "식당이 1층이고 살림집이 2층이에요": names, where two things are said to be on different storeys. */
function ofPart(text: string, mention: StoreyMention, all: readonly StoreyMention[]): StoreyMention {
  const isSaid = ({ start, end, basement }: StoreyMention) =>
    !basement && /[가-힣][이가은는] ?$/.test(before(text, start)) && /^(?:이|인데|입니다)/.test(after(text, end));
  const isOther = (other: StoreyMention) => other.to !== mention.to && isSaid(other);
  return mention.count && isSaid(mention) && all.some(isOther) ? { ...mention, count: false } : mention;
}

/** "1층 정육점 2층 식당 3층 집": after the storey below it, a home's storey is a name and no count. */
function homeOnTop(text: string, mention: StoreyMention, all: readonly StoreyMention[]): StoreyMention {
  const below = all.some((other) => !other.count && !other.basement && other.to === mention.from - 1);
  return below && mention.count && /^ ?집/.test(after(text, mention.end)) ? { ...mention, count: false } : mention;
}

/** "1층 카페에 위로 사무실 세 개 층": so many storeys above those that have a name. */
function onTop(text: string, mention: StoreyMention, all: readonly StoreyMention[]): StoreyMention {
  if (
    mention.counter !== true ||
    !mention.count ||
    !/위(?:로는?|에는?|엔|층은?|층에는?|층으로) [가-힣 ]{0,10}$/.test(before(text, mention.start))
  )
    return mention;
  const named = all.filter((other) => !other.count && !other.basement && other.end <= mention.start);
  const below = Math.max(0, ...named.map(({ to }) => to));
  return below === 0 ? mention : { ...mention, from: below + 1, to: below + mention.to, count: false };
}

/** "상가 3개 층에 주택 1개 층": parts on top of each other, from below, unless another count says otherwise. */
function stacked(mentions: readonly StoreyMention[]): StoreyMention[] {
  const parts = mentions.filter((mention) => mention.counter === true && !mention.basement);
  const sum = parts.reduce((total, mention) => total + mention.to, 0);
  const others = mentions.filter((mention) => mention.count && !parts.includes(mention));
  if (parts.length < 2 || others.some((mention) => mention.to !== sum)) return [...mentions];
  let below = 0;
  return mentions.map((mention) => {
    if (!parts.includes(mention)) return mention;
    const from = below + 1;
    below += mention.to;
    return { ...mention, from, to: below, count: false };
  });
}

function numberedStoreys(text: string, numbers: readonly NumberToken[]): StoreyMention[] {
  const found: StoreyMention[] = [];
  numbers.forEach((token, index) => {
    const rest = after(text, token.end);
    const match = unit.exec(rest);
    const ordinal = ordinalUnit.exec(rest);
    if (match === null && ordinal === null) return;
    const length = (match ?? ordinal)?.[0].length ?? 0;
    const end = token.end + length;
    const tail = after(text, end);
    const lead = before(text, token.start);
    const apart = /[,.] ?$/.test(lead) && /^ ?(?:[,.]|$)/.test(tail);
    if (token.doubtful && rest.startsWith(" ") && !apart && !countAfter.test(tail)) return;
    if (/^ ?(?:짜리)? ?[가-힣]{0,3}[을를]? ?(?:헐|철거|부수|밀고|허물)/.test(tail)) return;
    // "1개층 60평씩", "한 층에 50평": the size of each.
    const isOne = match?.[1] === "개" ? token.value === 1 : text.slice(token.start, token.end) === "한";
    if (isOne && /^ ?(?:당|에|마다)? ?(?:약 ?)?(?:\d{1,4}|[가-힣]{1,5}) ?(?:평|m2|제곱)/.test(tail)) return;
    const basement = /(?:지하|basement|(?<![a-z])b) ?$/.test(lead) || isBasementRange(text, numbers, index);
    const first = rangeStart(text, numbers, index);
    const count =
      (match?.[1] === "개" || match?.[3] === "" || countAfter.test(tail) || countBefore.test(lead)) &&
      !perStorey.test(tail);
    found.push({
      start: (first ?? token).start,
      end,
      from: Math.floor((first ?? token).value),
      to: Math.floor(token.high),
      count: count && ordinal === null && (first === undefined || first.value === 1),
      basement,
      counter: match?.[1] === "개",
    });
  });
  return found.filter((mention, index) => !isRangeHead(mention, found[index + 1]));
}

function isRangeHead(mention: StoreyMention, next: StoreyMention | undefined): boolean {
  return next !== undefined && next.start === mention.start && next !== mention;
}

/** The number before, when both make "1~3층", "1층부터 3층" or "2, 3층". */
function rangeStart(text: string, numbers: readonly NumberToken[], index: number): NumberToken | undefined {
  const token = numbers[index];
  const previous = numbers[index - 1];
  if (token === undefined || previous === undefined || previous.value >= token.value) return undefined;
  // "b1~3f" goes from the basement to the third storey.
  if (/(?<![a-z])b ?$/.test(before(text, previous.start)) && !/b ?$/.test(before(text, token.start))) {
    return undefined;
  }
  const between = text.slice(previous.end, token.start);
  // "2층 3층은": both, when the words that follow are for both.
  if (/^층 ?$/.test(between) && token.value === previous.value + 1) return previous;
  return between.length <= 8 && rangeJoint.test(between) ? previous : undefined;
}

/** "지하 1~2층": the second number belongs to the basement too. */
function isBasementRange(text: string, numbers: readonly NumberToken[], index: number): boolean {
  const first = rangeStart(text, numbers, index);
  return first !== undefined && /지하 ?$/.test(before(text, first.start));
}

/** "지하는 공방", "B1 포함", "two basements": basements without the word for a storey. */
function namedBasements(text: string, numbers: readonly NumberToken[]): StoreyMention[] {
  const one = { from: 1, to: 1, count: false, basement: true };
  const bare = findMentions(text, [
    { pattern: /(?<!너)지하(?:층|실)?(?=에?는? )(?! (?:\d{1,2} ?m|주차|창고))/g, value: one },
  ]);
  const letter = [...text.matchAll(/(?<![a-z0-9])b(\d)(?![\d.]| ?[a-z층~-]| \d+ ?[f층])/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: { ...one, from: Number(match[1]), to: Number(match[1]) },
  }));
  const counted = numbers.flatMap((token) => {
    const tail = /^[ -](?:basements?|underground)(?: (?:level|floor|storey|story|stories)s?)?/.exec(
      after(text, token.end),
    );
    if (tail === null) return [];
    const value = { ...one, to: token.value, count: true };
    return [{ start: token.start, end: token.end + tail[0].length, value }];
  });
  return [...bare, ...letter, ...counted].map(({ start, end, value }) => ({ ...value, start, end }));
}

const ordinals = ["first|ground", "second", "third", "fourth", "fifth", "sixth"];

function wordedStoreys(text: string): StoreyMention[] {
  return findMentions(
    text,
    ordinals.map((names, index) => ({
      pattern: new RegExp(`(?<![a-z])(?:${names}) (?:floor|storey|story|level)(?![a-z])`, "g"),
      value: index + 1,
    })),
  ).map(({ start, end, value }) => ({
    start,
    end,
    from: value,
    to: value,
    count: false,
    basement: false,
  }));
}

/** "1.5층": a storey with an attic. */
function isHalf({ value }: NumberToken): boolean {
  return value > 1 && value - Math.floor(value) === 0.5;
}

function isFraction(token: NumberToken): boolean {
  return !Number.isInteger(token.value);
}

function readWords(text: string): { single: boolean; duplex: boolean } {
  const single = findMentions(text, [
    { pattern: /단층|1층 ?단독 ?건물|single[ -]stor(?:e?y)|one[ -]stor(?:e?y)|bungalow/g, value: true },
  ]).some((mention) => !isExcluded(text, mention));
  const duplex = findMentions(text, [{ pattern: /복층|듀플렉스|duplex/g, value: true }]).some(
    (mention) => !isExcluded(text, mention),
  );
  return { single, duplex };
}

function basementWords(text: string): { named: boolean; excluded: boolean } {
  const found = findMentions(text, [
    {
      pattern:
        /(?<!너)(?:반)?지하(?!철|도|수|상가|보도|자원|경제)(?:층|실)?(?: ?(?:주차장|창고))?(?! ?\d)(?! ?[한두세일이] ?개? ?층)|(?<![a-z])basements?(?![a-z])|cellar/g,
      value: true,
    },
  ]);
  const excluded = found.some(
    (mention) => isExcluded(text, mention) || isExcluded(text, { ...mention, end: mention.end + 1 }),
  );
  return { named: !excluded && found.some((mention) => !isScenery(text, mention)), excluded };
}
