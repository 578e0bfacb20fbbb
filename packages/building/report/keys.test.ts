import { expect, test } from "vitest";
import { openingMarksOf } from "../openings/types.ts";
import { sample } from "../law/sample.ts";
import { keyNames, listed, named } from "./keys.ts";

const { plan } = sample({ storeys: 2, use: "guesthouse" });
const names = keyNames(plan);
const [ground] = plan.storeys;

test("doors and windows go by their marks, rooms and walls by their names, each with its storey", () => {
  const marks = openingMarksOf(plan);
  for (const { name, openings, spaces, walls } of plan.storeys) {
    for (const { id } of openings) expect(names.get(id)).toBe(`${name} ${marks.get(id) ?? "통로"}`);
    for (const space of spaces) expect(names.get(space.id)).toMatch(new RegExp(`^${name} .*${space.name}$`));
    for (const { id } of walls) expect(names.get(id)).toMatch(/^[B\d]+F? (?:[남북동서]측 )?[외내]벽$/);
  }
});

test("keys in a sentence become names; what is no key stays", () => {
  const { id, name } = ground!.spaces[0]!;
  expect(named(`1개 모자람 (${id} 5.3 %)`, names)).toBe(`1개 모자람 (${ground!.name} ${name} 5.3 %)`);
  expect(named("경사 1/12, 0 / 2,100, 7F/none", names)).toBe("경사 1/12, 0 / 2,100, 7F/none");
});

test("alike parts are listed once", () => {
  const { id } = ground!.walls.find(({ external }) => !external)!;
  expect(listed([id, id, "x"], names)).toEqual([`${ground!.name} 내벽 ×2`, "x"]);
});
