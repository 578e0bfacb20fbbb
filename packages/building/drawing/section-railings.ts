import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { railingRuns } from "../geometry/railing-runs.ts";
import type { RailingRun } from "../geometry/railing-runs.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { dot } from "../geometry/vector.ts";
import type { Cut } from "./section-place.ts";
import { element, n } from "./svg.ts";
import type { Scale } from "./svg.ts";

/** Distance of the balusters that are drawn: fewer than there are, for they would run together; metres. */
const pitch = 0.6;
const stroke = { fill: "none", stroke: "#7a7a7a" };
/** A railing so little before the cut stands in it, metres. */
const near = 0.05;

/** A railing that reaches less far along the view is seen from its end, metres. */
const endOn = 0.1;

/** A railing in the cut or beyond it, and the level of the floor its heights are over. */
interface SeenRun {
  readonly run: RailingRun;
  readonly floor: number;
}

const seenRuns = (plan: Plan, { facing, depth }: Cut): SeenRun[] =>
  plan.storeys.flatMap((storey, i) =>
    storey.stairs
      .flatMap((stair) => railingRuns(stair, storey, plan.storeys[i + 1]))
      .filter(({ from, to }) => [from, to].every((end) => dot(end, facing.away) > depth - near))
      .map((run) => ({ run, floor: storey.elevation })),
  );

/** Draws the railings of the stairs in the cut and beyond it: handrails, and posts under them. */
export const drawRailings = (scale: Scale, plan: Plan, cut: Cut): string =>
  seenRuns(plan, cut)
    .map((seen) => drawRun(scale, seen, cut))
    .join("");

/** What the railings cover along the view, as boxes of a tread's length, metres. */
export const railingBoxes = (plan: Plan, cut: Cut): Rectangle[] =>
  seenRuns(plan, cut).flatMap(({ run: { from, to, bottom, height }, floor }) => {
    const [a, b] = [dot(from, cut.facing.along), dot(to, cut.facing.along)];
    const parts = Math.max(1, Math.round(Math.abs(b - a) / 0.28));
    const z = (i: number) => floor + bottom[0] + ((bottom[1] - bottom[0]) * i) / parts;
    const x = (i: number) => a + ((b - a) * i) / parts;
    return Array.from({ length: parts }, (_, i) => ({
      x0: Math.min(x(i), x(i + 1)),
      x1: Math.max(x(i), x(i + 1)),
      y0: Math.min(z(i), z(i + 1)),
      y1: Math.max(z(i), z(i + 1)) + height,
    }));
  });

function drawRun(scale: Scale, { run, floor }: SeenRun, { facing }: Cut): string {
  const { from, to, bottom, height } = run;
  const [a, b] = [dot(from, facing.along), dot(to, facing.along)];
  const at = (share: number, up: number): string => {
    const z = floor + bottom[0] + (bottom[1] - bottom[0]) * share + up;
    return `${n(scale.x(a + (b - a) * share))} ${n(scale.y(z))}`;
  };
  // Seen from its end it would be a lone post that sticks up beside the handrail of a flight.
  if (Math.abs(b - a) < endOn) return "";
  const spans = Math.max(1, Math.round(Math.abs(b - a) / pitch));
  const posts = Array.from({ length: spans + 1 }, (_, i) => `M${at(i / spans, 0)}L${at(i / spans, height)}`);
  return (
    element("path", { d: posts.join(""), ...stroke, "stroke-width": 0.6 }) +
    element("path", { d: `M${at(0, height)}L${at(1, height)}`, ...stroke, "stroke-width": 1.4 })
  );
}
