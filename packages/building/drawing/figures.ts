import { grouped } from "../law/figures.ts";

/** Square metres with one decimal. */
export const squareMetres = (value: number): string => `${grouped(value, 1)} ㎡`;

/** Floor areas, with two decimals as in the area schedule: those of the storeys add up to the whole. */
export const floorArea = (value: number): string => `${grouped(value, 2)} ㎡`;

/** Pyeong (평) with one decimal: 400/121 m2 each. */
export const pyeong = (m2: number): string => `${grouped((m2 * 121) / 400, 1)} 평`;

/** A length in millimetres with thousands parted, as on Korean drawings. */
export const millimetres = (metres: number): string =>
  String(Math.round(metres * 1000)).replace(/\B(?=(\d{3})+$)/g, ",");
