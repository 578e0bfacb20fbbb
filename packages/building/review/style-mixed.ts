import type { SpaceRead } from "../ifc-read/building.ts";
import { type Judged, named, shareOf } from "./judged.ts";
import { type Measured, useOf } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { isGround, sidesOf } from "./places.ts";
import { stairLinks } from "./reach.ts";

/** What a building of shops and homes needs: separate entrances, homes upstairs, a stair of their own; nothing where a mix was asked for in which nobody lives. */
export function mixedChecks(measured: Measured): Judged[] {
  const { storeyUses } = measured.brief;
  const lived = storeyUses.length === 0 || storeyUses.some(({ use }) => homes.includes(use));
  return lived ? [groundCheck(measured), entranceCheck(measured)] : [];
}

const homes: readonly string[] = ["house", "guesthouse", "apartments"];

/** People live or stay on a storey. */
const isHome = (measured: Measured, storey: StoreyMeasure): boolean => homes.includes(useOf(measured, storey));

function groundCheck(measured: Measured): Judged {
  const lived = measured.storeys.filter((storey) => isHome(measured, storey));
  const low = lived.filter((storey) => storey.number <= 1).map((storey) => storey.read.name);
  const ok = lived.length > 0 && low.length === 0;
  return {
    id: "style.mixed.upper",
    ko: "복합: 주거는 위층",
    en: "mixed: homes above the ground floor",
    weight: 1.5,
    score: ok ? 1 : 0,
    passed: ok,
    measured: lived.length === 0 ? "주거 없음" : `주거 ${named(lived.map(({ read }) => read.name))}`,
    demanded: "2층 이상",
    elements: low,
    fix: "주거를 2층 이상에 두십시오.",
  };
}

/** Spaces one comes through on the way up: those a stair of the ground storey stands in, and what opens onto them. */
const common = new Set(["stair", "corehall", "lobby", "entrance", "corridor"]);

/**
 * Homes must be reached from the street without crossing a shop: from an outer door over common spaces only to a stair,
 * while the shops have a door of their own. Shops upstairs want a stair that is not the homes'.
 */
function entranceCheck(measured: Measured): Judged {
  const ground = measured.storeys.find((storey) => storey.number === 1);
  const doors = ground ? outerDoors(ground) : [];
  const shops = doors.filter((space) => !common.has(space.kind));
  const own = doors.filter((space) => common.has(space.kind));
  const reached = ground ? overCommon(ground, own) : new Set<SpaceRead>();
  const stair = stairLinks(measured).some(
    ({ lower, foot }) => lower === ground && foot.space && reached.has(foot.space),
  );
  const shared = sharedStairs(measured);
  const held = [shops.length > 0, own.length > 0, stair, shared.length === 0];
  const missing = [
    "상점 출입구",
    "주거 출입구",
    "상점을 지나지 않는 계단",
    `${named(shared)} 상점의 따로 된 계단`,
  ].filter((_, i) => !held[i]);
  return {
    id: "style.mixed.entrances",
    ko: "복합: 상점과 주거의 동선 분리",
    en: "mixed: separate entrances and a stair for the homes",
    weight: 1.5,
    score: shareOf(held.filter(Boolean).length, held.length),
    passed: missing.length === 0,
    measured: missing.length === 0 ? "분리됨" : `없음: ${named(missing)}`,
    demanded: "출입구와 계단 분리",
    fix: `주거와 상점의 동선을 나누십시오: ${named(missing)}.`,
  };
}

/** Storeys above the first that hold shops and no homes, where a single stair leads to them and on to the homes. */
function sharedStairs(measured: Measured): string[] {
  const above = measured.storeys.filter(({ number }) => number > 1);
  const stairsTo = (storey: StoreyMeasure) => stairLinks(measured).filter(({ upper }) => upper === storey).length;
  const lived = above.some((storey) => isHome(measured, storey));
  return above
    .filter((storey) => lived && !isHome(measured, storey) && stairsTo(storey) < 2)
    .map(({ read }) => read.name);
}

function outerDoors(storey: StoreyMeasure): SpaceRead[] {
  return storey.openings.flatMap((opening) => {
    if (opening.filling?.type === "IFCWINDOW") return [];
    const sides = sidesOf(storey, opening);
    if (!sides.some((side) => isGround(storey, side))) return [];
    return sides.flatMap((side) => (side.kind === "space" && !side.space.external ? [side.space] : []));
  });
}

function overCommon(storey: StoreyMeasure, from: readonly SpaceRead[]): Set<SpaceRead> {
  const reached = new Set(from);
  for (const space of reached) {
    for (const opening of storey.openings) {
      if (opening.filling?.type === "IFCWINDOW") continue;
      const spaces = sidesOf(storey, opening).flatMap((side) => (side.kind === "space" ? [side.space] : []));
      if (!spaces.includes(space)) continue;
      for (const one of spaces) if (common.has(one.kind)) reached.add(one);
    }
  }
  return reached;
}
