import { monthDays, monthOfDay, monthStarts, yearHours } from "./calendar.ts";
import type { Climate } from "./climate.ts";
import { extraterrestrial, koreanMeridian, type Place, type SunPosition, sunPosition } from "./sun.ts";

/** A year of weather by the hour. */
export interface Weather {
  /** Air temperature, °C. */
  readonly temperature: Float64Array;
  /** Global radiation on the horizontal, W/m2. */
  readonly global: Float64Array;
  /** Diffuse radiation on the horizontal, W/m2. */
  readonly diffuse: Float64Array;
  /** Direct radiation on a plane facing the sun, W/m2. */
  readonly direct: Float64Array;
  readonly sun: readonly SunPosition[];
}

/** Bright and dull days in turn, so that the year has clear sky as well as cloud; the mean is set by the month. */
const brightness = [1.35, 1.2, 0.4, 0.95, 1.25, 0.7, 1.15];
/** Warm and cold spells: amplitude in K and length in days. */
const spell = { amplitude: 2.5, days: 9 } as const;
/** The air is warmest at this hour. */
const warmestHour = 15;
/** The atmosphere lets no more through. */
const clearest = 0.76;

/** Makes a year from monthly normals; the means of every month are met exactly. The same climate gives the same year. */
export function weatherOf(climate: Climate): Weather {
  const sun = sunThroughYear({ latitude: climate.latitude, longitude: climate.longitude, meridian: koreanMeridian });
  const global = globalRadiation(climate, sun);
  const { diffuse, direct } = split(global, sun);
  return { temperature: temperatures(climate), global, diffuse, direct, sun };
}

/** Where the sun stands in the middle of every hour of a year. */
export function sunThroughYear(place: Place): SunPosition[] {
  return Array.from({ length: yearHours }, (_, index) => sunPosition(place, Math.floor(index / 24), index % 24));
}

function temperatures(climate: Climate): Float64Array {
  const hourly = new Float64Array(yearHours);
  for (let hour = 0; hour < yearHours; hour += 1) {
    const day = Math.floor(hour / 24);
    const month = monthOfDay[day] ?? 0;
    const daily = Math.cos((2 * Math.PI * ((hour % 24) + 0.5 - warmestHour)) / 24);
    const wave = spell.amplitude * Math.sin((2 * Math.PI * day) / spell.days);
    hourly[hour] = smoothMean(climate, day) + (climate.swing[month] ?? 0) * daily + wave;
  }
  monthDays.forEach((days, month) => {
    const part = hourly.subarray(monthStarts[month], (monthStarts[month] ?? 0) + days * 24);
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    const shift = (climate.temperature[month] ?? 0) - mean;
    part.forEach((value, index) => {
      part[index] = value + shift;
    });
  });
  return hourly;
}

/** Temperature between the middles of two months. */
function smoothMean(climate: Climate, day: number): number {
  const month = monthOfDay[day] ?? 0;
  const length = monthDays[month] ?? 30;
  const place = (day - (monthStarts[month] ?? 0) / 24 + 0.5) / length - 0.5;
  const other = (month + (place < 0 ? 11 : 1)) % 12;
  const here = climate.temperature[month] ?? 0;
  const there = climate.temperature[other] ?? here;
  return here + (there - here) * Math.abs(place);
}

function globalRadiation(climate: Climate, sun: readonly SunPosition[]): Float64Array {
  const outside = new Float64Array(yearHours);
  for (let hour = 0; hour < yearHours; hour += 1) {
    const sine = sun[hour]?.sine ?? 0;
    if (sine > 0.01) outside[hour] = extraterrestrial(Math.floor(hour / 24)) * sine;
  }
  const global = new Float64Array(yearHours);
  monthDays.forEach((days, month) => {
    const start = monthStarts[month] ?? 0;
    const wanted = (climate.radiation[month] ?? 0) * days * 1000;
    fillMonth(outside, global, { start, end: start + days * 24, wanted });
  });
  return global;
}

/** Scales the month until its sum is met: a few rounds, since no hour may be clearer than clear sky. */
function fillMonth(
  outside: Float64Array,
  global: Float64Array,
  month: { start: number; end: number; wanted: number },
): void {
  let scale = 0.45;
  for (let round = 0; round < 12; round += 1) {
    let sum = 0;
    for (let hour = month.start; hour < month.end; hour += 1) {
      const bright = brightness[Math.floor(hour / 24) % brightness.length] ?? 1;
      const value = (outside[hour] ?? 0) * Math.min(clearest, scale * bright);
      global[hour] = value;
      sum += value;
    }
    scale *= month.wanted / sum;
  }
}

/** Splits global radiation into diffuse and direct by Erbs' correlation. */
function split(global: Float64Array, sun: readonly SunPosition[]): { diffuse: Float64Array; direct: Float64Array } {
  const diffuse = new Float64Array(yearHours);
  const direct = new Float64Array(yearHours);
  for (let hour = 0; hour < yearHours; hour += 1) {
    const sine = sun[hour]?.sine ?? 0;
    const whole = global[hour] ?? 0;
    if (sine <= 0.01 || whole <= 0) continue;
    const outside = extraterrestrial(Math.floor(hour / 24));
    const part = whole * diffuseShare(whole / (outside * sine));
    diffuse[hour] = part;
    // Near the horizon the quotient grows without bound; clear sky lets at most some 1,000 W/m2 through.
    direct[hour] = Math.min((whole - part) / sine, 0.78 * outside);
  }
  return { diffuse, direct };
}

function diffuseShare(clearness: number): number {
  const k = clearness;
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k > 0.8) return 0.165;
  return 0.9511 - 0.1604 * k + 4.388 * k ** 2 - 16.638 * k ** 3 + 12.336 * k ** 4;
}
