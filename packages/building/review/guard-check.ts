import type { StairRead } from "../ifc-read/building.ts";
import type { XYZ } from "../ifc-read/frame.ts";
import { cornersOf } from "../ifc-read/solid.ts";
import { bounds, distanceToSegment } from "../geometry/polygon.ts";
import { type Judged, named, unit } from "./judged.ts";
import type { Measured } from "./measure.ts";
import type { StoreyMeasure } from "./storey-measure.ts";

/** A fall from which on a stair is guarded on both sides, metres (피난규칙 §15①2). */
const fallM = 1;
/** How far from a tread's side a wall or a railing may stand, metres. */
const besideM = 0.15;
/** Edges left open that are no more than drawing noise, metres. */
const noiseM = 0.3;

/** What stands upright beside stairs: its box in the world. */
interface Guard {
  readonly from: XYZ;
  readonly to: XYZ;
}

/** Walls or railings on both sides of every flight where the fall is over 1 m. */
export function guardCheck(measured: Measured): Judged {
  const railings = measured.read.products
    .filter(({ type }) => type === "IFCRAILING")
    .map((one) => boxOf(one.solids.flatMap(cornersOf)));
  const rows = measured.storeys.flatMap((storey) =>
    storey.read.stairs.map((stair) => ({ key: stair.key, openM: openEdge(stair, storey, railings) })),
  );
  const open = rows.reduce((sum, row) => sum + row.openM, 0);
  const bad = rows.filter((row) => row.openM >= noiseM).map((row) => row.key);
  return {
    id: "stairs.guard",
    ko: "계단 양옆 난간 또는 벽",
    en: "walls or railings on both sides of stairs",
    weight: 1,
    hard: true,
    score: unit(1 - open / 10),
    passed: bad.length === 0,
    measured: `난간 없는 가장자리 ${open.toFixed(1)} m`,
    demanded: `높이 ${fallM} m를 넘는 곳에 빠짐없이`,
    elements: bad,
    fix: `계단 옆에 난간을 두십시오: ${named(bad)}.`,
  };
}

/** Metres of a stair's edges that nothing guards. */
function openEdge({ flights }: StairRead, { read }: StoreyMeasure, railings: readonly Guard[]): number {
  return flights.reduce((sum, { treads, along, widthM, goingsM }) => {
    const going = goingsM[0] ?? 0.28;
    const high = treads.filter(([, , z]) => z - read.elevation > fallM);
    const open = high.flatMap(([x, y, z]) =>
      [1, -1].filter((side) => {
        const aside = (side * widthM) / 2;
        const edge = { x: x + along.y * aside, y: y - along.x * aside };
        const walled = read.walls.some(
          (wall) => distanceToSegment(edge, wall.start, wall.end) <= wall.thicknessM / 2 + besideM,
        );
        return !walled && !railings.some((guard) => guards(guard, [edge.x, edge.y, z]));
      }),
    );
    return sum + open.length * going;
  }, 0);
}

const guards = ({ from, to }: Guard, [x, y, z]: XYZ): boolean =>
  x > from[0] - besideM &&
  x < to[0] + besideM &&
  y > from[1] - besideM &&
  y < to[1] + besideM &&
  from[2] < z + 0.3 &&
  to[2] > z + 0.8;

function boxOf(corners: readonly XYZ[]): Guard {
  const { minX, minY, maxX, maxY } = bounds(corners.map(([x, y]) => ({ x, y })));
  const heights = corners.map(([, , z]) => z);
  return { from: [minX, minY, Math.min(...heights)], to: [maxX, maxY, Math.max(...heights)] };
}
