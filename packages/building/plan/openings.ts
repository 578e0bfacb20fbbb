import type { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { snap } from "../geometry/snap.ts";
import type { DraftRoom } from "./draft.ts";
import { openingGap } from "./storey-walls.ts";
import type { Edge } from "./storey-walls.ts";

/** An opening set into an edge. */
export interface DraftOpening {
  readonly edge: Edge;
  readonly kind: OpeningKind;
  /** Coordinate of its centre along the wall's line. */
  readonly centre: number;
  readonly width: number;
  readonly height: number;
  readonly sill: number;
  readonly rooms: readonly DraftRoom[];
  readonly exit: boolean;
  readonly openable: number;
  readonly firefighter: boolean;
}

/** A stretch along a wall's line, metres. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Stretches of an edge no opening or post has taken, with the gap kept. */
export function freeSpans(edge: Edge, within: Span = edge): Span[] {
  const spans: Span[] = [];
  let from = Math.max(edge.from, within.from);
  const end = Math.min(edge.to, within.to);
  for (const taken of edge.wall.taken.toSorted((a, b) => a.from - b.from)) {
    if (taken.to + openingGap <= from || taken.from - openingGap >= end) continue;
    if (taken.from - openingGap > from) spans.push({ from, to: taken.from - openingGap });
    from = Math.max(from, taken.to + openingGap);
  }
  if (end > from) spans.push({ from, to: end });
  return spans;
}

/** Where in a free stretch an opening is set. */
export type Where = "low" | "middle" | "high";

/** Parts of stretches outside of what is better avoided. */
const clearOf = (spans: readonly Span[], avoided: readonly Span[]): Span[] =>
  avoided.reduce<Span[]>(
    (left, { from, to }) =>
      left.flatMap((span) =>
        from >= span.to || to <= span.from
          ? [span]
          : [
              { from: span.from, to: from },
              { from: to, to: span.to },
            ].filter((part) => part.to > part.from),
      ),
    [...spans],
  );

/** Free stretches of an edge outside of what is avoided. */
export const clearSpans = (edge: Edge, avoided: readonly Span[], within?: Span): Span[] =>
  clearOf(freeSpans(edge, within), avoided);

/** What is asked of a place on an edge. */
export interface Wanted {
  readonly width: number;
  readonly where: Where;
  readonly within?: Span;
  /** Left free where another place is long enough. */
  readonly avoid?: readonly Span[];
}

/** Takes a stretch of `width` on the edge and returns its centre; undefined if no free stretch is long enough. */
export function takeSpan(edge: Edge, { width, where, within, avoid = [] }: Wanted): number | undefined {
  const fits = ({ from, to }: Span): boolean => to - from >= width - 1e-6;
  const clear = clearSpans(edge, avoid, within).filter(fits);
  const spans = clear.length > 0 ? clear : freeSpans(edge, within).filter(fits);
  if (spans.length === 0) return undefined;
  const span =
    where === "low"
      ? spans[0]!
      : where === "high"
        ? spans.at(-1)!
        : spans.reduce((best, next) => (next.to - next.from > best.to - best.from ? next : best));
  const centre = snap(
    where === "low" ? span.from + width / 2 : where === "high" ? span.to - width / 2 : (span.from + span.to) / 2,
  );
  edge.wall.taken.push({ from: centre - width / 2, to: centre + width / 2 });
  return centre;
}
