import { element, sheet } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Every sheet is A3 landscape, 420 x 297 mm, at this many pixels a millimetre. */
export const pixelsPerMillimetre = 10 / 3;
/** Size of every sheet in pixels. */
export const sheetSize = { width: 1400, height: 990 } as const;
/** The frame of a sheet, and the strip at its right end that holds the title block, pixels. */
export const frame = { x: 24, y: 24, width: 1352, height: 942 } as const;
export const strip = { x: 1076, y: 24, width: 300, height: 942 } as const;

/** Scales that drawings are made at, as the number after "1/". */
export const usual = [
  20, 25, 30, 40, 50, 60, 75, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1000, 1200, 1500, 2000, 2500, 3000,
  4000, 5000,
] as const;

/** A scale of the usual ones. */
export interface PaperScale extends Scale {
  /** 100 for a drawing at 1/100 on A3. */
  readonly ratio: number;
}

/** The largest usual scale, but none larger than 1/`least`, at which a box of metres fits into a box of the sheet, in its middle. */
export function fitPaper(
  box: { minX: number; minY: number; maxX: number; maxY: number },
  area: { x: number; y: number; width: number; height: number },
  least = 0,
): PaperScale {
  const [w, h] = [box.maxX - box.minX, box.maxY - box.minY];
  const pixelsAt = (ratio: number) => (1000 / ratio) * pixelsPerMillimetre;
  const ratio =
    usual.find((one) => one >= least && w * pixelsAt(one) <= area.width && h * pixelsAt(one) <= area.height) ??
    usual.at(-1)!;
  const pixels = pixelsAt(ratio);
  const left = area.x + (area.width - w * pixels) / 2;
  const top = area.y + (area.height - h * pixels) / 2;
  return {
    ratio,
    pixels,
    x: (metres) => left + (metres - box.minX) * pixels,
    y: (metres) => top + (box.maxY - metres) * pixels,
  };
}

/** A sheet with its frame round the parts. */
export const framed = (title: string, parts: readonly string[]): string =>
  sheet(sheetSize, title, [
    element("rect", { ...frame, fill: "none", stroke: "#2e2e2e", "stroke-width": 1.6 }),
    ...parts,
  ]);
