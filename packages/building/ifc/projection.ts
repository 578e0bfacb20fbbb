/** Easting and northing in metres. */
export interface MapPoint {
  readonly easting: number;
  readonly northing: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

// GRS80, and the grid of EPSG:5186 (KGD2002, central belt 2010).
const semiMajor = 6_378_137;
const flattening = 1 / 298.257222101;
const origin = { latitude: radians(38), longitude: radians(127) };
const falseOrigin = { easting: 200_000, northing: 600_000 };

const n = flattening / (2 - flattening);
const rectifying = (semiMajor / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const series = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3,
  (61 / 240) * n ** 3,
];

/** Geographic degrees to the grid of EPSG:5186, to a millimetre within Korea (Krüger's series to the third order). */
export function toCentralBelt(latitude: number, longitude: number): MapPoint {
  const { across, along } = transverse(radians(latitude), radians(longitude) - origin.longitude);
  const zero = transverse(origin.latitude, 0);
  return {
    easting: falseOrigin.easting + rectifying * across,
    northing: falseOrigin.northing + rectifying * (along - zero.along),
  };
}

function transverse(latitude: number, longitude: number): { across: number; along: number } {
  const k = (2 * Math.sqrt(n)) / (1 + n);
  const t = Math.sinh(Math.atanh(Math.sin(latitude)) - k * Math.atanh(k * Math.sin(latitude)));
  const xi = Math.atan2(t, Math.cos(longitude));
  const eta = Math.atanh(Math.sin(longitude) / Math.sqrt(1 + t * t));
  return series.reduce(
    (sum, factor, i) => {
      const order = 2 * (i + 1);
      return {
        across: sum.across + factor * Math.cos(order * xi) * Math.sinh(order * eta),
        along: sum.along + factor * Math.sin(order * xi) * Math.cosh(order * eta),
      };
    },
    { across: eta, along: xi },
  );
}

/** Degrees as whole degrees, minutes, seconds and millionths of a second, all of one sign. */
export function compoundAngle(degrees: number): [number, number, number, number] {
  const sign = degrees < 0 ? -1 : 1;
  const millionths = Math.round(Math.abs(degrees) * 3600e6);
  const parts = [
    Math.floor(millionths / 3600e6),
    Math.floor(millionths / 60e6) % 60,
    Math.floor(millionths / 1e6) % 60,
    millionths % 1e6,
  ] as const;
  return parts.map((part) => (part === 0 ? 0 : sign * part)) as [number, number, number, number];
}
