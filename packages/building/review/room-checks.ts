import { area, bounds } from "../geometry/polygon.ts";
import type { OpeningRead, SpaceRead } from "../ifc-read/building.ts";
import { clearWidth } from "../law/polygon.ts";
import { type Judged, named, scoreAtLeast, shareOf } from "./judged.ts";
import { circulationKinds, darkKinds, livedKinds, outdoorKinds, sleepingKinds } from "./kinds.ts";
import { type Measured, useOf } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { isOpenAir, sidesOf } from "./places.ts";
import { metres } from "../law/figures.ts";

/** Rooms: daylight, ceilings, corridors, proportions. */
export function roomChecks(measured: Measured): Judged[] {
  return [
    ...daylightCheck(measured),
    ...ceilingCheck(measured),
    ...corridorCheck(measured),
    aspectCheck(measured),
    ...bathCheck(measured),
  ];
}

/** Share of the floor that windows must have: a duty for homes and guest rooms, a wish elsewhere. */
const dutyShare = 0.1;
const wishShare = 0.03;

/** Whether an opening lets daylight in: a window, or a glazed or sliding door, in an outer wall. */
export function isGlazed({ filling }: OpeningRead): boolean {
  if (!filling) return false;
  return filling.type === "IFCWINDOW" || /SLIDING|DOUBLE/.test(filling.operation);
}

/** Daylight openings' area by space, m2, found by looking to both sides. */
function daylightOf(storey: StoreyMeasure): Map<SpaceRead, number> {
  const sums = new Map<SpaceRead, number>();
  for (const opening of storey.openings) {
    if (!isGlazed(opening)) continue;
    const sides = sidesOf(storey, opening);
    if (!sides.some(isOpenAir)) continue;
    for (const side of sides) {
      if (side.kind !== "space" || side.space.external) continue;
      const before = sums.get(side.space) ?? 0;
      sums.set(side.space, before + opening.widthM * opening.heightM);
    }
  }
  return sums;
}

function daylightCheck(measured: Measured): Judged[] {
  const rows = measured.storeys
    .filter((storey) => storey.number > 0)
    .flatMap((storey) => {
      const lit = daylightOf(storey);
      const use = useOf(measured, storey);
      return storey.read.spaces
        .filter((space) => livedKinds.has(space.kind) && !darkKinds.has(space.kind))
        .filter((space) => !outdoorKinds.has(space.kind))
        .map((space) => {
          const taught = ["school", "kindergarten"].includes(use) && space.kind === "classroom";
          const duty = use === "house" || taught || (use === "guesthouse" && sleepingKinds.has(space.kind));
          const share = (lit.get(space) ?? 0) / (area(space.ring) || 1);
          return { key: space.key, share, limit: duty ? dutyShare : wishShare };
        });
    });
  const bad = rows.filter((row) => row.share < row.limit - 1e-4);
  const worst = bad.toSorted((a, b) => a.share - b.share)[0];
  if (rows.length === 0) return [];
  return [
    {
      id: "daylight",
      ko: "거실 채광",
      en: "daylight of rooms",
      weight: 4,
      hard: true,
      score: shareOf(rows.length - bad.length, rows.length),
      passed: bad.length === 0,
      measured: worst
        ? `${rows.length}개 중 ${bad.length}개 모자람 (${worst.key} ${(worst.share * 100).toFixed(1)} %)`
        : `거실 ${rows.length}개 모두`,
      demanded: "주택·객실·교실 바닥의 10 %, 그 밖 3 % 이상",
      elements: bad.map((row) => row.key),
      fix: `창을 넓히거나 외벽 쪽으로 옮기십시오: ${named(bad.map((row) => row.key))}.`,
    },
  ];
}

function ceilingCheck({ storeys }: Measured): Judged[] {
  const rooms = storeys.flatMap(({ read }) =>
    read.spaces
      .filter((space) => livedKinds.has(space.kind))
      .map((space) => ({ key: space.key, height: space.toZ - space.fromZ })),
  );
  const least = Math.min(Infinity, ...rooms.map((room) => room.height));
  const bad = rooms.filter((room) => room.height < 2.1 - 1e-3).map((room) => room.key);
  if (rooms.length === 0) return [];
  return [
    {
      id: "ceiling",
      ko: "거실 반자높이",
      en: "ceiling height of rooms",
      weight: 2,
      hard: true,
      score: scoreAtLeast(least, 2.1 - 1e-3),
      passed: bad.length === 0,
      measured: metres(least),
      demanded: "2.10 m 이상",
      elements: bad,
      fix: `반자높이를 2.1 m 이상으로 높이십시오: ${named(bad)}.`,
    },
  ];
}

function corridorCheck(measured: Measured): Judged[] {
  const corridors = measured.storeys.flatMap((storey) => {
    const lived = storey.read.spaces
      .filter((space) => livedKinds.has(space.kind))
      .reduce((sum, space) => sum + area(space.ring), 0);
    return storey.read.spaces
      .filter((space) => space.kind === "corridor")
      .map((space) => {
        const inside = space.unit !== "" || useOf(measured, storey) === "house";
        const limit = inside ? 0.9 : lived >= 200 ? 1.5 : 1.2;
        return { key: space.key, width: clearWidth(space.ring), limit };
      });
  });
  if (corridors.length === 0) return [];
  const bad = corridors.filter((one) => one.width < one.limit - 0.005);
  const worst = corridors.toSorted((a, b) => a.width - a.limit - (b.width - b.limit))[0]!;
  return [
    {
      id: "corridor",
      ko: "복도 너비",
      en: "corridor width",
      weight: 2,
      score: scoreAtLeast(worst.width, worst.limit - 0.005),
      passed: bad.length === 0,
      measured: metres(worst.width),
      demanded: `${metres(worst.limit)} 이상`,
      elements: bad.map((one) => one.key),
      fix: `복도를 넓히십시오: ${named(bad.map((one) => one.key))}.`,
    },
  ];
}

function aspectCheck({ storeys }: Measured): Judged {
  const rooms = storeys
    .flatMap(({ read }) => read.spaces)
    .filter((space) => livedKinds.has(space.kind) && space.ring.length >= 3);
  const slim = rooms.filter((space) => {
    const box = bounds(space.ring);
    const sides = [box.maxX - box.minX, box.maxY - box.minY];
    return Math.max(...sides) / Math.min(...sides) > 2.5;
  });
  const share = shareOf(rooms.length - slim.length, rooms.length);
  return {
    id: "aspect",
    ko: "실 비례",
    en: "proportions of rooms",
    weight: 2,
    score: share >= 0.9 ? 1 : share / 0.9,
    passed: share >= 0.9,
    measured: `1:2.5 이내 ${(share * 100).toFixed(0)} %`,
    demanded: "90 % 이상",
    elements: slim.map((space) => space.key),
    fix: `길쭉한 실의 비례를 고치십시오: ${named(slim.map((space) => space.key))}.`,
  };
}

/** Guest rooms of a lodging want a bathroom each; asked only where modern amenities were. */
function bathCheck(measured: Measured): Judged[] {
  const { brief, storeys } = measured;
  if (!brief.modernAmenities) return [];
  const spaces = storeys.flatMap(({ read }) => read.spaces);
  const rooms = spaces.filter((space) => sleepingKinds.has(space.kind));
  const baths = spaces.filter((space) => /bath|wc/.test(space.kind));
  const share = shareOf(Math.min(baths.length, rooms.length), rooms.length);
  return [
    {
      id: "amenities.baths",
      ko: "객실마다 욕실",
      en: "a bathroom for each room",
      weight: 2,
      score: share,
      passed: share === 1,
      measured: `객실 ${rooms.length}, 욕실 ${baths.length}`,
      demanded: "객실 수 이상",
      fix: "객실마다 욕실을 두십시오.",
    },
  ];
}

/** Share of the net area that only leads somewhere. */
export function circulationShare({ storeys }: Measured): number {
  const spaces = storeys
    .flatMap(({ read }) => read.spaces)
    .filter((space) => !space.external && !outdoorKinds.has(space.kind));
  const sum = (some: readonly SpaceRead[]) => some.reduce((total, space) => total + area(space.ring), 0);
  return sum(spaces.filter((space) => circulationKinds.has(space.kind))) / (sum(spaces) || 1);
}
