import { edges } from "../geometry/polygon.ts";
import { between, distance, dot, subtract, turnLeft, type XY } from "../geometry/vector.ts";
import type { SpaceRead, WallRead } from "../ifc-read/building.ts";
import { type Judged, named, shareOf } from "./judged.ts";
import { enclosedKinds } from "./kinds.ts";
import type { Measured } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";
import { inItsWall, isGround, isOpenAir, type Place, sidesOf } from "./places.ts";

/** Whether walls, doors and windows do what they are there for. */
export function envelopeChecks(measured: Measured): Judged[] {
  return [closedCheck(measured), enclosedCheck(measured), doorCheck(measured), windowCheck(measured)];
}

function closedCheck({ storeys }: Measured): Judged {
  const bad = storeys.filter(({ shell }) => shell.rings.length === 0 || shell.open.length > 0);
  const walls = bad.flatMap(({ shell }) => shell.open);
  return {
    id: "envelope.closed",
    ko: "외벽이 닫힘",
    en: "outer walls close on every storey",
    weight: 3,
    hard: true,
    score: shareOf(storeys.length - bad.length, storeys.length),
    passed: bad.length === 0 && storeys.length > 0,
    measured: bad.length === 0 ? `${storeys.length}개 층 모두` : `열린 외벽: ${named(walls)}`,
    demanded: "모든 층",
    elements: walls,
    fix: `외벽이 끊긴 곳을 이으십시오: ${named(walls)}.`,
  };
}

/** Distance between samples along a room's edge, metres, and how near a wall's face must be. */
const sampleM = 0.2;
const contactM = 0.08;
/** Share of the edge that must lie on walls. */
const enclosedShare = 0.97;

function enclosedCheck({ storeys }: Measured): Judged {
  const rooms = storeys.flatMap(({ read }) =>
    read.spaces
      .filter((space) => enclosedKinds.has(space.kind))
      .map((space) => ({ key: space.key, share: enclosure(space, read.walls) })),
  );
  const bad = rooms.filter((room) => room.share < enclosedShare);
  return {
    id: "envelope.rooms",
    ko: "닫혀야 할 실이 벽으로 둘러싸임",
    en: "private rooms are enclosed by walls",
    weight: 2,
    hard: true,
    score: shareOf(rooms.length - bad.length, rooms.length),
    passed: bad.length === 0,
    measured: `${rooms.length}개 중 ${rooms.length - bad.length}개`,
    demanded: "모두",
    elements: bad.map((room) => room.key),
    fix: `벽이 빠진 실에 벽을 두십시오: ${named(bad.map((room) => room.key))}.`,
  };
}

/** Share of a space's edge that has a wall's face behind it. */
function enclosure(space: SpaceRead, walls: readonly WallRead[]): number {
  let all = 0;
  let backed = 0;
  for (const [a, b] of edges(space.ring)) {
    const length = distance(a, b);
    const samples = Math.max(1, Math.round(length / sampleM));
    for (let i = 0; i < samples; i++) {
      all += 1;
      const at = between(a, b, (i + 0.5) / samples);
      if (walls.some((wall) => touches(wall, at))) backed += 1;
    }
  }
  return shareOf(backed, all);
}

function touches(wall: WallRead, at: XY): boolean {
  const gap = subtract(at, wall.start);
  const along = dot(gap, wall.along);
  const aside = Math.abs(dot(gap, turnLeft(wall.along)));
  const inLength = along >= -contactM && along <= wall.lengthM + contactM;
  return inLength && aside <= wall.thicknessM / 2 + contactM;
}

function doorCheck({ storeys }: Measured): Judged {
  const rows = storeys.flatMap((storey) => [
    ...storey.read.loose
      .filter((one) => one.type === "IFCDOOR")
      .map((one) => ({ key: one.key, bare: false, ok: false })),
    ...storey.openings
      .filter((opening) => opening.filling?.type !== "IFCWINDOW")
      .map((opening) => ({
        key: opening.filling?.key ?? opening.void.key,
        bare: !opening.filling,
        ok: inItsWall(opening) && joins(storey, sidesOf(storey, opening)),
      })),
  ]);
  const bad = rows.filter((row) => !row.ok).map((row) => row.key);
  // A way without a leaf is no door: the schedule doesn't list it.
  const told = (name: string, bare: boolean): string => {
    const all = rows.filter((row) => row.bare === bare);
    if (bare && all.length === 0) return "";
    return `${name} ${all.length}개 중 ${all.filter((row) => row.ok).length}개`;
  };
  return {
    id: "doors.join",
    ko: "문이 두 곳을 이음",
    en: "every door joins two places",
    weight: 3,
    hard: true,
    score: shareOf(rows.length - bad.length, rows.length),
    passed: bad.length === 0 && rows.length > 0,
    measured: [told("문", false), told("문짝 없는 통로", true)].filter((text) => text !== "").join(", "),
    demanded: "모두",
    elements: bad,
    fix: `허공이나 벽으로 열리는 문을 옮기거나 없애십시오: ${named(bad)}.`,
  };
}

/** Two different spaces, or a space and the ground outside. */
function joins(storey: StoreyMeasure, [one, other]: readonly [Place, Place]): boolean {
  if (one.kind === "space" && other.kind === "space") return one.space !== other.space;
  if (one.kind === "space") return isGround(storey, other);
  return other.kind === "space" && isGround(storey, one);
}

function windowCheck({ storeys }: Measured): Judged {
  const rows = storeys.flatMap((storey) => [
    ...storey.read.loose.filter((one) => one.type === "IFCWINDOW").map((one) => ({ key: one.key, ok: false })),
    ...storey.openings
      .filter((opening) => opening.filling?.type === "IFCWINDOW")
      .map((opening) => {
        const [one, other] = sidesOf(storey, opening);
        const faces = isOpenAir(one) !== isOpenAir(other);
        const room = [one, other].some((place) => place.kind === "space" && !place.space.external);
        return { key: opening.filling!.key, ok: inItsWall(opening) && faces && room };
      }),
  ]);
  const bad = rows.filter((row) => !row.ok).map((row) => row.key);
  return {
    id: "windows.outside",
    ko: "창이 바깥을 향함",
    en: "every window faces outside",
    weight: 2,
    hard: true,
    score: shareOf(rows.length - bad.length, rows.length),
    passed: bad.length === 0,
    measured: `창 ${rows.length}개 중 ${rows.length - bad.length}개`,
    demanded: "모두",
    elements: bad,
    fix: `바깥을 보지 않는 창을 외벽으로 옮기십시오: ${named(bad)}.`,
  };
}
