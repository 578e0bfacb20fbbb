import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area, bounds, offset } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import { maximalRectangles } from "../geometry/maximal-rectangles.ts";
import { rectangleArea } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import { floorArea, millimetres, pyeong, squareMetres } from "./figures.ts";
import { sheetUnder } from "./facing.ts";
import { topOfBuilding } from "./view/top.ts";
import { backToFront } from "./view/bsp.ts";
import type { Camera } from "./view/camera.ts";
import { markup, textures } from "./view/paint.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { pavedRings } from "./view/paving.ts";
import { roofFaces } from "./view/roof.ts";
import { groundShadows } from "./view/shadows.ts";
import type { XYZ } from "./view/space.ts";
import { roofName, storeyCount, structureName } from "./building-words.ts";
import { fitPaper, framed } from "./paper.ts";
import { sheetNumber } from "./sheet-number.ts";
import { drawBay } from "./bays.ts";
import { drawEntrances } from "./entrances.ts";
import { drawSetbacks } from "./setbacks.ts";
import { element, line, n, ringPath, text, textWidth } from "./svg.ts";
import type { Scale } from "./svg.ts";
import { drawNorth, northSpot, drawScaleBar, drawTitleBlock } from "./title-block.ts";
import type { Row } from "./title-block.ts";
import { metres, percent } from "../law/figures.ts";

type RoadSide = "S" | "E" | "N" | "W";

/** Draws the site plan: boundary, road, building with its roof, distances to the boundary, parking and trees. `date` is the permit's. */
export function drawSite(plan: Plan, date = ""): string {
  const ring = plan.site?.boundary?.points ?? [];
  if (ring.length < 3) return framed(plan.title, []);
  const box = bounds(ring);
  const road = (["S", "E", "N", "W"].includes(plan.site?.roadSide ?? "") ? plan.site!.roadSide : "S") as RoadSide;
  const width = Math.min(plan.site?.roadWidth || 6, 12);
  const scale = fitPaper(withRoad(box, road, width), { x: 110, y: 110, width: 870, height: 750 });
  const building = footprint(plan);
  const trees = plan.storeys.flatMap((storey) => storey.furniture).filter((item) => item.kind === "tree");
  return framed(`${plan.title} 배치도`, [
    drawRoad(scale, plan, box, road, width),
    element("path", { d: ringPath(scale, ring), fill: "#eef3e6" }),
    drawPaving(scale, plan),
    element("path", {
      id: "boundary",
      d: ringPath(scale, ring),
      fill: "none",
      stroke: "#b3372f",
      "stroke-width": 2,
      "stroke-dasharray": "14 4 3 4",
    }),
    drawShadow(scale, plan, box),
    plan.parking.map((space, i) => drawBay(scale, space, i + 1, road === "S" || road === "N")).join(""),
    trees.map((tree) => drawTree(scale, tree.centre ?? { x: 0, y: 0 }, tree.width)).join(""),
    drawBuilding(scale, plan, building),
    drawEntrances(scale, plan, roofEdge(plan, building)),
    drawSetbacks(scale, plan, box, bounds(building)),
    drawBoundaryLengths(scale, box, road, width),
    drawScaleBar(scale),
    drawNorth(northSpot()),
    drawTitleBlock(
      {
        project: plan.title,
        drawing: "배치도",
        english: "SITE PLAN",
        number: sheetNumber("site"),
        ratio: scale.ratio,
        date,
      },
      factsOf(plan, area(ring)),
      {
        title: "층별 바닥면적",
        rows: plan.storeys.map((storey): Row => [storey.name, floorArea(area(storey.outline?.points ?? []))]),
      },
    ),
  ]);
}

function withRoad(box: Bounds, road: RoadSide, width: number): Bounds {
  return {
    minX: box.minX - (road === "W" ? width : 0.5),
    minY: box.minY - (road === "S" ? width : 0.5),
    maxX: box.maxX + (road === "E" ? width : 0.5),
    maxY: box.maxY + (road === "N" ? width : 0.5),
  };
}

/** Outline of the ground floor by outer wall faces. */
function footprint(plan: Plan): XY[] {
  const ground = plan.storeys.find((storey) => storey.number === 1) ?? plan.storeys[0];
  const outline = ground?.outline?.points ?? [];
  const thickness = ground?.walls.find((wall) => wall.external)?.thickness ?? 0;
  return outline.length < 3 ? [] : offset(outline, thickness / 2);
}

function factsOf(plan: Plan, siteM2: number): Row[] {
  const above = plan.storeys
    .filter((storey) => storey.number > 0)
    .reduce((sum, storey) => sum + area(storey.outline?.points ?? []), 0);
  const share = (m2: number) => percent(m2 / siteM2);
  return [
    ["대지면적", `${squareMetres(siteM2)} (${pyeong(siteM2)})`],
    ["건축면적", floorArea(plan.footprint)],
    ["연면적", `${floorArea(plan.grossFloorArea)} (${pyeong(plan.grossFloorArea)})`],
    ["건폐율", share(plan.footprint)],
    ["용적률", share(above)],
    ["층수 / 높이", `${storeyCount(plan)} / ${metres(topOfBuilding(plan))}`],
    ["구조 / 지붕", `${structureName(plan)} / ${roofName(plan)}`],
    ["주차", `${plan.parking.length}대`],
    ["조경면적", `${squareMetres(plan.landscapeArea)} (${share(plan.landscapeArea)})`],
    ["도로", `${plan.site?.roadWidth ?? 0} m`],
  ];
}

function drawRoad(scale: Scale, plan: Plan, box: Bounds, road: RoadSide, width: number): string {
  const long = 3;
  const horizontal = road === "S" || road === "N";
  const from = road === "S" ? box.minY - width : road === "N" ? box.maxY : road === "W" ? box.minX - width : box.maxX;
  const part = horizontal
    ? { x0: box.minX - long, y0: from, x1: box.maxX + long, y1: from + width }
    : { x0: from, y0: box.minY - long, x1: from + width, y1: box.maxY + long };
  const ring = [
    { x: part.x0, y: part.y0 },
    { x: part.x1, y: part.y0 },
    { x: part.x1, y: part.y1 },
    { x: part.x0, y: part.y1 },
  ];
  const middle = { x: (part.x0 + part.x1) / 2, y: (part.y0 + part.y1) / 2 };
  const centre = horizontal
    ? line(
        scale,
        { x: part.x0, y: middle.y },
        { x: part.x1, y: middle.y },
        { stroke: "#ffffff", "stroke-width": 2, "stroke-dasharray": "18 12" },
      )
    : line(
        scale,
        { x: middle.x, y: part.y0 },
        { x: middle.x, y: part.y1 },
        { stroke: "#ffffff", "stroke-width": 2, "stroke-dasharray": "18 12" },
      );
  const spot = {
    x: scale.x(middle.x) + (horizontal ? 0 : -scale.pixels * width * 0.25),
    y: scale.y(middle.y) + (horizontal ? scale.pixels * width * 0.3 : 0),
  };
  return (
    element("path", { d: ringPath(scale, ring), fill: "#d9d9d6" }) +
    centre +
    text(`${plan.site?.roadWidth || 6} m 도로`, spot, { "font-size": 13, "text-anchor": "middle", fill: "#555555" })
  );
}

/** What is paved: ground for cars, flags round the building and from its doors to the street; the rest of the plot is planted. */
function drawPaving(scale: Scale, plan: Plan): string {
  const { drives, flags } = pavedRings(plan);
  const fill = (colour: string, edge: string) => (ring: readonly XY[]) =>
    element("path", { d: ringPath(scale, ring), fill: colour, stroke: edge, "stroke-width": 0.6 });
  const drawn = [...drives.map(fill("#e2e1dd", "#c9c7c1")), ...flags.map(fill("#efe9dd", "#d3c9b6"))];
  return element("g", { id: "paving" }, drawn.join(""));
}

/** Shadow of building and trees at a low sun from the south-west, on the plot. */
function drawShadow(scale: Scale, plan: Plan, box: Bounds): string {
  const rings = groundShadows(plan, toSun);
  const d = rings.map((ring) => ringPath(scale, ring)).join("");
  const plot = element("path", {
    d: ringPath(scale, [
      { x: box.minX, y: box.minY },
      { x: box.maxX, y: box.minY },
      { x: box.maxX, y: box.maxY },
      { x: box.minX, y: box.maxY },
    ]),
  });
  const dark = element("path", { d, fill: "#2b3440" });
  return (
    element("clipPath", { id: "plot" }, plot) +
    element("g", { "clip-path": "url(#plot)" }, element("g", { id: "shadow", opacity: 0.18 }, dark))
  );
}

function drawTree(scale: Scale, at: XY, width: number): string {
  const r = (width / 2) * scale.pixels;
  const [cx, cy] = [scale.x(at.x), scale.y(at.y)];
  return (
    element("circle", { cx, cy, r, fill: "#cfe0bd", stroke: "#7d9a67", "stroke-width": 0.9 }) +
    element("circle", { cx, cy, r: r * 0.55, fill: "none", stroke: "#9ab886", "stroke-width": 0.7 }) +
    element("circle", { cx, cy, r: 1.6, fill: "#6b5233" })
  );
}

/** The roof as seen from above, with the outer walls dashed under its eaves. */
function drawBuilding(scale: Scale, plan: Plan, building: readonly XY[]): string {
  if (building.length < 3) return "";
  const palette = paletteOfPlan(plan);
  const picture = sheetUnder(scale, topCamera);
  const faces = backToFront(roofFaces(plan, palette, toSun), [], topCamera.toViewer);
  const textured = faces.flatMap((item) => ("at" in item ? [] : [item]));
  const eaves = plan.roof?.eaves ?? 0;
  const rim = { fill: "none", stroke: "#2e2e2e", "stroke-width": 2.2 };
  const dashed = { fill: "none", stroke: "#ffffff", "stroke-width": 1, "stroke-dasharray": "6 3" };
  return element(
    "g",
    { id: "building" },
    [
      element("defs", {}, textures(picture, textured)),
      element("path", { id: "footprint", d: ringPath(scale, building), fill: "#dcdcdc" }),
      element("g", { id: "roof", "stroke-linejoin": "round" }, faces.map((item) => markup(picture, item)).join("\n")),
      element("path", { id: "roof-edge", d: ringPath(scale, roofEdge(plan, building)), ...rim }),
      eaves > 0 ? element("path", { d: ringPath(scale, building), ...dashed }) : "",
      buildingLabel(scale, plan, building),
    ].join(""),
  );
}

/** Edge of the roof as seen from above: the eaves, or the outer walls where there are none. */
const roofEdge = (plan: Plan, building: readonly XY[]): readonly XY[] => {
  const eaves = plan.roof?.eaves ?? 0;
  return eaves > 0 && building.length > 2 ? offset(building, eaves) : building;
};

/** A low sun from the south-west. */
const toSun: XYZ = [-0.45, -0.35, 0.82];

/** Straight down. */
const topCamera: Camera = { toViewer: [0, 0, 1], toSun, project: ([x, y]) => ({ x, y: -y }) };

function buildingLabel(scale: Scale, plan: Plan, building: readonly XY[]): string {
  const { minX, maxX, maxY, minY } = bounds(building);
  const yard = plan.roof?.eaves && building.length > 6;
  const facts = `${storeyCount(plan)} · ${floorArea(plan.footprint)}`;
  const width = Math.max(textWidth(plan.title) * 15, textWidth(facts) * 12) + 20;
  const middle = { x: (minX + maxX) / 2, y: yard ? maxY - (maxY - minY) * 0.17 : (minY + maxY) / 2 };
  const spot = onBuilding(building, middle, { width: width / scale.pixels, height: 46 / scale.pixels });
  const at = { x: scale.x(spot.x), y: scale.y(spot.y) };
  const plate = { x: at.x - width / 2, y: at.y - 22, width, height: 46, rx: 3, fill: "#ffffff", opacity: 0.86 };
  const style = { "text-anchor": "middle" };
  return (
    element("rect", { id: "building-label", ...plate }) +
    text(plan.title, { x: at.x, y: at.y - 3 }, { ...style, "font-size": 15, "font-weight": 700, fill: "#1f1f1f" }) +
    text(facts, { x: at.x, y: at.y + 16 }, { ...style, "font-size": 12, fill: "#444444" })
  );
}

/** Where a plate lies on the building rather than in its court: at the wanted spot if one wing holds it there, else in the middle of the largest wing that holds it. */
function onBuilding(building: readonly XY[], wanted: XY, { width, height }: { width: number; height: number }): XY {
  const wings = (maximalRectangles(building) ?? []).toSorted((a, b) => rectangleArea(b) - rectangleArea(a));
  const held = ({ x0, y0, x1, y1 }: Rectangle, { x, y }: XY): boolean =>
    x - width / 2 >= x0 && x + width / 2 <= x1 && y - height / 2 >= y0 && y + height / 2 <= y1;
  if (wings.length === 0 || wings.some((wing) => held(wing, wanted))) return wanted;
  const middles = wings.map((wing) => ({ wing, at: { x: (wing.x0 + wing.x1) / 2, y: (wing.y0 + wing.y1) / 2 } }));
  return (middles.find(({ wing, at }) => held(wing, at)) ?? middles[0]!).at;
}

/** Lengths of the plot's bounding box along the top and the left, or the right where the road lies at the left. */
function drawBoundaryLengths(scale: Scale, box: Bounds, road: RoadSide, width: number): string {
  const top = scale.y(box.maxY) - (road === "N" ? width * scale.pixels : 0) - 18;
  const left = scale.x(box.minX) - (road === "W" ? width * scale.pixels : 0) - 18;
  const across = element("line", {
    x1: scale.x(box.minX),
    y1: top,
    x2: scale.x(box.maxX),
    y2: top,
    stroke: "#6a6a6a",
    "stroke-width": 0.8,
  });
  const along = element("line", {
    x1: left,
    y1: scale.y(box.minY),
    x2: left,
    y2: scale.y(box.maxY),
    stroke: "#6a6a6a",
    "stroke-width": 0.8,
  });
  const ticks = [
    [scale.x(box.minX), top],
    [scale.x(box.maxX), top],
    [left, scale.y(box.minY)],
    [left, scale.y(box.maxY)],
  ].map(([x, y]) =>
    element("line", { x1: x! - 4, y1: y! + 4, x2: x! + 4, y2: y! - 4, stroke: "#6a6a6a", "stroke-width": 1.2 }),
  );
  const middle = scale.y((box.minY + box.maxY) / 2);
  const style = { "font-size": 11, "text-anchor": "middle", fill: "#444444" };
  return element(
    "g",
    { id: "boundary-lengths" },
    across +
      along +
      ticks.join("") +
      text(millimetres(box.maxX - box.minX), { x: scale.x((box.minX + box.maxX) / 2), y: top - 5 }, style) +
      text(
        millimetres(box.maxY - box.minY),
        { x: left - 5, y: middle },
        { ...style, transform: `rotate(-90 ${n(left - 5)} ${n(middle)})` },
      ),
  );
}
