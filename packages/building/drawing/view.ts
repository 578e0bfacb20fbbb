import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { backToFront } from "./view/bsp.ts";
import { buildingFaces } from "./view/building.ts";
import { createCamera } from "./view/camera.ts";
import { captionMarkup, escapeXml } from "./view/caption.ts";
import { outdoorFaces, outdoorSprites } from "./view/entourage.ts";
import type { Face, Sprite } from "./view/face.ts";
import { groundMarkup, groundPoints } from "./view/grounds.ts";
import { markup, textures } from "./view/paint.ts";
import type { Sheet } from "./view/paint.ts";
import { paletteOf } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import type { XYZ } from "./view/space.ts";

const width = 1280;
const height = 880;
/** Free border: round the picture, and below it for the caption, in pixels. */
const margin = { side: 50, top: 50, bottom: 110 };

const fonts = "'Noto Sans KR','Noto Sans CJK KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif";

/** An axonometric picture of the building on its plot, seen from the street, as an SVG document. */
export function drawView(plan: Plan): string {
  const palette = paletteOf(plan.concept?.structure ?? "");
  const camera = createCamera(plan.site?.roadSide ?? "S");
  const faces = [...buildingFaces(plan, palette), ...roofFaces(plan, palette), ...outdoorFaces(plan)];
  const sprites = outdoorSprites(plan);
  const sheet = fit({ camera, pixelsPerMetre: 1, left: 0, top: 0 }, extent(plan, faces, sprites));
  const painted = backToFront(faces, sprites, camera.toViewer).map((item) => markup(sheet, item));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}" role="img">`,
    `<title>${escapeXml(plan.title)} 조감도</title>`,
    `<defs>${textures(sheet, faces)}<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e3eaee"/><stop offset="1" stop-color="#f8f5ee"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    groundMarkup(plan, sheet),
    `<g fill="none" stroke-linejoin="round">${painted.join("\n")}</g>`,
    captionMarkup(plan, camera, width, height),
    "</svg>\n",
  ].join("\n");
}

function extent(plan: Plan, faces: readonly Face[], sprites: readonly Sprite[]): XYZ[] {
  const tops = sprites.map(({ at, width: wide }): XYZ => [at[0], at[1], at[2] + wide * 1.5]);
  return [...groundPoints(plan), ...faces.flatMap(({ points }) => points), ...tops];
}

/** The sheet scaled and moved so that all points lie inside its margins. */
function fit(sheet: Sheet, points: readonly XYZ[]): Sheet {
  const marks = points.map((point) => sheet.camera.project(point));
  const [xs, ys] = [marks.map(({ x }) => x), marks.map(({ y }) => y)];
  const low = { x: least(xs), y: least(ys) };
  const high = { x: -least(xs.map((x) => -x)), y: -least(ys.map((y) => -y)) };
  const [free, tall] = [width - 2 * margin.side, height - margin.top - margin.bottom];
  const scale = Math.min(free / Math.max(1, high.x - low.x), tall / Math.max(1, high.y - low.y));
  return {
    camera: sheet.camera,
    pixelsPerMetre: scale,
    left: margin.side + (free - (high.x + low.x) * scale) / 2,
    top: margin.top + (tall - (high.y + low.y) * scale) / 2,
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), 0);
