/** A step of an outline: move, line, curve with two control points, or close. */
export type Segment =
  | readonly ["M" | "L", number, number]
  | readonly ["C", number, number, number, number, number, number]
  | readonly ["Z"];

const counts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, A: 7, Z: 0 };

/** Reads SVG path data into moves, lines and curves; arcs become curves. Unknown letters end the path. */
export function readPath(data: string): Segment[] {
  const tokens = data.match(/[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) ?? [];
  const segments: Segment[] = [];
  let [x, y, startX, startY, at] = [0, 0, 0, 0, 0];
  let letter = "";
  while (at < tokens.length) {
    if (/^[a-zA-Z]$/.test(tokens[at]!)) letter = tokens[at++]!;
    const kind = letter.toUpperCase();
    const count = counts[kind];
    if (count === undefined) return segments;
    const v = tokens.slice(at, at + count).map(Number);
    at += count;
    const [dx, dy] = letter === kind ? [0, 0] : [x, y];
    if (kind === "Z") {
      segments.push(["Z"]);
      [x, y] = [startX, startY];
    } else if (kind === "H" || kind === "V") {
      [x, y] = kind === "H" ? [v[0]! + dx, y] : [x, v[0]! + dy];
      segments.push(["L", x, y]);
    } else if (kind === "C") {
      segments.push(["C", v[0]! + dx, v[1]! + dy, v[2]! + dx, v[3]! + dy, v[4]! + dx, v[5]! + dy]);
      [x, y] = [v[4]! + dx, v[5]! + dy];
    } else if (kind === "Q") {
      const [cx, cy, ex, ey] = [v[0]! + dx, v[1]! + dy, v[2]! + dx, v[3]! + dy];
      const third = (from: number, to: number) => from + ((to - from) * 2) / 3;
      segments.push(["C", third(x, cx), third(y, cy), third(ex, cx), third(ey, cy), ex, ey]);
      [x, y] = [ex, ey];
    } else if (kind === "A") {
      const end: [number, number] = [v[5]! + dx, v[6]! + dy];
      segments.push(...arc([x, y], end, { rx: v[0]!, ry: v[1]!, turn: v[2]!, large: v[3] === 1, sweep: v[4] === 1 }));
      [x, y] = end;
    } else {
      [x, y] = [v[0]! + dx, v[1]! + dy];
      segments.push([kind as "M" | "L", x, y]);
      if (kind === "M") {
        [startX, startY] = [x, y];
        letter = letter === "M" ? "L" : "l";
      }
    }
  }
  return segments;
}

interface Arc {
  readonly rx: number;
  readonly ry: number;
  readonly turn: number;
  readonly large: boolean;
  readonly sweep: boolean;
}

/** An elliptical arc as curves of a quarter turn at most (SVG 1.1, F.6.5). */
function arc([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number], shape: Arc): Segment[] {
  if (shape.rx === 0 || shape.ry === 0) return [["L", x2, y2]];
  const phi = (shape.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const [hx, hy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [px, py] = [cos * hx + sin * hy, cos * hy - sin * hx];
  const grown = Math.sqrt(Math.max(1, (px / shape.rx) ** 2 + (py / shape.ry) ** 2));
  const [rx, ry] = [Math.abs(shape.rx) * grown, Math.abs(shape.ry) * grown];
  const rest = (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2;
  const root = Math.sqrt(Math.max(0, rest / ((rx * py) ** 2 + (ry * px) ** 2 || 1)));
  const sign = shape.large === shape.sweep ? -1 : 1;
  const [qx, qy] = [(sign * root * rx * py) / ry, (-sign * root * ry * px) / rx];
  const [cx, cy] = [cos * qx - sin * qy + (x1 + x2) / 2, sin * qx + cos * qy + (y1 + y2) / 2];
  const from = Math.atan2((py - qy) / ry, (px - qx) / rx);
  const to = Math.atan2((-py - qy) / ry, (-px - qx) / rx);
  let span = to - from;
  if (shape.sweep && span < 0) span += 2 * Math.PI;
  if (!shape.sweep && span > 0) span -= 2 * Math.PI;
  const pieces = Math.max(1, Math.ceil(Math.abs(span) / (Math.PI / 2) - 1e-6));
  const step = span / pieces;
  const reach = (4 / 3) * Math.tan(step / 4);
  const at = (a: number, da: number) => {
    const [ux, uy] = [rx * (Math.cos(a) - da * Math.sin(a)), ry * (Math.sin(a) + da * Math.cos(a))];
    return [cx + cos * ux - sin * uy, cy + sin * ux + cos * uy] as const;
  };
  return Array.from({ length: pieces }, (_, i): Segment => {
    const [a, b] = [from + i * step, from + (i + 1) * step];
    return ["C", ...at(a, reach), ...at(b, -reach), ...at(b, 0)];
  });
}

/** Outline of an ellipse. */
export const ellipsePath = (cx: number, cy: number, rx: number, ry: number): Segment[] => [
  ["M", cx - rx, cy],
  ...arc([cx - rx, cy], [cx + rx, cy], { rx, ry, turn: 0, large: false, sweep: true }),
  ...arc([cx + rx, cy], [cx - rx, cy], { rx, ry, turn: 0, large: false, sweep: true }),
  ["Z"],
];

/** Outline of a rectangle with corners rounded by `r`. */
export function rectanglePath(x: number, y: number, w: number, h: number, r: number): Segment[] {
  const round = Math.min(r, w / 2, h / 2);
  if (round <= 0) return [["M", x, y], ["L", x + w, y], ["L", x + w, y + h], ["L", x, y + h], ["Z"]];
  const a = `A${round} ${round} 0 0 1 `;
  return readPath(
    `M${x + round} ${y}H${x + w - round}${a}${x + w} ${y + round}V${y + h - round}${a}${x + w - round} ${y + h}H${x + round}${a}${x} ${y + h - round}V${y + round}${a}${x + round} ${y}Z`,
  );
}

/** Smallest box round the points of an outline, control points included. */
export function boxOf(segments: readonly Segment[]): { x: number; y: number; width: number; height: number } {
  const values = segments.map((segment) => segment.slice(1) as number[]);
  const [xs, ys] = [0, 1].map((odd) => values.flatMap((all) => all.filter((_, i) => i % 2 === odd))) as [
    number[],
    number[],
  ];
  const least = (all: number[]) => all.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (all: number[]) => all.reduce((a, b) => Math.max(a, b), -Infinity);
  const [x, y] = [least(xs), least(ys)];
  return { x, y, width: most(xs) - x, height: most(ys) - y };
}
