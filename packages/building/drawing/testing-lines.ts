import { placedTexts } from "./testing.ts";
import { type Box, groupOf, meet } from "./testing-boxes.ts";

const holds = (a: Box, b: Box): boolean => a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1;

/** Names of rooms in a section through which an edge of a door or window beyond runs, in words; for tests. */
export function struckNames(svg: string): string[] {
  const openings = rectangles(groupOf(svg, "rooms"), ' stroke="#9a9a9a"');
  return placedTexts(groupOf(svg, "names"))
    .filter((name) => openings.some((opening) => meet(name, opening) && !holds(opening, name)))
    .map(({ content }) => `${content} on a door or window`);
}

/** What is written turned over a door or window in a section without a box of its own, in words; for tests. */
export function turnedOnOpenings(svg: string): string[] {
  const openings = rectangles(groupOf(svg, "rooms"), ' stroke="#9a9a9a"');
  const names = groupOf(svg, "names");
  const boxes = rectangles(names, "");
  const turned = [...names.matchAll(/<text [^>]*rotate\(-90[^>]*>[^<]*<\/text>/g)].flatMap(([one]) => placedTexts(one));
  return turned
    .filter((name) => openings.some((opening) => meet(name, opening)) && !boxes.some((box) => meet(name, box)))
    .map(({ content }) => `${content} turned on a door or window`);
}

const rectangles = (markup: string, stroke: string): Box[] =>
  [
    ...markup.matchAll(
      new RegExp(`<rect x="([\\d.-]+)" y="([\\d.-]+)" width="([\\d.]+)" height="([\\d.]+)" fill="[^"]*"${stroke}`, "g"),
    ),
  ].map(([, ...parts]): Box => {
    const [x0, y0, width, height] = parts.map(Number) as [number, number, number, number];
    return { x0, y0, x1: x0 + width, y1: y0 + height };
  });

/** Figures of dimensions that a leaf strikes as it opens, in words; for tests. */
export function struckFigures(svg: string): string[] {
  const arcs = [...svg.matchAll(/ d="M([\d.-]+) ([\d.-]+)A[\d.]+ [\d.]+ 0 0 [01] ([\d.-]+) ([\d.-]+)"/g)].map(
    ([, ...ends]): Box => {
      const [ax, ay, bx, by] = ends.map(Number) as [number, number, number, number];
      return { x0: Math.min(ax, bx), x1: Math.max(ax, bx), y0: Math.min(ay, by), y1: Math.max(ay, by) };
    },
  );
  return placedTexts(groupOf(svg, "dimensions"))
    .filter((figure) => arcs.some((arc) => meet(arc, figure)))
    .map(({ content }) => `${content} under a leaf`);
}

/** Letters of 7 pixels: at so small a scale the landing is the only place left, and their halo breaks the line. */
const isSmallest = ({ y0, y1 }: Box): boolean => y1 - y0 < 5.3;

/** Names and letters on a plan through which treads of a stair run, in words; for tests. */
export function struckOnStairs(svg: string): string[] {
  const stairs = groupOf(svg, "stairs");
  const treads = [
    ...stairs.matchAll(
      /<line x1="([\d.-]+)" y1="([\d.-]+)" x2="([\d.-]+)" y2="([\d.-]+)" stroke="#(?:5a5a5a|9a9a9a)"/g,
    ),
  ].map(([, ...ends]): Box => {
    const [ax, ay, bx, by] = ends.map(Number) as [number, number, number, number];
    return { x0: Math.min(ax, bx), x1: Math.max(ax, bx), y0: Math.min(ay, by), y1: Math.max(ay, by) };
  });
  const dots = [...stairs.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(([, ...parts]): Box => {
    const [x, y, r] = parts.map(Number) as [number, number, number];
    return { x0: x - r, x1: x + r, y0: y - r, y1: y + r };
  });
  const letters = placedTexts(stairs).filter((text) => dots.some((dot) => meet(dot, text)));
  const walks = [
    ...stairs.matchAll(/<path d="M([^"]*)" fill="none" stroke="#3a3a3a" stroke-width="1" marker-end/g),
  ].flatMap(([, line]): Box[] => {
    const spots = line!.split("L").map((spot) => spot.split(" ").map(Number) as [number, number]);
    return spots.slice(1).map(([x, y], i) => {
      const [px, py] = spots[i]!;
      return { x0: Math.min(x, px), x1: Math.max(x, px), y0: Math.min(y, py), y1: Math.max(y, py) };
    });
  });
  const labels = /<g id="labels">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  const names = placedTexts(labels).filter((text) =>
    [...treads, ...(isSmallest(text) ? [] : walks)].some((line) => meet(line, text)),
  );
  return [...letters, ...names].map(({ content }) => `${content} on a stair`);
}
