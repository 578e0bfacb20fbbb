import type { Texture } from "./face.ts";
import { onSheet, pixel } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { cross3, dot3, unit } from "./space.ts";
import type { XYZ } from "./space.ts";

/** A pattern in the plane of a surface: a cell in metres, x level and y up the slope, and what is drawn in it. */
export interface Weave {
  readonly width: number;
  readonly height: number;
  readonly cell: string;
  /** Smallest scale at which it shows rather than flickers, pixels a metre. */
  readonly from: number;
}

const stroke = (d: string, colour: string, opacity: number, width: number): string =>
  `<path d="${d}" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}"/>`;

const glass = (id: string, stops: readonly (readonly [at: number, colour: string, opacity: number])[]): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2=".7" y2="1">${stops
    .map(([at, colour, opacity]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join("")}</linearGradient>`;

/** Patterns, and gradients ready to use. */
export const weaves: Readonly<Record<Texture, Weave | string>> = {
  // Rows of round tiles 0.3 m apart with courses 0.36 m high.
  tiles: {
    width: 0.3,
    height: 0.36,
    from: 7,
    cell:
      stroke("M.05 0V.36", "#fff", 0.1, 0.1) +
      stroke("M.07 0V.36", "#fff", 0.22, 0.03) +
      stroke("M.2 0V.36", "#000", 0.3, 0.11) +
      stroke("M0 .02H.3", "#000", 0.16, 0.035),
  },
  // Round end tiles along the edge of the eaves.
  eaves: {
    width: 0.3,
    height: 10,
    from: 12,
    cell: stroke("M.15 0V10", "#fff", 0.28, 0.13) + stroke("M0 0V10", "#000", 0.35, 0.05),
  },
  // Upstands of a sheet metal roof.
  seams: {
    width: 0.45,
    height: 10,
    from: 8,
    cell: stroke("M.03 0V10", "#000", 0.26, 0.03) + stroke("M.07 0V10", "#fff", 0.2, 0.03),
  },
  brick: {
    width: 0.4,
    height: 0.2,
    from: 17,
    cell: stroke("M0 0H.4M0 .1H.4M.1 0V.1M.3 .1V.2", "#fff", 0.34, 0.014) + stroke("M.1 .05H.3", "#000", 0.05, 0.09),
  },
  panel: { width: 1.2, height: 0.9, from: 8, cell: stroke("M0 0H1.2M0 0V.9", "#3a3834", 0.26, 0.022) },
  concrete: {
    width: 1.8,
    height: 0.9,
    from: 8,
    cell:
      stroke("M0 0H1.8M0 0V.9", "#3a3834", 0.24, 0.02) +
      stroke("M.4 .25h.03M1.4 .25h.03M.4 .65h.03M1.4 .65h.03", "#000", 0.35, 0.045),
  },
  boards: {
    width: 0.14,
    height: 4,
    from: 10,
    cell: stroke("M0 0V4", "#000", 0.26, 0.025) + stroke("M.05 0V4", "#fff", 0.1, 0.03),
  },
  paving: { width: 0.6, height: 0.6, from: 12, cell: stroke("M0 0H.6M0 0V.6", "#6a6252", 0.16, 0.02) },
  sheen: glass("sheen", [
    [0, "#ffffff", 0.5],
    [0.3, "#ffffff", 0.16],
    [0.301, "#ffffff", 0.32],
    [0.42, "#ffffff", 0.26],
    [0.421, "#ffffff", 0.06],
    [1, "#10202a", 0.22],
  ]),
  // Rooms with the lights on behind the reflection of the sky.
  glow: glass("glow", [
    [0, "#eaf2f5", 0.55],
    [0.28, "#dfeaf0", 0.2],
    [0.281, "#ffffff", 0.4],
    [0.38, "#fff3dc", 0.32],
    [0.381, "#ffdca0", 0.42],
    [0.8, "#ffc97a", 0.66],
    [1, "#c98f45", 0.6],
  ]),
};

/** Least share of a plane's depth that is seen of one looked at along its surface. */
const edgeOn = 0.02;

/** Whether a texture on planes of one direction is worth drawing on a sheet: large enough, and not seen from the edge. */
export function shows({ pixelsPerMetre, camera }: Sheet, texture: Texture, normal: XYZ): boolean {
  const weave = weaves[texture];
  if (typeof weave === "string") return true;
  return pixelsPerMetre >= weave.from && Math.abs(dot3(normal, camera.toViewer)) > edgeOn;
}

/** Name of a texture on planes of one direction. */
export function textureId(texture: Texture, normal: XYZ): string {
  if (typeof weaves[texture] === "string") return texture;
  const way = normal.map((part) => Math.round(part * 100)).join("_");
  return `${texture}-${way.replaceAll("-", "m")}`;
}

/** A weave laid into a plane: its cell as the camera sees it. */
export function planePattern(
  sheet: Sheet,
  { id, weave, normal, origin }: { id: string; weave: Weave; normal: XYZ; origin: XYZ },
): string {
  const level: XYZ = Math.abs(normal[2]) > 0.999 ? [1, 0, 0] : unit(cross3([0, 0, 1], normal));
  const up = cross3(normal, level);
  const at = pixel(sheet, origin);
  const [across, along] = [onSheet(sheet, level), onSheet(sheet, up)];
  const matrix = [across.x, across.y, along.x, along.y, at.x, at.y]
    .map((value) => (Math.round(value * 1000) / 1000).toString())
    .join(" ");
  return `<pattern id="${id}" width="${weave.width}" height="${weave.height}" patternUnits="userSpaceOnUse" patternTransform="matrix(${matrix})">${weave.cell}</pattern>`;
}
