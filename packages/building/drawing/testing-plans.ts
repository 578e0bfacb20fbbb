import { placedTexts } from "./testing.ts";

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const groupOf = (svg: string, id: string): string => new RegExp(`<g id="${id}">.*?</g>`, "s").exec(svg)?.[0] ?? "";

const meet = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

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
