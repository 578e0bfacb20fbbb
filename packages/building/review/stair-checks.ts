import { headroom, treadPoints } from "../geometry/flight.ts";
import type { FlightBody } from "../geometry/flight.ts";
import type { StairRead } from "../ifc-read/building.ts";
import type { FlightShape } from "../ifc-read/flight.ts";
import { fixed, metres } from "../law/figures.ts";
import { contains } from "../law/polygon.ts";
import { guardCheck } from "./guard-check.ts";
import { type Judged, named, scoreAtLeast, scoreAtMost, unit } from "./judged.ts";
import { livedKinds } from "./kinds.ts";
import { area } from "../geometry/polygon.ts";
import { type Measured, useOf } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { topOfStair } from "./reach.ts";

/** Head room over treads, metres (피난규칙 §15①4). */
const headM = 2.1;
/** How far the top of a stair may miss the floor, metres. */
const topM = 0.02;
/** Millimetres of drawing noise, metres. */
const noiseM = 0.002;

interface StairOn {
  readonly stair: StairRead;
  readonly lower: StoreyMeasure;
  readonly upper: StoreyMeasure | undefined;
}

/** Stairs, measured from the bodies of their flights; nothing where there are none. */
export function stairChecks(measured: Measured): Judged[] {
  const stairs = measured.storeys.flatMap((lower, index) =>
    lower.read.stairs.map((stair) => ({ stair, lower, upper: measured.storeys[index + 1] })),
  );
  if (stairs.length === 0) return [];
  return [
    sizeCheck(measured, stairs),
    topCheck(stairs),
    wellCheck(stairs),
    headCheck(stairs),
    landingCheck(stairs),
    guardCheck(measured),
  ];
}

/** Largest riser, smallest going and width a stair should have; homes may be steeper inside. */
function limitsOf(measured: Measured, { lower }: StairOn) {
  const inside = lower.read.spaces.some((space) => space.kind === "stair" && space.unit !== "");
  const home = useOf(measured, lower) === "house" && (inside || measured.brief.use === "house");
  const above = measured.storeys
    .filter((storey) => storey.number > Math.max(1, lower.number))
    .flatMap(({ read }) => read.spaces)
    .filter((space) => livedKinds.has(space.kind))
    .reduce((sum, space) => sum + area(space.ring), 0);
  const wide = above >= 200 ? 1.2 : 0.9;
  return home ? { riser: 0.2, going: 0.24, width: 0.9 } : { riser: 0.18, going: 0.26, width: wide };
}

function sizeCheck(measured: Measured, stairs: readonly StairOn[]): Judged {
  const rows = stairs.map((on) => {
    const { flights } = on.stair;
    const limits = limitsOf(measured, on);
    const riser = Math.max(0, ...flights.flatMap((flight) => flight.risersM));
    const going = Math.min(Infinity, ...flights.flatMap((flight) => flight.goingsM));
    const width = Math.min(Infinity, ...flights.map((flight) => flight.widthM));
    const score =
      flights.length === 0
        ? 0
        : Math.min(
            scoreAtMost(riser, limits.riser + noiseM),
            scoreAtLeast(going, limits.going - noiseM),
            scoreAtLeast(width, limits.width - noiseM),
          );
    return { key: on.stair.key, riser, going, width, limits, score };
  });
  const worst = rows.toSorted((a, b) => a.score - b.score)[0]!;
  const bad = rows.filter((row) => row.score < 1).map((row) => row.key);
  const width = Math.min(...rows.map((row) => row.width));
  const riser = Math.max(...rows.map((row) => row.riser));
  const going = Math.min(...rows.map((row) => row.going));
  return {
    id: "stairs.size",
    ko: "계단 너비·단높이·단너비",
    en: "stair width, riser and going",
    weight: 3,
    hard: true,
    score: worst.score,
    passed: bad.length === 0,
    measured: `너비 ${metres(width)}, 단높이 ${fixed(riser, 3)} m, 단너비 ${fixed(going, 3)} m`,
    demanded: `너비 ${worst.limits.width} 이상, 단높이 ${worst.limits.riser} 이하, 단너비 ${worst.limits.going} m 이상`,
    elements: bad,
    fix: `계단의 너비·단높이·단너비를 기준에 맞추십시오: ${named(bad)}.`,
  };
}

function topCheck(stairs: readonly StairOn[]): Judged {
  const rows = stairs.map(({ stair, lower, upper }) => {
    const foot = Math.abs((stair.flights[0]?.fromZ ?? -Infinity) - lower.read.elevation);
    const top = Math.abs(topOfStair(stair) - (upper?.read.elevation ?? Infinity));
    return { key: stair.key, off: Math.max(foot, top, ...jumps(stair)) };
  });
  const bad = rows.filter((row) => !(row.off <= topM)).map((row) => row.key);
  const worst = Math.max(...rows.map((row) => row.off));
  return {
    id: "stairs.top",
    ko: "계단이 바닥에서 바닥까지 이어짐",
    en: "stairs run from floor to floor without a jump",
    weight: 2,
    hard: true,
    score: unit(1 - Math.max(0, worst - topM) / 0.2),
    passed: bad.length === 0,
    measured: Number.isFinite(worst) ? `최대 어긋남 ${worst.toFixed(3)} m` : "이어지지 않음",
    demanded: `${topM} m 이하`,
    elements: bad,
    fix: `계단의 단수와 층높이를 맞추십시오: ${named(bad)}.`,
  };
}

/** Differences of height between the end of a flight and the start of the next. */
function jumps({ flights }: StairRead): number[] {
  return flights.slice(1).map((flight, i) => {
    const before = flights[i]!;
    const riser = before.risersM.at(-1) ?? 0;
    return Math.abs(before.lastTreadZ + riser - flight.fromZ);
  });
}

/** Head room over the treads under the slab above and under the stairs of the storey above. */
function headroomOf({ stair, upper }: StairOn): number {
  const slabs = upper?.read.slabs ?? [];
  const above = upper?.read.stairs.flatMap(({ flights }) => flights.map(bodyOf)) ?? [];
  return headroom(stair.flights.map(bodyOf), above, (point) => {
    const slab = slabs.find((one) => contains(one.ring, point, 0));
    return slab && !slab.holes.some((hole) => contains(hole, point, 0.02)) ? slab.fromZ : undefined;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

const bodyOf = ({ foot, along, widthM, fromZ, risersM, goingsM, dropM }: FlightShape): FlightBody => ({
  foot,
  along,
  width: widthM,
  base: fromZ,
  riser: mean(risersM),
  going: mean(goingsM),
  // The last riser is the edge of what the flight leads to.
  risers: risersM.length + 1,
  drop: dropM,
});

function wellCheck(stairs: readonly StairOn[]): Judged {
  const rows = stairs.map((on) => {
    const under = on.upper?.read.slabs.map((slab) => slab.fromZ) ?? [];
    const underside = Math.min(Infinity, ...under);
    const high = on.stair.flights
      .flatMap((flight) => treadPoints(bodyOf(flight)))
      .filter(({ z }) => underside - z < headM);
    const open = high.filter((point) =>
      on.upper?.read.slabs.every(
        (slab) => !contains(slab.ring, point, 0) || slab.holes.some((hole) => contains(hole, point, 0.02)),
      ),
    );
    return { key: on.stair.key, share: high.length === 0 ? 1 : open.length / high.length };
  });
  const bad = rows.filter((row) => row.share < 1).map((row) => row.key);
  const worst = Math.min(...rows.map((row) => row.share));
  return {
    id: "stairs.well",
    ko: "계단 위 바닥이 열림",
    en: "the slab above is open over the stair",
    weight: 3,
    hard: true,
    score: unit(worst),
    passed: bad.length === 0,
    measured: `${(worst * 100).toFixed(0)} % 열림`,
    demanded: "100 %",
    elements: bad,
    fix: `계단 위 바닥판에 개구부를 내십시오: ${named(bad)}.`,
  };
}

function headCheck(stairs: readonly StairOn[]): Judged {
  const rows = stairs.map((on) => ({
    key: on.stair.key,
    head: headroomOf(on),
  }));
  const bad = rows.filter((row) => row.head < headM - noiseM).map((row) => row.key);
  const least = Math.min(...rows.map((row) => row.head));
  return {
    id: "stairs.headroom",
    ko: "계단 유효높이",
    en: "stair headroom",
    weight: 2,
    hard: true,
    score: scoreAtLeast(least, headM - noiseM),
    passed: bad.length === 0,
    measured: Number.isFinite(least) ? metres(least) : "위가 열림",
    demanded: `${headM} m 이상`,
    elements: bad,
    fix: `계단 위 유효높이가 ${headM} m가 되도록 개구부를 넓히십시오: ${named(bad)}.`,
  };
}

function landingCheck(stairs: readonly StairOn[]): Judged {
  const rise = (stair: StairRead): number =>
    Math.max(0, ...stair.flights.map((flight) => flight.lastTreadZ - flight.fromZ + (flight.risersM.at(-1) ?? 0)));
  const bad = stairs.filter(({ stair }) => rise(stair) > 3).map(({ stair }) => stair.key);
  const worst = Math.max(...stairs.map(({ stair }) => rise(stair)));
  return {
    id: "stairs.landing",
    ko: "높이 3 m 이내마다 계단참",
    en: "a landing every 3 m of rise",
    weight: 1,
    hard: true,
    score: scoreAtMost(worst, 3),
    passed: bad.length === 0,
    measured: `한 번에 ${metres(worst)}`,
    demanded: "3.00 m 이하",
    elements: bad,
    fix: `계단참을 넣으십시오: ${named(bad)}.`,
  };
}
