/** Which sheet of the set: first of its kind is 0. */
export type SheetKind =
  | "cover"
  | "view"
  | "site"
  | "areas"
  | "plan"
  | "elevation"
  | "section"
  | "openings"
  | "code"
  | "energy";

const firsts: Readonly<Record<SheetKind, number>> = {
  cover: 1,
  view: 2,
  site: 11,
  areas: 21,
  plan: 101,
  elevation: 201,
  section: 301,
  openings: 401,
  code: 901,
  energy: 951,
};

/** Number of a sheet in the set, as Korean offices write it: A-101 is the first floor plan. */
export const sheetNumber = (kind: SheetKind, index = 0): string => `A-${String(firsts[kind] + index).padStart(3, "0")}`;

/** Name of one of several sheets alike, on the sheet as in the list: "창호표 (2)"; a sheet alone has no number. */
export const numbered = (name: string, index: number, count: number): string =>
  count > 1 ? `${name} (${index + 1})` : name;
