import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { bounds, contains } from "../geometry/polygon.ts";
import type { Bounds, Ring } from "../geometry/polygon.ts";
import { runsThrough } from "../geometry/segment.ts";
import type { Box } from "./testing-boxes.ts";
import { placedTexts } from "./testing.ts";
import { entrances, toStreet } from "./view/entourage.ts";
import { pavedRings } from "./view/paving.ts";

/** Doors to the street without a way there, and cars and trees that stand in a way, in words; for tests. */
export function wayFaults(plan: Plan): string[] {
  const boundary = ringOf(plan.site?.boundary);
  if (boundary.length < 3) return [];
  const plot = bounds(boundary);
  const { x, y } = toStreet(plan);
  const { drives, flags } = pavedRings(plan);
  const edgeOf = (ring: Ring): number => {
    const box = bounds(ring);
    if (x !== 0) return x > 0 ? plot.maxX - box.maxX : box.minX - plot.minX;
    return y > 0 ? plot.maxY - box.maxY : box.minY - plot.minY;
  };
  const there = entrances(plan).filter(
    ({ door, front }) => (front.x - door.x) * x + (front.y - door.y) * y > 2 && edgeOf([door]) > 0.5,
  );
  // Of doors that slide to the garden, one has a way to the street.
  const hung = there.filter(({ sliding }) => !sliding);
  const wanted = hung.length > 0 ? hung : there.slice(0, 1);
  // A way leads to the very edge of the plot, and what leads nowhere ends with the flags round the building.
  const ways = flags.slice(1).filter((ring) => edgeOf(ring) < 0.02);
  const apron = bounds(flags[0] ?? []);
  const stubs = flags.slice(1).filter((ring) => !ways.includes(ring) && !within(bounds(ring), apron));
  const bays = plan.parking.map(({ outline }) => bounds(ringOf(outline)));
  const trees = plan.storeys
    .flatMap(({ furniture }) => furniture)
    .flatMap(({ kind, centre }) => (kind === "tree" && centre ? [around(centre, 0.2)] : []));
  return [
    ...stubs.map(() => "a path ends in the lawn"),
    // Where many doors share a narrow street side, cars stand before those in the middle.
    ...(ways.length < Math.min(2, wanted.length) || ways.length > Math.max(1, wanted.length)
      ? [`${wanted.length} doors to the street, ${ways.length} ways`]
      : []),
    ...ways.flatMap((ring) => bays.filter((bay) => meet(bounds(ring), bay)).map(() => "a car stands in a way")),
    ...[...ways, ...drives].flatMap((ring) =>
      trees.filter((tree) => meet(bounds(ring), tree)).map(() => "a tree stands in a way"),
    ),
    ...drives.flatMap((drive) =>
      bays.filter((bay) => !meet(bounds(drive), bay)).map(() => "a car stands off the drive"),
    ),
  ];
}

const around = ({ x, y }: { x: number; y: number }, half: number): Bounds => ({
  minX: x - half,
  minY: y - half,
  maxX: x + half,
  maxY: y + half,
});

const slack = 0.02;
const within = (a: Bounds, b: Bounds): boolean =>
  a.minX > b.minX - slack && a.maxX < b.maxX + slack && a.minY > b.minY - slack && a.maxY < b.maxY + slack;
const meet = (a: Bounds, b: Bounds): boolean =>
  a.minX < b.maxX - slack && b.minX < a.maxX - slack && a.minY < b.maxY - slack && b.minY < a.maxY - slack;

/** Figures of distances to the boundary that lie on a tree or close to one another, in words. */
export function coveredSetbacks(svg: string): string[] {
  const group = /<g id="setbacks">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  const figures = placedTexts(group);
  const trees = [...svg.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)" fill="#cfe0bd"/g)].map(
    ([, x, y, r]) => ({ x: Number(x), y: Number(y), r: Number(r) }),
  );
  return figures.flatMap((one, i) => [
    ...trees
      .filter(({ x, y, r }) => Math.hypot(Math.max(one.x0 - x, 0, x - one.x1), Math.max(one.y0 - y, 0, y - one.y1)) < r)
      .map(() => `${one.content} on a tree`),
    ...figures
      .slice(i + 1)
      .filter((two) => one.x0 < two.x1 + 6 && two.x0 < one.x1 + 6 && one.y0 < two.y1 + 6 && two.y0 < one.y1 + 6)
      .map((two) => `${one.content} beside ${two.content}`),
  ]);
}

/** Figures of distances to the boundary that lie on the boundary or on the outer walls of a site plan. */
export function struckSetbacks(svg: string): string[] {
  const ringIn = (id: string) =>
    [...(new RegExp(`id="${id}" d="([^"]*)"`).exec(svg)?.[1] ?? "").matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(
      ([, x, y]) => ({ x: Number(x), y: Number(y) }),
    );
  const group = /<g id="setbacks">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  return ["boundary", "footprint"].flatMap((id) => {
    const { minX, minY, maxX, maxY } = bounds(ringIn(id));
    return placedTexts(group)
      .filter(({ x0, x1, y0, y1 }) => {
        const [level, upright] = [x0 < maxX && x1 > minX, y0 < maxY && y1 > minY];
        const over = (at: number, from: number, to: number) => at > from && at < to;
        return (
          (upright && (over(minX, x0, x1) || over(maxX, x0, x1))) ||
          (level && (over(minY, y0, y1) || over(maxY, y0, y1)))
        );
      })
      .map(({ content }) => `${content} on the ${id}`);
  });
}

/** Lines of distances to the boundary that run along the edge of a bay, their figures that lie on the edge of the eaves, and marks of entrances that do, in words; for tests. */
export function misreadSetbacks(svg: string): string[] {
  const group = /<g id="setbacks">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  const bays = [...svg.matchAll(/<path d="(M[^"]*)" fill="#(?:dbe9f6|f7f6f2)"/g)].map(([, d]) => boxOf(d!));
  const rim = /<path id="roof-edge" d="([^"]*)"/.exec(svg)?.[1] ?? "";
  const ring = spotsOf(rim);
  const onRim = ({ x0, y0, x1, y1 }: Box) =>
    ring.some((spot, i) => runsThrough(spot, ring[(i + 1) % ring.length]!, { x0, y0, x1, y1 }));
  const lines = [...group.matchAll(/<line x1="([\d.-]+)" y1="([\d.-]+)" x2="([\d.-]+)" y2="([\d.-]+)"/g)].map(
    ([, ...ends]) => boxOf(`M${ends[0]} ${ends[1]}L${ends[2]} ${ends[3]}`),
  );
  const along = (line: Box, bay: Box) =>
    line.x0 === line.x1
      ? line.y0 < bay.y1 && bay.y0 < line.y1 && [bay.x0, bay.x1].some((x) => Math.abs(x - line.x0) < 2.4)
      : line.x0 < bay.x1 && bay.x0 < line.x1 && [bay.y0, bay.y1].some((y) => Math.abs(y - line.y0) < 2.4);
  const marks = /<g id="entrances">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  return [
    ...lines.filter((line) => bays.some((bay) => along(line, bay))).map(() => "a distance on the edge of a bay"),
    ...placedTexts(group)
      .filter(onRim)
      .map(({ content }) => `${content} on the eaves`),
    ...[...marks.matchAll(/ d="([^"]*)"/g)]
      .filter(([, d]) => onRim(boxOf(d!)))
      .map(() => "the mark of an entrance on the eaves"),
  ];
}

/** Figures of distances that lie on the edge of a bay, with what is white round them, names wider than their cars, and a building's label beside the building, in words; for tests. */
export function strayedOnSite(svg: string): string[] {
  const figures = placedTexts(/<g id="setbacks">.*?<\/g>/s.exec(svg)?.[0] ?? "");
  const bays = [...svg.matchAll(/<path d="(M[^"]*)" fill="#(?:dbe9f6|f7f6f2)"/g)].map(([, d]) => spotsOf(d!));
  const white = ({ x0, y0, x1, y1 }: Box): Box => ({ x0: x0 - 1, y0: y0 - 1, x1: x1 + 1, y1: y1 + 1 });
  const struck = figures.filter((figure) =>
    bays.some((ring) => ring.some((spot, i) => runsThrough(spot, ring[(i + 1) % ring.length]!, white(figure)))),
  );
  const cars = [...svg.matchAll(/<g transform="translate[^>]*><rect x="-[\d.]+" y="-[\d.]+" width="([\d.]+)"/g)];
  const width = Number(cars[0]?.[1] ?? 0);
  const wide = placedTexts(svg).filter(({ content, x0, x1 }) => content === "장애인" && x1 - x0 > width);
  const ring = spotsOf(/id="footprint" d="([^"]*)"/.exec(svg)?.[1] ?? "");
  const plate = /<rect id="building-label" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  const [x, y, w, h] = (plate ?? []).slice(1).map(Number);
  return [
    ...struck.map(({ content }) => `${content} on the edge of a bay`),
    ...wide.map(({ content }) => `${content} wider than its car`),
    ...(contains(ring, { x: x! + w! / 2, y: y! + h! / 2 }) ? [] : ["the building's label beside it"]),
  ];
}

const spotsOf = (d: string) =>
  [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

function boxOf(d: string): Box {
  const { minX, minY, maxX, maxY } = bounds(spotsOf(d));
  return { x0: minX, y0: minY, x1: maxX, y1: maxY };
}
