import type { Opening, Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { doorstepOf } from "../geometry/door-swing.ts";
import { sweepsOf } from "../geometry/leaf-sweep.ts";
import type { Sweep } from "../geometry/leaf-sweep.ts";
import { ringOf } from "../geometry/plan-shape.ts";
import { bounds, contains } from "../geometry/polygon.ts";
import type { Bounds } from "../geometry/polygon.ts";
import { turnedRectangle } from "../geometry/rectangle.ts";
import { between, locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { textWidth } from "./svg.ts";

/** A line of text on a sheet and the box it fills, pixels. */
export interface PlacedText {
  readonly content: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Pairs of texts of a drawing that cover each other, for tests; turned texts count as lying upright on the sheet. */
export function touchingTexts(svg: string): [string, string][] {
  const texts = placedTexts(svg);
  return texts.flatMap((one, i) =>
    texts
      .slice(i + 1)
      .filter((two) => one.x0 < two.x1 && two.x0 < one.x1 && one.y0 < two.y1 && two.y0 < one.y1)
      .map((two): [string, string] => [one.content, two.content]),
  );
}

/** Every line that a drawing writes, those of a text of several lines each by itself, with boxes from the widths of letters. */
export function placedTexts(svg: string): PlacedText[] {
  const texts = [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/gs)].flatMap(([, attributes, content]) => {
    const lines = [...content!.matchAll(/<tspan ([^>]*)>([^<]*)<\/tspan>/g)];
    return lines.length === 0
      ? [placed(attributes!, content!)]
      : lines.map((line) => placed(`${line[1]} ${attributes}`, line[2]!));
  });
  return texts.filter(({ content }) => content !== "");
}

function placed(attributes: string, content: string): PlacedText {
  const value = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  const [x, y, size] = [Number(value("x")), Number(value("y")), Number(value("font-size"))];
  const width = textWidth(content) * size * 0.97;
  const share = { middle: 0.5, end: 1 }[value("text-anchor")] ?? 0;
  const matrix = /^matrix\(([^)]*)\)/.exec(value("transform"))?.[1]?.split(" ").map(Number);
  if (matrix) {
    const [a, b, c, d, e, f] = matrix as [number, number, number, number, number, number];
    const corners = [x - width * share, x + width * (1 - share)].flatMap((px) =>
      [y - size * 0.75, y].map((py) => [a * px + c * py + e, b * px + d * py + f] as const),
    );
    const [xs, ys] = [corners.map(([px]) => px), corners.map(([, py]) => py)];
    return { content, x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
  }
  if (value("transform").startsWith("rotate(-90")) {
    return { content, x0: x - size * 0.75, x1: x, y0: y - width * (1 - share), y1: y + width * share };
  }
  return { content, x0: x - width * share, x1: x + width * (1 - share), y0: y - size * 0.75, y1: y };
}

/** A circled mark of a door or window on a sheet, pixels. */
export interface DrawnMark {
  readonly mark: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The circled marks of a drawing. */
export const drawnMarks = (svg: string): DrawnMark[] =>
  [...svg.matchAll(/<g class="mark"><title>([^<]*)<\/title><circle cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/g)].map(
    ([, mark, x, y, radius]) => ({ mark: mark!, x: Number(x), y: Number(y), radius: Number(radius) }),
  );

/** Marks of doors and windows that lie on a text, on a wall or on one another, in words. */
export function coveringMarks(svg: string): string[] {
  const marks = drawnMarks(svg);
  const inside = /<g id="opening-marks">.*?<g id="dimensions">/s.exec(svg)?.[0] ?? "";
  const own = new Set(placedTexts(inside).map(({ x0, y0 }) => `${x0} ${y0}`));
  const texts = placedTexts(svg).filter(({ x0, y0 }) => !own.has(`${x0} ${y0}`));
  const walls = /<g id="walls"><path d="([^"]*)"/.exec(svg)?.[1] ?? "";
  const rings = walls
    .split("Z")
    .map((ring) => [...ring.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const));
  const boxes = rings
    .filter((ring) => ring.length > 2)
    .map((ring) => ({
      content: "a wall",
      x0: Math.min(...ring.map(([x]) => x)),
      x1: Math.max(...ring.map(([x]) => x)),
      y0: Math.min(...ring.map(([, y]) => y)),
      y1: Math.max(...ring.map(([, y]) => y)),
    }));
  return marks.flatMap(({ mark, x, y, radius }, i) => [
    ...[...texts, ...boxes]
      .filter(({ x0, x1, y0, y1 }) => {
        const [dx, dy] = [Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1)];
        return Math.hypot(dx, dy) < radius - 0.5;
      })
      .map(({ content }) => `${mark} on ${content}`),
    ...marks
      .slice(i + 1)
      .filter((other) => Math.hypot(other.x - x, other.y - y) < radius + other.radius)
      .map((other) => `${mark} on ${other.mark}`),
  ]);
}

/** Room names and areas that lie on a column, in words. */
export function labelsOnColumns(svg: string): string[] {
  const columns = /<g id="columns">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  const boxes = [...columns.matchAll(/ d="M([^"]*)Z"/g)].map(([, ring]) => {
    const spots = ring!.split("L").map((spot) => spot.split(" ").map(Number) as [number, number]);
    const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
    return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
  });
  const labels = /<g id="labels">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  return placedTexts(labels)
    .filter(({ x0, x1, y0, y1 }) => boxes.some((box) => x0 < box.x1 && box.x0 < x1 && y0 < box.y1 && box.y0 < y1))
    .map(({ content }) => `${content} on a column`);
}

/** Names of rooms in a section that lie on what is cut upright, in words. */
export function namesOnCuts(svg: string): string[] {
  const cut = /<g id="cut">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  const boxes = [
    ...cut.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)" fill="#2e2e2e"/g),
  ]
    .map(([, ...parts]) => parts.map(Number) as [number, number, number, number])
    .filter(([, , width, height]) => height > width);
  const names = /<g id="names">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  return placedTexts(names)
    .filter(({ x0, x1, y0, y1 }) =>
      boxes.some(([x, y, width, height]) => x0 < x + width && x < x1 && y0 < y + height && y < y1),
    )
    .map(({ content }) => `${content} on a wall`);
}

/** Texts of a drawing that lie on a line of it thicker than a hair, in words; a figure's own lead is a hair. */
export function textsOnLines(svg: string): string[] {
  const lines = [...svg.matchAll(/<line ([^>]*)\/>/g)].flatMap(([, attributes]) => {
    const value = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)?.[1] ?? NaN);
    const [x1, x2, y1, y2] = [value("x1"), value("x2"), value("y1"), value("y2")];
    // Ticks at the ends of dimensions lie askew and count with the box they fill.
    if (!(value("stroke-width") > 0.6)) return [];
    return [{ x0: Math.min(x1, x2), x1: Math.max(x1, x2), y0: Math.min(y1, y2), y1: Math.max(y1, y2) }];
  });
  return placedTexts(svg)
    .filter((text) =>
      lines.some((line) => text.x0 < line.x1 && line.x0 < text.x1 && text.y0 < line.y1 && line.y0 < text.y1),
    )
    .map(({ content }) => `${content} on a line`);
}

/** Names and areas of rooms of a floor plan that lie on the open leaf of a door, in words. */
export function labelsOnLeaves(svg: string): string[] {
  const labels = /<g id="labels">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  const leaves = svg.match(/<line [^>]*stroke="#3a3a3a" stroke-width="1.6"[^>]*\/>/g) ?? [];
  return textsOnLines(labels + leaves.join("")).map((told) => told.replace("a line", "a leaf"));
}

/** Names and areas of rooms of a floor plan that lie on the line one walks on a stair, in words. */
export function labelsOnWalks(svg: string): string[] {
  const labels = /<g id="labels">.*?<\/g>/s.exec(svg)?.[0] ?? "";
  const lines = [...svg.matchAll(/<path d="M([^"]*)"[^>]*marker-end/g)].flatMap(([, path]) => {
    const spots = path!.split("L").map((spot) => spot.split(" "));
    return spots.slice(1).map(([x2, y2], i) => {
      const [x1, y1] = spots[i]!;
      return `<line x1="${x1}" x2="${x2}" y1="${y1}" y2="${y2}" stroke-width="1"/>`;
    });
  });
  return textsOnLines(labels + lines.join("")).map((told) => told.replace("a line", "a stair's line"));
}

/** Leaves of a storey that strike one another, furniture, walls, columns or stairs, in words. */
export function strikingLeaves(plan: Plan, index: number): string[] {
  const storey = plan.storeys[index]!;
  const leaves = sweepsOf(storey);
  const rings = thingsOf(plan, index);
  return leaves.flatMap((leaf, i) => {
    const points = pointsOf(leaf);
    const own = points.filter((point) => covers(leaf, point));
    const struck = rings.filter(({ ring }) => isNear(bounds(ring), leaf) && own.some((point) => contains(ring, point)));
    const others = leaves
      .slice(i + 1)
      .filter((other) => other.opening !== leaf.opening && points.some((point) => covers(other, point)));
    return [
      ...struck.map(({ name }) => `${leaf.opening.id} strikes ${name}`),
      ...others.map((other) => `${leaf.opening.id} strikes ${other.opening.id}`),
    ];
  });
}

/**
 * Doors before which the leaf of another door of the same room passes, in words. In an entrance with its floor for shoes
 * nobody stands beside the front door while it opens: there an open leaf may not stand before the inner door.
 */
export function obstructedDoors(plan: Plan, index: number): string[] {
  const storey = plan.storeys[index]!;
  const doors = storey.openings
    .filter(({ kind }) => kind !== OpeningKind.WINDOW)
    .map((opening) => ({ opening, ring: doorstepOf(storey, opening) ?? [] }));
  const roomAt = (point: XY) => storey.spaces.find(({ gross }) => contains(ringOf(gross), point));
  const named = ({ spaces }: Opening) =>
    spaces.map((id) => storey.spaces.find((space) => space.id === id)?.name ?? id).join("-");
  return sweepsOf(storey).flatMap((leaf) => {
    const room = roomAt(between(leaf.shut, leaf.open, 0.5));
    const way = pointsOf(leaf).filter((point) => covers(leaf, point));
    const standing = [0.2, 0.4, 0.6, 0.8, 0.95].map((share) => between(leaf.pivot, leaf.open, share));
    const points = room?.kind === "entrance" ? standing : way;
    return doors
      .filter(({ opening }) => opening.id !== leaf.opening.id)
      .filter(({ opening }) => (room ? opening.spaces.includes(room.id) : opening.spaces.length === 1))
      .filter(({ ring }) => points.some((point) => contains(ring, point)))
      .map(({ opening }) => `${storey.name}: leaf of ${named(leaf.opening)} before ${named(opening)}`);
  });
}

const isNear = ({ minX, maxX, minY, maxY }: Bounds, { pivot: { x, y } }: Sweep): boolean =>
  x > minX - 2 && x < maxX + 2 && y > minY - 2 && y < maxY + 2;

/** What leaves may not strike, a little smaller than it is, so that what touches does not count. */
function thingsOf(plan: Plan, index: number): { name: string; ring: XY[] }[] {
  const storey = plan.storeys[index]!;
  const slack = 0.06;
  const flights = [...storey.stairs, ...(plan.storeys[index - 1]?.stairs ?? [])].flatMap(({ id, flights, going }) =>
    flights.map(({ foot, direction, width, risers }) => {
      const run = (risers - 1) * going;
      const corner = (along: number, left: number) => locate(foot!, direction!, along, left);
      const half = width / 2;
      return { name: id, ring: [corner(0, -half), corner(run, -half), corner(run, half), corner(0, half)] };
    }),
  );
  return [
    ...flights,
    ...storey.furniture
      .filter(({ space }) => space !== "")
      .map(({ kind, centre, width, depth, rotation }) => ({
        name: kind,
        ring: turnedRectangle(centre!, width - slack, depth - slack, rotation),
      })),
    ...storey.columns.map(({ id, centre, size }) => ({
      name: id,
      ring: turnedRectangle(centre!, size - slack, size - slack),
    })),
    ...wallsOf(storey, slack),
  ];
}

const wallsOf = ({ walls }: Storey, slack: number): { name: string; ring: XY[] }[] =>
  walls.map(({ id, start, end, thickness }) => {
    const [dx, dy] = [end!.x - start!.x, end!.y - start!.y];
    const middle = { x: (start!.x + end!.x) / 2, y: (start!.y + end!.y) / 2 };
    const turn = (Math.atan2(dy, dx) * 180) / Math.PI;
    return { name: id, ring: turnedRectangle(middle, Math.hypot(dx, dy), thickness - slack, turn) };
  });

/** Points all over a sweep, about `step` metres apart, its rim included. */
function pointsOf({ pivot, shut, open }: Sweep, step = 0.06): XY[] {
  const radius = Math.hypot(shut.x - pivot.x, shut.y - pivot.y);
  const rings = Math.max(1, Math.ceil(radius / step));
  const points: XY[] = [];
  for (let i = 1; i <= rings; i++) {
    const share = i / rings;
    const turns = Math.max(2, Math.ceil((share * radius * Math.PI) / 2 / step));
    for (let k = 0; k <= turns; k++) {
      const angle = (k / turns) * (Math.PI / 2);
      const [a, b] = [Math.cos(angle) * share, Math.sin(angle) * share];
      points.push({
        x: pivot.x + (shut.x - pivot.x) * a + (open.x - pivot.x) * b,
        y: pivot.y + (shut.y - pivot.y) * a + (open.y - pivot.y) * b,
      });
    }
  }
  return points;
}

/** Whether a sweep covers a point by more than `slack` metres. */
function covers({ pivot, shut, open }: Sweep, { x, y }: XY, slack = 0.03): boolean {
  const radius = Math.hypot(shut.x - pivot.x, shut.y - pivot.y);
  const [dx, dy] = [x - pivot.x, y - pivot.y];
  const along = (dx * (shut.x - pivot.x) + dy * (shut.y - pivot.y)) / radius;
  const out = (dx * (open.x - pivot.x) + dy * (open.y - pivot.y)) / radius;
  return along > slack && out > slack && Math.hypot(dx, dy) < radius - slack;
}
