import { toleranceM } from "./polygon.ts";

/** Metres with two decimals. */
export const metres = (value: number): string => `${value.toFixed(2)} m`;

/** A number with its thousands parted by commas, and so many decimals. */
export const grouped = (value: number, decimals: number): string =>
  value.toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

/** Square metres with two decimals. */
export const squareMetres = (value: number): string => `${grouped(value, 2)} m²`;

/** Per cent with one decimal, of a ratio. */
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

/** A count with its Korean counter. */
export const count = (value: number, counter: string): string => `${value}${counter}`;

/** Heat transmittance. */
export const transmittance = (value: number): string => `${value.toFixed(3)} W/m²K`;

/** At least, a millimetre forgiven. */
export const atLeast = (value: number, demanded: number): boolean => value >= demanded - toleranceM;

/** At most, a millimetre forgiven. */
export const atMost = (value: number, demanded: number): boolean => value <= demanded + toleranceM;
