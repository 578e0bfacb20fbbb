import { area } from "../geometry/polygon.ts";
import type { SpaceRead } from "../ifc-read/building.ts";
import { type Judged, named, shareOf } from "./judged.ts";
import { secludedKinds } from "./kinds.ts";
import type { Measured } from "./measure.ts";
import { sidesOf } from "./places.ts";
import type { StoreyMeasure } from "./storey-measure.ts";

const isLift = ({ kind }: SpaceRead): boolean => kind === "lift" || kind === "elevator";

/** Every lift opens on every storey, and to no toilet, store or stair; a building without lifts is not asked. */
export function liftCheck({ storeys }: Measured): Judged[] {
  const lifts = storeys.flatMap((storey) =>
    storey.read.spaces.filter(isLift).map((lift) => ({ lift, fault: faultOf(storey, lift) })),
  );
  if (lifts.length === 0) return [];
  const bad = lifts.filter(({ fault }) => fault !== undefined);
  return [
    {
      id: "lift.door",
      ko: "승강기 출입문",
      en: "lifts open to halls, corridors and public rooms",
      weight: 2,
      hard: true,
      score: shareOf(lifts.length - bad.length, lifts.length),
      passed: bad.length === 0,
      measured: bad.length === 0 ? `${lifts.length}곳 모두` : bad.map(({ lift, fault }) => `${lift.key}: ${fault}`)[0]!,
      demanded: "홀·복도·공용 공간으로 열림",
      elements: bad.map(({ lift }) => lift.key),
      fix: `승강기 문을 홀, 복도나 공용 공간 쪽으로 내십시오: ${named(bad.map(({ lift }) => lift.key))}.`,
    },
  ];
}

/** What is wrong with the doors of a lift on a storey, in Korean. */
function faultOf(storey: StoreyMeasure, lift: SpaceRead): string | undefined {
  const rooms = storey.openings
    .filter(({ filling }) => filling?.type !== "IFCWINDOW")
    .map((opening) => sidesOf(storey, opening).flatMap((side) => (side.kind === "space" ? [side.space] : [])))
    .filter((sides) => sides.includes(lift))
    .flatMap((sides) => sides.filter((space) => space !== lift));
  if (rooms.length === 0) return "문 없음";
  // A basement may be a single big store.
  const largest = storey.read.spaces.toSorted((a, b) => area(b.ring) - area(a.ring))[0];
  const odd = rooms.find((space) => secludedKinds.has(space.kind) && !(space === largest && space.kind === "storage"));
  return odd && `${odd.longName || odd.kind}(으)로 열림`;
}
