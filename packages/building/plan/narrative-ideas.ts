import type { Opening, Plan, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { withArticle } from "../concept/narrative.ts";
import { useOf } from "../concept/uses.ts";
import { yardOf } from "../concept/yard-of.ts";
import { ringOf } from "../geometry/plan-shape.ts";
import { area, type Bounds, bounds } from "../geometry/polygon.ts";

/** A sentence in both languages; one may be empty. */
export interface Told {
  readonly ko: string;
  readonly en: string;
}

type Side = "S" | "E" | "N" | "W";
const sides: readonly Side[] = ["S", "E", "N", "W"];
const sideKo: Readonly<Record<Side, string>> = { S: "남쪽", E: "동쪽", N: "북쪽", W: "서쪽" };
const sideEn: Readonly<Record<Side, string>> = { S: "south", E: "east", N: "north", W: "west" };

/** How the rooms lie, by the skeleton of the plan; only what holds for the rooms as they are. */
export function ideaOf(plan: Plan): Told | undefined {
  const { typology } = plan.concept ?? {};
  if (typology === "courtyard") return yardIdea(plan);
  if (typology === "core_units")
    return plan.storeys.every(({ use }) => use === "house") ? homesIdea(plan) : mixIdea(plan);
  if (typology === "hall_corridor") return houseIdea(plan);
  if (typology === "double_corridor") return corridorIdea(plan);
  return hallIdea(plan);
}

const aboveOf = ({ storeys }: Plan): Storey[] => storeys.filter(({ number }) => number > 0);
const boxOf = ({ gross }: Space): Bounds => bounds(ringOf(gross));

/** Whether a room lies along a side of its storey, by the centrelines of the walls. */
function touches(storey: Storey, space: Space, side: Side): boolean {
  const whole = bounds(ringOf(storey.outline));
  const box = boxOf(space);
  const gap = {
    S: box.minY - whole.minY,
    N: whole.maxY - box.maxY,
    W: box.minX - whole.minX,
    E: whole.maxX - box.maxX,
  }[side];
  return Math.abs(gap) < 0.05;
}

/** The side along which all rooms of some kinds lie on every storey that has any; undefined if there is none. */
function sideOf(storeys: readonly Storey[], kinds: readonly string[], behind: readonly string[]): Side | undefined {
  const rooms = storeys.flatMap((storey) => storey.spaces.map((space) => ({ storey, space })));
  const front = rooms.filter(({ space }) => kinds.includes(space.kind));
  const back = rooms.filter(({ space }) => behind.includes(space.kind));
  if (front.length === 0) return undefined;
  return sides.find(
    (side) =>
      front.every(({ storey, space }) => touches(storey, space, side)) &&
      back.every(({ storey, space }) => !touches(storey, space, side)),
  );
}

/** One large room along the street on each storey, and what needs water behind it. */
function hallIdea(plan: Plan): Told {
  const road = sides.find((side) => side === plan.site?.roadSide) ?? "S";
  const holds = aboveOf(plan).every((storey) => {
    const [largest] = storey.spaces.toSorted((a, b) => area(ringOf(b.gross)) - area(ringOf(a.gross)));
    const wet = storey.spaces.filter((space) => space.wet);
    return largest && touches(storey, largest, road) && wet.every((space) => !touches(storey, space, road));
  });
  if (!holds)
    return { ko: "큰 공간 하나에 작은 방들이 딸려 있습니다.", en: "One large room has the small ones beside it." };
  return {
    ko: "거리 쪽에 큰 공간 하나를 두고, 물을 쓰는 방은 그 뒤에 모았습니다.",
    en: "One large room looks to the street; what needs water stands behind it.",
  };
}

const livingKinds = ["living", "family"];
const wetKinds = ["kitchen", "dining", "bath", "wc"];

function houseIdea(plan: Plan): Told {
  const storeys = aboveOf(plan);
  const side = sideOf(storeys, livingKinds, wetKinds);
  if (side) {
    const rooms = storeys.some(({ spaces }) => spaces.some(({ kind }) => kind === "family"))
      ? { ko: "거실과 가족실은", en: "Living and family rooms look" }
      : { ko: "거실은", en: "The living room looks" };
    return {
      ko: `${rooms.ko} ${sideKo[side]}을 보고, 주방과 욕실은 그 뒤에 있습니다.`,
      en: `${rooms.en} ${sideEn[side]}; kitchen and bathrooms lie behind.`,
    };
  }
  return { ko: "거실을 중심으로 방을 나누었습니다.", en: "The rooms lie round the living room." };
}

function corridorIdea(plan: Plan): Told {
  const lit = aboveOf(plan).every((storey) =>
    storey.spaces.every((space) => !space.habitable || hasWindow(storey, space)),
  );
  return {
    ko: lit
      ? "복도를 사이에 두고 양쪽에 방을 두었고, 사람이 머무는 방은 모두 바깥으로 창이 납니다."
      : "복도를 사이에 두고 양쪽에 방을 두었습니다.",
    en: lit
      ? "Rooms lie on both sides of a corridor; every one that people stay in has a window to the open air."
      : "Rooms lie on both sides of a corridor.",
  };
}

const isLit: ReadonlySet<OpeningKind> = new Set([OpeningKind.WINDOW, OpeningKind.SLIDING_DOOR]);

function hasWindow(storey: Storey, { id }: Space): boolean {
  const outer = new Set(storey.walls.filter(({ external }) => external).map((wall) => wall.id));
  return storey.openings.some(({ kind, wall, spaces }) => isLit.has(kind) && outer.has(wall) && spaces.includes(id));
}

/** Homes on every storey: at how many sides of their stairs they stand, and where their living rooms look. */
function homesIdea(plan: Plan): Told {
  const storeys = aboveOf(plan);
  const shares = storeys.map(({ spaces }) => {
    const homes = new Set(spaces.map(({ unit }) => unit).filter((unit) => unit !== "")).size;
    return homes / Math.max(1, spaces.filter(({ kind }) => kind === "stair").length);
  });
  const each = shares.every((share) => share === shares[0]) ? shares[0] : undefined;
  const stairs: Told =
    each === 2
      ? {
          ko: "층마다 계단실 양옆에 세대를 두어 긴 복도 없이 드나듭니다.",
          en: "Homes stand left and right of each stair, with no long corridor.",
        }
      : each === 1
        ? {
            ko: "층마다 계단실 하나에 한 세대씩 두어 긴 복도 없이 드나듭니다.",
            en: "Each stair serves one home on a storey, with no long corridor.",
          }
        : {
            ko: "세대마다 긴 복도 없이 계단실에서 드나듭니다.",
            en: "Homes are entered from the stairs, with no long corridor.",
          };
  const bedrooms = sideOf(storeys, [...livingKinds, "bedroom"], wetKinds);
  const side = bedrooms ?? sideOf(storeys, livingKinds, []);
  if (!side) return stairs;
  return {
    ko: `${stairs.ko} ${bedrooms ? "거실과 침실은" : "거실은"} ${sideKo[side]}을 봅니다.`,
    en: `${stairs.en} Living rooms${bedrooms ? " and bedrooms" : ""} look ${sideEn[side]}.`,
  };
}

/** Storeys of shops and homes: what is where, and whether the homes' stairs serve the homes alone. */
function mixIdea(plan: Plan): Told {
  const runs: { use: string; from: number; to: number }[] = [];
  for (const { use, number } of aboveOf(plan)) {
    const last = runs.at(-1);
    if (last?.use === use) last.to = number;
    else runs.push({ use, from: number, to: number });
  }
  const span = (from: number, to: number) => (from === to ? `${from}` : `${from}~${to}`);
  const ko = runs.map(({ use, from, to }) => `${span(from, to)}층은 ${useOf(use).ko}`).join(", ");
  const named = (use: string) => (use === "house" ? "homes" : withArticle(useOf(use).en));
  const en = runs
    .map(({ use, from, to }) => `${named(use)} on ${from === to ? `storey ${from}` : `storeys ${from} to ${to}`}`)
    .join(", ");
  const apart = !sharesStairs(plan);
  return {
    ko: `${ko}입니다.${apart ? " 주택은 상가를 지나지 않는 출입구와 계단을 따로 씁니다." : ""}`,
    en: `It holds ${en}.${apart ? " Homes have an entrance and stairs of their own, apart from the shops." : ""}`,
  };
}

const commonKinds: ReadonlySet<string> = new Set(["stair", "corehall", "lift"]);

/** Whether any room of a storey where nobody lives is entered from the stairs or their halls. */
function sharesStairs(plan: Plan): boolean {
  return plan.storeys
    .filter(({ use, number }) => use !== "house" || number < 0)
    .some(({ spaces, openings }) => {
      const common = new Set(spaces.filter(({ kind }) => commonKinds.has(kind)).map(({ id }) => id));
      return openings.some(
        (opening) =>
          isDoor(opening) &&
          opening.spaces.some((id) => common.has(id)) &&
          opening.spaces.some((id) => !common.has(id)),
      );
    });
}

const isDoor = ({ kind }: Opening): boolean => kind !== OpeningKind.WINDOW;

/** Rooms of a hanok that are entered from the yard. */
const yardKinds: ReadonlySet<string> = new Set([
  "guestroom",
  "bedroom",
  "ondol",
  "study",
  "tea",
  "daecheong",
  "office",
  "hall",
]);

function yardIdea(plan: Plan): Told {
  const shape = plan.concept && yardOf(plan.concept)?.shape;
  const round =
    shape === "ㄱ" || shape === "ㄷ"
      ? { ko: `안마당을 ${shape}자로 감싸는 한옥입니다.`, en: "A hanok round its yard." }
      : { ko: "마당을 앞에 둔 ㅡ자 한옥입니다.", en: "A hanok in one row, behind its yard." };
  const open = aboveOf(plan).every(({ spaces, openings }) =>
    spaces
      .filter(({ kind }) => yardKinds.has(kind))
      .every(({ id }) => openings.some((door) => isDoor(door) && door.spaces.join() === id)),
  );
  if (!open) return round;
  return {
    ko: `${round.ko} 대청과 방마다 마당에서 바로 드나듭니다.`,
    en: `${round.en} The daecheong and every room are entered from outside.`,
  };
}
