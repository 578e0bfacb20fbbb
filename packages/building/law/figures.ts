import { toleranceM } from "./polygon.ts";

/**
 * A number with so many decimals, halves rounded up (away from nought) once it has been read to `exact` decimals: what
 * floating point leaves of 1.535 must not be 1.53 on one sheet and 1.54 on the next.
 */
export function fixed(value: number, decimals: number, exact = decimals + 4): string {
  if (!Number.isFinite(value)) return String(value);
  const whole = Math.round(Math.abs(value) * 10 ** exact);
  const step = 10 ** (exact - decimals);
  const rounded = Math.floor((whole + step / 2) / step) / 10 ** decimals;
  return (value < 0 && rounded > 0 ? -rounded : rounded).toFixed(decimals);
}

/** A length's figure in metres with two decimals, of whole millimetres as the drawings show them. */
export const metreFigure = (value: number): string => fixed(value, 2, 3);

/** Metres with two decimals. */
export const metres = (value: number): string => `${metreFigure(value)} m`;

/** Floor area as it is listed, m2 of two decimals: sums of listed areas add up as the reader adds them. */
export const listedM2 = (areaM2: number): number => Number(fixed(areaM2, 2, 4));

/** A number with its thousands parted by commas, and so many decimals, of whole square centimetres where it is an area. */
export const grouped = (value: number, decimals: number): string =>
  fixed(value, decimals, 4).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** Square metres with two decimals. */
export const squareMetres = (value: number): string => `${grouped(value, 2)} m²`;

/** Per cent with one decimal, of a ratio. */
export const percent = (ratio: number): string => `${fixed(ratio * 100, 1, 6)} %`;

/** A count with its Korean counter. */
export const count = (value: number, counter: string): string => `${value}${counter}`;

/** Heat transmittance. */
export const transmittance = (value: number): string => `${fixed(value, 3)} W/m²K`;

/** At least, a millimetre forgiven. */
export const atLeast = (value: number, demanded: number): boolean => value >= demanded - toleranceM;

/** At most, a millimetre forgiven. */
export const atMost = (value: number, demanded: number): boolean => value <= demanded + toleranceM;
