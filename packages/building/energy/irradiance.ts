import { yearHours } from "./calendar.ts";
import { letThrough } from "./glass.ts";
import { extraterrestrial } from "./sun.ts";
import type { Weather } from "./weather.ts";

/** A plane: tilt from the horizontal and azimuth from the south (west positive), in radians. */
export interface Plane {
  readonly tilt: number;
  readonly azimuth: number;
}

/** A roof over the windows of a plane, metres. */
export interface Overhang {
  readonly depth: number;
  /** Height between the window's head and the overhang. */
  readonly gap: number;
  /** Height of the window. */
  readonly window: number;
}

/** Walls that stand out at both edges of a window, metres. */
export interface Fins {
  readonly depth: number;
  /** Width of the window between them. */
  readonly window: number;
}

/** What stands before or in a plane: each keeps off its share. */
export interface Screen {
  readonly overhang?: Overhang | undefined;
  readonly fins?: Fins | undefined;
  /** Panes of glass, which let in less of direct light that falls at a slant. */
  readonly panes?: number | undefined;
}

/** Upper ends of the bins of sky clearness. */
const clearnessBins = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];
/** Perez's coefficients of circumsolar and horizon brightness, one row a bin. */
const brightnessFactors = [
  [-0.008, 0.588, -0.062, -0.06, 0.072, -0.022],
  [0.13, 0.683, -0.151, -0.019, 0.066, -0.029],
  [0.33, 0.487, -0.221, 0.055, -0.064, -0.026],
  [0.568, 0.187, -0.295, 0.109, -0.152, -0.014],
  [0.873, -0.392, -0.362, 0.226, -0.462, 0.001],
  [1.132, -1.237, -0.412, 0.288, -0.823, 0.056],
  [1.06, -1.6, -0.359, 0.264, -1.127, 0.131],
  [0.678, -0.327, -0.25, 0.156, -1.377, 0.251],
] as const;
/** Share of light that the ground throws back. */
export const groundReflectance = 0.2;
const lowestCosine = Math.cos((85 * Math.PI) / 180);

/** Radiation on a plane by the hour, W/m2, by Perez's model, less what the screen keeps off. */
export function radiationOn(weather: Weather, plane: Plane, screen: Screen = {}): Float64Array {
  const hourly = new Float64Array(yearHours);
  const flat = plane.tilt === 0;
  const tilted = { plane, screen, cos: Math.cos(plane.tilt), sin: Math.sin(plane.tilt), seen: seenShare(screen) };
  for (let hour = 0; hour < yearHours; hour += 1) {
    const global = weather.global[hour] ?? 0;
    if (global > 0) hourly[hour] = flat ? global : hourOn(weather, hour, global, tilted);
  }
  return hourly;
}

interface Tilted {
  readonly plane: Plane;
  readonly screen: Screen;
  readonly cos: number;
  readonly sin: number;
  /** Share of the sky and of the ground that the screen leaves in sight. */
  readonly seen: { readonly sky: number; readonly ground: number };
}

function hourOn(weather: Weather, hour: number, global: number, tilted: Tilted): number {
  const sun = weather.sun[hour];
  if (sun === undefined) return 0;
  const { plane, screen, cos, sin, seen } = tilted;
  const { panes } = screen;
  const diffuse = weather.diffuse[hour] ?? 0;
  const direct = weather.direct[hour] ?? 0;
  const turn = sun.azimuth - plane.azimuth;
  const incidence = Math.max(0, sun.sine * cos + Math.cos(sun.altitude) * sin * Math.cos(turn));
  const lit = litShare(screen, sun.altitude, turn);
  const { around, horizon } = sky(diffuse, direct, sun.sine, extraterrestrial(Math.floor(hour / 24)));
  const fromSky =
    diffuse * (seen.sky * (1 - around) * ((1 + cos) / 2) + horizon * sin) +
    (lit * diffuse * around * incidence) / Math.max(lowestCosine, sun.sine);
  const fromGround = seen.ground * global * groundReflectance * ((1 - cos) / 2);
  const through = panes === undefined ? 1 : letThrough(panes, Math.acos(Math.min(1, incidence)));
  return through * lit * direct * incidence + Math.max(0, fromSky) + fromGround;
}

/** Circumsolar and horizon brightness of the sky. */
function sky(diffuse: number, direct: number, sine: number, outside: number): { around: number; horizon: number } {
  if (diffuse <= 0) return { around: 0, horizon: 0 };
  const zenith = Math.acos(Math.min(1, Math.max(0, sine)));
  const cube = 1.041 * zenith ** 3;
  const clearness = ((diffuse + direct) / diffuse + cube) / (1 + cube);
  let bin = 0;
  while (bin < clearnessBins.length && clearness >= (clearnessBins[bin] ?? 0)) bin += 1;
  const airMass = 1 / Math.max(0.05, sine + 0.15 * (93.885 - (zenith * 180) / Math.PI) ** -1.253);
  const brightness = (airMass * diffuse) / outside;
  const [a, b, c, d, e, f] = brightnessFactors[bin] ?? brightnessFactors[0];
  return {
    around: Math.max(0, a + b * brightness + c * zenith),
    horizon: d + e * brightness + f * zenith,
  };
}

/** Share of the sky and of the ground that the middle of a window sees past a long overhang and fins. */
export function seenShare({ overhang, fins }: Screen): Tilted["seen"] {
  const beside = fins === undefined ? 1 : fins.window / 2 / Math.hypot(fins.window / 2, fins.depth);
  if (overhang === undefined) return { sky: beside, ground: beside };
  const rise = overhang.gap + overhang.window / 2;
  return { sky: (beside * rise) / Math.hypot(rise, overhang.depth), ground: beside };
}

/** Share of the window that direct light reaches past its overhang and fins. */
export function litShare({ overhang, fins }: Screen, altitude: number, turn: number): number {
  const facing = Math.cos(turn);
  if (facing <= 0.02) return 1;
  const fromAbove = overhang === undefined ? 0 : (overhang.depth * Math.tan(altitude)) / facing - overhang.gap;
  const fromBeside = fins === undefined ? 0 : (fins.depth * Math.abs(Math.sin(turn))) / facing;
  return open(fromAbove, overhang?.window ?? 1) * open(fromBeside, fins?.window ?? 1);
}

/** What a shadow of this length leaves of a window. */
function open(shadow: number, window: number): number {
  return 1 - Math.min(1, Math.max(0, shadow / window));
}
