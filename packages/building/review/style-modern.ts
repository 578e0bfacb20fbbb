import { area } from "../geometry/polygon.ts";
import { type Judged, scoreAtLeast } from "./judged.ts";
import { aboveGround, type Measured } from "./measure.ts";
import { isOpenAir, sidesOf } from "./places.ts";
import { pitchOf } from "./roof-shape.ts";
import { isGlazed } from "./room-checks.ts";

/** What makes a modern building: a flat roof; for a cafe also a glazed street face and an open hall. */
export function modernChecks(measured: Measured): Judged[] {
  const cafe = ["cafe", "restaurant"].includes(measured.brief.use);
  return [flatCheck(measured), ...(cafe ? [glazingCheck(measured), hallCheck(measured)] : [])];
}

function flatCheck({ read }: Measured): Judged {
  const steepest = Math.max(0, ...read.roofs.map(pitchOf));
  const flat = read.roofs.length > 0 && steepest < 5;
  return {
    id: "style.modern.roof",
    ko: "모던: 평지붕",
    en: "modern: flat roof",
    weight: 1.5,
    score: flat ? 1 : 0,
    passed: flat,
    measured: read.roofs.length === 0 ? "지붕 없음" : `${steepest.toFixed(1)}°`,
    demanded: "5° 미만",
    fix: "지붕을 평지붕으로 하십시오.",
  };
}

/** Unit vector out of the plot across its road side. */
const towards: Readonly<Record<string, readonly [number, number]>> = {
  S: [0, -1],
  N: [0, 1],
  E: [1, 0],
  W: [-1, 0],
};

function glazingCheck(measured: Measured): Judged {
  const [rx, ry] = towards[measured.brief.site?.roadSide ?? "S"] ?? [0, -1];
  let glass = 0;
  let face = 0;
  for (const storey of aboveGround(measured)) {
    for (const wall of storey.read.walls) {
      const across = Math.abs(wall.along.x * rx + wall.along.y * ry) < 0.3;
      if (!wall.external || !across || !facesRoad(storey.rings.flat(), wall.start, [rx, ry])) continue;
      face += wall.lengthM * (wall.toZ - wall.fromZ);
      for (const opening of wall.openings) {
        const open = sidesOf(storey, opening).some(isOpenAir);
        if (open && isGlazed(opening)) glass += opening.widthM * opening.heightM;
      }
    }
  }
  const share = face === 0 ? 0 : glass / face;
  return {
    id: "style.modern.glazing",
    ko: "모던 카페: 도로면 유리 비율",
    en: "modern cafe: glazing of the street face",
    weight: 1.5,
    score: scoreAtLeast(share, 0.4),
    passed: share >= 0.4 - 1e-3,
    measured: `${(share * 100).toFixed(0)} %`,
    demanded: "40 % 이상",
    fix: "도로를 향한 외벽의 유리 면적을 40 % 이상으로 넓히십시오.",
  };
}

/** Whether a wall lies on the road's half of the storey. */
function facesRoad(
  corners: readonly { x: number; y: number }[],
  at: { x: number; y: number },
  [rx, ry]: readonly [number, number],
): boolean {
  const reach = (point: { x: number; y: number }) => point.x * rx + point.y * ry;
  const all = corners.map(reach);
  return reach(at) > (Math.min(...all) + Math.max(...all)) / 2;
}

function hallCheck(measured: Measured): Judged {
  const hall = measured.storeys
    .flatMap(({ read }) => read.spaces)
    .filter((space) => space.kind === "hall")
    .reduce((sum, space) => sum + area(space.ring), 0);
  const all = measured.storeys
    .flatMap(({ read }) => read.spaces)
    .filter((space) => !space.external)
    .reduce((sum, space) => sum + area(space.ring), 0);
  const share = all === 0 ? 0 : hall / all;
  return {
    id: "style.modern.hall",
    ko: "모던 카페: 열린 홀",
    en: "modern cafe: open hall",
    weight: 1.5,
    score: scoreAtLeast(share, 0.45),
    passed: share >= 0.45 - 1e-3,
    measured: `${(share * 100).toFixed(0)} %`,
    demanded: "면적의 45 % 이상",
    fix: "홀을 전체 면적의 45 % 이상으로 넓히십시오.",
  };
}
