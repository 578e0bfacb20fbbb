import type { XY } from "../../geometry/vector.ts";

const short = (value: number): string => String(Math.round(value * 10) / 10);

const greens = [
  ["#5f7f4a", "#7a9a5c", "#9bb777"],
  ["#6b8a4f", "#86a564", "#a8c183"],
  ["#55754a", "#6f905e", "#90ae7a"],
] as const;

/** Clumps of leaves: offset and radius as shares of the crown's width, and which green. */
const clumps = [
  [-0.2, -0.52, 0.27, 0],
  [0.21, -0.5, 0.26, 0],
  [0, -0.42, 0.26, 0],
  [-0.02, -0.82, 0.33, 1],
  [-0.17, -0.66, 0.24, 1],
  [0.17, -0.68, 0.24, 1],
  [-0.1, -0.93, 0.2, 2],
  [-0.2, -0.72, 0.13, 2],
  [0.06, -0.74, 0.12, 2],
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
