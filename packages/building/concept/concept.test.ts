import { create } from "@bufbuild/protobuf";
import { RoomWishSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { describe, expect, test } from "vitest";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { briefOf, seeded } from "../plan/testing.ts";
import { makeConcept } from "./concept.ts";
import { InfeasibleBrief } from "./infeasible.ts";
import { roomKinds } from "./rooms.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each([
  ["cafe", cafeBrief, "open_hall"],
  ["mixed", mixedBrief, "core_units"],
  ["hanok", hanokBrief, "courtyard"],
] as const)("the concept of the %s", (_name, brief, typology) => {
  const concept = makeConcept(brief(), seeded(1));

  test("has its skeleton", () => {
    expect(concept.typology).toBe(typology);
  });

  test("has areas that add up exactly, storey by storey and in all", () => {
    for (const storey of concept.storeys) {
      expect(sum(storey.spaces.map((space) => space.areaM2))).toBeCloseTo(storey.areaM2, 6);
    }
    expect(sum(concept.storeys.map((storey) => storey.areaM2))).toBeCloseTo(brief().areaM2, 6);
  });

  test("names rooms of the vocabulary, each once per storey", () => {
    for (const { spaces } of concept.storeys) {
      for (const space of spaces) expect(Object.keys(roomKinds)).toContain(space.kind);
      expect(new Set(spaces.map((space) => space.id)).size).toBe(spaces.length);
    }
  });

  test("wishes only for neighbours that exist", () => {
    for (const { spaces } of concept.storeys) {
      const ids = spaces.map((space) => space.id);
      for (const space of spaces) for (const near of space.near) expect(ids).toContain(near);
    }
  });

  test("tells its idea in both languages", () => {
    expect(concept.narrativeKo).toMatch(/[가-힣]/);
    expect(concept.narrativeEn).toMatch(/m²/);
  });
});

test.each([
  [{ use: "house", areaM2: 30, storeys: 1 }, "open_hall"],
  [{ use: "house", areaM2: 120, storeys: 1 }, "hall_corridor"],
  [{ use: "house", areaM2: 600, storeys: 1 }, "double_corridor"],
  [{ use: "office", areaM2: 400, storeys: 2 }, "double_corridor"],
  [{ use: "clinic", areaM2: 60, storeys: 1 }, "open_hall"],
  [{ use: "guesthouse", areaM2: 300, storeys: 1 }, "double_corridor"],
  [{ use: "house", areaM2: 120, storeys: 1, style: "hanok" }, "courtyard"],
  [{ use: "cafe", areaM2: 120, storeys: 1, style: "hanok" }, "open_hall"],
  [{ use: "mixed", areaM2: 400, storeys: 2 }, "core_units"],
  [{ use: "apartments", areaM2: 480, storeys: 3 }, "core_units"],
  [{ use: "apartments", areaM2: 120, storeys: 1 }, "hall_corridor"],
])("%o is laid out as %s", (wanted, typology) => {
  expect(makeConcept(briefOf(wanted), seeded(1)).typology).toBe(typology);
});

test("every storey of a building of apartments holds homes of their own", () => {
  const { storeys } = makeConcept(briefOf({ use: "apartments", areaM2: 480, storeys: 3 }), seeded(1));
  const homes = storeys.map(({ storey, use, spaces }) => {
    const living = spaces.filter(({ kind }) => kind === "living").map(({ id }) => id);
    return [storey, use, living];
  });
  expect(homes).toEqual([1, 2, 3].map((n) => [n, "house", [`${n}01-living`, `${n}02-living`]]));
});

test.each([
  { areaM2: 450, storeys: 3 },
  { areaM2: 165.29, storeys: 2 },
])("each home above shops has a bedroom: $areaM2 m2, $storeys storeys", ({ areaM2, storeys }) => {
  const concept = makeConcept(briefOf({ use: "mixed", areaM2, storeys }), seeded(1));
  const spaces = concept.storeys.slice(1).flatMap((storey) => storey.spaces);
  const homes = spaces.filter(({ kind }) => kind === "living").map(({ id }) => id.replace("-living", ""));
  expect(homes.length).toBeGreaterThan(0);
  for (const home of homes) {
    expect(
      spaces.some(({ id, kind }) => kind === "bedroom" && id.startsWith(`${home}-`)),
      home,
    ).toBe(true);
  }
});

test("a wished number of guest rooms is planned", () => {
  const rooms = makeConcept(hanokBrief(), seeded(1)).storeys[0]!.spaces;
  expect(rooms.filter((room) => room.kind === "guestroom")).toHaveLength(4);
  const brief = briefOf({ use: "guesthouse", areaM2: 420, storeys: 2 });
  brief.rooms.push({ $typeName: "viba.aec.v1.RoomWish", kind: "guestroom", count: 9, areaM2: 0 });
  const planned = makeConcept(brief, seeded(1)).storeys.flatMap((storey) => storey.spaces);
  expect(planned.filter((room) => room.kind === "guestroom")).toHaveLength(9);
});

test.each([
  [{ use: "cafe", areaM2: 60, storeys: 3 }, "AREA_TOO_SMALL"],
  [{ use: "mixed", areaM2: 90, storeys: 2 }, "AREA_TOO_SMALL"],
  [{ use: "cafe", areaM2: Number.NaN, storeys: 1 }, "OUT_OF_RANGE"],
  [{ use: "cafe", areaM2: 90_000, storeys: 1 }, "OUT_OF_RANGE"],
])("%o is refused: %s", (wanted, reason) => {
  const brief = briefOf({ ...wanted, areaM2: 200 });
  brief.areaM2 = wanted.areaM2;
  expect(() => makeConcept(brief, seeded(1))).toThrow(expect.objectContaining({ reason }));
});

test("a wished number of private rooms is planned behind the hall", () => {
  const brief = briefOf({ use: "restaurant", areaM2: 264, storeys: 1 });
  brief.rooms.push(create(RoomWishSchema, { kind: "privateroom", count: 3 }));
  const spaces = makeConcept(brief, seeded(1)).storeys.flatMap((storey) => storey.spaces);
  expect(spaces.filter(({ kind }) => kind === "privateroom")).toHaveLength(3);
});

test("a plot that is too small is refused with its size", () => {
  const brief = cafeBrief();
  for (const point of brief.site!.boundary!.points) {
    point.x *= 0.4;
    point.y *= 0.4;
  }
  const refusal = () => makeConcept(brief, seeded(1));
  expect(refusal).toThrow(InfeasibleBrief);
  expect(refusal).toThrow(/does not fit into the [\d.]+ × [\d.]+ m of the plot/);
  expect(refusal).toThrow(expect.objectContaining({ messageKo: expect.stringContaining("건축 가능 범위") }));
});

test.each([
  { kind: "kitchen", areaM2: 21 },
  { kind: "storage", areaM2: 12 },
])("a $kind of $areaM2 m2 is as large as the brief asks", ({ kind, areaM2 }) => {
  const brief = cafeBrief();
  brief.rooms.push(create(RoomWishSchema, { kind, count: 1, areaM2 }));
  const storey = makeConcept(brief, () => 0.5).storeys[0]!;
  const room = storey.spaces.find((space) => space.kind === kind)!;
  expect(room.areaM2 / areaM2).toBeCloseTo(1.08, 1);
});
