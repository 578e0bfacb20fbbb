import type { XY } from "../../geometry/vector.ts";

const short = (value: number): string => String(Math.round(value * 10) / 10);

const greens = [
  ["#4d6b3c", "#6c8d4e", "#8fb06a", "#b4cc8d"],
  ["#587743", "#7a9a58", "#9dbb76", "#bfd49a"],
  ["#476844", "#648a58", "#86a974", "#aac696"],
] as const;

/** Clumps of leaves: offset and radius as shares of the crown's width, and which green, dark ones first. */
const clumps = [
  [-0.22, -0.5, 0.26, 0],
  [0.22, -0.49, 0.26, 0],
  [0.02, -0.42, 0.27, 0],
  [0.3, -0.68, 0.19, 0],
  [-0.04, -0.78, 0.34, 1],
  [-0.24, -0.66, 0.22, 1],
  [0.16, -0.62, 0.24, 1],
  [0.16, -0.88, 0.2, 1],
  [-0.14, -0.92, 0.2, 2],
  [-0.25, -0.74, 0.14, 2],
  [0.04, -0.7, 0.13, 2],
  [-0.02, -1.0, 0.12, 2],
  [-0.17, -0.99, 0.09, 3],
  [-0.27, -0.8, 0.07, 3],
  [-0.04, -0.82, 0.07, 3],
] as const;

/** A tree whose trunk stands at `foot`, its crown `width` pixels wide. */
export function treeMarkup(foot: XY, width: number, seed: number): string {
  const green = greens[seed % greens.length]!;
  const lean = ((seed * 37) % 11) / 110 - 0.05;
  const tall = 1 + ((seed * 53) % 7) / 40;
  const crown = clumps.map(([x, y, r, shade], i) => {
    const jitter = (((seed + i) * 29) % 13) / 260 - 0.025;
    const cx = foot.x + (x + jitter + lean) * width;
    const cy = foot.y + (y * tall - 0.1 + jitter) * width;
    return `<circle cx="${short(cx)}" cy="${short(cy)}" r="${short(r * width)}" fill="${green[shade]}"/>`;
  });
  const trunk = `M${short(foot.x - width * 0.035)} ${short(foot.y)}L${short(foot.x + (lean - 0.02) * width)} ${short(foot.y - width * 0.6)}h${short(width * 0.04)}L${short(foot.x + width * 0.035)} ${short(foot.y)}Z`;
  return `<path d="${trunk}" fill="#6d5440"/>${crown.join("")}`;
}

/** A round shrub on the ground, `width` pixels wide. */
export function bushMarkup({ x, y }: XY, width: number, seed: number): string {
  const green = greens[seed % greens.length]!;
  const ball = (dx: number, dy: number, r: number, shade: 0 | 1 | 2 | 3) =>
    `<circle cx="${short(x + dx * width)}" cy="${short(y - dy * width)}" r="${short(r * width)}" fill="${green[shade]}"/>`;
  return ball(0.16, 0.3, 0.34, 0) + ball(-0.14, 0.32, 0.36, 1) + ball(-0.18, 0.44, 0.2, 2) + ball(0.14, 0.42, 0.14, 2);
}

const coats = ["#8a4b3c", "#3f5566", "#7d7462"] as const;

/** A person of 1.7 m standing at `foot`. */
export function personMarkup({ x, y }: XY, pixelsPerMetre: number, seed: number): string {
  const m = pixelsPerMetre;
  const coat = coats[seed % coats.length]!;
  const limb = (dx: number) =>
    `<path d="M${short(x + dx * m)} ${short(y)}L${short(x + dx * 0.5 * m)} ${short(y - 0.75 * m)}" stroke="#3a3a3e" stroke-width="${short(0.14 * m)}" stroke-linecap="round"/>`;
  return [
    limb(-0.1),
    limb(0.1),
    `<path d="M${short(x - 0.2 * m)} ${short(y - 0.7 * m)}Q${short(x - 0.24 * m)} ${short(y - 1.4 * m)} ${short(x)} ${short(y - 1.42 * m)}Q${short(x + 0.24 * m)} ${short(y - 1.4 * m)} ${short(x + 0.2 * m)} ${short(y - 0.7 * m)}Z" fill="${coat}"/>`,
    `<circle cx="${short(x)}" cy="${short(y - 1.55 * m)}" r="${short(0.12 * m)}" fill="#e3bd9c"/>`,
  ].join("");
}
