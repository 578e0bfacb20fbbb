import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Rectangle } from "../geometry/rectangle.ts";
import { between } from "../geometry/vector.ts";
import { boxAround, boxOver } from "./label-obstacles.ts";
import { placeLabel } from "./labels.ts";
import type { LabelTask, PlacedLabel } from "./labels.ts";
import { bearable, placeMarks } from "./place-marks.ts";
import type { MarkTask, Obstacle, PlacedMark } from "./place-marks.ts";
import type { ShownStair } from "./stairs.ts";
import type { Scale } from "./svg.ts";

/** What is written into the rooms of a storey: their names, and the marks of their doors and windows. */
export interface WrittenRooms {
  readonly labels: readonly PlacedLabel[];
  readonly marks: readonly PlacedMark[];
}

/** Ways in which the names of a room make way for the marks that have no other place, the mildest first. */
const yielding: readonly ((marks: readonly Rectangle[]) => Omit<LabelTask, "storey" | "stairs">)[] = [
  (marks) => ({ wanted: weighed(marks, 5) }),
  (marks) => ({ wanted: weighed(marks, 80) }),
  (marks) => ({ kept: weighed(marks, 200) }),
  (marks) => ({ kept: weighed(marks, 200), small: true }),
];

const weighed = (boxes: readonly Rectangle[], weight: number): Obstacle[] => boxes.map((box) => ({ box, weight }));

/** Places names first and marks round them; where a mark finds no good place so, the names of its rooms make way for it. */
export function writeRooms(
  scale: Scale,
  { storey, stairs, task }: { storey: Storey; stairs: readonly ShownStair[]; task: MarkTask },
): WrittenRooms {
  const named = (spaces: readonly Space[], yielded = {}): Map<Space, PlacedLabel> =>
    new Map(
      spaces.flatMap((space) => {
        const label = placeLabel(scale, space, { storey, stairs, ...yielded });
        return label ? [[space, label] as const] : [];
      }),
    );
  const marked = (labels: readonly PlacedLabel[]) =>
    placeMarks({
      ...task,
      obstacles: [...task.obstacles, ...labels.map(({ box }) => ({ box, weight: Infinity, written: true }))],
    });
  const labels = named(storey.spaces);
  const first = { labels: [...labels.values()], marks: marked([...labels.values()]) };
  let best: WrittenRooms = first;
  // Where it is not enough that the names of its own rooms make way, those next door do too.
  for (const next of [false, true]) {
    const strained = best.marks.filter(({ strain }) => strain > bearable);
    if (strained.length === 0) break;
    const own = new Set(strained.flatMap(({ opening }) => opening.spaces));
    const doors = storey.openings.filter(({ spaces }) => next && spaces.some((id) => own.has(id)));
    const rooms = new Set([...own, ...doors.flatMap(({ spaces }) => spaces)]);
    const others = [...labels].filter(([{ id }]) => !rooms.has(id)).map(([, label]) => label);
    const wanted = marked(others).flatMap((mark) => boxesOf(mark, task));
    const moved = storey.spaces.filter(({ id }) => rooms.has(id));
    for (const way of yielding) {
      if (strainOf(best) === 0) break;
      const made = [...others, ...named(moved, way(wanted)).values()];
      const tried = { labels: made, marks: marked(made) };
      if (strainOf(tried) < strainOf(best)) best = tried;
    }
  }
  return best;
}

const strainOf = ({ marks }: WrittenRooms): number =>
  marks.reduce((sum, { strain }) => sum + Math.max(0, strain - bearable), 0);

/** What a mark covers with the line to its opening. */
function boxesOf({ at, leader }: PlacedMark, { radius, gap }: MarkTask): Rectangle[] {
  const box = boxAround(at, 2 * (radius + gap), 2 * (radius + gap));
  if (!leader) return [box];
  const pieces = 4;
  return [
    box,
    ...Array.from({ length: pieces }, (_, i) =>
      boxOver([between(at, leader, i / pieces), between(at, leader, (i + 1) / pieces)]),
    ),
  ];
}
