import type { NumberToken } from "./numerals.ts";
import type { AreaMention } from "./area-mention.ts";
import { besideOthers } from "./area-roles.ts";
import { subjectOf } from "./area-subject.ts";
import { roomWordAfter, roomWordBefore } from "./room-words.ts";
import { after, before } from "./text.ts";

/** Square metres of one 평: exactly 400/121. */
export const squareMetresPerPyeong = 400 / 121;

interface Unit {
  readonly length: number;
  readonly unit: "평" | "m2";
  readonly factor: number;
}

const metric =
  /^ ?여? ?(?:m2|m\^2|m 2(?! ?[층개대칸실\d])|[제재]곱 ?(?:미터|메타|메터|미타|m)?|평방 ?(?:미터|메타|메터|미타|m)|(?:미터|메타|m) ?[제재]곱|[헤해회훼][베배]|sqm|sq\.? ?m(?:et(?:er|re)s?)?|square ?-?met(?:er|re)s?)/;
const pyeong =
  /^ ?-?여? ?(?:[펑퍙푱\u1111](?![가-힣])|평(?!당|면|균|범|일|지|상|화(?!장)|생|행|소|가(?!량|까)|방 ?m|수)|pyeongs?|pyongs?|pyungs?|pyoungs?|py(?![a-z]))/;
const feet = /^ ?-?(?:sq\.? ?ft|square ?(?:feet|foot)|ft2)/;
const hectare = /^ ?(?:헥타르|ha(?![a-z])|hectares?)/;
const kilometre = /^ ?(?:km2|제곱 ?킬로)/;
const squareFoot = 0.3048 * 0.3048;

function unitAt(text: string, index: number): Unit | undefined {
  const rest = after(text, index);
  const of = (pattern: RegExp, unit: Unit["unit"], factor: number): Unit | undefined => {
    const match = pattern.exec(rest);
    return match === null ? undefined : { length: match[0].length, unit, factor };
  };
  return (
    of(metric, "m2", 1) ??
    of(pyeong, "평", squareMetresPerPyeong) ??
    of(feet, "m2", squareFoot) ??
    of(hectare, "m2", 10_000) ??
    of(kilometre, "m2", 1_000_000)
  );
}

const dash = /^ ?(?:~|-|to) ?$/;
const words = /^ ?(?:에서|부터|내지|또는|혹은|이나|에서부터|or) ?$/;

/** Figures of area in the order of the sentence. */
export function findAreas(text: string, numbers: readonly NumberToken[]): AreaMention[] {
  const found: AreaMention[] = [];
  const heads = new Set<NumberToken>();
  numbers.forEach((token, index) => {
    const unit = unitAt(text, token.end);
    if (unit === undefined || (token.doubtful && text.charAt(token.end) === " ")) return;
    const head = rangeHead(text, numbers, index, unit);
    if (head !== undefined) heads.add(head);
    found.push(areaOf(text, token, unit, head));
  });
  found.push(...sides(text, numbers), ...bareGross(text, numbers));
  const kept = found
    .filter((area) => ![...heads].some((head) => head.start === area.start && area.range === undefined))
    .filter((area) => !found.some((other) => isAgain(text, other, area)));
  const homes = numbers.find(({ end }) => /^ ?(?:세대|가구|집)(?![가-힣]{2})/.test(after(text, end)))?.value ?? 1;
  return besideOthers(
    text,
    kept.map((area) => ofEachHome(text, area, homes)),
  );
}

/** "세대당 20평씩 4세대": as many of them as there are homes. */
function ofEachHome(text: string, area: AreaMention, homes: number): AreaMention {
  const isEach = /(?:(?:세대|가구)(?:당|별로?|마다)|각 ?(?:세대|가구)(?:가|는|당)?|한 ?(?:세대|가구)(?:에|당)) ?$/.test(
    before(text, area.start),
  );
  if (!isEach || homes < 2) return area;
  return { ...area, given: area.given * homes, squareMetres: area.squareMetres * homes, subject: "gross" };
}

/** "대지 330㎡(100평)": the same in another unit. */
function isAgain(text: string, first: AreaMention, area: AreaMention): boolean {
  const isSame = Math.abs(first.squareMetres / area.squareMetres - 1) < 0.015;
  return isSame && area.start > first.end && /^ ?\( ?(?:약 ?)?$/.test(text.slice(first.end, area.start));
}

const side = /^ ?(?:m|미터)?(?: ?(?:x|×|\*|by|곱하기) ?|[에, ]{0,2}(?:세로|깊이|길이) ?)$/;

/** "땅이 남북으로 길어요 12m x 25m". */
const plotTold = /(?:^|[^가-힣])(?:대지|부지|토지|땅|필지)(?:은|는|이|가)? (?!.*건물)[^.]*$/;

/** Sides of a rectangle, "10m x 20m": the plot if that is what it is called, else the footprint. */
function sides(text: string, numbers: readonly NumberToken[]): AreaMention[] {
  return numbers.flatMap((token, index) => {
    const head = numbers[index - 1];
    if (head === undefined || token.start - head.end > 12) return [];
    const between = text.slice(head.end, token.start);
    const tail = /^ ?(?:m(?![a-z0-9])|미터)/.exec(after(text, token.end));
    if (tail === null || !side.test(between)) return [];
    const given = head.value * token.value;
    const end = token.end + tail[0].length;
    const lead = before(text, head.start);
    const subject = plotTold.test(lead) ? "site" : subjectOf(lead, after(text, end));
    return [
      {
        start: head.start,
        end,
        given,
        unit: "m2" as const,
        squareMetres: given,
        subject: subject === "unsaid" ? ("footprint" as const) : subject,
      },
    ];
  });
}

/** The first number of "50~60평", "50평에서 60평". */
function rangeHead(text: string, numbers: readonly NumberToken[], index: number, unit: Unit): NumberToken | undefined {
  const token = numbers[index];
  const head = numbers[index - 1];
  if (token === undefined || head === undefined || token.start - head.end > 16) return undefined;
  const own = unitAt(text, head.end);
  const between = text.slice(head.end + (own?.length ?? 0), token.start);
  if (head.value >= token.value || (own !== undefined && own.unit !== unit.unit)) return undefined;
  if (dash.test(between) || (between === " and " && before(text, head.start).endsWith("between "))) return head;
  if (!words.test(between)) return undefined;
  const tail = after(text, token.end + unit.length);
  return own === undefined || /^ ?(?:사이|까지|이하|미만|정도|가량|내외)/.test(tail) ? head : undefined;
}

function areaOf(text: string, token: NumberToken, unit: Unit, head: NumberToken | undefined): AreaMention {
  const low = head?.value ?? token.value;
  const high = token.high;
  const end = token.end + unit.length;
  const start = (head ?? token).start;
  const isFeet = unit.unit === "m2" && unit.factor !== 1;
  const given = (low + high) / 2;
  const squareMetres = given * unit.factor;
  const lead = before(text, start);
  const tail = after(text, end);
  const room = roomOf(text, start, end);
  const subject = subjectOf(lead, tail);
  return {
    start,
    end,
    given: isFeet ? squareMetres : given,
    unit: unit.unit,
    squareMetres,
    subject: subject === "unsaid" && room !== undefined ? "room" : subject,
    ...(low === high ? {} : { range: [low, high] as const }),
    ...(room === undefined ? {} : { room }),
    ...(/전용 ?(?:면적)?[은는이가을의 :약]{0,3}$|실내 ?면적[은는이가 :]{0,3}$/.test(lead) ? { net: true } : {}),
  };
}

/** "연면적 600" without a unit: a figure this large is in square metres. */
const leastBareM2 = 150;

function bareGross(text: string, numbers: readonly NumberToken[]): AreaMention[] {
  return numbers.flatMap((token) => {
    const tail = after(text, token.end);
    const bare = unitAt(text, token.end) === undefined && /^(?=$|[ ,.)/])(?! ?(?:[~-]|억|만|세대|명|층))/.test(tail);
    const named = /(?:연면적|총 ?면적|전체 ?면적)[은는이:= 약]{0,4}$/.test(before(text, token.start));
    if (!bare || !named || token.value < leastBareM2) return [];
    const { start, end, value } = token;
    return [{ start, end, given: value, unit: "m2" as const, squareMetres: value, subject: "gross" as const }];
  });
}

/** The room a figure belongs to: "홀 20평", "5평짜리 주방". */
function roomOf(text: string, start: number, end: number): string | undefined {
  return roomWordBefore(before(text, start)) ?? roomWordAfter(after(text, end));
}
