import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Side } from "../concept/buildable.ts";
import { area } from "../geometry/polygon.ts";
import { grow } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { XY } from "../geometry/vector.ts";
import type { BuiltStorey } from "./built-storey.ts";
import { columnGrid, concreteColumns, reserveColumns, reservePosts, timberPosts } from "./columns.ts";
import type { Fabric } from "./constructions.ts";
import { doorZones } from "./door-zones.ts";
import { setDoors } from "./doors.ts";
import type { DraftStorey } from "./draft.ts";
import type { Frame } from "./frame.ts";
import { furnish } from "./furnish.ts";
import type { Level } from "./levels.ts";
import type { DraftOpening } from "./openings.ts";
import { fittedStair } from "./stair-fit.ts";
import { netRing, storeyWalls } from "./storey-walls.ts";
import { setWindows } from "./windows.ts";

/** What the storeys are built from. */
export interface BuildTask {
  readonly brief: Brief;
  readonly concept: Concept;
  readonly frame: Frame;
  readonly fabric: Fabric;
  readonly storeys: readonly DraftStorey[];
  readonly levels: readonly Level[];
  /** Sides without windows. */
  readonly blind: readonly Side[];
}

/** "1F", "2F", ..., "B1". */
export const storeyName = (number: number): string => (number < 0 ? `B${-number}` : `${number}F`);

/** Rooms that no column stands in: shafts, ways out, and baths that hold no more than they must. */
const columnFree: ReadonlySet<string> = new Set(["lift", "stair", "corridor", "corehall", "bath"]);

/** Stands walls and sets doors, columns that keep the doors of every storey free, windows beside them, and furniture. */
export function buildStoreys(task: BuildTask): BuiltStorey[] {
  const { external, internal } = task.fabric;
  const timber = task.concept.structure === "timber";
  const grid = timber ? [] : columnGrid(task.concept, task.frame, { outerWall: external, innerWall: internal });
  const entered = withFittedStairs(
    task.storeys.map((draft, i) => enteredStorey(task, draft, { level: task.levels[i]!, grid })),
  );
  const blocked: Rectangle[] = entered.flatMap((storey) => [
    ...doorZones(storey.openings, 0.95),
    ...storey.draft.stairs.map((stair) => stair.box),
    ...storey.draft.rooms
      .filter(({ kind }) => columnFree.has(kind))
      .flatMap(({ boxes }) => boxes)
      .map((box) => grow(box, -internal / 2)),
  ]);
  const columns = concreteColumns(grid, blocked);
  return entered.map((storey, i) => {
    reserveColumns(columns, storey.walls.walls);
    const built: BuiltStorey = {
      ...storey,
      openings: [...storey.openings, ...windowsOf(task, storey)],
      columns: [...storey.columns, ...columns],
      furniture: [],
      above: task.storeys[i + 1],
      below: task.storeys[i - 1],
    };
    return { ...built, furniture: furnish(built, task.frame.road) };
  });
}

type Entered = Omit<BuiltStorey, "furniture" | "above" | "below">;

/** A storey with its walls and doors, which leave the places of columns free where they can. */
function enteredStorey(
  task: BuildTask,
  draft: DraftStorey,
  { level, grid }: { level: Level; grid: readonly XY[] },
): Entered {
  const name = storeyName(draft.number);
  const walls = storeyWalls(name, draft.rooms, task.fabric);
  const nets = new Map(draft.rooms.map((room) => [room, netRing(room, walls.walls)]));
  const posts = draft.posts ? timberPosts(draft.posts, walls.walls) : [];
  reservePosts(posts, walls.walls);
  const timber = task.concept.structure === "timber";
  const doors = setDoors({ ...draft, edges: walls.edges, storey: draft.number, timber, columns: grid });
  return { name, draft, level, walls, nets, openings: doors, columns: posts };
}

/** The storeys with their stairs set against the walls round them. */
function withFittedStairs(storeys: readonly Entered[]): Entered[] {
  const bodies = storeys.map(({ walls, columns }) => [
    ...walls.walls.map(({ body }) => body),
    ...columns.map(({ centre, size }) => grow({ x0: centre.x, y0: centre.y, x1: centre.x, y1: centre.y }, size / 2)),
  ]);
  const all = bodies.flat();
  return storeys.map((storey, i) => {
    const stairs = storey.draft.stairs.map((stair) => fittedStair(stair, { all, own: bodies[i]! }));
    return { ...storey, draft: { ...storey.draft, stairs } };
  });
}

function windowsOf(task: BuildTask, { draft, level, walls, nets, openings }: Entered): DraftOpening[] {
  return setWindows({
    rooms: draft.rooms,
    edges: walls.edges,
    storey: draft.number,
    road: task.frame.road,
    ceiling: level.ceiling,
    height: level.height,
    stairs: draft.stairs,
    timber: task.concept.structure === "timber",
    blind: task.blind,
    doors: openings,
    areaOf: (room) => area(nets.get(room)!),
  });
}
