import { planDrawings } from "@viba/building/drawing/files";
import type { DrawnFile } from "@viba/building/drawing/files";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

/** What a person gets of a plan: a floor plan of every storey and the site plan, as SVG. */
export const planFiles = (plan: Plan): DrawnFile[] => planDrawings(plan);
