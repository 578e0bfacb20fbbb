import type { NumberToken } from "./numerals.ts";
import { roomWordAfter, roomWordBefore } from "./room-words.ts";
import { after, before } from "./text.ts";

/** Square metres of one 평: exactly 400/121. */
export const squareMetresPerPyeong = 400 / 121;

/** What a figure of area belongs to. */
export type AreaSubject = "gross" | "footprint" | "per_storey" | "site" | "room" | "unsaid";

/** A figure of area in the sentence. */
export interface AreaMention {
  readonly start: number;
  readonly end: number;
  /** The figure as given; the middle of a range. */
  readonly given: number;
  readonly unit: "평" | "m2";
  readonly squareMetres: number;
  readonly subject: AreaSubject;
  /** Lower and upper end when a range was given. */
  readonly range?: readonly [number, number];
  /** Room the figure belongs to. */
  readonly room?: string;
  /** "net" when 전용면적 was said. */
  readonly net?: boolean;
}

interface Unit {
  readonly length: number;
  readonly unit: "평" | "m2";
  readonly factor: number;
}

const metric =
  /^ ?여? ?(?:m2|m\^2|m 2|[제재]곱 ?(?:미터|메타|메터|미타|m)?|평방 ?(?:미터|메타|메터|미타|m)|(?:미터|메타|m) ?[제재]곱|[헤해회훼][베배]|sqm|sq\.? ?m(?:et(?:er|re)s?)?|square ?-?met(?:er|re)s?)/;
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
  const told = kept.map((area) =>
    isPlot(text, area, kept)
      ? { ...area, subject: "site" as const }
      : isCorner(text, area, kept)
        ? { ...area, subject: "room" as const }
        : area,
  );
  const summed = withoutParts(text, told);
  return summed.map((area) => (isWholeBuilding(text, area, summed) ? wholeBuilding(area) : area));
}

/** "작업실 15평, 사는 데 20평 해서 35평": parts that come to the whole; those of storeys are added up later. */
function withoutParts(text: string, areas: readonly AreaMention[]): readonly AreaMention[] {
  const inside = areas.filter(({ subject }) => subject === "unsaid" || subject === "gross" || subject === "room");
  const whole = inside.find(({ squareMetres, subject }) => {
    const sum = inside.reduce((total, area) => total + area.squareMetres, 0);
    return subject !== "room" && Math.abs(sum / squareMetres - 2) < 0.01;
  });
  if (whole === undefined || inside.length < 3 || inside.some(({ start }) => /층/.test(before(text, start, 14))))
    return areas;
  return areas.map((area) => (inside.includes(area) && area !== whole ? { ...area, subject: "room" } : area));
}

const ofUse =
  /[가-힣](?:집|점|가게|카페|식당|의원|샵|숍)[은는]? ?$|(?:^|[^가-힣])(?:집|창고|공장|건물|주택|병원|학원|교회|체육관)[은는]? ?$/;
const standsOn = /^(?:에(?:다|다가)? |[가-힣]{0,4}[,.]? ?(?:여기|거기|이곳|그곳|[이그] ?땅)(?:에|다|위))/;

/** "250평에 2층 카페 150평", "땅이 230평인데 여기다 40평": what a smaller building stands on. */
function isPlot(text: string, area: AreaMention, all: readonly AreaMention[]): boolean {
  const ofWhole = ({ subject }: AreaMention) => subject === "unsaid" || subject === "gross";
  const smaller = all.some(
    (other) => ofWhole(other) && other.start > area.end && other.squareMetres < area.squareMetres,
  );
  const ofStorey = /층[은이에]? ?$/.test(before(text, area.start));
  return (
    smaller &&
    !ofStorey &&
    !ofUse.test(before(text, area.start)) &&
    ofWhole(area) &&
    standsOn.test(after(text, area.end))
  );
}

/** "창고 500평에 사무실 20평": a part of the building that was named before. */
function isCorner(text: string, area: AreaMention, all: readonly AreaMention[]): boolean {
  return all.some(
    (whole) =>
      whole.end < area.start &&
      whole.squareMetres > area.squareMetres &&
      ofUse.test(before(text, whole.start)) &&
      /^에 [가-힣]{2,4} ?$/.test(text.slice(whole.end, area.start)),
  );
}

/** "대지 330㎡(100평)": the same in another unit. */
function isAgain(text: string, first: AreaMention, area: AreaMention): boolean {
  const isSame = Math.abs(first.squareMetres / area.squareMetres - 1) < 0.015;
  return isSame && area.start > first.end && /^ ?\( ?(?:약 ?)?$/.test(text.slice(first.end, area.start));
}

/** A figure this large before a room's name is the building's when it is the only one: "카페 80평 마당 있게". */
const roomLimit = 50;

/** "열다섯평 다락 있게": the room is asked for, the figure is not its size. */
const askedFor =
  /^ ?[가-힣]{1,4} ?(?:은|는|이|가|도|을|를)? ?(?:있|하나|넣|놓|포함|추가|필요|꼭|만들|딸린|올|[한두세네] ?[개칸])/;
const leastAlone = 20;

/** Rooms that are never as large as a building: "거실 부엌 스물네 평" ends with the size of the whole. */
const neverWhole: ReadonlySet<string> = new Set([
  "kitchen",
  "living",
  "bedroom",
  "room",
  "bath",
  "wc",
  "study",
  "attic",
]);

/** "사무실 겸 창고 60평", "한옥펜션, 마당 55평": what is outside or joined to another takes no figure from the building. */
const besides = /겸 ?[가-힣]{2,3} ?$|(?:마당|정원|테라스|데크|옥상|주차장) ?$/;

function isWholeBuilding(text: string, area: AreaMention, all: readonly AreaMention[]): boolean {
  const alone = all.every((other) => other === area || other.subject === "site");
  const lead = before(text, area.start);
  const room = roomWordBefore(lead);
  const follows = room === undefined || neverWhole.has(room) || besides.test(lead);
  const sized = /^(?:짜리|크기)/.test(after(text, area.end));
  const named = ofUse.test(lead);
  const asked = askedFor.test(after(text, area.end)) && area.squareMetres >= leastAlone;
  return area.subject === "room" && alone && follows && !sized && (named || asked || area.squareMetres >= roomLimit);
}

function wholeBuilding(area: AreaMention): AreaMention {
  const { room: _room, ...rest } = area;
  return { ...rest, subject: "unsaid" };
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

const filler = "[은는이가을를의으로:= 약총한는대략(]{0,6}";
const leads: readonly (readonly [RegExp, AreaSubject])[] = [
  [
    new RegExp(
      `(?:연면적|연건평|총 ?면적|전체 ?면적|전체|총|바닥 ?면적 ?합계|모두|합쳐서?|합하면|합치면|도합|합계|합이|다 ?해서|gross floor area(?: of)?|gfa(?: of)?|total(?: floor)? area(?: of)?)${filler}$`,
    ),
    "gross",
  ],
  [new RegExp(`(?:건축 ?면적|(?<!연)건평|footprint(?: of)?|building area(?: of)?)${filler}$`), "footprint"],
  [
    new RegExp(
      `(?:\\d ?층(?:은|이|에)? ?각각?|층 ?당|층 ?별(?:로)?|층마다|[각매] ?층(?:의|별)? ?(?:바닥)? ?(?:면적)?|(?:한|1개) ?층(?:에|당|의)?(?: ?면적)?|바닥(?: ?면적)?|기준층(?: ?면적)?)${filler}$`,
    ),
    "per_storey",
  ],
  [
    new RegExp(
      `(?:대지 ?(?:면적|크기)?|부지 ?(?:면적)?|토지 ?(?:면적)?|필지|택지|(?<![가-힣])(?:땅|밭|논)(?: ?크기)?|집터|임야|공터|나대지|(?:lot|plot|site|land)(?: area)?(?: of)?)${filler}$`,
    ),
    "site",
  ],
];
const siteAfter =
  /^ ?(?:짜리|의|정도의?|되는|규모의?|크기의?|남짓한?|정도 ?되는)? ?(?:대지|땅(?!콩)|토지|부지|필지|택지|나대지|빈 ?땅|공터|lot|plot|site|of land|land)/;
const perStoreyAfter = /^ ?(?:씩|(?:per|each|a) ?(?:floor|storey|story|level)|each)/;

/** "땅은 울주군에 110평 있고", "터는 시골에 90평 마련했고". */
const plotBefore =
  /(?:^|[^가-힣])(?:대지|부지|토지|땅|밭|논|터|집터|필지)(?:은|는|이|가|을|를|도)? ?(?:[가-힣]{1,8} ){0,3}(?:약 ?|한 ?|총 ?)?$/;
/** "두 필지 합쳐 160평". */
const plotsTogether =
  /(?:필지|땅|토지|대지)(?:을|를|은|는|이|가)? ?(?:[두세네] ?개|둘|셋|다|모두|전부)?(?:을|를)? ?(?:합쳐서?|합해서?|합치면|합하면) ?(?:총 ?|약 ?|한 ?)?$/;
const had =
  /^ ?(?:정도|쯤|가량|남짓)?(?:을|를|이|가|은)? ?(?:있|사(?![가-힣]?무)|샀|산 |마련|물려|보유|갖|가지|받|구했|장만|짜리)/;

function subjectOf(lead: string, tail: string): AreaSubject {
  if (plotsTogether.test(lead)) return "site";
  if (plotBefore.test(lead) && had.test(tail)) return "site";
  if (siteAfter.test(tail)) return "site";
  if (perStoreyAfter.test(tail)) return "per_storey";
  return leads.find(([pattern]) => pattern.test(lead))?.[1] ?? "unsaid";
}

/** The room a figure belongs to: "홀 20평", "5평짜리 주방". */
function roomOf(text: string, start: number, end: number): string | undefined {
  return roomWordBefore(before(text, start)) ?? roomWordAfter(after(text, end));
}
