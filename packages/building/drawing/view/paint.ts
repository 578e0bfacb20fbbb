import { escapeXml } from "./caption.ts";
import type { Face, Label, Paint, Rgb, Sprite } from "./face.ts";
import { onSheet, pixel } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { dot3 } from "./space.ts";
import type { XYZ } from "./space.ts";
import { planePattern, shows, textureId, weaves } from "./texture.ts";
import { bushMarkup, personMarkup, treeMarkup } from "./sprites.ts";

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
  const light: Rgb = [0.6 + 0.1 * sky + 0.5 * sun, 0.615 + 0.1 * sky + 0.47 * sun, 0.665 + 0.1 * sky + 0.36 * sun];
  return [paint.rgb[0] * light[0], paint.rgb[1] * light[1], paint.rgb[2] * light[2]];
}

/** A face or sprite as SVG. */
export function markup(sheet: Sheet, item: Face | Sprite): string {
  if ("at" in item) {
    const { x, y } = pixel(sheet, item.at);
    const scale = sheet.pixelsPerMetre;
    if (item.kind === "tree") return treeMarkup({ x, y }, item.width * scale, item.seed);
    if (item.kind === "bush") return bushMarkup({ x, y }, item.width * scale, item.seed);
    return personMarkup({ x, y }, scale, item.seed);
  }
  return faceMarkup(sheet, item);
}

function faceMarkup(sheet: Sheet, { points, normal, grain, paint, edged, lines, label }: Face): string {
  const colour = css(lit(paint, normal, sheet.camera.toSun));
  const data = pathData(sheet, points);
  if (paint.opacity !== undefined) return `<path d="${data}" fill="${colour}" fill-opacity="${paint.opacity}"/>`;
  const texture = paint.texture && shows(sheet, paint.texture, grain) ? textureId(paint.texture, grain) : undefined;
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
    label ? labelMarkup(sheet, label) : "",
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

/** Text in the plane of an upright surface. */
function labelMarkup(sheet: Sheet, { text, at, along, height, rgb }: Label): string {
  const { x, y } = pixel(sheet, at);
  const step = onSheet(sheet, along);
  const up = onSheet(sheet, [0, 0, 1]);
  const matrix = [step.x, step.y, -up.x, -up.y, x, y].map((value) => Math.round(value * 1000) / 1000).join(" ");
  return `<text transform="matrix(${matrix})" x="0" y="${Math.round(height * 36) / 100}" font-size="${height}" font-weight="700" text-anchor="middle" fill="${css(rgb)}">${escapeXml(text)}</text>`;
}

/** Textures of the surfaces' planes, and the light on glass. */
export function textures(sheet: Sheet, faces: readonly Face[]): string {
  const used = new Map<string, Face>();
  for (const one of faces) {
    const { texture } = one.paint;
    if (texture && shows(sheet, texture, one.grain)) used.set(textureId(texture, one.grain), one);
  }
  return [...used]
    .map(([id, { paint, grain, points }]) => {
      const weave = weaves[paint.texture!];
      return typeof weave === "string" ? weave : planePattern(sheet, { id, weave, normal: grain, origin: points[0]! });
    })
    .join("");
}
