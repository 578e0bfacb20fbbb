import type { Opening, Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { useOf } from "../concept/uses.ts";
import { outerFaces, wallLine } from "../geometry/plan-shape.ts";
import { drawChain } from "./chain.ts";
import { facingSide, levelCamera, reach, sheetUnder, uprightBox } from "./facing.ts";
import type { Facing, Side } from "./facing.ts";
import { drawGround, drawLevels, levelEnd, levelFigure, levelsOf } from "./levels.ts";
import { topOfBuilding } from "./view/top.ts";
import { drawPeople, drawTrees } from "./entourage.ts";
import { drawFinishes, finishesOf } from "./finishes.ts";
import { roofName, structureName } from "./building-words.ts";
import { fitPaper, framed } from "./paper.ts";
import { sheetNumber } from "./sheet-number.ts";
import { element, rectangle } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { drawScaleBar, drawTitleBlock } from "./title-block.ts";
import type { Row } from "./title-block.ts";
import { backToFront } from "./view/bsp.ts";
import { buildingFaces } from "./view/building.ts";
import type { Face } from "./view/face.ts";
import { markup, textures } from "./view/paint.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import { metres } from "../law/figures.ts";

/** The sides in the order of their sheets. */
export const sides: readonly Side[] = ["S", "E", "N", "W"];
/** Their Korean names. */
export const sideNames: Readonly<Record<Side, string>> = { S: "남측", E: "동측", N: "북측", W: "서측" };

/** Where upright drawings stand on the sheet, pixels: level labels to the left, chains of heights to the right. */
export const uprightFrame = { x: 190, y: 120, width: 770, height: 710 } as const;
/** Right end of the level labels, pixels. */
export const labelEnd = 132;

/** Draws the elevation of a side as an SVG document: what is hidden behind other parts stays hidden; a plan without storeys gives an empty sheet. */
export function drawElevation(plan: Plan, side: Side, date = ""): string {
  const name = `${sideNames[side]} 입면도`;
  const faces = facesOf(plan);
  if (faces.length === 0) return framed(plan.title, []);
  const facing = facingSide(side);
  const levels = levelsOf(plan);
  const top = topOfBuilding(plan);
  const ends = reach(
    facing,
    faces.flatMap(({ points }) => points.map(([x, y]) => ({ x, y }))),
  );
  const highest = faces.flatMap(({ points }) => points).reduce((high, point) => Math.max(high, point[2]), 0);
  const box = uprightBox(ends, [Math.min(0, levels[0]!.z) - 0.6, highest + 0.3]);
  const scale = fitPaper(box, uprightFrame);
  return framed(`${plan.title} ${name}`, [
    drawTrees(scale, ends, highest),
    drawFaces(scale, facing, faces),
    rectangle(scale, { x0: box.minX, x1: box.maxX, y0: box.minY, y1: 0 }, { fill: "#ffffff" }),
    drawBuried(scale, plan, facing),
    drawPeople(scale, [ends[0] - 0.6, ends[1] + 0.55]),
    drawFinishes(scale, plan, { side, top }),
    drawGround(scale, box.minX, box.maxX),
    drawLevels(scale, levels, {
      labels: labelEnd,
      left: (z) => scale.x(levelEnd(plan, facing, { z, roof: ends[0] })),
      right: scale.x(box.maxX),
    }),
    drawWidths(scale, plan, facing, scale.y(box.minY) + 34),
    drawScaleBar(scale),
    drawTitleBlock(
      {
        project: plan.title,
        drawing: name,
        english: "ELEVATION",
        number: sheetNumber("elevation", sides.indexOf(side)),
        ratio: scale.ratio,
        date,
      },
      factsOf(plan, side, top),
      { title: "레벨", rows: levels.toReversed().map((level): Row => [level.name, levelFigure(level.z)]) },
    ),
  ]);
}

function facesOf(plan: Plan): Face[] {
  const palette = paletteOfPlan(plan);
  return [...buildingFaces(plan, palette), ...roofFaces(plan, palette)];
}

/** Paints faces as seen in a direction, the farthest first. */
export function drawFaces(scale: Scale, facing: Facing, faces: readonly Face[]): string {
  const picture = sheetUnder(scale, levelCamera(facing));
  const seen = backToFront(faces, [], picture.camera.toViewer);
  const painted = seen.map((item) => markup(picture, item)).join("\n");
  const textured = seen.flatMap((item) => ("at" in item ? [] : [item]));
  return (
    element("defs", {}, textures(picture, textured)) +
    element("g", { id: "faces", fill: "none", "stroke-linejoin": "round" }, painted)
  );
}

/** Outlines of basements, dashed. */
function drawBuried(scale: Scale, plan: Plan, facing: Facing): string {
  return plan.storeys
    .filter(({ number }) => number < 0)
    .map((storey) => {
      const [x0, x1] = reach(facing, outerFaces(storey));
      const { elevation, height, slab } = storey;
      const style = { fill: "none", stroke: "#8a8a8a", "stroke-width": 0.9, "stroke-dasharray": "7 4" };
      return rectangle(scale, { x0, x1, y0: elevation - slab, y1: Math.min(0, elevation + height) }, style);
    })
    .join("");
}

/** Widths between the building's corners, and over all. */
export function drawWidths(scale: Scale, plan: Plan, { along }: Facing, at: number): string {
  const corners = plan.storeys
    .filter(({ number }) => number > 0)
    .flatMap((storey) => outerFaces(storey).map(({ x, y }) => x * along.x + y * along.y))
    .toSorted((a, b) => a - b);
  const metres = corners.filter((value, i) => i === 0 || value - corners[i - 1]! > 0.02);
  const stations = metres.map((value) => ({ metres: value, pixels: scale.x(value) }));
  if (stations.length < 3) return drawChain({ stations, at, upright: false });
  const whole = [stations[0]!, stations.at(-1)!];
  return drawChain({ stations, at, upright: false }) + drawChain({ stations: whole, at: at + 24, upright: false });
}

/** Uses of the storeys, from below, in Korean. */
export const usesOf = (plan: Plan): string => [...new Set(plan.storeys.map(({ use }) => useOf(use).ko))].join(" · ");

function factsOf(plan: Plan, side: Side, top: number): Row[] {
  return [
    ["용도", usesOf(plan)],
    ["구조 / 지붕", `${structureName(plan)} / ${roofName(plan)}`],
    ["최고높이", metres(top)],
    ...finishesOf(plan).map(({ name, material }): Row => [name, material]),
    ["이 면의 창면적비", `${(windowShare(plan, side) * 100).toFixed(1)} %`],
  ];
}

/** Share of windows in the outer walls above ground that face a side, 0 to 1. */
function windowShare(plan: Plan, side: Side): number {
  const size = ({ width, height }: Opening) => width * height;
  let [walls, windows] = [0, 0];
  for (const { walls: all, openings } of plan.storeys.filter(({ number }) => number > 0)) {
    for (const wall of all.filter(({ external, faces }) => external && faces === side)) {
      walls += (wallLine(wall)?.length ?? 0) * wall.height;
      windows += openings
        .filter((one) => one.wall === wall.id && one.kind === OpeningKind.WINDOW)
        .reduce((sum, one) => sum + size(one), 0);
    }
  }
  return walls > 0 ? windows / walls : 0;
}
