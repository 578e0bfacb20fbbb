import { yearHours } from "./calendar.ts";
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
const groundReflectance = 0.2;
const lowestCosine = Math.cos((85 * Math.PI) / 180);

/** Radiation on a plane by the hour, W/m2, by Perez's model; the overhang keeps off direct light and part of the sky. */
export function radiationOn(weather: Weather, plane: Plane, overhang?: Overhang): Float64Array {
  const hourly = new Float64Array(yearHours);
  const cosTilt = Math.cos(plane.tilt);
  const sinTilt = Math.sin(plane.tilt);
  const horizontal = plane.tilt === 0;
  const seen = overhang === undefined ? 1 : skyShare(overhang);
  for (let hour = 0; hour < yearHours; hour += 1) {
    const global = weather.global[hour] ?? 0;
    if (global <= 0) continue;
    if (horizontal) {
      hourly[hour] = global;
      continue;
    }
    const sun = weather.sun[hour];
    if (sun === undefined) continue;
    const diffuse = weather.diffuse[hour] ?? 0;
    const direct = weather.direct[hour] ?? 0;
    const turn = sun.azimuth - plane.azimuth;
    const incidence = Math.max(0, sun.sine * cosTilt + Math.cos(sun.altitude) * sinTilt * Math.cos(turn));
    const lit = overhang === undefined ? 1 : litShare(overhang, sun.altitude, turn);
    const { around, horizon } = sky(diffuse, direct, sun.sine, extraterrestrial(Math.floor(hour / 24)));
    const fromSky =
      diffuse *
      (seen * (1 - around) * ((1 + cosTilt) / 2) +
        (lit * around * incidence) / Math.max(lowestCosine, sun.sine) +
        horizon * sinTilt);
    const fromGround = global * groundReflectance * ((1 - cosTilt) / 2);
    hourly[hour] = lit * direct * incidence + Math.max(0, fromSky) + fromGround;
  }
  return hourly;
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

/** Share of the sky that the middle of a window sees below a long overhang. */
function skyShare(overhang: Overhang): number {
  const rise = overhang.gap + overhang.window / 2;
  return rise / Math.hypot(rise, overhang.depth);
}

/** Share of the window that direct light reaches below an overhang. */
function litShare(overhang: Overhang, altitude: number, turn: number): number {
  const facing = Math.cos(turn);
  if (facing <= 0.02 || overhang.depth <= 0) return 1;
  const shadow = (overhang.depth * Math.tan(altitude)) / facing - overhang.gap;
  return 1 - Math.min(1, Math.max(0, shadow / overhang.window));
}
