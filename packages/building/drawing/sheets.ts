import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { writeDxf } from "./dxf.ts";
import { drawElevation } from "./elevation.ts";
import type { Side } from "./facing.ts";
import type { DrawnFile } from "./files.ts";
import { drawSection } from "./section.ts";

const sides: readonly Side[] = ["S", "E", "N", "W"];

/** Upright drawings and CAD files of a plan: "elevation-S.svg" and the other sides, "section.svg", and "plan-1F.dxf" for each storey; none for a plan without storeys. */
export function drawingFiles(plan: Plan): DrawnFile[] {
  if (plan.storeys.length === 0) return [];
  const encoder = new TextEncoder();
  const file = (name: string, mediaType: string, content: string): DrawnFile => ({
    name,
    mediaType,
    bytes: encoder.encode(content),
  });
  return [
    ...sides.map((side) => file(`elevation-${side}.svg`, "image/svg+xml", drawElevation(plan, side))),
    file("section.svg", "image/svg+xml", drawSection(plan)),
    ...plan.storeys.map((storey, i) => file(`plan-${storey.name}.dxf`, "image/vnd.dxf", writeDxf(plan, i))),
  ];
}
