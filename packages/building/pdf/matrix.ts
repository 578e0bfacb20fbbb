/** An affine map as PDF and SVG write it: a b c d e f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that does `inner` first, then `outer`. */
export const times = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

/** Reads an SVG `transform`: translate, rotate, scale and matrix, in this order of writing. */
export function readTransform(text: string | undefined): Matrix {
  let result = identity;
  if (text === undefined) return result;
  for (const [, name, values] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const v = values!
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    result = times(result, step(name!, v));
  }
  return result;
}

function step(name: string, v: readonly number[]): Matrix {
  if (name === "translate") return [1, 0, 0, 1, v[0]!, v[1] ?? 0];
  if (name === "scale") return [v[0]!, 0, 0, v[1] ?? v[0]!, 0, 0];
  if (name === "matrix") return [v[0]!, v[1]!, v[2]!, v[3]!, v[4]!, v[5]!];
  if (name !== "rotate") return identity;
  const [cos, sin] = [Math.cos((v[0]! * Math.PI) / 180), Math.sin((v[0]! * Math.PI) / 180)];
  const [x, y] = [v[1] ?? 0, v[2] ?? 0];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}
