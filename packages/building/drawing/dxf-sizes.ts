/** Sizes of dimensions, drawing units: letters, ticks, and how far lines reach beyond and stay away. */
export const dimensionSizes = { letters: 250, tick: 120, beyond: 150, away: 200 } as const;
