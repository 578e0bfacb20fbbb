import type { Opening, Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { expect, test } from "vitest";
import { makeConcept } from "../concept/concept.ts";
import { doorSwing } from "../geometry/door-swing.ts";
import { contains } from "../geometry/polygon.ts";
import { ringOf, wallLine } from "../geometry/plan-shape.ts";
import { locate } from "../geometry/vector.ts";
import { makePlan } from "../plan/plan.ts";
import { briefOf, seeded } from "../plan/testing.ts";
import { writeIfc } from "./model.ts";

const brief = briefOf({ use: "office", areaM2: 700, storeys: 3 });
const plan = makePlan(brief, makeConcept(brief, seeded(1)), seeded(1));

interface Door {
  readonly storey: Storey;
  readonly door: Opening;
  readonly side: 1 | -1;
  readonly hingeAtStart: boolean;
  /** Kind of the space that the leaf opens into. */
  readonly into: string | undefined;
}

function doorsOf({ storeys }: Plan): Door[] {
  return storeys.flatMap((storey) =>
    storey.openings
      .filter(({ kind }) => kind === OpeningKind.DOOR)
      .map((door) => {
        const wall = storey.walls.find(({ id }) => id === door.wall)!;
        const line = { ...wallLine(wall)!, thickness: wall.thickness };
        const swing = doorSwing(storey, door, line);
        const leaf = locate(line.start, line.along, door.at, swing.side * (line.thickness / 2 + 0.4));
        const into = storey.spaces.find((space) => contains(ringOf(space.gross), leaf))?.kind;
        return { storey, door, ...swing, into };
      }),
  );
}

test("leaves open into the room they lead to, ways out of corridors outward, and leave the landings of stairs free", () => {
  const doors = doorsOf(plan);
  const ofStairs = doors.filter(({ door }) => door.spaces.some((id) => id.includes("stair")));
  expect(ofStairs.length).toBeGreaterThanOrEqual(3);
  for (const { into } of ofStairs) expect(into).not.toBe("stair");
  const ways = doors.filter(({ door }) => door.exit);
  expect(ways.length).toBeGreaterThan(0);
  for (const { into } of ways) expect(into).toBeUndefined();
  for (const { storey, door, into } of doors.filter((one) => !ofStairs.includes(one) && !ways.includes(one))) {
    expect(into).toBe(storey.spaces.find(({ id }) => id === door.spaces.at(-1))!.kind);
  }
});

test("the model's doors hang as the drawing shows them", () => {
  const { text } = writeIfc(plan, brief, { permitDate: brief.permitDate });
  const lines = new Map(text.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line] as const));
  const follow = (line: string, i: number): string => lines.get(line.match(/#\d+/g)![i]!)!;
  const typeOf = (ref: string): string => {
    const defined = [...lines.values()].find(
      (line) => line.includes("IFCRELDEFINESBYTYPE") && new RegExp(`${ref}[,)]`).test(line),
    )!;
    return lines.get(defined.match(/#\d+/g)!.at(-1)!)!;
  };
  for (const { door, side, hingeAtStart } of doorsOf(plan)) {
    const [ref, line] = [...lines].find(([, one]) => one.includes("=IFCDOOR(") && one.includes(`'${door.id}'`))!;
    // A door's first reference is its placement, whose own axes say where x runs.
    const axes = follow(follow(line, 1), 2);
    const turned = (axes.match(/#\d+/g) ?? []).some((one) => /\(-1\.,0\.(,0\.)?\)/.test(lines.get(one) ?? ""));
    expect({ id: door.id, turned }).toEqual({ id: door.id, turned: side === -1 });
    const left = hingeAtStart !== turned;
    expect(typeOf(ref)).toContain(left ? ".SINGLE_SWING_LEFT." : ".SINGLE_SWING_RIGHT.");
  }
});
