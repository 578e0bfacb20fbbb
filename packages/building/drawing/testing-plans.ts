import { distanceToSegment } from "../geometry/polygon.ts";
import { runsThrough } from "../geometry/segment.ts";
import type { XY } from "../geometry/vector.ts";
import { drawnMarks, placedTexts } from "./testing.ts";
import { type Box, groupOf, meet } from "./testing-boxes.ts";

const grown = ({ x0, y0, x1, y1 }: Box, by: number): Box => ({ x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by });

const around = (points: readonly (readonly [number, number])[]): Box => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
};

/** Boxes of the circles, lines and paths of a markup, each path by itself; of an arc its ends. */
function shapesOf(markup: string): Box[] {
  return [...markup.matchAll(/<(circle|line|path) ([^>]*)\/>/g)].flatMap(([, name, attributes]) => {
    const text = (key: string) => new RegExp(`(?:^| )${key}="([^"]*)"`).exec(attributes!)?.[1] ?? "";
    const value = (key: string) => Number(text(key));
    if (name === "circle") {
      const [x, y, r] = [value("cx"), value("cy"), value("r")];
      return [{ x0: x - r, x1: x + r, y0: y - r, y1: y + r }];
    }
    if (name === "line") {
      return [
        around([
          [value("x1"), value("y1")],
          [value("x2"), value("y2")],
        ]),
      ];
    }
    return text("d")
      .split("Z")
      .map((ring) =>
        [...ring.matchAll(/(-?[\d.]+) (-?[\d.]+)(?=[A-Z]|$)/g)].map(([, x, y]) => [Number(x), Number(y)] as const),
      )
      .filter((ring) => ring.length > 1)
      .map(around);
  });
}

/** Marks of the section on a floor plan that lie within 2 pixels of something else that is drawn or written, in words; for tests. */
export function crowdedSectionMarks(svg: string): string[] {
  const drawn = groupOf(svg, "section-marks");
  const marks = shapesOf(drawn).map((box) => grown(box, 2));
  const rest = svg.replace(drawn, "");
  const things = [
    ...placedTexts(rest).map((box) => ({ name: box.content, box })),
    ...["walls", "columns", "stairs", "bubbles", "dimensions", "north", "scale-bar"].flatMap((id) =>
      shapesOf(groupOf(rest, id)).map((box) => ({ name: id, box })),
    ),
    ...shapesOf(/<g id="opening-marks">.*?<g id="dimensions">/s.exec(rest)?.[0] ?? "").map((box) => ({
      name: "a mark or its leader",
      box,
    })),
  ];
  return things.filter(({ box }) => marks.some((mark) => meet(mark, box))).map(({ name }) => `A on ${name}`);
}

/** Marks of doors and windows on a floor plan that lie on an open leaf, or whose line to their opening runs through a wall, in words; for tests. */
export function misreadMarks(svg: string): string[] {
  const leaves = segmentsOf(svg, 'stroke="#3a3a3a" stroke-width="1.6"');
  const leads = segmentsOf(svg, 'stroke="#8a8a8a" stroke-width="0.6"');
  const walls = shapesOf(/<g id="walls">(<path [^>]*>)/s.exec(svg)?.[1] ?? "").map((box) => grown(box, -0.3));
  return [
    ...drawnMarks(svg).flatMap(({ mark, x, y, radius }) =>
      leaves.some(([a, b]) => distanceToSegment({ x, y }, a, b) < radius - 0.1) ? [`${mark} on a leaf`] : [],
    ),
    ...leads
      .filter(([a, b]) => walls.some((box) => runsThrough(a, b, box)))
      .map(() => "a line to a mark through a wall"),
  ];
}

const segmentsOf = (svg: string, style: string): [XY, XY][] =>
  [
    ...svg.matchAll(new RegExp(`<line x1="([\\d.-]+)" y1="([\\d.-]+)" x2="([\\d.-]+)" y2="([\\d.-]+)" ${style}`, "g")),
  ].map(([, ...ends]) => {
    const [x1, y1, x2, y2] = ends.map(Number) as [number, number, number, number];
    return [
      { x: x1, y: y1 },
      { x: x2, y: y2 },
    ];
  });

/** Names and marks on a floor plan that lie on the outline of a lift's car, in words; for tests. */
export function namesOnCars(svg: string): string[] {
  const cars = [
    ...svg.matchAll(
      /<g class="lift" transform="translate\(([\d.-]+) ([\d.-]+)\)[^>]*><rect x="[\d.-]+" y="[\d.-]+" width="([\d.]+)" height="([\d.]+)"/g,
    ),
  ].map(([, ...parts]): Box => {
    const [x, y, width, height] = parts.map(Number) as [number, number, number, number];
    return { x0: x - width / 2, x1: x + width / 2, y0: y - height / 2, y1: y + height / 2 };
  });
  const holds = (a: Box, b: Box): boolean => a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1;
  return placedTexts(svg)
    .filter((text) => cars.some((car) => meet(car, text) && !holds(car, text)))
    .map(({ content }) => `${content} on the outline of a car`);
}

/** Ends of names that a line may begin with. */
const lastWords = ["홀", "룸", "방", "공간", "베이스", "치료실", "촬영실"];

/** Lines of a floor plan's room names that begin or end inside a word, in words; for tests. */
export function brokenNames(svg: string, names: readonly string[]): string[] {
  const whole = new Set(names.flatMap((name) => [name, ...name.split(/\s+|(?<=·)/)]));
  const lines = placedTexts(groupOf(svg, "labels"))
    .map(({ content }) => content)
    .filter((content) => !content.endsWith("㎡") && content !== "안마당");
  return lines.filter(
    (line) => !whole.has(line) && !lastWords.includes(line) && !lastWords.some((last) => whole.has(line + last)),
  );
}
