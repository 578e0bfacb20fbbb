import { expect, test } from "vitest";
import { cafeBrief, mixedBrief } from "../fixtures.ts";
import { area } from "../geometry/polygon.ts";
import type { XY } from "../geometry/vector.ts";
import { planOf } from "../plan/testing.ts";
import { dxfDocument } from "./dxf-document.ts";
import { dxfLayers, writeDxf } from "./dxf.ts";
import { drawingFiles } from "./sheets.ts";

type Tag = [code: number, value: string];

function tagsOf(dxf: string): Tag[] {
  const lines = dxf.split("\n");
  expect(lines.length % 2).toBe(1);
  return Array.from({ length: (lines.length - 1) / 2 }, (_, i) => [Number(lines[2 * i]), lines[2 * i + 1]!]);
}

/** The entities as groups of tags. */
function entitiesOf(dxf: string): Tag[][] {
  const tags = tagsOf(dxf);
  const start = tags.findIndex(([code, value]) => code === 2 && value === "ENTITIES") + 1;
  const groups: Tag[][] = [];
  for (const tag of tags.slice(start)) {
    if (tag[0] === 0 && tag[1] === "ENDSEC") break;
    if (tag[0] === 0) groups.push([]);
    groups.at(-1)!.push(tag);
  }
  return groups;
}

const value = (entity: Tag[], code: number): string => entity.find(([one]) => one === code)?.[1] ?? "";
const points = (entity: Tag[]): XY[] => {
  const ys = entity.filter(([code]) => code === 20).map(([, y]) => Number(y));
  return entity.filter(([code]) => code === 10).map(([, x], i) => ({ x: Number(x), y: ys[i]! }));
};

const cafe = planOf(cafeBrief());
const mixed = planOf(mixedBrief());
const drawings = [writeDxf(cafe, 0), ...mixed.storeys.map((_, i) => writeDxf(mixed, i))];

test.each(drawings)("handles are unique and below the seed, owners exist, layers are declared", (dxf) => {
  const tags = tagsOf(dxf);
  const seedAt = tags.findIndex(([, name]) => name === "$HANDSEED") + 1;
  const handles = tags.filter(([code], i) => (code === 5 || code === 105) && i !== seedAt).map(([, handle]) => handle);
  expect(new Set(handles).size).toBe(handles.length);
  for (const handle of handles) expect(parseInt(handle, 16)).toBeLessThan(parseInt(tags[seedAt]![1], 16));
  for (const [code, owner] of tags) if (code === 330 && owner !== "0") expect(handles).toContain(owner);
  const declared = dxfLayers.map(({ name }) => name);
  for (const entity of entitiesOf(dxf)) expect(declared).toContain(value(entity, 8));
});

test("walls cover in mm2 what the plan's walls cover less their openings", () => {
  const storey = cafe.storeys[0]!;
  const walls = storey.walls.reduce((sum, { start, end, thickness }) => {
    return sum + Math.hypot(end!.x - start!.x, end!.y - start!.y) * thickness;
  }, 0);
  const holes = storey.openings.reduce((sum, { wall, width }) => {
    return sum + width * storey.walls.find(({ id }) => id === wall)!.thickness;
  }, 0);
  const drawn = entitiesOf(drawings[0]!).filter((entity) => value(entity, 8) === "A-WALL");
  const total = drawn.reduce((sum, entity) => sum + area(points(entity)), 0);
  expect(total / 1e6).toBeCloseTo(walls - holes, 4);
});

test("room names stand in Korean on their layer, the unit is stated", () => {
  const entities = entitiesOf(drawings[1]!);
  const texts = (layer: string) => entities.filter((one) => value(one, 8) === layer).map((one) => value(one, 1));
  expect(texts("A-ROOM-TEXT")).toEqual(expect.arrayContaining(mixed.storeys[0]!.spaces.map(({ name }) => name)));
  expect(texts("A-DIM")).toContain("상업·주거 복합건물 지상 1층 평면도 (단위: mm)");
  expect(drawings[1]).toContain("$ACADVER\n1\nAC1021\n");
  expect(drawings[1]).toContain("$INSUNITS\n70\n4\n");
});

test("every swing is a quarter turn that starts or ends at its leaf", () => {
  const entities = entitiesOf(drawings[1]!);
  const arcs = entities.filter((entity) => value(entity, 0) === "ARC");
  expect(arcs.length).toBeGreaterThan(4);
  for (const arc of arcs) {
    const [from, to] = [Number(value(arc, 50)), Number(value(arc, 51))];
    expect((to - from + 360) % 360).toBeCloseTo(90, 3);
  }
});

test("the plot is on the ground floor only", () => {
  const onSite = (dxf: string) => entitiesOf(dxf).filter((entity) => value(entity, 8) === "A-SITE").length;
  expect(drawings.slice(1).map((dxf) => onSite(dxf) > 0)).toEqual([true, false, false]);
});

test("a line break in a name cannot end its value", () => {
  const shape = { layer: "A-DIM", kind: "text", at: { x: 0, y: 0 }, height: 1, content: "홀\n0\nEOF" } as const;
  const [entity] = entitiesOf(dxfDocument(dxfLayers, [shape]));
  expect(value(entity!, 1)).toBe("홀 0 EOF");
});

test("an absent storey gives a drawing without entities", () => {
  expect(entitiesOf(writeDxf(cafe, 7))).toEqual([]);
});

test("the files of a plan are its elevations, its section, the schedule of doors and windows and a CAD plan for each storey", () => {
  expect(drawingFiles(mixed).map(({ name, mediaType }) => `${name} ${mediaType}`)).toEqual([
    ...["S", "E", "N", "W"].map((side) => `elevation-${side}.svg image/svg+xml`),
    "section.svg image/svg+xml",
    ...["openings.svg", "openings-2.svg"].map((name) => `${name} image/svg+xml`),
    ...[1, 2, 3].map((number) => `plan-${number}F.dxf image/vnd.dxf`),
  ]);
  expect(drawingFiles({ ...mixed, storeys: [] })).toEqual([]);
});
