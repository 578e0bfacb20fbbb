import { OpeningKind, type Plan, type Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { bounds } from "@viba/building/geometry/polygon";
import { direction, dot, subtract, turnLeft } from "@viba/building/geometry/vector";
import type { XY } from "@viba/building/geometry/vector";
import { openingPoint } from "@viba/building/law/facts";
import { makePlan } from "@viba/building/plan/plan";
import { seededRandom } from "@viba/runtime/random";
import { expect, test } from "vitest";
import { permitDate } from "./designs.ts";
import { sentences } from "./sentences.ts";

const plans = sentences.map(({ name, text }): readonly [string, Plan] => {
  const understood = parseBrief({ text, permitDate, seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  const random = () => seededRandom(1);
  return [name, makePlan(understood.brief, makeConcept(understood.brief, random()), random())];
});

const inConcrete = plans.filter(
  ([, { concept, storeys }]) => concept?.structure !== "timber" && storeys.some(({ columns }) => columns.length > 0),
);

const key = ({ x, y }: XY): string => `${x.toFixed(2)}, ${y.toFixed(2)}`;
const half = 0.2;

test("a column stands on one of the storey below, down to the lowest", () => {
  const hanging = inConcrete.flatMap(([name, { storeys }]) =>
    storeys
      .toSorted((a, b) => a.number - b.number)
      .flatMap(({ columns, name: storey }, i, all) => {
        const below = new Set(all[i - 1]?.columns.map(({ centre }) => key(centre!)));
        return i === 0
          ? []
          : columns
              .map(({ centre }) => key(centre!))
              .flatMap((at) => (below.has(at) ? [] : [`${name} ${storey} ${at}`]));
      }),
  );
  expect(hanging).toEqual([]);
});

/** Rooms that columns keep out of: shafts, ways out and small baths. */
const free = new Set(["lift", "stair", "corridor", "corehall", "bath"]);

const inFreeRoom = ({ spaces }: Storey, { x, y }: XY): boolean =>
  spaces.some(({ kind, net }) => {
    if (!free.has(kind)) return false;
    const { minX, minY, maxX, maxY } = bounds(net?.points ?? []);
    return x + half > minX && x - half < maxX && y + half > minY && y - half < maxY;
  });

const beforeDoor = ({ walls, openings }: Storey, at: XY): boolean =>
  openings
    .filter(({ kind }) => kind !== OpeningKind.WINDOW)
    .some((door) => {
      const wall = walls.find(({ id }) => id === door.wall)!;
      const along = direction(wall.start!, wall.end!)!;
      const from = subtract(at, wall.start!);
      const off = Math.abs(dot(from, turnLeft(along)));
      return (
        off < wall.thickness / 2 + Math.max(1, door.width) + half &&
        Math.abs(dot(from, along) - door.at) < door.width / 2 + half
      );
    });

test("a crossing of the grid has no column only where a shaft, a way out, a bath or a door is", () => {
  const missing = inConcrete.flatMap(([name, { storeys }]) => {
    const centres = storeys[0]!.columns.map(({ centre }) => centre!);
    const held = new Set(centres.map(key));
    const crossings = centres.flatMap(({ x }) => centres.map(({ y }) => ({ x, y })));
    const bare = crossings.filter(
      (at) => !held.has(key(at)) && !storeys.some((storey) => inFreeRoom(storey, at) || beforeDoor(storey, at)),
    );
    return [...new Set(bare.map((at) => `${name} ${key(at)}`))];
  });
  expect(missing).toEqual([]);
});

test("a church is entered on the axis of its nave, wherever columns stand", () => {
  const naves = plans.flatMap(([name, { storeys }]) =>
    storeys.flatMap((storey) =>
      storey.spaces
        .filter(({ kind }) => kind === "worship")
        .map(({ net }) => ({ name, storey, box: bounds(net?.points ?? []) })),
    ),
  );
  expect(naves.length).toBeGreaterThan(1);
  const aside = naves.filter(({ storey: { walls, openings }, box }) => {
    const doors = openings
      .filter(({ kind, exit }) => exit && kind === OpeningKind.DOUBLE_DOOR)
      .map((door) =>
        openingPoint(
          walls.find(({ id }) => id === door.wall)!,
          door,
        ),
      );
    return !doors.some(({ x, y }) => {
      const [alongX, alongY] = [x - (box.minX + box.maxX) / 2, y - (box.minY + box.maxY) / 2].map(Math.abs);
      return Math.min(alongX!, alongY!) < 1;
    });
  });
  expect(aside.map(({ name }) => name)).toEqual([]);
});
