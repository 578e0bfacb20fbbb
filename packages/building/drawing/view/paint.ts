import type { XY } from "../../geometry/vector.ts";
import type { Camera } from "./camera.ts";
import type { Face, Paint, Rgb, Sprite } from "./face.ts";
import { cross3, dot3, minus, unit } from "./space.ts";
import type { XYZ } from "./space.ts";
import { treeMarkup, personMarkup } from "./sprites.ts";

/** Space on the sheet: pixels per metre and the place of the origin. */
export interface Sheet {
  readonly camera: Camera;
  readonly pixelsPerMetre: number;
  readonly left: number;
  readonly top: number;
}

/** A point in pixels. */
export function pixel({ camera, pixelsPerMetre, left, top }: Sheet, point: XYZ): XY {
  const { x, y } = camera.project(point);
  return { x: left + x * pixelsPerMetre, y: top + y * pixelsPerMetre };
}

const short = (value: number): string => String(Math.round(value * 10) / 10);

/** Points as the data of a closed path. */
export function pathData(sheet: Sheet, points: readonly XYZ[]): string {
  const marks = points.map((point) => pixel(sheet, point)).map(({ x, y }) => `${short(x)} ${short(y)}`);
  return `M${marks.join("L")}Z`;
}

/** A colour for SVG. */
const css = (rgb: Rgb): string => `#${rgb.map((part) => hex(part)).join("")}`;

const hex = (part: number): string =>
  Math.round(Math.min(255, Math.max(0, part)))
    .toString(16)
    .padStart(2, "0");

/** A surface's colour by how it faces the sun: warm in the light, cool in the shade. */
export function lit(paint: Paint, normal: XYZ, toSun: XYZ): Rgb {
  if (paint.flat) return paint.rgb;
  const sun = Math.max(0, dot3(normal, toSun));
  const sky = 0.5 + 0.5 * normal[2];
  const light: Rgb = [0.63 + 0.1 * sky + 0.48 * sun, 0.64 + 0.1 * sky + 0.46 * sun, 0.68 + 0.1 * sky + 0.38 * sun];
  return [paint.rgb[0] * light[0], paint.rgb[1] * light[1], paint.rgb[2] * light[2]];
}

/** A face or sprite as SVG. */
export function markup(sheet: Sheet, item: Face | Sprite): string {
  if ("at" in item) {
    const { x, y } = pixel(sheet, item.at);
    const scale = sheet.pixelsPerMetre;
    return item.kind === "tree"
      ? treeMarkup({ x, y }, item.width * scale, item.seed)
      : personMarkup({ x, y }, scale, item.seed);
  }
  return faceMarkup(sheet, item);
}

function faceMarkup(sheet: Sheet, { points, normal, paint, edged, lines }: Face): string {
  const colour = css(lit(paint, normal, sheet.camera.toSun));
  const data = pathData(sheet, points);
  const texture = paint.texture === "tiles" ? tileId(normal) : paint.texture;
  return [
    // A hair of its own colour hides the seams between the parts of a cut face.
    `<path d="${data}" fill="${colour}" stroke="${colour}" stroke-width="1"/>`,
    texture ? `<path d="${data}" fill="url(#${texture})"/>` : "",
    inkMarkup(sheet, paint, points, edged),
    ...lines.map(({ from, to, width }) => {
      const [a, b] = [pixel(sheet, from), pixel(sheet, to)];
      const weight = short(Math.max(0.5, width * sheet.pixelsPerMetre * 0.8));
      return `<path d="M${short(a.x)} ${short(a.y)}L${short(b.x)} ${short(b.y)}" stroke="${css(paint.ink ?? [60, 60, 60])}" stroke-width="${weight}"/>`;
    }),
  ].join("");
}

function inkMarkup(sheet: Sheet, { ink }: Paint, points: readonly XYZ[], edged: readonly boolean[]): string {
  if (!ink) return "";
  const data = points.flatMap((point, i) => {
    if (!edged[i]) return [];
    const [a, b] = [pixel(sheet, point), pixel(sheet, points[(i + 1) % points.length]!)];
    return [`M${short(a.x)} ${short(a.y)}L${short(b.x)} ${short(b.y)}`];
  });
  return data.length > 0
    ? `<path d="${data.join("")}" stroke="${css(ink)}" stroke-width=".7" stroke-opacity=".55"/>`
    : "";
}

/** Name of the tile texture for roof planes of one slope. */
const tileId = (normal: XYZ): string =>
  `tiles-${normal
    .map((part) => Math.round(part * 100))
    .join("_")
    .replaceAll("-", "m")}`;

/** Textures: one of tile rows for each slope among the faces, and the sheen of glass. */
export function textures(sheet: Sheet, faces: readonly Face[]): string {
  const tiled = new Map(
    faces.filter(({ paint }) => paint.texture === "tiles").map((face) => [tileId(face.normal), face]),
  );
  const patterns = [...tiled].map(([id, { normal, points }]) => tilePattern(sheet, id, normal, points[0]!));
  return [
    ...patterns,
    '<linearGradient id="sheen" x1="0" y1="0" x2=".8" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".42"/><stop offset=".55" stop-color="#fff" stop-opacity=".08"/><stop offset="1" stop-color="#10202a" stop-opacity=".16"/></linearGradient>',
  ].join("");
}

/** Tile rows 0.3 m apart, running up the slope, with courses 0.36 m high. */
function tilePattern(sheet: Sheet, id: string, normal: XYZ, origin: XYZ): string {
  const along = unit(cross3([0, 0, 1], normal));
  const up = cross3(normal, along);
  const at = pixel(sheet, origin);
  const step = (vector: XYZ) => {
    const zero = sheet.camera.project([0, 0, 0]);
    const end = sheet.camera.project(minus(vector, [0, 0, 0]));
    return [(end.x - zero.x) * sheet.pixelsPerMetre, (end.y - zero.y) * sheet.pixelsPerMetre] as const;
  };
  const [a, b] = step(along);
  const [c, d] = step(up);
  const matrix = [a, b, c, d, at.x, at.y].map((value) => (Math.round(value * 1000) / 1000).toString()).join(" ");
  return `<pattern id="${id}" width=".3" height=".36" patternUnits="userSpaceOnUse" patternTransform="matrix(${matrix})"><path d="M.05 0V.36" stroke="#fff" stroke-opacity=".13" stroke-width=".09"/><path d="M.2 0V.36" stroke="#000" stroke-opacity=".22" stroke-width=".1"/><path d="M0 .02H.3" stroke="#000" stroke-opacity=".12" stroke-width=".03"/></pattern>`;
}
