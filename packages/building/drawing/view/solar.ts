import { moduleCorners } from "../../geometry/solar.ts";
import type { SolarModule } from "../../geometry/solar.ts";
import { face } from "./face.ts";
import type { Face } from "./face.ts";
import { outdoors } from "./palette.ts";
import { lift } from "./space.ts";
import type { XYZ } from "./space.ts";

const back = { rgb: [120, 124, 130] as const };

/** Solar modules whose heights count from `base`; those that stand free show their back and sides. */
export function moduleFaces(modules: readonly SolarModule[], base: number, free: boolean): Face[] {
  return modules.flatMap((module) => {
    const corners = moduleCorners(module).map(([point, z]) => lift(point, base + z));
    const front = face(corners, outdoors.panel);
    return free ? [front, ...stand(corners, base)] : [front];
  });
}

function stand(corners: readonly XYZ[], base: number): Face[] {
  const [a, b, c, d] = corners as [XYZ, XYZ, XYZ, XYZ];
  const foot = ([x, y]: XYZ): XYZ => [x, y, base];
  return [
    face([foot(c), foot(d), d, c], back, { edged: false }),
    face([b, foot(c), c], back, { edged: false }),
    face([a, d, foot(d)], back, { edged: false }),
  ];
}
