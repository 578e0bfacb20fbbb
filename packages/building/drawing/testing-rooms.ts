import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Opening, Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { roomKind } from "../concept/rooms.ts";
import { landingThickness } from "../geometry/flight.ts";
import { area, bounds, contains } from "../geometry/polygon.ts";
import { turnedRectangle } from "../geometry/rectangle.ts";
import { distance, locate } from "../geometry/vector.ts";
import type { XY } from "../geometry/vector.ts";
import { stretch, wallLine } from "./openings.ts";

/** Doors of lifts stand above one another but for the thickness of a wall, metres. */
const plumb = 0.05;

/** Lifts whose doors do not stand above one another, in words; for tests. */
export function shiftedLifts(plan: Plan): string[] {
  const doors = plan.storeys.flatMap((storey) =>
    storey.openings.flatMap((opening) => {
      const lift = storey.spaces.find(({ id, kind }) => kind === "lift" && opening.spaces.includes(id));
      const at = middleOf(storey, opening);
      return lift && at ? [{ name: lift.name, storey: storey.name, at }] : [];
    }),
  );
  return doors.flatMap(({ name, storey, at }) => {
    const first = doors.find((door) => door.name === name)!;
    return distance(first.at, at) > plumb ? [`${name} of ${storey} beside that of ${first.storey}`] : [];
  });
}

/** Roles of rooms a lift may open to: it is called from where everybody comes. */
const lobbies: ReadonlySet<string> = new Set(["circulation", "public"]);

/** Lifts without a door to a hall, corridor or public room, doors of lifts into other rooms and columns inside shafts, in words; for tests. */
export function liftFaults({ storeys }: Plan): string[] {
  return storeys.flatMap(({ name, spaces, openings, columns }) => {
    // A basement may be a single big store.
    const largest = spaces.toSorted((a, b) => area(b.net?.points ?? []) - area(a.net?.points ?? []))[0];
    return spaces
      .filter(({ kind }) => kind === "lift")
      .flatMap((lift) => {
        const others = openings
          .filter((opening) => opening.spaces.includes(lift.id))
          .flatMap((opening) => spaces.filter(({ id }) => id !== lift.id && opening.spaces.includes(id)));
        const odd = others.filter(
          ({ id, kind }) => !lobbies.has(roomKind(kind).role) && !(kind === "storage" && id === largest?.id),
        );
        const inside = columns.filter(({ centre }) => contains(lift.gross?.points ?? [], centre!));
        return [
          ...(others.length === 0 ? [`${lift.name} of ${name} has no door`] : []),
          ...odd.map((other) => `${lift.name} of ${name} opens into ${other.name}`),
          ...inside.map(({ id }) => `column ${id} inside ${lift.name}`),
        ];
      });
  });
}

/** Windows that a landing or a flight of the storey's stairs crosses, in words; for tests. */
export function crossedWindows({ storeys }: Plan): string[] {
  return storeys.flatMap((storey) => {
    const bodies = storey.stairs.flatMap(({ flights, landings, riser, going }) => [
      ...landings.map(({ outline, level }) => ({
        ...bounds(outline!.points),
        from: level - landingThickness,
        to: level,
      })),
      ...flights.map(({ foot, direction, width, risers, base }) => {
        const head = locate(foot!, direction!, (risers - 1) * going);
        const aside = { x: (Math.abs(direction!.y) * width) / 2, y: (Math.abs(direction!.x) * width) / 2 };
        const [xs, ys] = [
          [foot!.x, head.x],
          [foot!.y, head.y],
        ];
        const box = { minX: Math.min(...xs!) - aside.x, maxX: Math.max(...xs!) + aside.x };
        const across = { minY: Math.min(...ys!) - aside.y, maxY: Math.max(...ys!) + aside.y };
        return { ...box, ...across, from: base, to: base + risers * riser };
      }),
    ]);
    return storey.openings.flatMap(({ id, kind, wall: wallId, at, width, sill, height }) => {
      const wall = storey.walls.find((entry) => entry.id === wallId);
      const line = wall && wallLine(wall);
      if (!line || kind !== OpeningKind.WINDOW) return [];
      const pane = bounds(stretch({ ...line, thickness: line.thickness + 0.3 }, at - width / 2, at + width / 2));
      const crossed = bodies.some(
        (body) =>
          body.minX < pane.maxX - 0.02 &&
          pane.minX < body.maxX - 0.02 &&
          body.minY < pane.maxY - 0.02 &&
          pane.minY < body.maxY - 0.02 &&
          body.from < sill + height - 1e-3 &&
          sill < body.to - 1e-3,
      );
      return crossed ? [`${id} crossed by a stair`] : [];
    });
  });
}

function middleOf(storey: Storey, opening: Opening): XY | undefined {
  const wall = storey.walls.find(({ id }) => id === opening.wall);
  const line = wall && wallLine(wall);
  return line && locate(line.start, line.along, opening.at);
}

/** Pieces as tall as a person that stand before a window, in words; for tests. */
export function darkenedWindows(plan: Plan): string[] {
  return plan.storeys.flatMap((storey) => {
    const panes = storey.openings.flatMap(({ kind, wall: id, at, width }) => {
      const wall = storey.walls.find((entry) => entry.id === id);
      const line = wall && wallLine(wall);
      if (!line || kind !== OpeningKind.WINDOW) return [];
      return [bounds(stretch({ ...line, thickness: line.thickness + 0.3 }, at - width / 2, at + width / 2))];
    });
    return storey.furniture
      .filter(({ kind, space, centre }) => ["shelf", "wardrobe"].includes(kind) && space !== "" && centre)
      .flatMap(({ kind, space, centre, width, depth, rotation }) => {
        const piece = bounds(turnedRectangle(centre!, width, depth, rotation));
        const slack = 0.03;
        const meets = panes.some(
          (pane) =>
            piece.minX < pane.maxX - slack &&
            pane.minX < piece.maxX - slack &&
            piece.minY < pane.maxY - slack &&
            pane.minY < piece.maxY - slack,
        );
        return meets ? [`${kind} of ${space} before a window`] : [];
      });
  });
}

/** Rooms on a storey with a hall that one reaches only through a room to sit in, and doors from a lift into a stair, in words; for tests. */
export function oddWays({ storeys }: Plan): string[] {
  return storeys.flatMap((storey) => {
    const spaces = new Map(storey.spaces.map((space) => [space.id, space]));
    const halls = storey.spaces.some(({ kind }) => ["hall", "assembly", "workshop", "corridor"].includes(kind));
    const doors = storey.openings.flatMap(({ spaces: ids }) => {
      const [a, b] = ids.map((id) => spaces.get(id));
      return a && b ? [[a, b] as const] : [];
    });
    const shafts = doors.filter(([a, b]) => [a.kind, b.kind].toSorted().join() === "lift,stair");
    const hidden = storey.spaces.filter(({ id, kind }) => {
      if (!halls || ["lift", "wc", "storage"].includes(kind) || id.includes("+")) return false;
      if (storey.openings.some((opening) => opening.exit && opening.spaces.includes(id))) return false;
      const from = doors.flatMap(([a, b]) => (a.id === id ? [b] : b.id === id ? [a] : []));
      return from.length > 0 && from.every((other) => other.kind === "lounge");
    });
    return [
      ...shafts.map(() => `a lift of ${storey.name} opens into a stair`),
      ...hidden.map(({ id }) => `${id} only through a lounge`),
    ];
  });
}
