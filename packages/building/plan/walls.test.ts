import { describe, expect, test } from "vitest";
import { area } from "../geometry/polygon.ts";
import { overlap } from "../geometry/rectangle.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import type { DraftRoom } from "./draft.ts";
import { netRing, storeyWalls } from "./storey-walls.ts";
import { wallBodies } from "./wall-bodies.ts";
import { piecesOf, runsOf } from "./wall-lines.ts";

const thick = { external: 0.3, party: 0.2, internal: 0.12 };
const box = (x0: number, y0: number, x1: number, y1: number): Rectangle => ({ x0, y0, x1, y1 });
const room = (id: string, boxes: Rectangle[], unit = ""): DraftRoom => ({
  id,
  kind: "office",
  name: id,
  unit,
  boxes,
});

const bodiesOf = (rooms: DraftRoom[]) => wallBodies(runsOf(piecesOf(rooms)), thick);
const clashes = (bodies: { body: Rectangle }[]) =>
  bodies.flatMap((a, i) => bodies.slice(i + 1).filter((b) => overlap(a.body, b.body)));

const four = [
  room("a", [box(0, 0, 4, 3)]),
  room("b", [box(4, 0, 9, 3)]),
  room("c", [box(0, 3, 4, 7)]),
  room("d", [box(4, 3, 9, 7)]),
];
const ell = [room("a", [box(0, 0, 4, 3)]), room("b", [box(4, 0, 9, 3)]), room("c", [box(0, 3, 4, 7)])];
const units = [room("a", [box(0, 0, 4, 5)], "1"), room("b", [box(4, 0, 8, 5)], "2"), room("c", [box(0, 5, 8, 8)])];

describe.each([
  ["one room", [room("a", [box(0, 0, 4, 3)])], 4],
  ["a crossing", four, 7],
  ["a corner that turns inward", ell, 8],
  ["party wall meeting a thin one", units, 6],
])("%s", (_name, rooms, count) => {
  const bodies = bodiesOf(rooms);

  test("stands as few walls as it needs, none into another", () => {
    expect(bodies).toHaveLength(count);
    expect(clashes(bodies)).toEqual([]);
  });

  test("covers the outline by half a wall on either side", () => {
    const gross = rooms.reduce((sum, r) => sum + r.boxes.reduce((s, b) => s + (b.x1 - b.x0) * (b.y1 - b.y0), 0), 0);
    const { walls } = storeyWalls("1F", rooms, thick);
    const net = rooms.reduce((sum, r) => sum + area(netRing(r, walls)), 0);
    const inside = walls.reduce((sum, { body }) => {
      const parts = rooms.flatMap((r) => r.boxes.map((b) => overlap(b, body)));
      return sum + parts.reduce((s, p) => s + (p ? (p.x1 - p.x0) * (p.y1 - p.y0) : 0), 0);
    }, 0);
    expect(net + inside).toBeCloseTo(gross, 6);
  });
});

test("outer walls know the side they face", () => {
  const runs = runsOf(piecesOf([room("a", [box(0, 0, 4, 3)])]));
  expect(runs.map((run) => run.faces).sort()).toEqual(["E", "N", "S", "W"]);
});

test("a wall between two units is a party wall, one within a unit is not", () => {
  const kinds = runsOf(piecesOf(units)).map((run) => run.kind);
  expect(kinds.filter((kind) => kind === "party")).toHaveLength(1);
});

test("openings keep clear of crossing walls", () => {
  const { edges } = storeyWalls("1F", four, thick);
  for (const edge of edges) {
    expect(edge.from - edge.piece.from).toBeGreaterThanOrEqual(0.1);
    expect(edge.piece.to - edge.to).toBeGreaterThanOrEqual(0.1);
  }
});

test("a wall whose half thickness is no whole millimetre lies within its body, so that rooms never reach into it", () => {
  for (const { run, thickness, body } of wallBodies(runsOf(piecesOf(four)), {
    external: 0.251,
    party: 0.201,
    internal: 0.117,
  })) {
    const [low, high] = run.axis === "h" ? [body.y0, body.y1] : [body.x0, body.x1];
    expect(low).toBeLessThanOrEqual(run.at - thickness / 2 + 1e-9);
    expect(high).toBeGreaterThanOrEqual(run.at + thickness / 2 - 1e-9);
    expect(high - low).toBeLessThan(thickness + 0.0015);
  }
});
