/** A rectangle on a sheet, pixels. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The markup of a sheet's group; empty where there is none. For tests. */
export const groupOf = (svg: string, id: string): string =>
  new RegExp(`<g id="${id}">.*?</g>`, "s").exec(svg)?.[0] ?? "";

/** Whether two boxes share ground; touching edges don't. */
export const meet = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
