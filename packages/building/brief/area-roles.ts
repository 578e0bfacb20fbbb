import type { AreaMention } from "./area-mention.ts";
import { roomWordBefore } from "./room-words.ts";
import { after, before } from "./text.ts";

/** What each figure is beside the others: a plot, a part of the building, or the whole. */
export function besideOthers(text: string, areas: readonly AreaMention[]): AreaMention[] {
  const meant = areas.filter((area) => !isOutdone(text, area, areas));
  const told = meant.map((area) =>
    isPlot(text, area, meant)
      ? { ...area, subject: "site" as const }
      : isCorner(text, area, meant)
        ? { ...area, subject: "room" as const }
        : area,
  );
  const summed = withoutParts(text, told);
  return summed.map((area) => (isWholeBuilding(text, area, summed) ? wholeBuilding(area) : area));
}

/** "5평 정도는 왔다 갔다 해도", "다섯 평만 더 줄일게요": how much more or less. */
const difference =
  /^ ?(?:만|쯤|정도|가량)?(?:은|는|씩)? ?(?:(?:더|덜) ?(?:줄|늘|크|작|넓|키|있)|왔다 ?갔다|차이|오차|여유|가감|초과)/;
/** "한 집에 24평씩 두 집이라 48평". */
const ofOneHome = /(?:한|각) ?(?:집|세대|가구|채|동)(?:에|당|이|은|는)? ?$/;

/** "밭 500평 중에 100평", "40평대요. 정확히는 43평": said more narrowly by another figure, or no size of the building beside one. */
function isOutdone(text: string, area: AreaMention, all: readonly AreaMention[]): boolean {
  const tail = after(text, area.end);
  const ofPlot = area.subject === "site" && /^ ?중/.test(tail);
  const roughly = /^대(?!지)/.test(tail) && (area.subject === "unsaid" || area.subject === "gross");
  const isShare = difference.test(tail) || ofOneHome.test(before(text, area.start));
  if (isShare && all.some((other) => other !== area && (other.subject === "unsaid" || other.subject === "gross")))
    return true;
  return all.some(
    ({ given, subject }) =>
      (ofPlot && subject === "site" && given < area.given) ||
      (roughly && subject !== "site" && given > area.given && given < area.given + 10),
  );
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
/** "본채 25평에 별채 8평": a building of several. */
export const wingBefore =
  /(본채|안채|사랑채|바깥채|행랑채|별채|본동|별동|부속동)(?:은|는|이|가|을|를|만)? ?(?:약 ?|한 )?$/;
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
    !wingBefore.test(before(text, area.start)) &&
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
