import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { withFont } from "../typeface/typeface.ts";
import type { Typeface } from "../typeface/typeface.ts";
import { drawPlan } from "./plan.ts";
import { drawSite } from "./site.ts";

/** A file for a person: name, media type and content. */
export interface DrawnFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the sheets of a set have in common. */
export interface SheetSetting {
  /** Date of the permit, YYYY-MM-DD; empty when it is not known yet. */
  readonly date: string;
  /** Set, each drawing carries the letters it uses. */
  readonly typeface?: Typeface;
}

/** A drawing as a file. */
export function svgFile(name: string, svg: string, { typeface }: SheetSetting): DrawnFile {
  const whole = typeface ? withFont(svg, typeface) : svg;
  return { name, mediaType: "image/svg+xml", bytes: new TextEncoder().encode(whole) };
}

/** The drawings of a plan: one floor plan per storey ("plan-1F.svg", "plan-B1.svg") and, if it has a plot, "site.svg". */
export function planDrawings(plan: Plan, setting: SheetSetting = { date: "" }): DrawnFile[] {
  const storeys = plan.storeys.map((storey, i) =>
    svgFile(`plan-${storey.name}.svg`, drawPlan(plan, i, setting.date), setting),
  );
  const plotted = (plan.site?.boundary?.points.length ?? 0) >= 3;
  return plotted ? [...storeys, svgFile("site.svg", drawSite(plan, setting.date), setting)] : storeys;
}
