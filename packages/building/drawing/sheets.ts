import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { writeDxf } from "./dxf.ts";
import { drawElevation, sides } from "./elevation.ts";
import { svgFile } from "./files.ts";
import type { DrawnFile, SheetSetting } from "./files.ts";
import { drawOpeningSchedule } from "./opening-schedule.ts";
import { drawSection } from "./section.ts";

/** Upright drawings and CAD files of a plan: "elevation-S.svg" and the other sides, "section.svg", the schedule of doors and windows "openings.svg" ("openings-2.svg" …), and "plan-1F.dxf" for each storey; none for a plan without storeys. */
export function drawingFiles(plan: Plan, setting: SheetSetting = { date: "" }): DrawnFile[] {
  if (plan.storeys.length === 0) return [];
  const dxf = (name: string, content: string): DrawnFile => ({
    name,
    mediaType: "image/vnd.dxf",
    bytes: new TextEncoder().encode(content),
  });
  const { date } = setting;
  return [
    ...sides.map((side) => svgFile(`elevation-${side}.svg`, drawElevation(plan, side, date), setting)),
    svgFile("section.svg", drawSection(plan, date), setting),
    ...drawOpeningSchedule(plan, date).map((svg, i) =>
      svgFile(`openings${i === 0 ? "" : `-${i + 1}`}.svg`, svg, setting),
    ),
    ...plan.storeys.map((storey, i) => dxf(`plan-${storey.name}.dxf`, writeDxf(plan, i))),
  ];
}
