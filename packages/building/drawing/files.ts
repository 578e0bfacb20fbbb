import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { drawPlan } from "./plan.ts";
import { drawSite } from "./site.ts";

/** A file for a person: name, media type and content. */
export interface DrawnFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The drawings of a plan: one floor plan per storey ("plan-1F.svg", "plan-B1.svg") and, if it has a plot, "site.svg". */
export function planDrawings(plan: Plan): DrawnFile[] {
  const encoder = new TextEncoder();
  const file = (name: string, svg: string): DrawnFile => ({
    name,
    mediaType: "image/svg+xml",
    bytes: encoder.encode(svg),
  });
  const storeys = plan.storeys.map((storey, i) => file(`plan-${storey.name}.svg`, drawPlan(plan, i)));
  const plotted = (plan.site?.boundary?.points.length ?? 0) >= 3;
  return plotted ? [...storeys, file("site.svg", drawSite(plan))] : storeys;
}
