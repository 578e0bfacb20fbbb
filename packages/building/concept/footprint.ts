/** Size of the building by wall centreline: width along the street, depth away from it, in metres. */
export interface Footprint {
  readonly width: number;
  readonly depth: number;
}

/** Circulation skeletons. */
export type Typology = "open_hall" | "hall_corridor" | "double_corridor" | "core_units" | "courtyard";
