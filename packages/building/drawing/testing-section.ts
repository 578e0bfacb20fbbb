import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ringOf } from "../geometry/plan-shape.ts";
import { counterClockwise, distanceToSegment, edges } from "../geometry/polygon.ts";
import { between, dot } from "../geometry/vector.ts";
import { millimetres } from "./figures.ts";
import { placeCut } from "./section-place.ts";
import { hasCeiling, roomsIn } from "./section-rooms.ts";
import { placedTexts } from "./testing.ts";

/** A strip of floor narrower than this between a stair and a wall holds nobody, metres. */
const strip = 0.2;
/** A gap that no drawing shows, metres. */
const hair = 0.025;

/** Edges of half landings that stop a little short of the wall they run along, in words; for tests. */
export function stairGaps(plan: Plan): string[] {
  return plan.storeys.flatMap(({ stairs, spaces }) =>
    stairs.flatMap(({ id, space, landings }) => {
      const room = edges(counterClockwise(ringOf(spaces.find((one) => one.id === space)?.net)));
      return landings
        .flatMap(({ outline }) => edges(ringOf(outline)))
        .flatMap(([a, b]) => {
          const gaps = room.map((wall) =>
            Math.max(...[0.1, 0.9].map((share) => distanceToSegment(between(a, b, share), ...wall))),
          );
          const gap = Math.min(...gaps);
          return gap > hair && gap < strip ? [`${id} stops ${gap.toFixed(3)} m short of a wall`] : [];
        });
    }),
  );
}

/** Cut rooms of a section whose name is not written, storeys with ceilings in the cut of which no clear height is told, and names too small to be read at a usual scale, in words; for tests. */
export function untoldRooms(plan: Plan, svg: string): string[] {
  const cut = placeCut(plan);
  if (!cut) return [];
  const names = /<g id="names">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  const written = placedTexts(names);
  const rooms = plan.storeys.flatMap((storey) => roomsIn(storey, cut).map(({ space }) => ({ storey, space })));
  const words = (text: string) => text.replaceAll(" ", "");
  const letters = words(written.map(({ content }) => content).join(""));
  const missing = new Set(rooms.map(({ space }) => words(space.name))).values().flatMap((name) => {
    const due = rooms.filter(({ space }) => words(space.name) === name).length;
    return letters.split(name).length - 1 < due ? [`${name} is not named ${due} times`] : [];
  });
  const heights = plan.storeys
    .filter((storey) => rooms.some((room) => room.storey === storey && hasCeiling(room.space)))
    .filter((storey) => !written.some(({ content }) => content.includes(`CH ${millimetres(storey.ceiling)}`)))
    .map(({ name }) => `no clear height on ${name}`);
  const ratio = Number(/ {2}1\/(\d+)<\/text>/.exec(svg)?.[1] ?? /1\/(\d+)</.exec(svg)?.[1] ?? 0);
  const small = [...names.matchAll(/font-size="([\d.]+)"[^>]*>([^<]*)/g)]
    .filter(([, size]) => Number(size) < 8 && ratio < 200)
    .map(([, size, content]) => `${content} at ${size} pixels`);
  return [...missing, ...heights, ...small];
}

/** Whether the section of a building with a sloping roof looks away from its ridge; for tests. */
export function looksFromRidge(plan: Plan): boolean {
  const cut = placeCut(plan);
  if (!cut || !plan.roof || !(plan.roof.pitch > 0) || !cut.throughStair) return false;
  const away = plan.roof.outlines.flatMap(ringOf).map((point) => dot(point, cut.facing.away));
  return (Math.min(...away) + Math.max(...away)) / 2 < cut.depth;
}
