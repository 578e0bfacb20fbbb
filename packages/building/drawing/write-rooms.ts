import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Rectangle } from "../geometry/rectangle.ts";
import { placeLabel } from "./labels.ts";
import type { PlacedLabel } from "./labels.ts";
import { placeMarks } from "./place-marks.ts";
import type { MarkTask, Obstacle, PlacedMark } from "./place-marks.ts";
import type { ShownStair } from "./stairs.ts";
import type { Scale } from "./svg.ts";

/** What is written into the rooms of a storey: their names, and the marks of their doors and windows. */
export interface WrittenRooms {
  readonly labels: readonly PlacedLabel[];
  readonly marks: readonly PlacedMark[];
}

/** What a mark suffers at worst in a good place, in its radii. */
const bearable = 5;

/** How bad it is for a name to lie where a door's mark has no other place: what is tried. */
const yielding = [5, 20, 80, 200];

/** Places names first and marks round them; where a mark finds no good place so, the names of its rooms make way for it. */
export function writeRooms(
  scale: Scale,
  { storey, stairs, task }: { storey: Storey; stairs: readonly ShownStair[]; task: MarkTask },
): WrittenRooms {
  const named = (space: Space, keptFree: readonly Obstacle[]): PlacedLabel | undefined =>
    placeLabel(scale, space, { storey, stairs, keptFree });
  const marked = (labels: readonly PlacedLabel[]) =>
    placeMarks({ ...task, obstacles: [...task.obstacles, ...labels.map(({ box }) => ({ box, weight: Infinity }))] });
  const labels = new Map(
    storey.spaces.flatMap((space) => {
      const label = named(space, []);
      return label ? [[space, label] as const] : [];
    }),
  );
  const first = { labels: [...labels.values()], marks: marked([...labels.values()]) };
  const strained = first.marks.filter(({ strain }) => strain > bearable);
  if (strained.length === 0) return first;
  const rooms = new Set(strained.flatMap(({ opening }) => opening.spaces));
  const others = [...labels].filter(([{ id }]) => !rooms.has(id)).map(([, label]) => label);
  const wanted = marked(others).map(({ at }) => boxAt(at, task));
  let best: WrittenRooms = first;
  for (const weight of yielding) {
    if (strainOf(best) === 0) break;
    const kept = wanted.map((box): Obstacle => ({ box, weight }));
    const made = storey.spaces.flatMap((space) => (rooms.has(space.id) ? named(space, kept) : labels.get(space)) ?? []);
    const way = { labels: made, marks: marked(made) };
    if (strainOf(way) < strainOf(best)) best = way;
  }
  return best;
}

const strainOf = ({ marks }: WrittenRooms): number =>
  marks.reduce((sum, { strain }) => sum + Math.max(0, strain - bearable), 0);

const boxAt = ({ x, y }: PlacedMark["at"], { radius, gap }: MarkTask): Rectangle => {
  const half = radius + gap;
  return { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
};
