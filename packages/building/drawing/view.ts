import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { sheetSize } from "./paper.ts";
import { fonts } from "./svg.ts";
import { backToFront } from "./view/bsp.ts";
import { buildingFaces } from "./view/building.ts";
import { createCamera } from "./view/camera.ts";
import { captionMarkup, escapeXml } from "./view/caption.ts";
import { outdoorFaces, outdoorSprites } from "./view/entourage.ts";
import type { Face, Sprite } from "./view/face.ts";
import { groundMarkup, groundPoints, groundTextures } from "./view/grounds.ts";
import { markup, textures } from "./view/paint.ts";
import type { Sheet } from "./view/sheet.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import type { XYZ } from "./view/space.ts";

/** How large the picture is, in pixels, and whether title and facts stand under it. */
export interface ViewFrame {
  readonly width: number;
  readonly height: number;
  readonly caption: boolean;
}

const whole: ViewFrame = { ...sheetSize, caption: true };

/** An axonometric picture of the building on its plot, seen from the street, as an SVG document. */
export function drawView(plan: Plan, frame: ViewFrame = whole): string {
  const { width, height } = frame;
  const palette = paletteOfPlan(plan);
  const camera = createCamera(plan.site?.roadSide ?? "S");
  const faces = [...buildingFaces(plan, palette), ...roofFaces(plan, palette, camera.toSun), ...outdoorFaces(plan)];
  const sprites = outdoorSprites(plan);
  const sheet = fit({ camera, pixelsPerMetre: 1, left: 0, top: 0 }, extent(plan, faces, sprites), frame);
  const painted = backToFront(faces, sprites, camera.toViewer).map((item) => markup(sheet, item));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}" role="img">`,
    `<title>${escapeXml(plan.title)} 조감도</title>`,
    `<defs>${textures(sheet, faces)}${groundTextures(sheet)}<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d3dfe6"/><stop offset=".55" stop-color="#eceae4"/><stop offset="1" stop-color="#f6f1e7"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    groundMarkup(plan, sheet),
    `<g fill="none" stroke-linejoin="round">${painted.join("\n")}</g>`,
    frame.caption ? captionMarkup(plan, camera, width, height) : "",
    "</svg>\n",
  ].join("\n");
}

function extent(plan: Plan, faces: readonly Face[], sprites: readonly Sprite[]): XYZ[] {
  const tops = sprites.map(({ at, width: wide }): XYZ => [at[0], at[1], at[2] + wide * 1.5]);
  return [...groundPoints(plan), ...faces.flatMap(({ points }) => points), ...tops];
}

/** The sheet scaled and moved so that all points lie inside its margins. */
function fit(sheet: Sheet, points: readonly XYZ[], { width, height, caption }: ViewFrame): Sheet {
  const margin = { side: 50, top: 44, bottom: caption ? 96 : 44 };
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
