import { OpeningKind, type Plan, type Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { bounds } from "@viba/building/geometry/polygon";
import { turnedRectangle } from "@viba/building/geometry/rectangle";
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

/** What a room is nothing without, by its kind; people sleep and sit on the floor of a hanok. */
const needs: Readonly<Record<string, readonly string[]>> = {
  bath: ["wc", "basin", "shower"],
  wc: ["wc", "basin"],
  wc_accessible: ["wc", "basin"],
  bedroom: ["bed"],
  guestroom: ["bed"],
  classroom: ["table"],
  office: ["desk"],
  living: ["sofa"],
  study: ["desk"],
  storage: ["shelf"],
};
const onTheFloor = new Set(["bedroom", "guestroom", "living"]);

const storeysOf = (): { name: string; plan: Plan; storey: Storey }[] =>
  plans.flatMap(([name, plan]) => plan.storeys.map((storey) => ({ name: `${name} ${storey.name}`, plan, storey })));

test("rooms hold what they are nothing without: baths a shower, toilets a basin", () => {
  const bare = storeysOf().flatMap(({ name, plan, storey }) =>
    storey.spaces
      .filter(({ kind }) => !(plan.concept?.structure === "timber" && onTheFloor.has(kind)))
      .flatMap((space) => {
        const kinds = new Set(storey.furniture.filter((item) => item.space === space.id).map(({ kind }) => kind));
        return (needs[space.kind] ?? [])
          .filter((kind) => !kinds.has(kind))
          .map((kind) => `${name} ${space.name} without ${kind}`);
      }),
  );
  expect(bare).toEqual([]);
});

test("rooms to meet in are never empty, and people can sit in nearly every hall", () => {
  const inside = ({ furniture }: Storey, id: string) => furniture.filter(({ space }) => space === id);
  const empty = storeysOf().flatMap(({ name, storey }) =>
    storey.spaces
      .filter(({ kind }) => kind === "meeting" || kind === "privateroom")
      .filter(({ id }) => inside(storey, id).length === 0)
      .map((space) => `${name} ${space.name}`),
  );
  const standing = storeysOf().flatMap(({ name, storey }) =>
    storey.spaces
      .filter(({ kind, id }) => kind === "hall" && !inside(storey, id).some((item) => item.kind === "table"))
      .map((space) => `${name} ${space.name}`),
  );
  expect(empty).toEqual([]);
  // Coffee to take away on 20 square metres.
  expect(standing).toEqual(["cafe 20 1F 홀"]);
});

const staffRooms = new Set(["kitchen", "storage", "staff", "pantry", "machine"]);

test("who comes for the lift does not go through the stair beside it", () => {
  const shut = storeysOf().flatMap(({ name, storey }) => {
    const kindOf = (id: string) => storey.spaces.find((space) => space.id === id)?.kind ?? "";
    const isWay = (kind: string) => !["corehall", "lift", "stair"].includes(kind) && !kind.startsWith("wc");
    const halls = storey.spaces.filter(({ kind }) => kind === "corehall");
    return halls
      .filter(({ id }) => {
        const doors = storey.openings.filter(({ spaces, sill }) => spaces.includes(id) && sill === 0);
        return !doors.some(({ exit, spaces }) => exit || spaces.some((other) => isWay(kindOf(other))));
      })
      .map((space) => `${name} ${space.name}`);
  });
  expect(shut).toEqual([]);
});

test("no tree stands before a door", () => {
  const before = plans.flatMap(([name, plan]) => {
    const ground = plan.storeys.find(({ number }) => number === 1)!;
    const doors = ground.openings
      .filter(({ exit }) => exit)
      .map((opening) => {
        const wall = ground.walls.find(({ id }) => id === opening.wall)!;
        const [a, b] = [wall.start!, wall.end!];
        const share = opening.at / Math.hypot(b.x - a.x, b.y - a.y);
        return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
      });
    const trees = ground.furniture.filter(({ kind }) => kind === "tree");
    return trees
      .filter(({ centre }) => doors.some((door) => Math.hypot(door.x - centre!.x, door.y - centre!.y) < 2.2))
      .map(() => name);
  });
  expect(before).toEqual([]);
});

test("no counter stands before a door of guests", () => {
  const blocked = storeysOf().flatMap(({ name, storey }) => {
    const kindOf = (id: string) => storey.spaces.find((space) => space.id === id)?.kind ?? "";
    const counters = storey.furniture.filter(({ kind, space }) => kind === "counter" && kindOf(space) === "hall");
    return storey.openings
      .filter(({ kind, spaces }) => kind !== OpeningKind.WINDOW && !spaces.some((id) => staffRooms.has(kindOf(id))))
      .flatMap((opening) => {
        const wall = storey.walls.find(({ id }) => id === opening.wall)!;
        const [a, b] = [wall.start!, wall.end!];
        const length = Math.hypot(b.x - a.x, b.y - a.y);
        const centre = {
          x: a.x + ((b.x - a.x) * opening.at) / length,
          y: a.y + ((b.y - a.y) * opening.at) / length,
        };
        const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
        const before = bounds(turnedRectangle(centre, opening.width - 0.1, 2.6, turn));
        return counters
          .filter(({ space }) => opening.spaces.includes(space))
          .filter((item) => {
            const box = bounds(turnedRectangle(item.centre!, item.width, item.depth, item.rotation));
            return box.minX < before.maxX && before.minX < box.maxX && box.minY < before.maxY && before.minY < box.maxY;
          })
          .map(() => `${name} ${opening.id}`);
      });
  });
  expect(blocked).toEqual([]);
});

test("no part of a large hall is left without tables", () => {
  const bare = storeysOf().flatMap(({ name, storey }) =>
    storey.spaces
      .filter(({ kind }) => kind === "hall")
      .flatMap((space) => {
        const { minY, maxY } = bounds(space.net?.points ?? []);
        const tables = storey.furniture.filter((item) => item.space === space.id && item.kind === "table");
        if (maxY - minY < 14) return [];
        const thirds = [0, 1, 2].map((i) => minY + ((maxY - minY) * i) / 3);
        const third = (maxY - minY) / 3;
        const held = thirds.every((from) =>
          tables.some(({ centre }) => centre!.y >= from && centre!.y <= from + third),
        );
        return held ? [] : [`${name} ${space.name}`];
      }),
  );
  expect(bare).toEqual([]);
});

/** Rooms nobody walks through to another one of another's: those of units, stores and wet rooms but the vestibules of toilets. */
const noWay = new Set([
  "storage",
  "machine",
  "bath",
  "wc",
  "wc_accessible",
  "shower",
  "bedroom",
  "guestroom",
  "laundry",
]);

test("every room is reached without walking through a store, a bath or another's bedroom", () => {
  // A basement may be a single big store.
  const lived = storeysOf().filter(({ storey }) => storey.number > 0);
  const shut = lived.flatMap(({ name, storey }) => {
    const kindOf = new Map(storey.spaces.map(({ id, kind }) => [id, kind]));
    const doors = storey.openings.filter(({ kind }) => kind !== OpeningKind.WINDOW);
    const reached = new Set(storey.spaces.filter(({ kind }) => kind === "stair").map(({ id }) => id));
    for (const { exit, spaces } of doors) if (exit && spaces[0]) reached.add(spaces[0]);
    for (let size = -1; size !== reached.size;) {
      size = reached.size;
      for (const { spaces } of doors) {
        const [a, b] = spaces;
        if (!a || !b) continue;
        // What lies inside a room is its own.
        const opens = (from: string, into: string) =>
          reached.has(from) &&
          (!noWay.has(kindOf.get(from) ?? "") || into.startsWith(`${from}+`) || isOwn(storey, from, into));
        if (opens(a, b)) reached.add(b);
        if (opens(b, a)) reached.add(a);
      }
    }
    return storey.spaces.filter(({ id }) => !reached.has(id)).map((space) => `${name} ${space.name}`);
  });
  expect(shut).toEqual([]);
});

/** A bath or wardrobe that only the bedroom beside it has. */
const isOwn = ({ spaces }: Storey, from: string, into: string): boolean => {
  const [room, behind] = [from, into].map((id) => spaces.find((space) => space.id === id));
  return room?.unit === behind?.unit && ["bath", "dress", "utility"].includes(behind?.kind ?? "");
};

test("nobody passes from a guest's room into a store, and the bedroom of a hanok house is reached from inside", () => {
  const through = storeysOf().flatMap(({ name, storey }) =>
    storey.openings
      .map(({ spaces }) => spaces.map((id) => storey.spaces.find((space) => space.id === id)?.kind ?? "").toSorted())
      .filter((kinds) => kinds.join() === "guestroom,storage")
      .map(() => name),
  );
  expect(through).toEqual([]);
  const [, hanok] = plans.find(([name]) => name === "hanok 90")!;
  const [ground] = hanok.storeys;
  const bedroom = ground!.spaces.find(({ kind }) => kind === "bedroom")!;
  const from = ground!.openings.filter(({ spaces }) => spaces.length === 2 && spaces.includes(bedroom.id));
  expect(
    from
      .flatMap(({ spaces }) => spaces)
      .some((id) => ground!.spaces.find((space) => space.id === id)?.kind === "study"),
  ).toBe(true);
});

test("a toilet is for one sex only where there is one for the other, and none is reached through machines", () => {
  const odd = storeysOf().flatMap(({ name, storey }) => {
    const has = (word: string) => storey.spaces.some((space) => space.name.startsWith(word));
    return ["화장실", "탈의·샤워실"].filter((room) => has(`여자 ${room}`) !== has(`남자 ${room}`)).map(() => name);
  });
  const through = storeysOf().flatMap(({ name, storey }) =>
    storey.openings
      .map(({ spaces }) => spaces.map((id) => storey.spaces.find((space) => space.id === id)?.kind ?? ""))
      .filter((kinds) => kinds.includes("machine") && kinds.some((kind) => kind.startsWith("wc")))
      .map(() => name),
  );
  expect(odd).toEqual([]);
  expect(through).toEqual([]);
});

test("doors on the way to an accessible toilet are wide enough for a wheelchair", () => {
  const narrow = storeysOf().flatMap(({ name, storey }) => {
    const ids = (wanted: string) => storey.spaces.filter(({ kind }) => kind === wanted).map(({ id }) => id);
    const [rooms, washrooms] = [ids("wc_accessible"), ids("washroom")];
    const doors = storey.openings.filter(({ kind }) => kind !== OpeningKind.WINDOW);
    const leads = (opening: { spaces: string[] }, to: readonly string[]) =>
      opening.spaces.some((id) => to.includes(id));
    const before = washrooms.filter((id) => doors.some((door) => leads(door, rooms) && door.spaces.includes(id)));
    return doors
      .filter((door) => leads(door, rooms) || (leads(door, before) && !leads(door, [...ids("wc"), ...ids("laundry")])))
      .filter(({ width }) => width < 0.9 - 1e-9)
      .map(({ id, width }) => `${name} ${id}: ${width}`);
  });
  expect(narrow).toEqual([]);
});

test("behind every counter there is room for who serves, and every hall on the ground floor and shop has one", () => {
  const served = new Set(["hall", "retail", "reception", "lobby", "reading", "exhibition", "fitness"]);
  const faults = storeysOf().flatMap(({ name, storey }) =>
    storey.spaces
      .filter(({ kind }) => served.has(kind))
      .flatMap((space) => {
        const room = bounds(space.net?.points ?? []);
        const inside = storey.furniture.filter((item) => item.space === space.id);
        const counters = inside.filter(({ kind }) => kind === "counter");
        const wants = space.kind === "retail" || (space.kind === "hall" && storey.number === 1);
        const tight = counters.filter(({ centre, depth, rotation }) => {
          const off = depth / 2 + 0.8;
          const turn = ((rotation % 360) + 360) % 360;
          if (turn === 0) return centre!.y + off > room.maxY + 1e-6;
          if (turn === 180) return centre!.y - off < room.minY - 1e-6;
          return turn === 90 ? centre!.x - off < room.minX - 1e-6 : centre!.x + off > room.maxX + 1e-6;
        });
        return [
          ...tight.map(({ id }) => `${name} ${id} against a wall`),
          ...(wants && counters.length === 0 ? [`${name} ${space.name} without a counter`] : []),
        ];
      }),
  );
  expect(faults).toEqual([]);
});

test("the hall below a shop upstairs is not called that of the homes", () => {
  const wrong = plans.flatMap(([name, { storeys }]) => {
    const shop = storeys.some(({ number, use }) => number > 1 && use !== "house");
    const halls = storeys.flatMap(({ spaces }) => spaces).filter((space) => space.name.startsWith("주거 출입홀"));
    return shop && halls.length > 0 ? [name] : [];
  });
  expect(wrong).toEqual([]);
});
