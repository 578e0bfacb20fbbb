import { drawPlan, storeyTitle } from "../drawing/plan.ts";
import { drawElevation } from "../drawing/elevation.ts";
import { drawSection } from "../drawing/section.ts";
import { drawSite } from "../drawing/site.ts";
import { drawView } from "../drawing/view.ts";
import { renderReport, type ReportInput } from "./render.ts";

/** A file for the person who asked. */
export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The design report as one HTML file, with the drawings of its plan: the view, the plot, every storey, the section and the elevation to the road. */
export function reportFile(input: Omit<ReportInput, "planSvgs" | "viewSvg">): ReportFile {
  const { plan } = input;
  const storeys = plan.storeys.map((storey, index) => ({ name: storeyTitle(storey), svg: drawPlan(plan, index) }));
  const site = plan.site ? [{ name: "배치도", svg: drawSite(plan) }] : [];
  const road = (["S", "E", "N", "W"] as const).find((side) => side === plan.site?.roadSide) ?? "S";
  const upright = [
    { name: "단면도", svg: drawSection(plan) },
    { name: "정면도", svg: drawElevation(plan, road) },
  ];
  const planSvgs = [...site, ...storeys, ...upright];
  return {
    name: "report.html",
    mediaType: "text/html; charset=utf-8",
    bytes: new TextEncoder().encode(renderReport({ ...input, planSvgs, viewSvg: drawView(plan) })),
  };
}
