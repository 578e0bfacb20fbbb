import type { Flight, Stair, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { counterClockwise, distanceToSegment, edges } from "../geometry/polygon.ts";
import { add, between, distance, dot, locate, scale, subtract, turnRight } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { bodyShape } from "./contexts.ts";
import type { Job } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import type { Ref } from "./schema.ts";
import { axes, extrude, place, profile } from "./shapes.ts";
import { typed } from "./step.ts";
import { styled } from "./styles.ts";

/** Height over the nosings, over level edges, and thickness of a railing, metres. */
const overNosing = 0.9;
const overFloor = 1.2;
const thickness = 0.03;
/** A wall whose face is no further than this from an edge guards it, metres. */
const reachM = 0.12;
/** A flight that ends no further than this from an edge leaves it open, metres. */
const meetsM = 0.15;

/** A railing along a line, seen from its side: heights over the stair's floor at its start and its end. */
interface Run {
  readonly from: XY;
  readonly to: XY;
  readonly bottom: readonly [number, number];
  readonly height: number;
}

/** The railings of a stair: where an edge has no wall and the fall is over it, on flights, landings and round the well. */
export function writeRailings(
  job: Job,
  stair: Stair,
  storey: Storey,
  whole: { readonly ref: Ref<"IfcStair">; readonly placement: Ref<"IfcLocalPlacement"> },
): void {
  const above = job.plan.storeys.find((other) => Math.abs(other.elevation - storey.elevation - storey.height) < 1e-6);
  const runs = [
    ...stair.flights.flatMap((flight) => flightRuns(stair, flight, storey)),
    ...landingRuns(stair, storey),
    ...(above ? wellRuns(stair, storey, above) : []),
  ];
  runs.forEach((run, i) => {
    const ref = writeRun(job, run, `${stair.id}/railing-${i + 1}`, whole.placement);
    job.relations.aggregate(whole.ref, ref);
    job.relations.material(job.materials.plain("강재"), ref);
  });
}

/** A wall of the storey runs along the whole line. */
function walled(storey: Storey, from: XY, to: XY): boolean {
  return [0.05, 0.5, 0.95].every((share) => {
    const at = between(from, to, share);
    return storey.walls.some(({ start, end, thickness: wall }) => {
      return start && end && distanceToSegment(at, start, end) <= wall / 2 + reachM;
    });
  });
}

function flightRuns({ riser, going }: Stair, flight: Flight, storey: Storey): Run[] {
  const { foot, direction, width, risers, base } = flight;
  if (!foot || !direction || risers < 2) return [];
  const length = (risers - 1) * going;
  return [1, -1].flatMap((side) => {
    const aside = scale(turnRight(direction), side);
    const edge = add(foot, scale(aside, width / 2));
    const far = add(edge, scale(direction, length));
    if (walled(storey, edge, far)) return [];
    const out = scale(aside, thickness / 2 + 0.005);
    const bottom = [base + riser, base + risers * riser] as const;
    return [{ from: add(edge, out), to: add(far, out), bottom, height: overNosing }];
  });
}

function landingRuns(stair: Stair, storey: Storey): Run[] {
  return stair.landings.flatMap(({ outline, level }) =>
    edges(counterClockwise(ringOf(outline))).flatMap(([a, b]) => {
      const meets = stair.flights.some((flight) =>
        [flight.foot, topOf(stair, flight)].some((end) => end && distanceToSegment(end, a, b) < meetsM),
      );
      if (meets || walled(storey, a, b)) return [];
      return [{ from: a, to: b, bottom: [level, level] as const, height: overFloor }];
    }),
  );
}

const topOf = ({ going }: Stair, { foot, direction, risers }: Flight): XY | undefined =>
  foot && direction && add(foot, scale(direction, (risers - 1) * going));

/** Round the well on the storey above, but for where the flight arrives and where the next stair begins. */
function wellRuns(stair: Stair, storey: Storey, above: Storey): Run[] {
  const arrival = stair.flights.at(-1);
  const open = [
    ...(arrival ? [{ at: topOf(stair, arrival), width: arrival.width }] : []),
    ...above.stairs.flatMap(({ flights: [first] }) => (first ? [{ at: first.foot, width: first.width }] : [])),
  ];
  return edges(counterClockwise(ringOf(stair.well))).flatMap(([a, b]) => {
    if (walled(above, a, b)) return [];
    const along = scale(subtract(b, a), 1 / distance(a, b));
    const gaps = open
      .flatMap(({ at, width }) => {
        if (!at || distanceToSegment(at, a, b) > meetsM) return [];
        const middle = dot(subtract(at, a), along);
        return [[middle - width / 2 - 0.05, middle + width / 2 + 0.05] as const];
      })
      .toSorted(([p], [q]) => p - q);
    const level = [storey.height, storey.height] as const;
    // On the floor beside the well: the ring runs counter-clockwise, so the floor is on its right.
    const at = (distance: number): XY => locate(a, along, distance, -thickness);
    const starts = [0, ...gaps.map(([, end]) => end)];
    const ends = [...gaps.map(([start]) => start), distance(a, b)];
    return starts
      .map((start, i) => [start, ends[i]!] as const)
      .filter(([start, end]) => end - start > 0.2)
      .map(([start, end]) => ({ from: at(start), to: at(end), bottom: level, height: overFloor }));
  });
}

function writeRun(job: Job, run: Run, path: string, home: Ref<"IfcLocalPlacement">): Ref<"IfcRailing"> {
  const { writer, sheet, contexts, properties } = job;
  const { from, to, bottom, height } = run;
  const length = distance(from, to);
  const along = scale(subtract(to, from), 1 / length);
  const right = turnRight(along);
  const corner = subtract(from, scale(right, thickness / 2));
  const position = axes(writer, [corner.x, corner.y, 0], [right.x, right.y, 0], [along.x, along.y, 0]);
  const side = [
    { x: 0, y: bottom[0] },
    { x: length, y: bottom[1] },
    { x: length, y: bottom[1] + height },
    { x: 0, y: bottom[0] + height },
  ];
  const solid = extrude(writer, profile(writer, side, path), position, thickness, path);
  const ref = writer.add("IfcRailing", {
    GlobalId: sheet.id(path),
    Name: "난간",
    ObjectPlacement: place(writer, home),
    Representation: bodyShape(writer, contexts, ...styled(writer, "frame", solid)),
    PredefinedType: "GUARDRAIL",
  });
  properties.put(ref, "Pset_RailingCommon", {
    Height: typed("IfcPositiveLengthMeasure", height),
    IsExternal: yes(false),
  });
  writeQuantities(sheet, ref, path, "Qto_RailingBaseQuantities", {
    lengths: { Length: Math.hypot(length, bottom[1] - bottom[0]) },
  });
  return ref;
}
