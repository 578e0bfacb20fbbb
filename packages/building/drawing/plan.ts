import type { Plan, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { useOf } from "../concept/uses.ts";
import { halfWall } from "../geometry/plan-shape.ts";
import { maximalRectangles } from "../geometry/maximal-rectangles.ts";
import { area, bounds, centroid, offset } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import { corners, grow } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { regionRings } from "../geometry/rectilinear.ts";
import { chainDepth, chainStarts, drawDimensions, planChains } from "./dimensions.ts";
import type { PlanChains, Side } from "./dimensions.ts";
import { floorArea, pyeong, squareMetres } from "./figures.ts";
import { drawFloors } from "./floor.ts";
import { axesOf, bubbleBoxes, bubbleGap, bubbleRadius, drawBubbles, drawGridLines, gridOf } from "./grid.ts";
import type { Grid } from "./grid.ts";
import { levelFigure } from "./levels.ts";
import { openingMarksOf } from "../openings/types.ts";
import { storeyObstacles } from "./mark-obstacles.ts";
import { drawOpeningMarks, markSize } from "./opening-marks.ts";
import { drawSectionMarks, markReach, placeSectionMarks, sectionEnds, sectionMarkBox } from "./section-mark.ts";
import { placeCut } from "./section-place.ts";
import type { SectionEnd } from "./section-mark.ts";
import { drawFurniture } from "./furniture.ts";
import { boxAround, stairLetters, stairObstacles } from "./label-obstacles.ts";
import type { PlacedLabel } from "./labels.ts";
import { roofName, structureName } from "./building-words.ts";
import { fitPaper, frame, framed, strip } from "./paper.ts";
import type { PaperScale } from "./paper.ts";
import { sheetNumber } from "./sheet-number.ts";
import { arrowMarker, drawStair, shownStairs } from "./stairs.ts";
import { element, ringPath, text } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { drawNorth, northSpot, drawScaleBar, scaleBarEnd, drawTitleBlock } from "./title-block.ts";
import type { Row } from "./title-block.ts";
import { drawWalls, poche } from "./walls.ts";
import { writeRooms } from "./write-rooms.ts";
import { metreFigure, metres } from "../law/figures.ts";

/** Draws the floor plan of a storey (0 is the lowest) as an SVG document; undefined storeys give an empty sheet. `date` is the permit's. */
export function drawPlan(plan: Plan, storeyIndex: number, date = ""): string {
  const storey = plan.storeys[storeyIndex];
  if (!storey) return framed(plan.title, []);
  const name = storeyTitle(storey);
  const box = outlineOf(storey);
  const overhang = plan.roof?.eaves ?? 0;
  const clear = overhang + halfWall(storey);
  const cut = placeCut(plan);
  const fit = (each: Storey, least?: number): Fit => {
    const [around, reach] = [outlineOf(each), overhang + halfWall(each)];
    return fitPlan(each, around, { clear: reach, ends: sectionEnds(cut, around, reach) }, least);
  };
  // All storeys at the scale of the one that needs most room, so that the sheets can be laid on one another.
  const ratio = Math.max(...plan.storeys.map((each) => fit(each).scale.ratio));
  const { scale, grid, chains, starts } = fit(storey, ratio);
  const bubbles = {
    left: scale.x(box.minX) - clear * scale.pixels - chainDepth(chains.W.length, starts.W) - bubbleGap,
    top: scale.y(box.maxY) - clear * scale.pixels - chainDepth(chains.N.length, starts.N) - bubbleGap,
  };
  const furniture = storey.furniture
    .filter((item) => item.space !== "")
    .map((item) => drawFurniture(scale, item))
    .join("");
  const stairs = shownStairs(plan, storeyIndex);
  const yard = placeYardLabel(scale, storey, overhang);
  const sections = placeSectionMarks(sectionEnds(cut, box, clear), { chains, starts, grid }, scale.pixels);
  const rim = (markSize.radius * 2 + 6) / scale.pixels;
  const task = {
    storey,
    marks: openingMarksOf(plan),
    radius: markSize.radius / scale.pixels,
    gap: markSize.gap / scale.pixels,
    obstacles: [
      ...storeyObstacles(storey),
      ...stairs.flatMap((stair) => stairObstacles(scale.pixels, stair)),
      ...(yard ? [{ box: yard.box, weight: Infinity, written: true }] : []),
      ...sections.map((mark) => ({ box: sectionMarkBox(mark, scale.pixels), weight: Infinity, written: true })),
    ],
    within: grow({ x0: box.minX, y0: box.minY, x1: box.maxX, y1: box.maxY }, clear + rim),
  };
  const { labels, marks } = writeRooms(scale, { storey, stairs, task });
  const dimensions = drawDimensions(scale, chains, box, { clear, starts, grid });
  const written = [
    ...labels.map((label) => label.box),
    ...(yard ? [yard.box] : []),
    ...stairs.flatMap((stair) => stairLetters(scale.pixels, stair) ?? []),
    ...sections.map((mark) => sectionMarkBox(mark, scale.pixels)),
    ...marks.map(({ at }) => boxAround(at, 2 * task.radius, 2 * task.radius)),
  ].map((each) => onSheet(scale, each));
  const taken = [...written, ...dimensions.figures, ...bubbleBoxes(scale, grid, bubbles)];
  return framed(`${plan.title} ${name}`, [
    arrowMarker,
    drawFloors(scale, storey),
    drawGridLines(scale, grid, {
      box,
      edges: bubbles,
      kept: [...written, ...dimensions.figures].map((each) => grow(each, 1)),
    }),
    element("g", { id: "stairs" }, stairs.map((stair) => drawStair(scale, stair)).join("")),
    element("g", { id: "furniture" }, furniture),
    drawWalls(scale, storey, plan.constructions),
    drawColumns(scale, storey),
    drawEaves(scale, plan, storeyIndex),
    element("g", { id: "labels" }, labels.map(({ markup }) => markup).join("") + (yard?.markup ?? "")),
    drawOpeningMarks(scale, marks),
    dimensions.markup,
    drawBubbles(scale, grid, bubbles, axesOf(scale, plan.storeys)),
    drawSectionMarks(scale, sections),
    drawPlanTitle(name, storey, scale.ratio),
    drawScaleBar(scale),
    drawNorth(northSpot(taken)),
    drawTitleBlock(
      {
        project: plan.title,
        drawing: name,
        english: "FLOOR PLAN",
        number: sheetNumber("plan", storeyIndex),
        ratio: scale.ratio,
        date,
      },
      factsOf(plan, storey),
      { title: "실별 면적", rows: storey.spaces.map((space): Row => [space.name, squareMetres(netArea(space))]) },
    ),
  ]);
}

/** A box of metres as one of pixels. */
const onSheet = (scale: Scale, { x0, y0, x1, y1 }: Rectangle): Rectangle => ({
  x0: scale.x(x0),
  x1: scale.x(x1),
  y0: scale.y(y1),
  y1: scale.y(y0),
});

const outlineOf = (storey: Storey): Bounds => bounds(storey.outline?.points ?? []);

/** A storey's scale, with the lines and chains that it leaves room for. */
interface Fit {
  readonly scale: PaperScale;
  readonly grid: Grid;
  readonly chains: PlanChains;
  readonly starts: ReturnType<typeof chainStarts>;
}

/** The largest scale, none larger than 1/`least`, at which a storey fits on the sheet with its chains of dimensions, the bubbles of its grid and the marks of the section. */
function fitPlan(
  storey: Storey,
  box: Bounds,
  { clear, ends }: { readonly clear: number; readonly ends: readonly SectionEnd[] },
  least = 0,
): Fit {
  const around = {
    minX: box.minX - clear,
    minY: box.minY - clear,
    maxX: box.maxX + clear,
    maxY: box.maxY + clear,
  };
  // Whether the bubbles of two lines touch depends on the scale, and the scale on how many chains there are: room is left for all.
  const most = planChains(storey, box, gridOf({ pixels: 1000 }, storey, box));
  const bubble = bubbleGap + bubbleRadius + 6;
  const fitted = (pixels: number): PaperScale => {
    const starts = chainStarts(storey, box, clear, pixels);
    const grid = gridOf({ pixels: Math.max(pixels, 1) }, storey, box);
    const marks = placeSectionMarks(ends, { chains: most, starts, grid }, pixels);
    const beside = (side: Side, least: number) => Math.max(least, markReach(marks, side) + 6);
    const left = frame.x + beside("W", chainDepth(most.W.length, starts.W) + bubble);
    const top = frame.y + beside("N", chainDepth(most.N.length, starts.N) + bubble);
    const right = strip.x - beside("E", Math.max(chainDepth(most.E.length, starts.E), 40) + 14);
    const fitOver = (room: number): PaperScale => {
      const below = Math.max(chainDepth(most.S.length, starts.S) + underPlan, markReach(marks, "S") + room);
      const height = frame.y + frame.height - below - top;
      return fitPaper(around, { x: left, y: top, width: right - left, height }, least);
    };
    const low = fitOver(6);
    const clash = marks.some(({ side, at }) => side === "S" && !isBetweenTitles(low, low.x(at.x)));
    return clash ? fitOver(underPlan) : low;
  };
  // Leaves that open outward take the more room the larger the scale, so that what they leave is fitted once more.
  const scale = fitted(fitted(0).pixels);
  const grid = gridOf(scale, storey, box);
  const starts = chainStarts(storey, box, clear, scale.pixels);
  return { scale, grid, chains: planChains(storey, box, grid), starts };
}

/** Room for the name of the plan and the bar of its scale, pixels. */
const underPlan = 50;
/** Where the name of the plan ends, pixels. */
const titleRight = 1052;

/** Whether a section mark at `x` on the sheet stands between the bar of the scale and the name of the plan. */
const isBetweenTitles = (scale: Scale, x: number): boolean => x > scaleBarEnd(scale) + 20 && x < titleRight - 190;

/** Name, scale and level of the floor under the drawing. */
function drawPlanTitle(name: string, storey: Storey, ratio: number): string {
  const [x, y] = [titleRight, frame.y + frame.height - 18];
  const level = levelFigure(storey.elevation);
  return element(
    "g",
    { id: "plan-title" },
    text(
      `${name}  1/${ratio}`,
      { x, y: y - 16 },
      { "font-size": 13, "font-weight": 700, "text-anchor": "end", fill: "#1f1f1f" },
    ) + text(`▼ FL = ${level}`, { x, y }, { "font-size": 10, "text-anchor": "end", fill: "#555555" }),
  );
}

/** Name of a storey's drawing, in Korean. */
export const storeyTitle = (storey: Storey): string =>
  storey.number < 0 ? `지하 ${-storey.number}층 평면도` : `지상 ${storey.number}층 평면도`;

const netArea = (space: Space): number => area(space.net?.points ?? []);

function factsOf(plan: Plan, storey: Storey): Row[] {
  const own = area(storey.outline?.points ?? []);
  return [
    ["용도", useOf(storey.use).ko],
    ["구조 / 지붕", `${structureName(plan)} / ${roofName(plan)}`],
    ["연면적", `${floorArea(plan.grossFloorArea)} (${pyeong(plan.grossFloorArea)})`],
    ["건축면적", floorArea(plan.footprint)],
    ["이 층 바닥면적", `${floorArea(own)} (${pyeong(own)})`],
    ["층고 / 반자높이", `${metreFigure(storey.height)} / ${metres(storey.ceiling)}`],
  ];
}

function drawColumns(scale: Scale, storey: Storey): string {
  const drawn = storey.columns.map(({ centre, size, material, round }) => {
    if (!centre) return "";
    const fill = material === "timber" ? "#8a5a2b" : poche;
    if (round) {
      return element("circle", { cx: scale.x(centre.x), cy: scale.y(centre.y), r: (size / 2) * scale.pixels, fill });
    }
    const half = size / 2;
    const ring = corners({ x0: centre.x - half, y0: centre.y - half, x1: centre.x + half, y1: centre.y + half });
    return element("path", { d: ringPath(scale, ring), fill });
  });
  return element("g", { id: "columns" }, drawn.join(""));
}

/** Names the open yard that wings enclose on three sides, or on two. */
function placeYardLabel(scale: Scale, storey: Storey, overhang: number): PlacedLabel | undefined {
  const ring = storey.outline?.points ?? [];
  if (ring.length < 6 || overhang <= 0) return undefined;
  const { minX, minY, maxX, maxY } = bounds(ring);
  const whole = { x0: minX, y0: minY, x1: maxX, y1: maxY };
  const built = (maximalRectangles(ring) ?? []).map((part) => grow(part, overhang));
  const yard = regionRings([whole], built)[0];
  if (!yard || area(yard) < 4) return undefined;
  const { x, y } = centroid(yard);
  const markup = text(
    "안마당",
    { x: scale.x(x), y: scale.y(y) },
    {
      "font-size": 13,
      "text-anchor": "middle",
      "letter-spacing": 3,
      fill: "#7a6a52",
    },
  );
  const [half, up] = [26 / scale.pixels, 13 / scale.pixels];
  return { markup, box: { x0: x - half, x1: x + half, y0: y - up * 0.2, y1: y + up } };
}

/** Edge of the eaves above the highest storey, dashed. */
function drawEaves(scale: Scale, plan: Plan, index: number): string {
  const roof = plan.roof;
  const storey = plan.storeys[index]!;
  if (!roof || roof.eaves <= 0 || index !== plan.storeys.length - 1) return "";
  const wall = storey.walls.find((entry) => entry.external)?.thickness ?? 0;
  const ring = offset(storey.outline?.points ?? [], roof.eaves + wall / 2);
  return element("path", {
    id: "eaves",
    d: ringPath(scale, ring),
    fill: "none",
    stroke: "#9a7b55",
    "stroke-width": 0.9,
    "stroke-dasharray": "8 4",
  });
}
