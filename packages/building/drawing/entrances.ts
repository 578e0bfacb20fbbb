import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { edges } from "../geometry/polygon.ts";
import type { Ring } from "../geometry/polygon.ts";
import { runsThrough } from "../geometry/segment.ts";
import { locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { boxOver } from "./label-obstacles.ts";
import { wallLine } from "./openings.ts";
import { element, n } from "./svg.ts";
import type { Scale } from "./svg.ts";

const outward: Readonly<Record<string, XY>> = {
  S: { x: 0, y: -1 },
  E: { x: 1, y: 0 },
  N: { x: 0, y: 1 },
  W: { x: -1, y: 0 },
};

/** A triangle before a door: from the eaves to its tip, its height and half its width; and how far it is moved at most where other eaves are in its way, pixels. */
const mark = { gap: 4, height: 12, half: 7, most: 60, step: 2 } as const;

/** How far the mark of an entrance reaches beyond the eaves, pixels. */
export const entranceReach = mark.gap + mark.height + 2;

/** Triangles at the ways in, clear of the eaves: the front doors of homes, where there are none the doors on the street's side. */
export function drawEntrances(scale: Scale, plan: Plan, roof: Ring): string {
  const ground = plan.storeys.find((storey) => storey.number === 1);
  if (!ground) return "";
  const road = plan.site?.roadSide ?? "S";
  const exits = ground.openings.filter((opening) => opening.exit);
  const entrances = new Set(ground.spaces.filter(({ kind }) => kind === "entrance").map(({ id }) => id));
  const front = exits.filter(({ spaces }) => spaces.some((id) => entrances.has(id)));
  const marks = (front.length > 0 ? front : exits).map((opening) => {
    const wall = ground.walls.find((entry) => entry.id === opening.wall);
    const line = wall && wallLine(wall);
    if (!line || (front.length === 0 && wall.faces !== road)) return "";
    // Eaves hide what lies under them, and a wall is told by its middle.
    const under = wall.thickness / 2 + (plan.roof?.eaves ?? 0);
    const out = outward[wall.faces] ?? outward.S!;
    const door = locate(line.start, line.along, opening.at);
    const triangles = trianglesBefore(door, out, { under, pixel: 1 / scale.pixels });
    const drawn = triangles.find((points) => isClear(points, roof, 1 / scale.pixels)) ?? triangles[0]!;
    const path = drawn.map((p, i) => `${i === 0 ? "M" : "L"}${n(scale.x(p.x))} ${n(scale.y(p.y))}`).join("");
    return element("path", { d: `${path}Z`, fill: "#b3372f" });
  });
  return element("g", { id: "entrances" }, marks.join(""));
}

/** Triangles that point at a door, metres: right before it, then ever farther aside. */
function trianglesBefore(door: XY, out: XY, { under, pixel }: { under: number; pixel: number }): XY[][] {
  const asides = [0];
  for (let aside = mark.step; aside <= mark.most; aside += mark.step) asides.push(aside, -aside);
  return asides.map((aside) => {
    const at = (ahead: number, left: number) => locate(door, out, under + ahead * pixel, (aside + left) * pixel);
    const foot = mark.gap + mark.height;
    return [at(mark.gap, 0), at(foot, -mark.half), at(foot, mark.half)];
  });
}

/** Whether no edge of the roof runs through a triangle's box or within two pixels of it. */
function isClear(triangle: readonly XY[], roof: Ring, pixel: number): boolean {
  const { x0, y0, x1, y1 } = boxOver(triangle);
  const box = { x0: x0 - 2 * pixel, y0: y0 - 2 * pixel, x1: x1 + 2 * pixel, y1: y1 + 2 * pixel };
  return !edges(roof).some(([a, b]) => runsThrough(a, b, box));
}
