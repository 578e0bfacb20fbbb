import { distanceToSegment } from "../geometry/polygon.ts";
import { runsThrough } from "../geometry/segment.ts";
import type { XY } from "../geometry/vector.ts";
import { drawnMarks, placedTexts } from "./testing.ts";
import { type Box, groupOf, meet } from "./testing-boxes.ts";

type Segment = readonly [XY, XY];

/** A thing on a sheet that no line may cross: its name, and the box or the disc it fills, pixels. */
type Thing = { readonly name: string } & ({ readonly box: Box } | { readonly centre: XY; readonly radius: number });

/** How deep a line may run into the rim of a thing, pixels. */
const rim = 0.5;

const numbersOf = (attributes: string) => (key: string) =>
  Number(new RegExp(`(?:^| )${key}="([^"]*)"`).exec(attributes)?.[1] ?? NaN);

const segmentsOf = (markup: string, style = ""): Segment[] =>
  [...markup.matchAll(/<line ([^>]*)\/>/g)]
    .filter(([, attributes]) => attributes!.includes(style))
    .map(([, attributes]) => {
      const value = numbersOf(attributes!);
      return [
        { x: value("x1"), y: value("y1") },
        { x: value("x2"), y: value("y2") },
      ];
    });

const shrunk = ({ x0, y0, x1, y1 }: Box, by: number): Box => ({ x0: x0 + by, y0: y0 + by, x1: x1 - by, y1: y1 - by });

const crosses = (segment: Segment, thing: Thing): boolean =>
  "box" in thing
    ? runsThrough(...segment, shrunk(thing.box, rim))
    : distanceToSegment(thing.centre, ...segment) < thing.radius - rim;

const discs = (markup: string, name: string): Thing[] =>
  [...markup.matchAll(/<circle ([^>]*)\/>/g)].map(([, attributes]) => {
    const value = numbersOf(attributes!);
    return { name, centre: { x: value("cx"), y: value("cy") }, radius: value("r") };
  });

/** Words, marks and symbols of a floor plan or site plan. */
function thingsOn(svg: string): Thing[] {
  const own = /<g id="opening-marks">.*?<g id="dimensions">/s.exec(svg)?.[0] ?? "";
  const north = /<g id="north"><g transform="translate\(([\d.]+) ([\d.]+)\)"/.exec(svg);
  return [
    ...placedTexts(svg.replace(own, '<g id="dimensions">')).map((box): Thing => ({ name: box.content, box })),
    ...drawnMarks(svg).map(({ mark, x, y, radius }): Thing => ({ name: mark, centre: { x, y }, radius })),
    ...discs(groupOf(svg, "bubbles"), "a bubble"),
    ...discs(groupOf(svg, "section-marks"), "a section mark"),
    ...(north ? [{ name: "the north arrow", centre: { x: Number(north[1]), y: Number(north[2]) }, radius: 18 }] : []),
  ];
}

/** Words and marks of a floor plan or site plan through which a leader, a dimension or a line of the grid runs, in words; for tests. */
export function crossedThings(svg: string): string[] {
  const things = thingsOn(svg);
  const lines: readonly (readonly [string, readonly Segment[]])[] = [
    ["a leader", segmentsOf(svg, 'stroke="#8a8a8a" stroke-width="0.6"')],
    ["a dimension", ["dimensions", "setbacks", "boundary-lengths"].flatMap((id) => segmentsOf(groupOf(svg, id)))],
    ["the grid", segmentsOf(groupOf(svg, "grid"))],
  ];
  return lines.flatMap(([line, segments]) =>
    things
      .filter((thing) => segments.some((segment) => crosses(segment, thing)))
      .map(({ name }) => `${name} crossed by ${line}`),
  );
}

/** Boxes of the furniture of a floor plan. */
function furnitureOn(svg: string): (Box & { readonly kind: string })[] {
  const group = /<g id="furniture">(.*?)<g id="walls">/s.exec(svg)?.[1] ?? "";
  return [
    ...group.matchAll(/<g class="(\w+)" transform="translate\(([\d.-]+) ([\d.-]+)\) rotate\(([\d.-]+)\)">(.*?)<\/g>/gs),
  ].flatMap(([, kind, x, y, turn, shapes]) => {
    const extents = [...shapes!.matchAll(/<(rect|circle|ellipse|path) ([^>]*)\/>/g)].map(([, shape, attributes]) => {
      const value = numbersOf(attributes!);
      const [cx, cy] = [value("cx") || 0, value("cy") || 0];
      if (shape === "rect")
        return { x0: value("x"), y0: value("y"), x1: value("x") + value("width"), y1: value("y") + value("height") };
      if (shape === "path") {
        const [left, top] = /M(-?[\d.]+) (-?[\d.]+)/.exec(attributes!)!.slice(1).map(Number) as [number, number];
        return { x0: left, y0: top, x1: -left, y1: -top };
      }
      const [rx, ry] = [value("r") || value("rx"), value("r") || value("ry")];
      return { x0: cx - rx, y0: cy - ry, x1: cx + rx, y1: cy + ry };
    });
    const radians = (Number(turn) * Math.PI) / 180;
    const corners = extents.flatMap(({ x0, y0, x1, y1 }) =>
      [
        [x0, y0],
        [x1, y0],
        [x0, y1],
        [x1, y1],
      ].map(([px, py]) => ({
        x: Number(x) + px! * Math.cos(radians) - py! * Math.sin(radians),
        y: Number(y) + px! * Math.sin(radians) + py! * Math.cos(radians),
      })),
    );
    const [xs, ys] = [corners.map((p) => p.x), corners.map((p) => p.y)];
    return [{ kind: kind!, x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) }];
  });
}

/** The arcs along which leaves open, as chords. */
function arcsOn(svg: string): Segment[] {
  return [...svg.matchAll(/ d="M([\d.-]+) ([\d.-]+)A[\d.]+ [\d.]+ 0 0 ([01]) ([\d.-]+) ([\d.-]+)"/g)].flatMap(
    ([, ...parts]) => {
      const [ax, ay, turn, bx, by] = parts.map(Number) as [number, number, number, number, number];
      // A quarter of a circle: its middle is the corner of the square over both ends that the arc bends away from.
      const middle = [
        { x: ax, y: by },
        { x: bx, y: ay },
      ].find(({ x, y }) => Math.sign((ax - x) * (by - y) - (ay - y) * (bx - x)) === (turn === 1 ? 1 : -1))!;
      const spots = Array.from({ length: 13 }, (_, i) => {
        const angle = (i / 12) * (Math.PI / 2);
        return {
          x: middle.x + (ax - middle.x) * Math.cos(angle) + (bx - middle.x) * Math.sin(angle),
          y: middle.y + (ay - middle.y) * Math.cos(angle) + (by - middle.y) * Math.sin(angle),
        };
      });
      return spots.slice(1).map((spot, i): Segment => [spots[i]!, spot]);
    },
  );
}

/** In rooms too small for letters of 7 pixels beside their furniture, these reach over it by at most this share of themselves. */
const smallestCovers = 0.25;

const isSmallest = ({ y0, y1 }: Box): boolean => y1 - y0 < 5.3;

/** The share of a box that another one covers. */
const covered = (a: Box, b: Box): number =>
  ((Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * (Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0))) /
  ((a.x1 - a.x0) * (a.y1 - a.y0));

/** Names and areas of rooms of a floor plan that lie on furniture or on the arc of a door, in words; for tests. */
export function namesOnThings(svg: string): string[] {
  const furniture = furnitureOn(svg).filter(({ kind }) => kind !== "lift");
  const arcs = arcsOn(svg);
  return placedTexts(groupOf(svg, "labels")).flatMap((name) => {
    const box = shrunk(name, rim);
    const bearable = isSmallest(name) ? smallestCovers : 0;
    return [
      ...furniture
        .filter((piece) => meet(piece, box) && covered(name, piece) > bearable)
        .map(({ kind }) => `${name.content} on a ${kind}`),
      ...(arcs.some((arc) => runsThrough(...arc, box)) ? [`${name.content} on an arc`] : []),
    ];
  });
}
