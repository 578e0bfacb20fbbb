import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { drawElevation, sides } from "@viba/building/drawing/elevation";
import { levelsOf } from "@viba/building/drawing/levels";
import { topOfBuilding } from "@viba/building/drawing/view/top";
import { drawOpeningSchedule } from "@viba/building/drawing/opening-schedule";
import { drawPlan } from "@viba/building/drawing/plan";
import { drawSection } from "@viba/building/drawing/section";
import { placeCut } from "@viba/building/drawing/section-place";
import { drawSite } from "@viba/building/drawing/site";
import {
  coveringMarks,
  drawnMarks,
  labelsOnColumns,
  labelsOnLeaves,
  labelsOnWalks,
  namesOnCuts,
  obstructedDoors,
  placedTexts,
  strikingLeaves,
  textsOnLines,
  touchingTexts,
} from "@viba/building/drawing/testing";
import { chainFaults, griddedFigures, misnamedAxes } from "@viba/building/drawing/testing-chains";
import { crossedThings, namesOnThings } from "@viba/building/drawing/testing-crossings";
import { struckFigures, struckNames, struckOnStairs, turnedOnOpenings } from "@viba/building/drawing/testing-lines";
import { oddBays, shutIn } from "@viba/building/drawing/testing-parking";
import { brokenNames, crowdedSectionMarks, misreadMarks, namesOnCars } from "@viba/building/drawing/testing-plans";
import {
  crossedWindows,
  darkenedWindows,
  liftFaults,
  oddWays,
  shiftedLifts,
} from "@viba/building/drawing/testing-rooms";
import { looksFromRidge, stairGaps, untoldRooms } from "@viba/building/drawing/testing-section";
import {
  coveredSetbacks,
  misreadSetbacks,
  strayedOnSite,
  struckSetbacks,
  wayFaults,
} from "@viba/building/drawing/testing-site";
import {
  canopiesOnPanes,
  glowingWindows,
  openCorners,
  paintedParts,
  shortLevels,
} from "@viba/building/drawing/testing-view";
import { paletteOfPlan } from "@viba/building/drawing/view/palette";
import { roofFaces } from "@viba/building/drawing/view/roof";
import { factsOf } from "@viba/building/law/facts";
import { scheduleOf } from "@viba/building/openings/schedule";
import { openingMarksOf } from "@viba/building/openings/types";
import { makePlan } from "@viba/building/plan/plan";
import { factRows } from "@viba/building/report/overview";
import { seededRandom } from "@viba/runtime/random";
import { describe, expect, test } from "vitest";
import { permitDate } from "./designs.ts";
import { sentences } from "./sentences.ts";

/** Smallest letters that are read on A3, pixels: 2.1 mm. */
const smallest = 7;

describe.each(sentences.map(({ name, text }) => [name, text] as const))("%s: %s", (_, text) => {
  const understood = parseBrief({ text, permitDate, seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  const random = () => seededRandom(1);
  const plan = makePlan(understood.brief, makeConcept(understood.brief, random()), random());
  const floors = plan.storeys.map((_, i) => drawPlan(plan, i, permitDate));

  test("what is written is large enough, covers nothing that is written, and lies inside the frame", () => {
    const sheets = [
      ...floors,
      drawSite(plan),
      drawSection(plan),
      ...sides.map((side) => drawElevation(plan, side)),
      ...drawOpeningSchedule(plan),
    ];
    for (const svg of sheets) {
      expect(touchingTexts(svg)).toEqual([]);
      // What is written on the building itself is as large as the building is drawn.
      const notes = svg.replaceAll(/<text [^>]*transform="matrix[^>]*>/g, "");
      const sizes = [...notes.matchAll(/ font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(smallest);
      const outside = placedTexts(svg).filter(({ x0, y0, x1, y1 }) => x0 < 24 || y0 < 24 || x1 > 1376 || y1 > 966);
      expect(outside).toEqual([]);
    }
  });

  test("every door and window has its mark, clear of texts, walls and other marks; no room's name lies on a column or an open leaf", () => {
    const marks = openingMarksOf(plan);
    floors.forEach((svg, i) => {
      expect([...coveringMarks(svg), ...labelsOnColumns(svg), ...labelsOnLeaves(svg), ...labelsOnWalks(svg)]).toEqual(
        [],
      );
      const wanted = plan.storeys[i]!.openings.flatMap(({ id }) => marks.get(id) ?? []);
      expect(
        drawnMarks(svg)
          .map(({ mark }) => mark)
          .toSorted(),
      ).toEqual(wanted.toSorted());
    });
  });

  test("chains of dimensions leave out nothing and add up, and no line of the grid strikes a figure", () => {
    expect(floors.flatMap((svg) => [...chainFaults(svg), ...griddedFigures(svg)])).toEqual([]);
  });

  test("an axis of the grid has one name on all storeys", () => {
    expect(floors.join("")).toContain(">X1</text>");
    expect(misnamedAxes(plan, floors)).toEqual([]);
  });

  test("no leader, dimension or line of the grid crosses a word or a mark; no room's name lies on furniture or the arc of a door", () => {
    expect([...floors, drawSite(plan)].flatMap(crossedThings)).toEqual([]);
    expect(floors.flatMap(namesOnThings)).toEqual([]);
  });

  test("the marks of the section stand clear of everything, those of doors off leaves and on their side of walls", () => {
    expect(floors.flatMap((svg) => [...crowdedSectionMarks(svg), ...misreadMarks(svg)])).toEqual([]);
  });

  test("no name of a room is broken inside a word or lies on the outline of a lift's car", () => {
    const broken = floors.flatMap((svg, i) =>
      brokenNames(
        svg,
        plan.storeys[i]!.spaces.map(({ name }) => name),
      ),
    );
    expect([...broken, ...floors.flatMap(namesOnCars)]).toEqual([]);
  });

  test("no figure of the schedule of doors and windows lies on a line", () => {
    expect(drawOpeningSchedule(plan).flatMap(textsOnLines)).toEqual([]);
  });

  test("no leaf strikes another one, furniture, a wall, a column or a stair", () => {
    expect(plan.storeys.flatMap((__, i) => strikingLeaves(plan, i))).toEqual([]);
  });

  test("no leaf passes before another door, nor stands open before the inner door of an entrance", () => {
    expect(plan.storeys.flatMap((__, i) => obstructedDoors(plan, i))).toEqual([]);
  });

  test("the site plan marks the front doors of homes, or the doors on the street's side", () => {
    const marked = /<g id="entrances">(.*?)<\/g>/s.exec(drawSite(plan))?.[1] ?? "";
    const ground = plan.storeys.find(({ number }) => number === 1)!;
    const front = ground.spaces.filter(({ kind }) => kind === "entrance").map(({ id }) => id);
    const doors = ground.openings.filter(({ exit, spaces }) => exit && spaces.some((id) => front.includes(id)));
    const count = marked.split("<path").length - 1;
    if (doors.length > 0) expect(count).toBe(doors.length);
    else expect(count).toBeGreaterThan(0);
  });

  test("every stair is entered from a room on every storey, not from its lift alone", () => {
    const shut = plan.storeys.flatMap(({ name, spaces, openings }) => {
      const lifts = new Set(spaces.filter(({ kind }) => kind === "lift").map(({ id }) => id));
      return spaces
        .filter(({ kind }) => kind === "stair")
        .filter(({ id }) => !openings.some((o) => o.spaces.includes(id) && !o.spaces.some((other) => lifts.has(other))))
        .map((stair) => `${name} ${stair.name}`);
    });
    expect(shut).toEqual([]);
  });

  test("stairs say where they go up and down, and the section runs through one", () => {
    floors.forEach((svg, i) => {
      const told = (word: string) => svg.split(`>${word}</text>`).length - 1;
      expect([told("UP"), told("DN")]).toEqual([
        plan.storeys[i]!.stairs.length,
        plan.storeys[i - 1]?.stairs.length ?? 0,
      ]);
      expect(svg).toContain('id="north"');
      expect(svg).toContain('id="scale-bar"');
    });
    expect(namesOnCuts(drawSection(plan))).toEqual([]);
    expect(placeCut(plan)!.throughStair).toBe(plan.storeys.some(({ stairs }) => stairs.length > 0));
  });

  test("elevations and section name every level; in an elevation its line runs to the wall", () => {
    for (const side of sides) expect(shortLevels(plan, drawElevation(plan, side))).toEqual([]);
    for (const svg of [drawSection(plan), ...sides.map((side) => drawElevation(plan, side))]) {
      for (const { name } of levelsOf(plan)) expect(svg).toContain(`>${name}</text>`);
    }
  });

  test("no leaf opens over a dimension, no door or window runs through a room's name in the section", () => {
    expect(floors.flatMap(struckFigures)).toEqual([]);
    expect(floors.flatMap(struckOnStairs)).toEqual([]);
    const section = drawSection(plan);
    expect([...struckNames(section), ...turnedOnOpenings(section)]).toEqual([]);
  });

  test("a way leads from every door on the street side to the street, free of cars and trees", () => {
    expect(wayFaults(plan)).toEqual([]);
    const site = drawSite(plan);
    expect([...struckSetbacks(site), ...coveredSetbacks(site), ...misreadSetbacks(site)]).toEqual([]);
  });

  test("on the site plan figures keep off the edges of bays, names fit cars, and the building's label lies on it", () => {
    expect(strayedOnSite(drawSite(plan))).toEqual([]);
  });

  test("every car gets to the street past the others; the space for wheelchairs is the nearest to a door", () => {
    expect([...shutIn(plan), ...oddBays(plan)]).toEqual([]);
  });

  test("the schedule cuts nothing short; lifts, stairs and homes have doors of steel", () => {
    expect(drawOpeningSchedule(plan).join("")).not.toMatch(/…|\.\.\.</);
    const kinds = new Map(plan.storeys.flatMap(({ spaces }) => spaces.map(({ id, kind }) => [id, kind] as const)));
    for (const { material, type } of scheduleOf(plan)) {
      const into = type.placed.flatMap(({ opening }) => opening.spaces.map((id) => kinds.get(id)));
      if (into.includes("lift")) expect([material, type.service]).toEqual(["스테인리스 강재문", "lift"]);
    }
  });

  test("the cover and the site plan tell the height that elevations and section show", () => {
    const top = topOfBuilding(plan);
    const panels = plan.roof?.solarArea ?? 0;
    const roof = roofFaces(plan, paletteOfPlan(plan)).flatMap(({ points }) => points.map(([, , z]) => z));
    // A ridge of tiles counts, solar panels do not.
    if (panels === 0) expect(Math.max(...roof)).toBeLessThanOrEqual(top + 1e-6);
    const height = `${top.toFixed(2)} m`;
    expect(drawSite(plan)).toContain(`층 / ${height}<`);
    expect(factRows(factsOf(plan, understood.brief)).find(([ko]) => ko === "최고 높이")?.[2]).toBe(height);
  });

  test("every pane of the picture is painted in one piece", () => {
    const { panes } = paintedParts(plan);
    expect(panes.painted).toBe(panes.seen);
    expect([...canopiesOnPanes(plan), ...glowingWindows(plan)]).toEqual([]);
  });

  test("lifts stop above one another, nothing tall darkens a window, no way leads through lounges or lifts", () => {
    expect([...shiftedLifts(plan), ...darkenedWindows(plan), ...oddWays(plan)]).toEqual([]);
  });

  test("lifts open to halls, corridors and public rooms only, and no column stands in a shaft", () => {
    expect(liftFaults(plan)).toEqual([]);
  });

  test("no landing and no flight crosses a window", () => {
    expect(crossedWindows(plan)).toEqual([]);
  });

  test("half landings reach the walls round them, and every wall ends in a line in the elevations", () => {
    expect(stairGaps(plan)).toEqual([]);
    expect(openCorners(plan)).toEqual([]);
  });

  test("the section names every room that it cuts, and tells how high each storey is inside", () => {
    expect(untoldRooms(plan, drawSection(plan))).toEqual([]);
    expect(looksFromRidge(plan)).toBe(false);
  });

  test("no storey of a workplace has an accessible toilet alone", () => {
    const toilets = plan.storeys
      .filter(({ use }) => !["house", "guesthouse"].includes(use))
      .map(({ name, spaces }) => ({ name, kinds: spaces.map(({ kind }) => kind) }));
    const alone = toilets.filter(({ kinds }) => kinds.includes("wc_accessible") && !kinds.includes("wc"));
    expect(alone.map(({ name }) => name)).toEqual([]);
  });

  test("all storeys are drawn at one scale, and rooms are called what they are", () => {
    expect(new Set(floors.map((svg) => / {2}1\/(\d+)<\/text>/.exec(svg)?.[1])).size).toBe(1);
    const shops = plan.storeys.flatMap(({ spaces }) => spaces).filter(({ name }) => name.startsWith("매장"));
    expect(shops.filter(({ kind }) => kind !== "retail").map(({ id }) => id)).toEqual([]);
  });
});
