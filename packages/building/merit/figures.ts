import { area, bounds } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import { isIndoors, isWay, isWet, livedRooms, mean, percent, ramp } from "./kinds.ts";
import type { MeritFigure, MeritRoom, MeritStorey } from "./types.ts";

/** Sides of a room that furniture stands well in, and of one that is a passage, as the longer over the shorter. */
const square = { best: 1.5, worst: 3 } as const;

/** Proportions of the rooms people stay in. */
export function compactRooms(storeys: readonly MeritStorey[]): MeritFigure | undefined {
  const ratios = livedRooms(storeys).map(({ ring }) => {
    const { minX, minY, maxX, maxY } = bounds(ring);
    const sides = [maxX - minX, maxY - minY];
    return Math.max(...sides) / Math.max(0.1, Math.min(...sides));
  });
  if (ratios.length === 0) return undefined;
  return {
    id: "merit.proportions",
    ko: "방의 비례",
    en: "proportions of rooms",
    score: mean(ratios.map((ratio) => ramp(ratio, square.worst, square.best))),
    measured: `평균 1:${mean(ratios).toFixed(2)}`,
    demanded: `모든 방 1:${square.best} 이내`,
  };
}

/** Uses whose rooms people choose for the sun. */
const sunnyUses = new Set(["house", "apartments", "guesthouse"]);

/** Share of the rooms of homes and guest houses with a window to the south. */
export function sunnyShare(storeys: readonly MeritStorey[]): MeritFigure | undefined {
  const rooms = livedRooms(storeys.filter(({ use }) => sunnyUses.has(use)));
  if (rooms.length === 0) return undefined;
  const sunny = rooms.filter(({ windows }) => windows.some(({ out }) => out.y <= -Math.SQRT1_2));
  const score = sunny.length / rooms.length;
  return {
    id: "merit.sun",
    ko: "남향 방",
    en: "rooms that face the sun",
    score,
    measured: `${rooms.length}개 중 ${sunny.length}개`,
    demanded: "모든 방에 남향 창",
  };
}

/** Share of the floor that only leads somewhere: of a lean plan, and of one that is all corridor. */
const ways = { best: 0.12, worst: 0.4 } as const;

/** What corridors, stairs and lobbies take of the floor. */
export function wayShare(storeys: readonly MeritStorey[]): MeritFigure | undefined {
  const rooms = storeys.flatMap((storey) => storey.rooms).filter(isIndoors);
  const sum = (some: readonly MeritRoom[]) => some.reduce((total, { ring }) => total + area(ring), 0);
  const all = sum(rooms);
  if (all === 0) return undefined;
  const share = sum(rooms.filter(isWay)) / all;
  return {
    id: "merit.ways",
    ko: "통로가 차지하는 바닥",
    en: "floor given to ways",
    score: ramp(share, ways.worst, ways.best),
    measured: percent(share),
    demanded: `${percent(ways.best)} 이하`,
  };
}

/** Share of the wet rooms that share a wall with another or stand above or below one: pipes meet there. */
export function wetTogether(storeys: readonly MeritStorey[]): MeritFigure | undefined {
  const wet = storeys.map(({ rooms }) => rooms.filter(isWet).map(({ ring }) => bounds(ring)));
  const all = wet.flat().length;
  if (all < 2) return undefined;
  const met = wet.flatMap((own, i) =>
    own.filter((box) => {
      const [below, above] = [wet[i - 1] ?? [], wet[i + 1] ?? []];
      return own.some((other) => other !== box && besides(box, other)) || stacked(box, [...below, ...above]);
    }),
  ).length;
  return {
    id: "merit.wet",
    ko: "모인 물 쓰는 방",
    en: "wet rooms side by side",
    score: met / all,
    measured: `${all}개 중 ${met}개`,
    demanded: "모두 서로 붙거나 위아래로 겹침",
  };
}

/** Thickest wall two rooms share, and least length of it, metres. */
const thickest = 0.35;
const leastShared = 0.5;

const overlapOf = (a0: number, a1: number, b0: number, b1: number): number => Math.min(a1, b1) - Math.max(a0, b0);

function besides(a: Bounds, b: Bounds): boolean {
  const [x, y] = [overlapOf(a.minX, a.maxX, b.minX, b.maxX), overlapOf(a.minY, a.maxY, b.minY, b.maxY)];
  return Math.min(x, y) > -thickest && Math.max(x, y) >= leastShared;
}

/** Whether at least a third of a room lies above or below one of another storey. */
function stacked(room: Bounds, others: readonly Bounds[]): boolean {
  const own = (room.maxX - room.minX) * (room.maxY - room.minY);
  return others.some((other) => {
    const x = overlapOf(room.minX, room.maxX, other.minX, other.maxX);
    const y = overlapOf(room.minY, room.maxY, other.minY, other.maxY);
    return x > 0 && y > 0 && x * y >= own / 3;
  });
}

/** Rooms of a kind from which on they are a series, and spreads of their areas (standard deviation over mean). */
const seriesFrom = 3;
const spread = { best: 0.1, worst: 0.6 } as const;

/** How alike rooms of a series are in area: guest rooms, bedrooms, consulting rooms. */
export function alikeRooms(storeys: readonly MeritStorey[]): MeritFigure | undefined {
  const areas = Map.groupBy(livedRooms(storeys), ({ kind }) => kind);
  const spreads = [...areas.values()].flatMap((rooms) => {
    if (rooms.length < seriesFrom) return [];
    const each = rooms.map(({ ring }) => area(ring));
    const usual = mean(each);
    return Math.sqrt(mean(each.map((one) => (one - usual) ** 2))) / usual;
  });
  if (spreads.length === 0) return undefined;
  return {
    id: "merit.alike",
    ko: "같은 방의 고른 크기",
    en: "rooms of a series alike",
    score: mean(spreads.map((one) => ramp(one, spread.worst, spread.best))),
    measured: `면적 편차 ${percent(mean(spreads))}`,
    demanded: `${percent(spread.best)} 이하`,
  };
}
