import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf } from "../../geometry/plan-shape.ts";
import { bounds, centroid, counterClockwise, edges, offset } from "../../geometry/polygon.ts";
import type { Bounds, Ring } from "../../geometry/polygon.ts";
import { between, distance } from "../../geometry/vector.ts";
import type { XY } from "../../geometry/vector.ts";
import { corners as cornersOf } from "../../geometry/rectangle.ts";
import { mergeRings } from "../../geometry/merge.ts";
import { maximalRectangles } from "../../geometry/maximal-rectangles.ts";
import { regionRings } from "../../geometry/rectilinear.ts";
import { hasCar } from "./entourage.ts";
import { pathData } from "./paint.ts";
import { pavedRings } from "./paving.ts";
import { pixel } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { planePattern } from "./texture.ts";
import { groundShadows } from "./shadows.ts";
import { dot3, lift } from "./space.ts";
import type { XYZ } from "./space.ts";

/** Width of road that is shown at most, and thickness of the ground under it all, metres. */
const roadShown = 7;
const plateDepth = 0.5;
/** Width of the walk between road and plot, metres. */
const walkWidth = 1.5;

/** A rectangle of road beside the plot and the point in its middle line's ends. */
interface Road {
  readonly ring: Ring;
  readonly middle: readonly [XY, XY];
  /** The walk beside the plot. */
  readonly walk: Ring;
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
  const side = site.roadSide in boxes ? site.roadSide : "S";
  const walks: Readonly<Record<string, Bounds>> = {
    S: { ...box, minY: box.maxY - walkWidth },
    N: { ...box, maxY: box.minY + walkWidth },
    E: { ...box, maxX: box.minX + walkWidth },
    W: { ...box, minX: box.maxX - walkWidth },
  };
  const corners = ringOfBox(box);
  const lengthwise = box.maxX - box.minX > box.maxY - box.minY;
  const [a, b, c, d] = corners as [XY, XY, XY, XY];
  return {
    ring: corners,
    walk: ringOfBox(walks[side]!),
    middle: lengthwise ? [between(a, d, 0.5), between(b, c, 0.5)] : [between(a, b, 0.5), between(d, c, 0.5)],
  };
}

const ringOfBox = ({ minX, minY, maxX, maxY }: Bounds): XY[] => cornersOf({ x0: minX, y0: minY, x1: maxX, y1: maxY });

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
  const fill = (ring: Ring, colour: string) => `<path d="${flat(ring)}" fill="${colour}"/>`;
  const texture = sheet.pixelsPerMetre >= 12;
  const paved = pavedRings(plan);
  return [
    ...floating(sheet, mergeRings([boundary, ...(road ? [road.ring] : [])])),
    road ? plate(sheet, road.ring, "#9b9a97", "#77756f") : "",
    plate(sheet, boundary, "#bccb9c", "#a3947b"),
    texture ? fill(boundary, "url(#grass)") : "",
    road ? roadMarks(sheet, road) : "",
    ...yards(plan).map((ring) => fill(ring, "#dccfae")),
    ...paved.drives.map((ring) => fill(ring, "#b9b7b1")),
    ...paved.flags.flatMap((ring) => [
      `<path d="${flat(ring)}" fill="#ddd6c8" stroke="#c4bba9" stroke-width=".8"/>`,
      texture ? fill(ring, "url(#flags)") : "",
    ]),
    ...plan.parking.map((space, i) => parkingMarkup(sheet, plan, ringOf(space.outline), i)),
    `<path d="${flat(boundary)}" fill="none" stroke="#6f6350" stroke-width="1.1" stroke-dasharray="9 3 2 3" stroke-opacity=".8"/>`,
    `<clipPath id="ground"><path d="${flat(boundary)}${road ? flat(road.ring) : ""}"/></clipPath>`,
    `<g clip-path="url(#ground)">${contact(plan)
      .map((ring) => `<path d="${flat(ring)}" fill="#26303c" fill-opacity=".09"/>`)
      .join("")}</g>`,
    `<g clip-path="url(#ground)" opacity=".34" fill="#232c3d" stroke="#232c3d">${shadows.map((data) => `<path d="${data}"/>`).join("")}</g>`,
  ].join("\n");
}

/** Patterns of the ground: tufts of grass, and flags. */
export function groundTextures(sheet: Sheet): string {
  const weave = (id: "grass" | "flags", cell: string, width: number) =>
    planePattern(sheet, { id, weave: { width, height: width, cell, from: 0 }, normal: [0, 0, 1], origin: [0, 0, 0] });
  const grass = [
    [0.3, 0.4, "#8fa66b"],
    [1.1, 0.9, "#d2dfb4"],
    [1.7, 0.2, "#9db47a"],
    [0.6, 1.5, "#d2dfb4"],
    [1.5, 1.7, "#8fa66b"],
  ].map(([x, y, colour]) => `<path d="M${x} ${y}h.09" stroke="${colour}" stroke-width=".09"/>`);
  const flags = `<path d="M0 0H.9M0 .45H.9M0 0V.45M.45 .45V.9" stroke="#a79e8b" stroke-opacity=".5" stroke-width=".025"/>`;
  return weave("grass", grass.join(""), 2) + weave("flags", flags, 0.9);
}

/** A soft shadow under the whole block of ground, as rings that grow. */
function floating(sheet: Sheet, rings: readonly Ring[]): string[] {
  return [0.15, 0.35, 0.6, 0.9, 1.25].flatMap((by) =>
    rings.map((ring) => {
      const low = offset(counterClockwise(ring), by).map((p) => lift(p, -plateDepth - 0.2));
      return `<path d="${pathData(sheet, low)}" fill="#3c3a34" fill-opacity=".045"/>`;
    }),
  );
}

/** Where the ground is darker because a wall stands beside it: rings that grow from the building. */
function contact(plan: Plan): Ring[] {
  const ground = plan.storeys.find(({ number }) => number === 1);
  return ground ? [0.15, 0.4, 0.75].map((by) => offset(outerFaces(ground), by)) : [];
}

/** The open yard between the wings of a courtyard house. */
function yards({ storeys, roof }: Plan): Ring[] {
  const ring = ringOf(storeys.find(({ number }) => number === 1)?.outline);
  if (ring.length < 6 || (roof?.eaves ?? 0) <= 0) return [];
  const { minX, minY, maxX, maxY } = bounds(ring);
  return regionRings([{ x0: minX, y0: minY, x1: maxX, y1: maxY }], maximalRectangles(ring) ?? []);
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

/** The walk along the plot with its kerb, and the middle line. */
function roadMarks(sheet: Sheet, { middle, ring, walk }: Road): string {
  const [a, b] = middle.map((point) => pixel(sheet, lift(point, 0))) as [XY, XY];
  const flat = pathData(
    sheet,
    walk.map((p) => lift(p, 0)),
  );
  const paved = ring.length > 0 ? `<path d="${flat}" fill="#cbc6ba" stroke="#e8e4da" stroke-width="1.6"/>` : "";
  return `${paved}<path d="M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}" stroke="#f3efe2" stroke-width="2" stroke-dasharray="18 14" opacity=".8"/>`;
}

/** A bay with its lines; the sign lies where no car is drawn. */
function parkingMarkup(sheet: Sheet, plan: Plan, ring: Ring, index: number): string {
  if (ring.length < 3) return "";
  const data = pathData(
    sheet,
    ring.map((p) => lift(p, 0)),
  );
  const accessible = plan.parking[index]!.accessible;
  const bay = `<path d="${data}" fill="${accessible ? "#7f9dbd" : "#a9a7a2"}" stroke="#f4f2ec" stroke-width="1.8"/>`;
  if (hasCar(plan, index)) return bay;
  const middle = pixel(sheet, lift(centroid(ring), 0));
  const size = Math.min(...edges(ring).map(([a, b]) => distance(a, b))) * sheet.pixelsPerMetre * 0.3;
  const sign = accessible ? "장애인" : "P";
  const letters = accessible ? size * 0.5 : size;
  return `${bay}<text x="${middle.x.toFixed(1)}" y="${(middle.y + letters * 0.36).toFixed(1)}" font-size="${letters.toFixed(1)}" font-weight="700" fill="#fff" text-anchor="middle">${sign}</text>`;
}
