import { bounds, contains } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { dot, subtract, turnLeft } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { livedRooms, mean, percent, wantsLight } from "./kinds.ts";
import type { LitBy } from "./types.ts";
import type { MeritFigure, MeritStorey } from "./types.ts";

/** Daylight reaches 2.5 times as deep into a room as the window's head is high: the rule of thumb for side-lit rooms. */
const deepHeads = 2.5;
/** Floor is looked at in squares of this side, metres. */
const grid = 0.5;

/** Share of the floor of rooms people stay in that daylight reaches, as a mean over the rooms. */
export function lightShare(storeys: readonly MeritStorey[]): MeritFigure | undefined {
  const rooms = livedRooms(storeys).filter(wantsLight);
  if (rooms.length === 0) return undefined;
  const score = mean(rooms.map(({ ring, windows }) => litShare(ring, windows)));
  return {
    id: "merit.light",
    ko: "자연광이 닿는 바닥",
    en: "floor that daylight reaches",
    score,
    measured: percent(score),
    demanded: `창 상단 높이의 ${deepHeads}배 안쪽 100 %`,
  };
}

/** Share of a room's floor that its windows light: within reach, and no farther aside of the window than away from it. */
export function litShare(ring: Ring, windows: readonly LitBy[]): number {
  const { minX, minY, maxX, maxY } = bounds(ring);
  let all = 0;
  let lit = 0;
  for (let x = minX + grid / 2; x < maxX; x += grid) {
    for (let y = minY + grid / 2; y < maxY; y += grid) {
      const point = { x, y };
      if (!contains(ring, point)) continue;
      all += 1;
      if (windows.some((window) => reaches(window, point))) lit += 1;
    }
  }
  return all === 0 ? 0 : lit / all;
}

function reaches({ at, out, widthM, headM }: LitBy, point: XY): boolean {
  const gap = subtract(at, point);
  const deep = dot(gap, out);
  const aside = Math.abs(dot(gap, turnLeft(out)));
  return deep >= 0 && deep <= deepHeads * headM && aside <= widthM / 2 + deep;
}
