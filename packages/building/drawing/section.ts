import type { Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { outerFaces, ringOf, wallTop } from "../geometry/plan-shape.ts";
import type { XY } from "../geometry/vector.ts";
import { drawFaces, drawWidths, labelEnd, uprightFrame, usesOf } from "./elevation.ts";
import { cutRing, reach, uprightBox, wayName } from "./facing.ts";
import { millimetres } from "./figures.ts";
import { drawGround, drawLevels, levelEnd, levelFigure, levelsOf } from "./levels.ts";
import { topOfBuilding } from "./view/top.ts";
import { cutCanopies } from "./section-canopies.ts";
import { facesBeyond } from "./section-beyond.ts";
import { placeCut } from "./section-place.ts";
import type { Cut } from "./section-place.ts";
import { cutRidges, cutRoofs } from "./section-roof.ts";
import { drawRoomNames } from "./section-names.ts";
import { drawRooms } from "./section-rooms.ts";
import { drawStairs, stairBoxes } from "./section-stairs.ts";
import { drawCutWalls } from "./section-walls.ts";
import { drawPeople, drawTrees } from "./entourage.ts";
import { roofName, structureName } from "./building-words.ts";
import { fitPaper, framed } from "./paper.ts";
import { sheetNumber } from "./sheet-number.ts";
import { element, n, rectangle, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { drawScaleBar, drawTitleBlock } from "./title-block.ts";
import type { Row } from "./title-block.ts";
import { metres } from "../law/figures.ts";
import { snap } from "../geometry/snap.ts";

/** Colour of what is cut. */
const poche = "#2e2e2e";

/** Draws a section as an SVG document: through the stair if there is one, else across the building near its middle; a plan without storeys gives an empty sheet. */
export function drawSection(plan: Plan, date = ""): string {
  const cut = placeCut(plan);
  if (!cut) return framed(plan.title, []);
  const levels = levelsOf(plan);
  const lowest = Math.min(0, ...plan.storeys.map(({ elevation, slab }) => elevation - slab));
  const beyond = facesBeyond(plan, cut);
  const roofs = cutRoofs(plan, cut);
  const ends = reach(cut.facing, plan.storeys.flatMap(outerFaces));
  const eaves = plan.roof?.eaves ?? 0;
  const whole: [number, number] = [ends[0] - eaves, ends[1] + eaves];
  const box = uprightBox(whole, [lowest - 0.6, topOfBuilding(plan) + 0.3]);
  const scale = fitPaper(box, uprightFrame);
  const each = (draw: (storey: Storey) => string) => plan.storeys.map(draw).join("");
  const stairs = stairBoxes(plan, cut);
  return framed(`${plan.title} 단면도`, [
    drawTrees(scale, whole, topOfBuilding(plan)),
    drawFaces(scale, cut.facing, beyond),
    rectangle(scale, { x0: box.minX, x1: box.maxX, y0: box.minY, y1: 0 }, { fill: "#ffffff" }),
    element("g", { id: "rooms" }, drawAttics(scale, roofs) + each((storey) => drawRooms(scale, storey, cut))),
    drawStairs(scale, plan, cut, poche),
    element(
      "g",
      { id: "cut" },
      [
        each((storey) => drawSlabs(scale, storey, cut) + drawCutWalls(scale, storey, cut, poche)),
        drawTieBeams(scale, plan, cut),
        cutCanopies(plan, cut)
          .map((board) => rectangle(scale, board, { class: "canopy", fill: poche }))
          .join(""),
        element("path", {
          id: "ridges",
          d: cutRidges(plan, cut)
            .map((ring) => ringPath(scale, ring))
            .join(""),
          fill: poche,
        }),
        element("path", { id: "roof", d: roofs.map(({ body }) => ringPath(scale, body)).join(""), fill: poche }),
      ].join(""),
    ),
    element(
      "g",
      { id: "names" },
      each((storey) => drawRoomNames(scale, storey, cut, stairs)),
    ),
    drawPeople(scale, [whole[1] + 0.6]),
    drawGroundRound(scale, plan, cut, [box.minX, box.maxX]),
    drawLevels(scale, levels, {
      labels: labelEnd,
      left: (z) => scale.x(levelEnd(plan, cut.facing, { z, roof: whole[0] })),
      right: scale.x(box.maxX),
    }),
    drawWidths(scale, plan, cut.facing, scale.y(box.minY) + 34),
    drawScaleBar(scale),
    drawTitleBlock(
      {
        project: plan.title,
        drawing: "단면도",
        english: "SECTION",
        number: sheetNumber("section"),
        ratio: scale.ratio,
        date,
      },
      factsOf(plan, cut),
      { title: "레벨", rows: levels.toReversed().map((level): Row => [level.name, levelFigure(level.z)]) },
    ),
  ]);
}

const drawAttics = (scale: Scale, roofs: readonly { attic: XY[] }[]): string =>
  roofs
    .filter(({ attic }) => attic.length > 2)
    .map(({ attic }) => element("path", { d: ringPath(scale, attic), fill: "#f1eee6" }))
    .join("");

/** The floor slab but for its holes, and the plinth under a ground floor above the ground. */
function drawSlabs(scale: Scale, storey: Storey, { facing, depth }: Cut): string {
  const { elevation, slab } = storey;
  const holes = storey.holes.flatMap((hole) => cutRing(facing, depth, ringOf(hole)));
  const stretches = cutRing(facing, depth, outerFaces(storey));
  const floor = stretches
    .flatMap((stretch) => without(stretch, holes))
    .map(([x0, x1]) => rectangle(scale, { x0, x1, y0: elevation - slab, y1: elevation }, { fill: poche }));
  if (storey.number !== 1 || elevation - slab < 0.01) return floor.join("");
  const plinth = stretches.map(([x0, x1]) =>
    rectangle(scale, { x0, x1, y0: 0, y1: elevation - slab }, { fill: "#b9b3a8", stroke: poche, "stroke-width": 0.8 }),
  );
  return plinth.join("") + floor.join("");
}

/** A stretch without the parts that others cover. */
function without([from, to]: [number, number], others: readonly [number, number][]): [number, number][] {
  const rest: [number, number][] = [];
  let reached = from;
  for (const [a, b] of others.toSorted((p, q) => p[0] - q[0])) {
    if (a > reached) rest.push([reached, Math.min(a, to)]);
    reached = Math.max(reached, b);
  }
  if (reached < to) rest.push([reached, to]);
  return rest;
}

/** Beams at the wall tops under a pitched roof, on which inner walls end. */
function drawTieBeams(scale: Scale, plan: Plan, { facing, depth }: Cut): string {
  const top = plan.storeys.at(-1);
  if (!top || !plan.roof || plan.roof.kind === "flat") return "";
  const y1 = top.elevation + wallTop(top);
  const fill = plan.concept?.structure === "timber" ? "#a67c52" : poche;
  return cutRing(facing, depth, outerFaces(top))
    .map(([x0, x1]) =>
      rectangle(scale, { x0, x1, y0: y1 - top.slab, y1 }, { fill, stroke: poche, "stroke-width": 0.8 }),
    )
    .join("");
}

/** The ground line where no building stands in the cut, and earth under the lowest floors and beside walls below ground. */
function drawGroundRound(scale: Scale, plan: Plan, { facing, depth }: Cut, ends: [number, number]): string {
  const cuts = (storey: Storey) => cutRing(facing, depth, outerFaces(storey));
  const built = plan.storeys
    .filter(({ elevation, slab, number }) => number < 0 || (number === 1 && elevation - slab < 1))
    .flatMap(cuts);
  const lines = without(ends, built).map(([from, to]) => drawGround(scale, from, to));
  const low = plan.storeys.filter(({ number }) => number <= 1);
  const earth = low.flatMap((storey, i) => {
    const under = Math.min(0, storey.elevation - storey.slab);
    const beside = cuts(storey).flatMap(([from, to]) =>
      storey.number < 0
        ? [from, to].map((x, k) =>
            drawEarth(
              scale,
              { x, z: Math.min(0, storey.elevation + storey.height) },
              { x, z: under },
              k === 0 ? -1 : 1,
            ),
          )
        : [],
    );
    const covered = i > 0 ? cuts(low[i - 1]!) : [];
    const below = cuts(storey)
      .flatMap((stretch) => without(stretch, covered))
      .map(([from, to]) => drawEarth(scale, { x: from, z: under }, { x: to, z: under }, -1));
    return [...beside, ...below];
  });
  return lines.join("") + element("g", { id: "earth" }, earth.join(""));
}

/** Strokes of earth along an edge of the building, on its outer side: below a level edge, at the left (-1) or right (1) of an upright one. */
function drawEarth(scale: Scale, a: { x: number; z: number }, b: { x: number; z: number }, way: 1 | -1): string {
  const [x0, x1, y0, y1] = [scale.x(a.x), scale.x(b.x), scale.y(a.z), scale.y(b.z)];
  const strokes: string[] = [];
  if (Math.abs(x1 - x0) > Math.abs(y1 - y0)) {
    for (let x = Math.min(x0, x1) + 10; x <= Math.max(x0, x1); x += 12) strokes.push(`M${n(x)} ${n(y0)}l-9 9`);
  } else {
    for (let y = Math.min(y0, y1) + 12; y <= Math.max(y0, y1); y += 12)
      strokes.push(`M${n(x0)} ${n(y)}l${9 * way} ${-9 * way}`);
  }
  return element("path", { d: strokes.join(""), fill: "none", stroke: "#8a7f72", "stroke-width": 0.8 });
}

function factsOf(plan: Plan, cut: Cut): Row[] {
  const way = `${wayName(cut.facing)}쪽을 봄`;
  const heights = plan.storeys.map(({ name, height }): Row => [`${name} 층고`, `${millimetres(height)} mm`]);
  const top = plan.storeys.at(-1);
  // The chain beside the drawing runs to the roof's surface, not to the underside of the roof that a storey's height means.
  const deck = levelsOf(plan).find(({ name }) => name === "RFL")?.z;
  const roof: Row[] =
    top && deck !== undefined
      ? [["지붕 구조 (층고 위)", `${millimetres(snap(deck) - snap(top.elevation + top.height))} mm`]]
      : [];
  return [
    ["용도", usesOf(plan)],
    ["구조 / 지붕", `${structureName(plan)} / ${roofName(plan)}`],
    ["절단 위치", `${cut.throughStair ? "계단실" : "건물 중앙부"}, ${way}`],
    ["최고높이", metres(topOfBuilding(plan))],
    ...heights,
    ...roof,
  ];
}
