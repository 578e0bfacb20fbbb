import type { Concept, ProgramSpace, ProgramStorey } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { bayKey, shopBack } from "../concept/programme.ts";
import type { Random } from "../concept/random.ts";
import { roomKind } from "../concept/rooms.ts";
import { flightsOf } from "../concept/stair-size.ts";
import { hallBoxes, hasBay, unitScheme } from "../concept/units.ts";
import type { UnitModule, UnitScheme } from "../concept/units.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { fillBands } from "./bands.ts";
import { box } from "./draft.ts";
import type { DraftRoom, DraftStair, DraftStorey } from "./draft.ts";
import { homeDraft } from "./layout-home.ts";
import { stairDraft } from "./stair-draft.ts";

/** Lays out stair columns with shops or homes beside them; the columns stand at the same place on every storey. */
export function layoutUnits(concept: Concept, random: Random): DraftStorey[] {
  const { width, depth, storeyHeights } = concept;
  const lift = concept.storeys.some((storey) => storey.spaces.some((space) => space.kind === "lift"));
  const ground = concept.storeys.find((storey) => storey.storey === 1)!;
  const upper = concept.storeys.filter((storey) => storey.storey > 1).length;
  const built = { home: false, storeyM2: ground.areaM2, upper, storeys: concept.storeys.length };
  const scheme = unitScheme({ width, depth, heights: storeyHeights, lift, flights: flightsOf(built) });
  return concept.storeys.map((programme) => {
    const rooms: DraftRoom[] = [];
    const stairs: DraftStair[] = [];
    scheme.modules.forEach((module, m) => {
      const column = columnRooms(module, m, programme, scheme);
      rooms.push(...column.rooms);
      stairs.push(column.stair);
      module.units.forEach((unit, i) => {
        const bay = i === 0 && hasBay(programme.storey) ? module.bay : undefined;
        rooms.push(...unitRooms({ programme, scheme, unit, bay, key: m * 2 + i + 1, random }));
      });
    });
    return { number: programme.storey, use: programme.use, rooms, stairs };
  });
}

const nameOf = (programme: ProgramStorey, id: string): string =>
  programme.spaces.find((space) => space.id === id)?.name ?? id;

function columnRooms(
  module: UnitModule,
  m: number,
  programme: ProgramStorey,
  scheme: UnitScheme,
): { rooms: DraftRoom[]; stair: DraftStair } {
  const id = `stair-${m + 1}`;
  const placed = stairDraft({ ...module.stair, id }, scheme.stair);
  const make = (key: string, kind: string, boxes: readonly Rectangle[]): DraftRoom => ({
    id: key,
    kind,
    name: nameOf(programme, key),
    boxes,
    unit: "",
  });
  const outward: Partial<DraftRoom> = programme.storey === 1 ? { outward: ["S"] } : {};
  const hall = hallBoxes(module, programme.storey);
  const rooms: DraftRoom[] = [
    ...(hall.length > 0 ? [{ ...make(`corehall-${m + 1}`, "corehall", hall), ...outward }] : []),
    { ...make(id, "stair", [module.stair]), doorZone: placed.landing },
  ];
  if (module.lift) rooms.push(make(`lift-${m + 1}`, "lift", [module.lift]));
  return { rooms, stair: placed.stair };
}

interface UnitTask {
  readonly programme: ProgramStorey;
  readonly scheme: UnitScheme;
  readonly unit: UnitModule["units"][number];
  /** What the unit has of the column, in front of the hall. */
  readonly bay: Rectangle | undefined;
  readonly key: number;
  readonly random: Random;
}

function unitRooms(task: UnitTask): DraftRoom[] {
  const { programme, scheme, unit, bay, key, random } = task;
  const more = bay ? [bay] : [];
  if (programme.storey < 0) {
    const id = `cellar-${key}`;
    return [{ id, kind: "storage", name: nameOf(programme, id), boxes: [unit.box, ...more], unit: "" }];
  }
  const name = programme.use === "house" ? `${programme.storey}0${key}` : `S${programme.storey}${key}`;
  const spaces = programme.spaces.filter((space) => space.id.startsWith(`${name}-`));
  if (programme.use !== "house") return shopRooms(task, name, spaces);
  const before = spaces.find((space) => space.id === `${name}-${bayKey}`);
  const rooms = homeDraft(
    spaces.filter((space) => space !== before),
    {
      box: unit.box,
      front: scheme.front,
      strip: scheme.strip,
      free: [0, snap(unit.box.x1 - unit.box.x0)],
      entered: true,
      hallSide: unit.hallSide,
      unit: name,
      outdoors: false,
    },
    random,
  );
  if (!before) return rooms;
  return [...rooms, { id: before.id, kind: before.kind, name: before.name, unit: name, boxes: more }];
}

function shopRooms(task: UnitTask, unit: string, spaces: readonly ProgramSpace[]): DraftRoom[] {
  const { box: outer } = task.unit;
  const depth = outer.y1 - outer.y0;
  const width = snap(outer.x1 - outer.x0);
  const back = shopBack(width, depth);
  const cut = snap(outer.y1 - back);
  const main = spaces.find((space) => space.id === `${unit}-main`)!;
  const rest = spaces.filter((space) => space !== main);
  const make = (space: ProgramSpace, boxes: Rectangle[], more: Partial<DraftRoom> = {}): DraftRoom => ({
    id: space.id,
    kind: space.kind,
    name: space.name,
    unit,
    boxes,
    ...more,
  });
  const bay = task.bay ? [task.bay] : [];
  const ground = task.programme.storey === 1;
  const outward: Partial<DraftRoom> = ground ? { outward: ["S"] } : {};
  const items = rest.map((space) => ({
    id: space.id,
    kind: space.kind,
    area: space.areaM2,
    minSide: roomKind(space.kind).minSide + 0.2,
  }));
  const placed = fillBands([{ id: "back", length: width, depth: back }], items, task.random, 300);
  return [
    make(main, [box(outer.x0, outer.y0, outer.x1, cut), ...bay], outward),
    ...placed.map(({ item, from, to }) => {
      const space = rest.find((candidate) => candidate.id === item.id)!;
      const end = Math.abs(to - width) < 1e-6 ? outer.x1 : snap(outer.x0 + to);
      return make(space, [box(snap(outer.x0 + from), cut, end, outer.y1)]);
    }),
  ];
}
