import { expect, test } from "vitest";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { writeDxf } from "../drawing/dxf.ts";
import { drawOpeningSchedule } from "../drawing/opening-schedule.ts";
import { drawPlan } from "../drawing/plan.ts";
import { drawnMarks, placedTexts, touchingTexts } from "../drawing/testing.ts";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { writeIfc } from "../ifc/model.ts";
import { briefOf, planOf } from "../plan/testing.ts";
import { openingSection } from "../report/openings.ts";
import { scheduleOf } from "./schedule.ts";
import { openingMarksOf, openingTypes } from "./types.ts";

const briefs = [
  cafeBrief(),
  hanokBrief(),
  mixedBrief(),
  briefOf({ use: "office", areaM2: 900, storeys: 3, basements: 1 }),
];
const plans = briefs.map((brief) => [brief, planOf(brief)] as const);

const countOf = (marks: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(marks, (mark) => mark)].map(([mark, all]) => [mark, all.length]).toSorted());

/** How often the storey's openings bear each mark. */
const wanted = (plan: Plan, index: number): Record<string, number> => {
  const marks = openingMarksOf(plan);
  return countOf(plan.storeys[index]!.openings.flatMap(({ id }) => marks.get(id) ?? []));
};

test.each(plans)("plan, CAD file, model and schedule of $title give every door and window one mark", (brief, plan) => {
  const { text } = writeIfc(plan, brief, { permitDate: "2026-11-22" });
  const marks = openingMarksOf(plan);
  plan.storeys.forEach((storey, i) => {
    expect(countOf(drawnMarks(drawPlan(plan, i)).map(({ mark }) => mark))).toEqual(wanted(plan, i));
    const written = [...writeDxf(plan, i).matchAll(/\n8\nA-(?:DOOR|GLAZ)-IDEN\n(?:\d+\n.*\n)*?1\n([DW]\d+)\n/g)];
    expect(countOf(written.map(([, mark]) => mark!))).toEqual(wanted(plan, i));
    for (const { id, kind } of storey.openings.filter((opening) => opening.kind !== OpeningKind.PASSAGE)) {
      const name = kind === OpeningKind.WINDOW ? "IFCWINDOW" : "IFCDOOR";
      expect(text).toMatch(new RegExp(`=${name}\\('[^']+',(?:#\\d+|\\$),'${marks.get(id)} [^']*${id}'`));
    }
  });
  for (const { mark } of openingTypes(plan)) {
    expect(text).toContain(`'Reference',$,IFCIDENTIFIER('${mark}')`);
    expect(text).toMatch(new RegExp(`=IFC(?:DOOR|WINDOW)TYPE\\(.*'${mark}'`));
  }
  const sheets = drawOpeningSchedule(plan);
  expect(sheets.flatMap(drawnMarks).map(({ mark }) => mark)).toEqual(openingTypes(plan).map(({ mark }) => mark));
  for (const { type } of scheduleOf(plan)) expect(openingSection(plan).markup).toContain(`<b>${type.mark}</b>`);
});

test("openings of one make share a mark, all others differ in what the schedule says of them", () => {
  for (const [, plan] of plans) {
    const rows = scheduleOf(plan).map(({ type, name, material, remarks }) =>
      [name, material, type.external, type.width, type.height, type.sill, type.exit, ...remarks].join(),
    );
    expect(new Set(rows).size).toBe(rows.length);
  }
});

test("inner doors are of wood and tell no transmittance; outer ones and windows do", () => {
  for (const { type, material, uValue } of scheduleOf(plans[0]![1])) {
    if (type.external) expect(uValue).toBeGreaterThan(0.5);
    else expect([material, uValue]).toEqual(["목재문", 0]);
  }
});

test("neighbouring storeys with as many openings are told of at once, and no storey without", () => {
  const plan = planOf(briefOf({ use: "office", areaM2: 900, storeys: 3, basements: 1 }));
  const counted = scheduleOf(plan).map(({ type, storeys }) => {
    const told = storeys.split(" · ").map((part) => {
      const [, first, last, count] = /^(\S+?)(?:~(\S+) 각)? (\d+)$/.exec(part)!;
      const [from, to] = [first!, last ?? first!].map((name) => plan.storeys.findIndex((one) => one.name === name));
      return (to! - from! + 1) * Number(count);
    });
    return [type.placed.length, told.reduce((sum, count) => sum + count, 0)];
  });
  for (const [placed, told] of counted) expect(told).toBe(placed);
});

test.each(plans)("no text of the schedule of $title touches another or is cut off", (_, plan) => {
  for (const svg of drawOpeningSchedule(plan)) {
    expect(touchingTexts(svg)).toEqual([]);
    for (const { x0, x1, y0, y1 } of placedTexts(svg)) {
      expect(Math.min(x0, y0)).toBeGreaterThan(24);
      expect(x1).toBeLessThan(1376);
      expect(y1).toBeLessThan(966);
    }
  }
});

test("a door to a stair or into a home holds fire off, one in a home does not; the lift's is of steel", () => {
  const materials = (brief: Brief): Record<string, string> =>
    Object.fromEntries(
      scheduleOf(planOf(brief)).flatMap(({ type, material }) =>
        type.external ? [] : type.placed.map(({ opening, storey }) => [namesOf(storey, opening), material]),
      ),
    );
  const namesOf = (storey: Plan["storeys"][number], opening: Plan["storeys"][number]["openings"][number]) =>
    opening.spaces
      .map((id) => storey.spaces.find((space) => space.id === id)!.kind)
      .toSorted()
      .join("|");
  const flats = materials(briefOf({ use: "apartments", areaM2: 900, storeys: 4 }));
  expect(flats["corehall|stair"]).toBe("강재 방화문");
  expect(flats["corehall|entrance"]).toBe("강재 방화문");
  expect(flats["bedroom|corridor"] ?? flats["bedroom|living"]).toBe("목재문");
  const offices = materials(briefOf({ use: "office", areaM2: 2400, storeys: 6 }));
  expect(Object.entries(offices).find(([key]) => key.includes("lift"))?.[1]).toBe("스테인리스 강재문");
  expect(Object.entries(offices).find(([key]) => key.includes("stair"))?.[1]).toBe("강재 방화문");
  const house = materials(briefOf({ use: "house", areaM2: 150, storeys: 2 }));
  expect(Object.values(house)).not.toContain("강재 방화문");
});
