/** What a figure of area belongs to. */
export type AreaSubject = "gross" | "footprint" | "per_storey" | "site" | "room" | "unsaid";

/** A figure of area in the sentence. */
export interface AreaMention {
  readonly start: number;
  readonly end: number;
  /** The figure as given; the middle of a range. */
  readonly given: number;
  readonly unit: "평" | "m2";
  readonly squareMetres: number;
  readonly subject: AreaSubject;
  /** Lower and upper end when a range was given. */
  readonly range?: readonly [number, number];
  /** Room the figure belongs to. */
  readonly room?: string;
  /** "net" when 전용면적 was said. */
  readonly net?: boolean;
}
