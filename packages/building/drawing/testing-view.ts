import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces } from "../geometry/plan-shape.ts";
import { edges } from "../geometry/polygon.ts";
import { levelsOf } from "./levels.ts";
import { backToFront } from "./view/bsp.ts";
import { buildingFaces } from "./view/building.ts";
import { createCamera } from "./view/camera.ts";
import { outdoorFaces } from "./view/entourage.ts";
import type { Face, Sprite } from "./view/face.ts";
import { outdoors, paletteOfPlan } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import { dot3 } from "./view/space.ts";

/** How many parts the faces of the picture that the viewer sees are painted in, and how many they are; panes are counted apart; for tests. */
export function paintedParts(
  plan: Plan,
): Record<"panes" | "faces", { readonly painted: number; readonly seen: number }> {
  const palette = paletteOfPlan(plan);
  const { toSun, toViewer } = createCamera(plan.site?.roadSide ?? "S");
  const faces = [...buildingFaces(plan, palette), ...roofFaces(plan, palette, toSun), ...outdoorFaces(plan)];
  const seen = faces.filter(({ normal }) => dot3(normal, toViewer) > 1e-6);
  const painted = backToFront(faces, [], toViewer);
  return {
    faces: { painted: painted.length, seen: seen.length },
    panes: { painted: painted.filter(isPane).length, seen: seen.filter(isPane).length },
  };
}

/** Canopies over the ways in that hide a part of a window in the elevation of their side, by their height over the ground; for tests. */
export function canopiesOnPanes(plan: Plan): string[] {
  const faces = buildingFaces(plan, paletteOfPlan(plan));
  const fronts = faces.filter(
    ({ paint, normal, points }) => paint === outdoors.canopy && Math.abs(normal[2]) < 0.1 && wide(points) > 0.96,
  );
  return fronts.flatMap((front) =>
    faces
      .filter((pane) => isPane(pane) && dot3(pane.normal, front.normal) > 0.99)
      .filter((pane) => {
        const away = dot3(front.normal, front.points[0]!) - dot3(front.normal, pane.points[0]!);
        return away > 0 && away < 1.2 && hides(front, pane);
      })
      .map(() => `at ${front.points[0]![2].toFixed(2)}`),
  );
}

/** Windows that glow like glass doors though they are no shop front on the street, in words; for tests. */
export function glowingWindows(plan: Plan): string[] {
  return buildingFaces(plan, paletteOfPlan(plan)).flatMap(({ paint, points }) => {
    if (paint.texture !== "glow") return [];
    const foot = Math.min(...points.map(([, , z]) => z));
    const storey = plan.storeys.findLast(({ elevation, number }) => number > 0 && elevation < foot + 0.01);
    const sill = foot - (storey?.elevation ?? 0);
    return sill > 0.01 && (storey?.number !== 1 || sill > 0.2)
      ? [`${storey?.name} ${sill.toFixed(2)} m over the floor`]
      : [];
  });
}

/** Levels of an elevation of a building with a flat roof whose lines stop short of its walls, by their figures; for tests. */
export function shortLevels(plan: Plan, svg: string): string[] {
  if (plan.roof?.kind !== "flat") return [];
  const numbers = (pattern: RegExp, part: string) => [...part.matchAll(pattern)].map(([, value]) => Number(value));
  const chain = svg.slice(svg.indexOf('id="levels"'), svg.indexOf('id="scale-bar"')).split("</g>").at(-1) ?? "";
  const corner = Math.min(...numbers(/<line x1="([\d.]+)"/g, chain));
  const ends = numbers(/x2="([\d.]+)"[^>]*stroke-dasharray="10 3 2 3"/g, svg);
  return levelsOf(plan).flatMap(({ name, z }, i) => (z < 0 || ends[i]! > corner - 1 ? [] : [name]));
}

/** Corners of the building at which a wall ends without the line of its edge, in words; for tests. */
export function openCorners(plan: Plan): string[] {
  const palette = paletteOfPlan(plan);
  const walls = buildingFaces(plan, palette).filter(({ paint }) => paint === palette.wall);
  return plan.storeys
    .filter(({ number }) => number > 0)
    .flatMap((storey) =>
      edges(outerFaces(storey)).flatMap(([a, b]) => {
        const side = { x: b.y - a.y, y: a.x - b.x };
        const own = walls.filter(
          ({ normal, points }) =>
            normal[0] * side.x + normal[1] * side.y > 0.99 * Math.hypot(side.x, side.y) &&
            points.every(([, , z]) => z > storey.elevation - 0.01 && z < storey.elevation + storey.height + 0.01),
        );
        return [a, b].flatMap((corner) => {
          const at = own.flatMap(({ points, edged }) =>
            points.flatMap((point, i) => {
              const next = points[(i + 1) % points.length]!;
              const near = [point, next].every(([x, y]) => Math.hypot(x - corner.x, y - corner.y) < 0.02);
              return near ? [edged[i]!] : [];
            }),
          );
          return at.length > 0 && !at.includes(true) ? [`${storey.name} at ${corner.x}, ${corner.y}`] : [];
        });
      }),
    );
}

const wide = ([a, b]: Face["points"]): number => Math.hypot(b![0] - a![0], b![1] - a![1]);

/** Whether two upright faces that look one way lap over each other by more than a centimetre, seen straight on. */
function hides(one: Face, other: Face): boolean {
  const along = ({ points }: Face) => points.map(([x, y]) => -one.normal[1] * x + one.normal[0] * y);
  const up = ({ points }: Face) => points.map(([, , z]) => z);
  return [along, up].every((reach) => {
    const [a, b] = [reach(one), reach(other)];
    return Math.min(Math.max(...a), Math.max(...b)) - Math.max(Math.min(...a), Math.min(...b)) > 0.01;
  });
}

const isPane = (item: Face | Sprite): boolean => "paint" in item && /sheen|glow/.test(item.paint.texture ?? "");
