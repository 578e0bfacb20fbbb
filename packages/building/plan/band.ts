/** A stretch of one depth that rooms fill side by side. */
export interface Band {
  readonly id: string;
  readonly length: number;
  readonly depth: number;
}

/** A room to be put into a band. */
export interface BandItem {
  readonly id: string;
  readonly kind: string;
  /** Wanted area, m2. */
  readonly area: number;
  /** Smallest side by wall centreline, metres. */
  readonly minSide: number;
  /** Key of the only band it may stand in. */
  readonly only?: string;
  /** Start of the keys of the bands it would rather stand in. */
  readonly rather?: string;
  /** Several rooms in one: its own proportion is of no account. */
  readonly block?: boolean;
  /** Stands at the start of its band. */
  readonly first?: boolean;
}

/** Items of every band, in order. */
export type Orders = readonly (readonly BandItem[])[];
