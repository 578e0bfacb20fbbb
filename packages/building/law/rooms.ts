import type { Opening, Space, Wall } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Facts, StoreyFacts } from "./facts.ts";
import { givesDaylight, netAreaOf } from "./facts.ts";
import { atLeast, metres, percent } from "./figures.ts";
import { distance } from "../geometry/vector.ts";
import { distanceToRing, pointOf, ringOf } from "./polygon.ts";
import type { Outcome, Rule } from "./rule.ts";

interface RoomOn {
  readonly space: Space;
  readonly entry: StoreyFacts;
}

/** Guest rooms by kind; other rooms of a lodging (lounge, dining) are no 객실. */
const guestKinds = new Set(["guestroom", "ondol", "bedroom"]);

/** Rooms the daylight and ventilation duties bind: all rooms of homes, the guest rooms of lodgings, classrooms of schools. */
function boundRooms(facts: Facts): RoomOn[] {
  return facts.storeys.flatMap((entry) =>
    entry.storey.spaces
      .filter((space) => {
        if (!space.habitable) return false;
        if (entry.use === "house") return true;
        if (["school", "kindergarten"].includes(entry.use)) return space.kind === "classroom";
        return entry.use === "guesthouse" && (guestKinds.has(space.kind) || space.unit !== "");
      })
      .map((space) => ({ space, entry })),
  );
}

/** Area of a room's daylight openings, m2, each counted with `share` of itself. */
export function windowArea(room: RoomOn, share: (opening: Opening) => number): number {
  return room.entry.storey.openings
    .filter((opening) => opening.spaces.includes(room.space.id) && givesDaylight(room.entry.storey, opening))
    .reduce((sum, opening) => sum + opening.width * opening.height * share(opening), 0);
}

function share(facts: Facts, demanded: number, counted: (opening: Opening) => number): Outcome {
  const rooms = boundRooms(facts).map((room) => ({
    id: room.space.id,
    name: room.space.name,
    ratio: windowArea(room, counted) / (netAreaOf(room.space) || 1),
  }));
  const worst = rooms.toSorted((a, b) => a.ratio - b.ratio)[0];
  return {
    holds: rooms.every((room) => room.ratio >= demanded - 1e-4),
    measured: worst ? `${percent(worst.ratio)} (${worst.name})` : "해당 거실 없음",
    demanded: `바닥면적의 ${percent(demanded)} 이상`,
    elements: rooms.filter((room) => room.ratio < demanded - 1e-4).map((room) => room.id),
  };
}

const mechanical = (facts: Facts): boolean =>
  ["heat_recovery", "ventilation", "mechanical_ventilation", "hrv", "erv"].some(facts.has);

/** A hall for gatherings of 200 m2 or more, which wants 4 m unless it has mechanical ventilation (피난규칙 §16②). */
const highHall = (facts: Facts, entry: StoreyFacts): boolean =>
  ["assembly", "worship"].includes(entry.use) &&
  !mechanical(facts) &&
  entry.storey.spaces.some((space) => space.habitable && netAreaOf(space) >= 200);

const lowestHabitable = (facts: Facts): StoreyFacts | undefined =>
  facts.storeys.find((entry) => entry.storey.spaces.some((space) => space.habitable));

function damp(facts: Facts): Outcome {
  const lowest = lowestHabitable(facts);
  const height = lowest?.storey.elevation ?? 0;
  const proofed = facts.plan.constructions.some(
    (construction) =>
      /floor|slab/.test(construction.id) && construction.layers.some((layer) => /방습|방수/.test(layer.material)),
  );
  return {
    holds: atLeast(height, 0.45) || proofed,
    measured: proofed ? `${metres(height)}, 방습층 있음` : metres(height),
    demanded: `${metres(0.45)} 이상 또는 방습 조치`,
    elements: lowest ? [lowest.storey.name] : [],
  };
}

/** Walls between rooms of two different units. */
function partyWalls(entry: StoreyFacts): Wall[] {
  const { storey } = entry;
  return storey.walls.filter((wall) => {
    if (wall.external) return false;
    const start = pointOf(wall.start);
    const end = pointOf(wall.end);
    if (distance(start, end) < 0.5) return false;
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    const touching = storey.spaces.filter(
      (space) => space.unit !== "" && distanceToRing(middle, ringOf(space.gross)) < 0.05,
    );
    return new Set(touching.map((space) => space.unit)).size > 1;
  });
}

function party(facts: Facts): Outcome {
  const rows = facts.storeys.flatMap((entry) =>
    partyWalls(entry).map((wall) => ({
      wall,
      full: wall.height >= entry.storey.height - entry.storey.slab - 0.05,
    })),
  );
  const bad = rows.filter((row) => !row.full);
  const concrete = rows.every(({ wall }) => isConcrete(facts, wall));
  return {
    holds: bad.length > 0 ? false : concrete ? true : undefined,
    measured: `경계벽 ${rows.length}개, 바닥판까지 닿지 않는 벽 ${bad.length}개`,
    demanded: "내화구조·차음구조로 지붕 밑 또는 바로 위층 바닥판까지",
    elements: (bad.length > 0 ? bad : rows).map((row) => row.wall.id),
    note: bad.length === 0 && !concrete ? "경계벽의 내화·차음 인정 구조를 확인해야 합니다." : "",
  };
}

function isConcrete(facts: Facts, wall: Wall): boolean {
  const construction = facts.plan.constructions.find((entry) => entry.id === wall.construction);
  return construction?.layers.some((layer) => /콘크리트/.test(layer.material) && layer.thickness >= 0.1) === true;
}

/** Kitchens of cafes and restaurants, bathrooms of lodgings. */
function wetRooms(facts: Facts): RoomOn[] {
  return facts.storeys.flatMap((entry) =>
    entry.storey.spaces
      .filter(
        (space) =>
          (["cafe", "restaurant"].includes(entry.use) && space.kind === "kitchen") ||
          (entry.use === "guesthouse" && space.kind === "bath"),
      )
      .map((space) => ({ space, entry })),
  );
}

/** Rooms: height, daylight, air, damp, party walls, wet finishes. */
export const roomRules: readonly Rule[] = [
  {
    id: "room.h",
    ko: "거실 반자높이",
    en: "ceiling height",
    article: "피난규칙 §16①",
    status: "V1",
    applies: (facts) => lowestHabitable(facts) !== undefined,
    check: (facts) => {
      const storeys = facts.storeys.filter((entry) => entry.habitableM2 > 0);
      const demanded = (entry: StoreyFacts) => (highHall(facts, entry) ? 4 : 2.1);
      const bad = storeys.filter((entry) => !atLeast(entry.storey.ceiling, demanded(entry)));
      return {
        holds: bad.length === 0,
        measured: metres(Math.min(...storeys.map((entry) => entry.storey.ceiling))),
        demanded: `${metres(Math.max(...storeys.map(demanded)))} 이상`,
        elements: bad.flatMap((entry) =>
          entry.storey.spaces.filter((space) => space.habitable).map((space) => space.id),
        ),
      };
    },
  },
  {
    id: "room.light",
    ko: "채광창 1/10",
    en: "daylight window >= 1/10 floor",
    article: "피난규칙 §17①",
    status: "V1",
    applies: (facts) => boundRooms(facts).length > 0,
    check: (facts) => share(facts, 0.1, () => 1),
  },
  {
    id: "room.vent",
    ko: "환기창 1/20",
    en: "openable >= 1/20 floor",
    article: "피난규칙 §17②",
    status: "V1",
    applies: (facts) => boundRooms(facts).length > 0 && !mechanical(facts),
    check: (facts) => share(facts, 0.05, (opening) => opening.openable),
  },
  {
    id: "room.damp",
    ko: "최하층 거실 바닥 45cm",
    en: "lowest timber floor 0.45 m above ground unless damp-proofed",
    article: "피난규칙 §18①",
    status: "V1",
    applies: (facts) => facts.timber && lowestHabitable(facts) !== undefined,
    check: damp,
  },
  {
    id: "room.party",
    ko: "객실·세대 간 경계벽 내화·차음",
    en: "party walls between guest rooms/dwellings",
    article: "건축법 시행령 §53①·피난규칙 §19",
    status: "V1",
    applies: (facts) =>
      facts.storeys.some(
        (entry) =>
          ["guesthouse", "house"].includes(entry.use) &&
          (entry.use === "guesthouse" || facts.housing !== "detached") &&
          partyWalls(entry).length > 0,
      ),
    check: party,
  },
  {
    id: "room.wet",
    ko: "조리장·욕실 내수재료 1m",
    en: "water-resistant finish to 1 m in kitchens of cafes and lodging baths",
    article: "피난규칙 §18②",
    status: "V1",
    applies: (facts) => wetRooms(facts).length > 0,
    check: (facts) => ({
      holds: undefined,
      measured: `대상 실 ${wetRooms(facts).length}개, 마감 미표기`,
      demanded: `바닥과 안벽 높이 ${metres(1)}까지 내수재료`,
      elements: wetRooms(facts).map((room) => room.space.id),
      note: "마감표에 내수재료를 적어야 합니다.",
    }),
  },
];
