import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../../geometry/plan-shape.ts";
import { bounds, centroid, contains, edges, offset } from "../../geometry/polygon.ts";
import type { Bounds, Ring } from "../../geometry/polygon.ts";
import { between, distance } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { entrances } from "./entourage.ts";
import { pathData, pixel } from "./paint.ts";
import type { Sheet } from "./paint.ts";
import { groundShadows } from "./shadows.ts";
import { dot3, lift } from "./space.ts";
import type { XYZ } from "./space.ts";

/** Width of road that is shown at most, and thickness of the ground under it all, metres. */
const roadShown = 7;
const plateDepth = 0.7;

/** A rectangle of road beside the plot and the point in its middle line's ends. */
interface Road {
  readonly ring: Ring;
  readonly middle: readonly [XY, XY];
}

/** The road along the side of the plot it lies on. */
export function roadOf(plan: Plan): Road | undefined {
  const { site } = plan;
  const ring = ringOf(site?.boundary);
  if (!site || ring.length < 3) return undefined;
  const width = Math.min(roadShown, site.roadWidth);
  if (width < 1) return undefined;
  const { minX, minY, maxX, maxY } = bounds(ring);
  const boxes: Readonly<Record<string, Bounds>> = {
    S: { minX, maxX, minY: minY - width, maxY: minY },
    N: { minX, maxX, minY: maxY, maxY: maxY + width },
    E: { minX: maxX, maxX: maxX + width, minY, maxY },
    W: { minX: minX - width, maxX: minX, minY, maxY },
  };
  const box = boxes[site.roadSide] ?? boxes["S"]!;
  const corners = [
    { x: box.minX, y: box.minY },
    { x: box.maxX, y: box.minY },
    { x: box.maxX, y: box.maxY },
    { x: box.minX, y: box.maxY },
  ];
  const lengthwise = box.maxX - box.minX > box.maxY - box.minY;
  const [a, b, c, d] = corners as [XY, XY, XY, XY];
  return {
    ring: corners,
    middle: lengthwise ? [between(a, d, 0.5), between(b, c, 0.5)] : [between(a, b, 0.5), between(d, c, 0.5)],
  };
}

/** Every point of the ground that the picture must show. */
export function groundPoints(plan: Plan): XYZ[] {
  const points = [...ringOf(plan.site?.boundary), ...(roadOf(plan)?.ring ?? [])];
  return points.flatMap((point) => [lift(point, 0), lift(point, -plateDepth)]);
}

/** The ground, painted before all that stands on it. */
export function groundMarkup(plan: Plan, sheet: Sheet): string {
  const boundary = ringOf(plan.site?.boundary);
  if (boundary.length < 3) return "";
  const flat = (ring: Ring, z = 0) =>
    pathData(
      sheet,
      ring.map((p) => lift(p, z)),
    );
  const road = roadOf(plan);
  const shadows = groundShadows(plan, sheet.camera.toSun).map((ring) => flat(ring));
  return [
    road ? plate(sheet, road.ring, "#a3a19c", "#85837f") : "",
    plate(sheet, boundary, "#c3cfa6", "#9a8d78"),
    road ? roadMarks(sheet, road) : "",
    ...pavedRings(plan, boundary).map((ring) => `<path d="${flat(ring)}" fill="#e2ddd2"/>`),
    ...plan.parking.map((space) => parkingMarkup(sheet, ringOf(space.outline), space.accessible)),
    `<path d="${flat(boundary)}" fill="none" stroke="#7c6f5c" stroke-width="1.2" stroke-dasharray="9 3 2 3"/>`,
    `<clipPath id="ground"><path d="${flat(boundary)}${road ? flat(road.ring) : ""}"/></clipPath>`,
    `<g clip-path="url(#ground)" opacity=".26" fill="#26303c" stroke="#26303c">${shadows.map((data) => `<path d="${data}"/>`).join("")}</g>`,
  ].join("\n");
}

/** A slab of ground with those of its sides that show. */
function plate(sheet: Sheet, ring: Ring, top: string, side: string): string {
  const { toViewer } = sheet.camera;
  const sides = edges(ring).filter(([a, b]) => dot3([b.y - a.y, a.x - b.x, 0], toViewer) > 0);
  const walls = sides.map(([a, b]) => {
    const points = [lift(a, -plateDepth), lift(b, -plateDepth), lift(b, 0), lift(a, 0)];
    return `<path d="${pathData(sheet, points)}" fill="${side}"/>`;
  });
  return `${walls.join("")}<path d="${pathData(
    sheet,
    ring.map((p) => lift(p, 0)),
  )}" fill="${top}"/>`;
}

function roadMarks(sheet: Sheet, { middle }: Road): string {
  const [a, b] = middle.map((point) => pixel(sheet, lift(point, 0))) as [XY, XY];
  return `<path d="M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}" stroke="#f3efe2" stroke-width="2" stroke-dasharray="18 14" opacity=".8"/>`;
}

/** Paving round the building and from each entrance to the edge of the plot. */
function pavedRings(plan: Plan, boundary: Ring): Ring[] {
  const ground = plan.storeys.find(({ number }) => number === 1);
  if (!ground) return [];
  const around = offset(outerFaces(ground), 0.9);
  const apron = around.every((point) => contains(boundary, point)) ? [around] : [outerFaces(ground)];
  return [...apron, ...entrances(plan).flatMap((entrance) => path(entrance, boundary))];
}

function path({ door, front, width }: ReturnType<typeof entrances>[number], boundary: Ring): Ring[] {
  const ahead = { x: front.x - door.x, y: front.y - door.y };
  const straight =
    Math.abs(ahead.x) > Math.abs(ahead.y) ? { x: Math.sign(ahead.x), y: 0 } : { x: 0, y: Math.sign(ahead.y) };
  const reach = Array.from({ length: 60 }, (_, i) => (i + 1) * 0.25).findLast((far) =>
    contains(boundary, { x: door.x + straight.x * far, y: door.y + straight.y * far }),
  );
  const half = Math.max(0.7, width / 2);
  const side = { x: -straight.y * half, y: straight.x * half };
  const end = { x: door.x + straight.x * (reach ?? 1), y: door.y + straight.y * (reach ?? 1) };
  return [
    [
      { x: door.x + side.x, y: door.y + side.y },
      { x: door.x - side.x, y: door.y - side.y },
      { x: end.x - side.x, y: end.y - side.y },
      { x: end.x + side.x, y: end.y + side.y },
    ],
  ];
}

function parkingMarkup(sheet: Sheet, ring: Ring, accessible: boolean): string {
  if (ring.length < 3) return "";
  const data = pathData(
    sheet,
    ring.map((p) => lift(p, 0)),
  );
  const colour = accessible ? "#8fa9c4" : "#b9b7b1";
  const middle = pixel(sheet, lift(centroid(ring), 0));
  const size = Math.min(...edges(ring).map(([a, b]) => distance(a, b))) * sheet.pixelsPerMetre * 0.32;
  const sign = accessible ? "♿" : "P";
  return `<path d="${data}" fill="${colour}" stroke="#fff" stroke-width="1.6"/><text x="${middle.x.toFixed(1)}" y="${middle.y.toFixed(1)}" font-size="${size.toFixed(1)}" fill="#fff" text-anchor="middle" dominant-baseline="central" opacity=".85">${sign}</text>`;
}
