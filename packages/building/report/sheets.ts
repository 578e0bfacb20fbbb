import { drawPlan, storeyTitle } from "../drawing/plan.ts";
import { drawSite } from "../drawing/site.ts";
import { drawView } from "../drawing/view.ts";
import { renderReport, type ReportInput } from "./render.ts";

/** A file for the person who asked. */
export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The design report as one HTML file, with the drawings of its plan: the plot, every storey, the view. */
export function reportFile(input: Omit<ReportInput, "planSvgs" | "viewSvg">): ReportFile {
  const { plan } = input;
  const storeys = plan.storeys.map((storey, index) => ({ name: storeyTitle(storey), svg: drawPlan(plan, index) }));
  const planSvgs = plan.site ? [{ name: "배치도", svg: drawSite(plan) }, ...storeys] : storeys;
  return {
    name: "report.html",
    mediaType: "text/html; charset=utf-8",
    bytes: new TextEncoder().encode(renderReport({ ...input, planSvgs, viewSvg: drawView(plan) })),
  };
}
