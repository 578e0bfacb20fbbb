import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";

/** Largest coverage and floor area ratio of a plot, as shares of its area. */
export interface PlotLimits {
  readonly coverage: number;
  readonly floorAreaRatio: number;
}

type Row = readonly [coverage: number, ratio: number];

/** Seoul's ordinance; 자연녹지 and the like stand for the rest. */
const seoul: Record<string, Row> = {
  제1종전용주거: [0.5, 1],
  제2종전용주거: [0.4, 1.2],
  제1종일반주거: [0.6, 1.5],
  제2종일반주거: [0.6, 2],
  제3종일반주거: [0.5, 2.5],
  준주거: [0.6, 4],
  중심상업: [0.6, 10],
  일반상업: [0.6, 8],
  근린상업: [0.6, 6],
  유통상업: [0.6, 6],
  준공업: [0.6, 4],
  자연녹지: [0.2, 0.5],
};

/** The caps of the national decree. */
const national: Record<string, Row> = {
  제1종전용주거: [0.5, 1],
  제2종전용주거: [0.5, 1.5],
  제1종일반주거: [0.6, 2],
  제2종일반주거: [0.6, 2.5],
  제3종일반주거: [0.5, 3],
  준주거: [0.7, 5],
  중심상업: [0.9, 15],
  일반상업: [0.8, 13],
  근린상업: [0.7, 9],
  유통상업: [0.8, 11],
  준공업: [0.7, 4],
  자연녹지: [0.2, 1],
};

/** Zone without its ending 지역, for example "제2종일반주거". */
export const zoneOf = (brief: Brief): string => (brief.location?.zone ?? "").replaceAll(" ", "").replace(/지역$/, "");

/** Whether the plot lies in Seoul, whose ordinances are tighter. */
export const inSeoul = (brief: Brief): boolean => (brief.location?.city ?? "").startsWith("서울");

/** Limits of the brief's zone; an unknown zone gets the figures of the commonest one, 제2종일반주거. */
export function plotLimits(brief: Brief): PlotLimits {
  const table = inSeoul(brief) ? seoul : national;
  const [coverage, floorAreaRatio] = table[zoneOf(brief)] ?? table["제2종일반주거"]!;
  return { coverage, floorAreaRatio };
}

/** Distance to keep from the north boundary for a building of `height` metres, by the rule of the permit date. */
export function northSetback(brief: Brief, height: number): number {
  const bound = /전용주거|일반주거/.test(zoneOf(brief)) || zoneOf(brief) === "";
  if (!bound) return 1;
  const date = brief.permitDate;
  const threshold = date !== "" && date < "2023-09-12" ? 9 : 10;
  if (height <= threshold) return 1.5;
  if (date !== "" && date < "2026-11-11") return height / 2;
  return height <= 17 ? 5 : height / 2;
}
