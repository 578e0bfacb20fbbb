import { drawElevation, sideNames, sides } from "../drawing/elevation.ts";
import { drawOpeningSchedule } from "../drawing/opening-schedule.ts";
import { drawPlan, storeyTitle } from "../drawing/plan.ts";
import { drawSection } from "../drawing/section.ts";
import { numbered, sheetNumber } from "../drawing/sheet-number.ts";
import { drawSite } from "../drawing/site.ts";
import { drawView } from "../drawing/view.ts";
import { factsOf } from "../law/facts.ts";
import { bindSheets } from "../pdf/drawing-set.ts";
import { withFont } from "../typeface/typeface.ts";
import type { Typeface } from "../typeface/typeface.ts";
import { renderReport, type ReportInput } from "./render.ts";
import { areaSheets } from "./set/areas.ts";
import { codeSheets } from "./set/code.ts";
import { coverPicture, coverSheet } from "./set/cover.ts";
import { energySheet } from "./set/energy.ts";

/** A file for the person who asked. */
export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A design that was reviewed, of which the report tells. */
export type ReportedDesign = Omit<ReportInput, "planSvgs" | "viewSvg" | "typeface">;

/** A sheet of the set. */
interface Sheet {
  readonly number: string;
  readonly name: string;
  readonly svg: string;
}

/** The design report as one HTML file, and the drawing set as one PDF; both carry their letters, so that they look the same everywhere. */
export function reportFiles(design: ReportedDesign, typeface: Typeface): ReportFile[] {
  const { plan, brief } = design;
  const date = brief.permitDate;
  const view = drawView(plan);
  const drawings = drawingSheets(design);
  const front = sides.find((side) => side === plan.site?.roadSide) ?? "S";
  // The page shows one elevation, and the schedule of openings as a table of its own.
  const shown = drawings.filter(({ number }) => !/^A-[24]/.test(number) || number === elevationNumber(front));
  const set = bindSheets(wholeSet(design, view, drawings), typeface, { title: plan.title, date });
  const report = renderReport({
    ...design,
    planSvgs: shown.map(({ name, svg }) => ({ name, svg: withFont(svg, typeface) })),
    viewSvg: withFont(view, typeface),
    typeface,
  });
  return [
    { name: "report.html", mediaType: "text/html; charset=utf-8", bytes: new TextEncoder().encode(report) },
    { name: "drawings.pdf", mediaType: "application/pdf", bytes: set },
  ];
}

const elevationNumber = (side: (typeof sides)[number]): string => sheetNumber("elevation", sides.indexOf(side));

/** Plot, storeys, elevations, section and the schedule of doors and windows. */
function drawingSheets({ plan, brief }: ReportedDesign): Sheet[] {
  const date = brief.permitDate;
  const site = plan.site ? [{ number: sheetNumber("site"), name: "배치도", svg: drawSite(plan, date) }] : [];
  const storeys = plan.storeys.map((storey, i) => ({
    number: sheetNumber("plan", i),
    name: storeyTitle(storey),
    svg: drawPlan(plan, i, date),
  }));
  const elevations = sides.map((side) => ({
    number: elevationNumber(side),
    name: `${sideNames[side]} 입면도`,
    svg: drawElevation(plan, side, date),
  }));
  const section = { number: sheetNumber("section"), name: "단면도", svg: drawSection(plan, date) };
  const schedules = drawOpeningSchedule(plan, date);
  const openings = schedules.map((svg, i) => ({
    number: sheetNumber("openings", i),
    name: numbered("창호표", i, schedules.length),
    svg,
  }));
  return [...site, ...storeys, ...elevations, section, ...openings];
}

/** Every sheet in order, behind a cover that lists them. */
function wholeSet(design: ReportedDesign, view: string, drawings: readonly Sheet[]): Sheet[] {
  const { plan, brief, codeReport, energy } = design;
  const date = brief.permitDate;
  const facts = factsOf(plan, brief);
  const site = drawings.filter(({ name }) => name === "배치도");
  const tables = (kind: "areas" | "code", name: string, svgs: readonly string[]): Sheet[] =>
    svgs.map((svg, i) => ({ number: sheetNumber(kind, i), name: numbered(name, i, svgs.length), svg }));
  const sheets: Sheet[] = [
    { number: sheetNumber("view"), name: "조감도", svg: view },
    ...site,
    ...tables("areas", "면적표", areaSheets(facts, date)),
    ...drawings.filter((sheet) => !site.includes(sheet)),
    ...tables("code", "법규 검토서", codeSheets(plan.title, codeReport, date)),
    ...(energy
      ? [
          {
            number: sheetNumber("energy"),
            name: "에너지 평가",
            svg: energySheet(plan.title, { ...design, energy }, date),
          },
        ]
      : []),
  ];
  const cover = {
    number: sheetNumber("cover"),
    name: "표지 · 건축개요",
    svg: coverSheet({ facts, brief, review: design.review }, drawView(plan, coverPicture), [
      { number: sheetNumber("cover"), name: "표지 · 건축개요" },
      ...sheets,
    ]),
  };
  return [cover, ...sheets].map((sheet) => ({ ...sheet, name: `${sheet.number} ${sheet.name}` }));
}
