import { AreaKind } from "@viba/contracts/gen/viba/aec/v1/brief_pb";

/** What a sentence says, slot by slot; what a row leaves out was not said. */
export interface Slots {
  /** The figure of area in 평. */
  readonly 평?: number;
  /** The figure of area in square metres. */
  readonly m2?: number;
  /** What the figure of area means; gross floor area unless said. */
  readonly kind?: AreaKind;
  /** Gross floor area that follows, m2, where it is not the figure itself. */
  readonly gross?: number;
  readonly storeys?: number;
  readonly below?: number;
  readonly use: string;
  /** Uses by storey, for example "1cafe 2house". */
  readonly by?: string;
  /** Rooms with their numbers, for example "bedroom3 bath2". */
  readonly rooms?: string;
  readonly styles?: string;
  readonly certs?: string;
  readonly amenities?: boolean;
  readonly without?: string;
  /** Place and its city, for example "강남/서울". */
  readonly at?: string;
}

/** A sentence and what it says. */
export type Row = readonly [text: string, said: Slots];

export const { FOOTPRINT, PER_STOREY } = AreaKind;
