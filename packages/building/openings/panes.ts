/** Panes side by side in a window: none wider than 1.4 m. */
export const paneCount = (width: number): number => Math.max(1, Math.ceil(width / 1.4 - 1e-9));
