/** A length rounded to the millimetre, so that equal coordinates are equal numbers. */
export const snap = (metres: number): number => Math.round(metres * 1000) / 1000;
