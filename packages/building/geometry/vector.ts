/** A point or vector in metres; plan messages fit it as they are. */
export interface XY {
  readonly x: number;
  readonly y: number;
}

/** Lengths below this, in metres, count as zero: a hundredth of a millimetre. */
export const tolerance = 1e-5;

/** The sum of two vectors. */
export const add = (a: XY, b: XY): XY => ({ x: a.x + b.x, y: a.y + b.y });

/** The vector from `b` to `a`. */
export const subtract = (a: XY, b: XY): XY => ({ x: a.x - b.x, y: a.y - b.y });

/** The vector `factor` times as long. */
export const scale = (a: XY, factor: number): XY => ({ x: a.x * factor, y: a.y * factor });

/** The scalar product. */
export const dot = (a: XY, b: XY): number => a.x * b.x + a.y * b.y;

/** The z of the vector product: positive if `b` lies to the left of `a`. */
export const cross = (a: XY, b: XY): number => a.x * b.y - a.y * b.x;

/** Length in metres. */
export const norm = (a: XY): number => Math.hypot(a.x, a.y);

/** Distance of two points in metres. */
export const distance = (a: XY, b: XY): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The unit vector from `a` to `b`, or undefined if they coincide. */
export function direction(a: XY, b: XY): XY | undefined {
  const length = distance(a, b);
  return length < tolerance ? undefined : scale(subtract(b, a), 1 / length);
}

/** The vector turned a quarter counter-clockwise. */
export const turnLeft = (a: XY): XY => ({ x: -a.y, y: a.x });

/** The vector turned a quarter clockwise: outward, for an edge of a counter-clockwise polygon. */
export const turnRight = (a: XY): XY => ({ x: a.y, y: -a.x });

/** The point `along` metres from `origin` in `unit` direction and `left` metres to its left. */
export const locate = (origin: XY, unit: XY, along: number, left = 0): XY => ({
  x: origin.x + unit.x * along - unit.y * left,
  y: origin.y + unit.y * along + unit.x * left,
});

/** The point between `a` (share 0) and `b` (share 1). */
export const between = (a: XY, b: XY, share: number): XY => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});

/** The point turned by `degrees` counter-clockwise about `centre`. */
export function rotate(point: XY, degrees: number, centre: XY = { x: 0, y: 0 }): XY {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const { x, y } = subtract(point, centre);
  return { x: centre.x + x * c - y * s, y: centre.y + x * s + y * c };
}

/** Whether two points coincide within `within` metres. */
export const same = (a: XY, b: XY, within = tolerance): boolean => distance(a, b) <= within;
