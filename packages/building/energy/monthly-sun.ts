import { monthDays, monthStarts } from "./calendar.ts";
import type { Climate } from "./climate.ts";
import { groundReflectance, litShare, type Plane, type Screen, seenShare } from "./irradiance.ts";
import { extraterrestrial, koreanMeridian, type SunPosition, sunPosition } from "./sun.ts";

/** The sun of the day in the middle of each month, by the hour. */
export interface MonthSun {
  readonly hours: readonly SunPosition[];
  /** Radiation outside the atmosphere on a plane that faces the sun, W/m2. */
  readonly outside: number;
}

/** The middle day of every month at a place. */
export function monthSuns(climate: Climate): MonthSun[] {
  const place = { latitude: climate.latitude, longitude: climate.longitude, meridian: koreanMeridian };
  return monthDays.map((days, month) => {
    const day = (monthStarts[month] ?? 0) / 24 + Math.floor(days / 2);
    const hours = Array.from({ length: 24 }, (_, hour) => sunPosition(place, day, hour));
    return { hours, outside: extraterrestrial(day) };
  });
}

/** Radiation on a plane by month, kWh/m2, from monthly means alone (Liu and Jordan, Klein). */
export function monthlyOn(climate: Climate, suns: readonly MonthSun[], plane: Plane, screen: Screen = {}): number[] {
  return suns.map((sun, month) => {
    const daily = climate.radiation[month] ?? 0;
    const days = monthDays[month] ?? 30;
    if (plane.tilt === 0) return daily * days;
    const cos = Math.cos(plane.tilt);
    const diffuse = daily * diffuseOf(daily, sun);
    const seen = seenShare(screen);
    const direct = (daily - diffuse) * directRatio(sun, plane, screen);
    const fromSky = diffuse * seen.sky * ((1 + cos) / 2);
    const fromGround = daily * groundReflectance * seen.ground * ((1 - cos) / 2);
    return (direct + fromSky + fromGround) * days;
  });
}

/** Diffuse share of a month's mean day, by Erbs, Klein and Duffie. */
function diffuseOf(daily: number, { hours, outside }: MonthSun): number {
  const most = (hours.reduce((sum, { sine }) => sum + Math.max(0, sine), 0) * outside) / 1000;
  const k = Math.min(0.8, Math.max(0.3, daily / most));
  const dayHours = hours.filter(({ sine }) => sine > 0).length;
  // Days shorter than 10.85 hours (a sunset angle of 81.4 degrees) have clearer winter air.
  return dayHours <= 10.85
    ? 1.391 - 3.56 * k + 4.189 * k ** 2 - 2.137 * k ** 3
    : 1.311 - 3.022 * k + 3.427 * k ** 2 - 1.821 * k ** 3;
}

/** Direct light on the plane, past its screen, over direct light on the horizontal. */
function directRatio({ hours }: MonthSun, plane: Plane, screen: Screen): number {
  let onPlane = 0;
  let flat = 0;
  for (const { sine, altitude, azimuth } of hours) {
    if (sine <= 0) continue;
    const turn = azimuth - plane.azimuth;
    const incidence = sine * Math.cos(plane.tilt) + Math.cos(altitude) * Math.sin(plane.tilt) * Math.cos(turn);
    onPlane += Math.max(0, incidence) * litShare(screen, altitude, turn);
    flat += sine;
  }
  return flat > 0 ? onPlane / flat : 0;
}
