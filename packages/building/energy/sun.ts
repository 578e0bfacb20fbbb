/** Where the sun stands, for the middle of an hour. */
export interface SunPosition {
  /** Sine of the altitude; negative at night. */
  readonly sine: number;
  /** Altitude, radians. */
  readonly altitude: number;
  /** Azimuth from the south, west positive, radians. */
  readonly azimuth: number;
}

const radian = Math.PI / 180;

/** Where on the earth, and by which meridian its clocks go; degrees, east and north positive. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly meridian: number;
}

/** Korea Standard Time follows this meridian, degrees east. */
export const koreanMeridian = 135;

/** Radiation outside the atmosphere on a plane facing the sun, W/m2. */
export function extraterrestrial(day: number): number {
  return 1367 * (1 + 0.033 * Math.cos((2 * Math.PI * (day + 1)) / 365));
}

/** Position of the sun at `hour` o'clock and a half (0 to 23) on a day of the year (0 to 364), by Spencer's series. */
export function sunPosition(place: Place, day: number, hour: number): SunPosition {
  const b = (2 * Math.PI * day) / 365;
  const declination =
    0.006918 -
    0.399912 * Math.cos(b) +
    0.070257 * Math.sin(b) -
    0.006758 * Math.cos(2 * b) +
    0.000907 * Math.sin(2 * b) -
    0.002697 * Math.cos(3 * b) +
    0.00148 * Math.sin(3 * b);
  const equation =
    229.18 *
    (0.000075 +
      0.001868 * Math.cos(b) -
      0.032077 * Math.sin(b) -
      0.014615 * Math.cos(2 * b) -
      0.040849 * Math.sin(2 * b));
  const solarTime = hour + 0.5 + (4 * (place.longitude - place.meridian) + equation) / 60;
  const angle = 15 * (solarTime - 12) * radian;
  const phi = place.latitude * radian;
  const sine = Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(angle);
  return {
    sine,
    altitude: Math.asin(Math.min(1, Math.max(-1, sine))),
    azimuth: Math.atan2(Math.sin(angle), Math.cos(angle) * Math.sin(phi) - Math.tan(declination) * Math.cos(phi)),
  };
}
